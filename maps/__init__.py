"""Maps of a commune's villages: drawn by the server as SVG, and interactive by folium and Leaflet over that.

Every file comes from our own host, Leaflet's from the installed package that carries them.
"""

from flask import Flask

from maps.views import pages


def init_app(app: Flask) -> None:
    app.register_blueprint(pages)
