"""The JSON API for programs: version 1 under ``/api/v1``, with a written promise of stability."""

from flask import Flask, Response, request

from api import (
    datasets,
    index,
    indicators,
    localities,
    money,
    obligations,
    observations,
    plans,
    programmes,
    progress,
    releases,
    tasks,
    teams,
)
from api.routing import v1

RESOURCES = (
    localities,
    plans,
    tasks,
    obligations,
    indicators,
    observations,
    progress,
    datasets,
    releases,
    money,
    programmes,
    teams,
    index,
)


def init_app(app: Flask) -> None:
    app.register_blueprint(v1)
    app.after_request(_let_other_sites_read)


def _let_other_sites_read(response: Response) -> Response:
    if request.path.startswith("/api/"):
        response.headers["Access-Control-Allow-Origin"] = "*"
    return response
