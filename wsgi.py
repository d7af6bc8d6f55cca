"""The composition root: one application of pages, API and maps over the public store.

``gunicorn wsgi:app`` serves the public. The desk's store is not among what this process is told.
"""

import os

from flask import Flask

import api
import maps
from portal import errors, pages, settings, web


def create_app(**overrides: str) -> Flask:
    """The public application; ``overrides`` replace settings by name."""
    given = {f"LANGSO_{name}": value for name, value in overrides.items()}
    app = web.make_app(settings.load(os.environ | given))
    pages.init_app(app)
    api.init_app(app)
    maps.init_app(app)
    errors.init_app(app)
    return app


def __getattr__(name: str) -> Flask:
    """``wsgi:app`` is made when a server asks for it, not when a test imports this module."""
    if name == "app":
        globals()["app"] = create_app()
        return globals()["app"]
    raise AttributeError(name)
