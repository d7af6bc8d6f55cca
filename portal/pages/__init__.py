"""The readers' pages: thin views that load, ask the domain and render. One module and one blueprint a subject."""

from flask import Flask

from portal import routing
from portal.pages import (
    about,
    audit,
    bodies,
    bulk,
    context,
    datasets,
    deadlines,
    feeds,
    finding,
    health,
    home,
    indicators,
    localities,
    money,
    observations,
    plans,
    programmes,
    readiness,
    releases,
    search,
    self_check,
    sitemap,
    targets,
    tasks,
    teams,
    villages,
)

SUBJECTS = (
    home,
    finding,
    localities,
    villages,
    plans,
    deadlines,
    tasks,
    bodies,
    targets,
    indicators,
    observations,
    datasets,
    money,
    programmes,
    teams,
    readiness,
    self_check,
    search,
    releases,
    bulk,
    feeds,
    sitemap,
    about,
    audit,
    health,
)


def init_app(app: Flask) -> None:
    routing.init_app(app)
    context.init_app(app)
    for subject in SUBJECTS:
        app.register_blueprint(subject.pages)
