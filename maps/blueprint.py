"""The blueprint that every module of addresses of maps puts its routes on."""

from importlib.resources import files
from pathlib import Path

from portal.routing import Pages

LEAFLET = Path(str(files("js_lib_leaflet"))) / "static" / "js_lib_leaflet"

pages = Pages(
    "maps", __name__, template_folder="templates", static_folder=str(LEAFLET), static_url_path="/static/leaflet"
)
