"""The readers' pages: thin views that load, ask the domain and render. One module and one blueprint a subject."""

from flask import Flask

from portal import routing
from portal.pages import (
    about,
    audit,
    bulk,
    context,
    datasets,
    feeds,
    health,
    home,
    indicators,
    localities,
    money,
    observations,
    plans,
    programmes,
    releases,
    search,
    sitemap,
    targets,
    teams,
    villages,
)

SUBJECTS = (
    home,
    localities,
    villages,
    plans,
    targets,
    indicators,
    observations,
    datasets,
    money,
    programmes,
    teams,
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
