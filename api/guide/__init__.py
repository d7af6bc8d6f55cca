"""The pages that tell people how to read the data with programs; made from the description of the API."""

from flask import Flask

from api.guide import views


def init_app(app: Flask) -> None:
    app.register_blueprint(views.pages)
