"""The composition root: the public application of pages, API and maps, and the officers' desk.

``wsgi:app``   the public application, over the public store; it is never told where the desk's store is
``wsgi:desk``  the desk, under ``/desk``, over both stores
``wsgi:site``  both in one process, for a small installation and the demonstration
"""

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask

import api
import maps
from portal import (
    crawlers,
    cross_origin,
    errors,
    fairness,
    gauges,
    pages,
    prepared,
    rate_limits,
    rereading,
    settings,
    slow_queries,
    watching,
    web,
)

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


def create_app(**overrides: str) -> Flask:
    """The public application; ``overrides`` replace settings by name."""
    app = web.make_app(settings.load(_environment(overrides)))
    watching.init_app(app)
    gauges.init_app(app)
    pages.init_app(app)
    api.init_app(app)
    maps.init_app(app)
    errors.init_app(app)
    rereading.init_app(app)
    cross_origin.init_app(app)
    crawlers.init_app(app)
    fairness.init_app(app)
    prepared.init_app(app)
    rate_limits.init_app(app)
    web.put_layers(app, shared=True)
    return app


def create_desk(**overrides: str) -> Flask:
    """The officers' desk; ``overrides`` replace settings by name."""
    from portal.desk import make_desk_app  # noqa: PLC0415 - the public process never loads the desk

    desk = make_desk_app(settings.load(_environment(overrides), desk=True))
    desk.extensions["make-public-app"] = create_app  # shows what a preview would look like
    return desk


class Site:
    """Both applications, told apart by the address."""

    def __init__(self, public: Flask, desk: Flask) -> None:
        self.public, self.desk = public, desk

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        application = self.desk if path == "/desk" or path.startswith("/desk/") else self.public
        return application(environ, start_response)


def create_site(**overrides: str) -> Site:
    return Site(create_app(**overrides), create_desk(**overrides))


def _environment(overrides: dict[str, str]) -> dict[str, str]:
    return {**os.environ, **{f"LANGSO_{name}": value for name, value in overrides.items()}}


def _served_app() -> Flask:
    app = create_app()
    slow_queries.watch(int(app.config["SLOW_QUERY_MS"]))
    return watching.watch(app, "public")


def _served_desk() -> Flask:
    desk = create_desk()
    slow_queries.watch(int(desk.config["SLOW_QUERY_MS"]), desk.extensions["stores"].desk)
    return watching.watch(desk, "desk")


def _served_site() -> Site:
    """What the desk counts is told with the rest, so that one address tells all."""
    public, desk = create_app(), _served_desk()
    public.extensions[gauges.OF] += desk.extensions[gauges.OF_DESK]
    return Site(watching.watch(public, "public"), desk)


MADE_WHEN_ASKED_FOR = {"app": _served_app, "desk": _served_desk, "site": _served_site}


def __getattr__(name: str) -> Any:
    """An application is made when a server asks for it, not when a test imports this module."""
    if name in MADE_WHEN_ASKED_FOR:
        globals()[name] = MADE_WHEN_ASKED_FOR[name]()
        return globals()[name]
    raise AttributeError(name)
