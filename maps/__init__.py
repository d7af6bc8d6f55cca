"""Maps of a commune's villages: drawn by the server as SVG, and interactive by folium and Leaflet over that.

Every file comes from our own host, Leaflet's from the installed package that carries them.
"""

from flask import Flask

from maps import comparing, contents, images, neighbouring, rows, sheets, views
from maps.blueprint import pages

__all__ = ["comparing", "contents", "images", "init_app", "neighbouring", "rows", "sheets", "views"]


def init_app(app: Flask) -> None:
    app.register_blueprint(pages)
