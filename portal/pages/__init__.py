"""The readers' pages: thin views that load, ask the domain and render. One module and one blueprint a subject."""

from flask import Flask

from portal import routing
from portal.pages import (
    about,
    audit,
    bodies,
    bulk,
    chart_pages,
    components,
    context,
    datasets,
    deadlines,
    favicon,
    feeds,
    finding,
    following,
    health,
    home,
    indicators,
    localities,
    money,
    observations,
    plan_changes,
    plans,
    programmes,
    questions,
    readiness,
    releases,
    search,
    security_txt,
    self_check,
    signal,
    sitemap,
    status,
    targets,
    tasks,
    teams,
    village_table,
    villages,
)

SUBJECTS = (
    home,
    finding,
    localities,
    village_table,
    villages,
    plans,
    plan_changes,
    deadlines,
    tasks,
    bodies,
    targets,
    chart_pages,
    indicators,
    observations,
    datasets,
    money,
    programmes,
    teams,
    readiness,
    self_check,
    questions,
    signal,
    search,
    releases,
    bulk,
    feeds,
    following,
    sitemap,
    about,
    status,
    audit,
    components,
    favicon,
    security_txt,
    health,
)


def init_app(app: Flask) -> None:
    routing.init_app(app)
    context.init_app(app)
    for subject in SUBJECTS:
        app.register_blueprint(subject.pages)
