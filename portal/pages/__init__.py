"""The readers' pages: thin views that load, ask the domain and render. One module and one blueprint a subject."""

from flask import Flask

from portal import routing


def init_app(app: Flask) -> None:
    routing.init_app(app)
