"""Maps of a commune's villages: drawn by the server as SVG, and interactive by folium and Leaflet over that.

Every file comes from our own host, Leaflet's from the installed package that carries them.
"""

from importlib.resources import files
from pathlib import Path

from flask import Flask

from maps.views import pages

LEAFLET = Path(str(files("js_lib_leaflet"))) / "static" / "js_lib_leaflet"


def init_app(app: Flask) -> None:
    app.register_blueprint(pages)
    app.wsgi_app.add_files(str(LEAFLET), prefix="static/leaflet/")  # type: ignore[attr-defined]
