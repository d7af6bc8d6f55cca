"""The interactive map's script, built by folium.

Only folium's script bucket is used: its page would load ten files from four hosts, write styles and scripts inline and
forbid zooming. Ids are fixed, so that equal maps are equal bytes; names reach the page by ``textContent`` alone.

Importing folium costs 55 MB of memory: import this module where a script is asked for, not at the start.
"""

from functools import lru_cache

import folium
from folium.elements import MacroElement
from folium.map import Layer
from folium.template import Template
from markupsafe import escape

from maps.colours import PAINTS
from portal.settings import ROOT

CANVAS = "map_villages"
"""The id of the element that the map is drawn in."""
SCRIPTS = ROOT / "maps" / "templates" / "maps"
BORDER = {"color": "#8a9491", "weight": 1.5, "fillOpacity": 1}
AROUND = [{"color": "#ffffff", "weight": 6, "fill": False}, {"color": "#17211f", "weight": 3, "fill": False}]


def _template(name: str) -> Template:
    return Template((SCRIPTS / name).read_text(encoding="utf-8"))


class Villages(Layer):
    """Places fetched as GeoJSON from our own address, painted by their ``class``; told by their ``label``."""

    _template = _template("villages.js")

    def __init__(self, address: str) -> None:
        super().__init__(name="villages", overlay=True, control=False)
        self._name, self._id = "Layer", "villages"
        self.address = address
        self.paints = {paint.name: BORDER | {"fillColor": paint.fill} for paint in PAINTS}
        self.around = AROUND


class Controls(MacroElement):
    """Zoom buttons with titles in the page's language, and what must be said about the map; no foreign link."""

    _template = _template("controls.js")

    def __init__(self, zoom_in: str, zoom_out: str, note: str) -> None:
        super().__init__()
        self._name, self._id = "Controls", "villages"
        self.titles = {"zoomInTitle": zoom_in, "zoomOutTitle": zoom_out}
        self.note = str(escape(note))


@lru_cache(maxsize=256)
def build_script(address: str, lat: float, lon: float, zoom_in: str, zoom_out: str, note: str) -> str:
    """The script that draws the map of the GeoJSON at an address into the element ``CANVAS``.

    :param lat, lon: what is in the middle until the outlines have come.
    :param note: said in the corner of the map, as text.
    """
    page = folium.Map(
        location=[lat, lon],
        tiles=None,
        zoom_start=11,
        zoom_control=False,
        attribution_control=False,
        scroll_wheel_zoom=False,
        zoom_snap=0.25,
    )
    page._id, page.default_js, page.default_css = "villages", [], []
    Controls(zoom_in, zoom_out, note).add_to(page)
    Villages(address).add_to(page)
    return '"use strict";\n' + _script_of(page)


def _script_of(page: folium.Map) -> str:
    figure = page.get_root()
    for child in figure._children.values():
        child.render()
    lines = figure.script.render().splitlines()
    return "\n".join(line.strip() for line in lines if line.strip()) + "\n"
