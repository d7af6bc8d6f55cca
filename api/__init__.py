"""The JSON API for programs: version 1 under ``/api/v1``, with a written promise of stability."""

from flask import Flask

from api import (
    ckan,
    corrections,
    datasets,
    dcat,
    files,
    goals,
    guide,
    index,
    indicators,
    localities,
    money,
    obligations,
    observations,
    ogc,
    plans,
    programmes,
    progress,
    readiness,
    releases,
    sections,
    series,
    tasks,
    teams,
    versions,
)
from api.routing import v1

RESOURCES = (
    localities,
    plans,
    sections,
    goals,
    tasks,
    obligations,
    indicators,
    observations,
    series,
    progress,
    readiness,
    datasets,
    versions,
    files,
    releases,
    corrections,
    money,
    programmes,
    teams,
    index,
)


def init_app(app: Flask) -> None:
    app.register_blueprint(v1)
    guide.init_app(app)
    ckan.init_app(app)
    ogc.init_app(app)
    dcat.init_app(app)
