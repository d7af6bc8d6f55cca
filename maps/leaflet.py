"""The interactive map's script, built by folium.

Only folium's script bucket is used: its page would load ten files from four hosts, write styles and scripts inline and
forbid zooming. Ids are fixed, so that equal maps are equal bytes; shapes and names come later, from ``static/maps``,
which puts names into the page by ``textContent`` alone.

Importing folium costs 55 MB of memory: import this module where a script is asked for, not at the start.
"""

from functools import lru_cache

import folium
from folium.elements import MacroElement
from folium.map import Layer
from folium.template import Template

from maps.colours import PAINTS
from portal.settings import ROOT

CANVAS = "map_villages"
"""The id of the element that the map is drawn in."""
SCRIPTS = ROOT / "maps" / "templates" / "maps"
BORDER = {"color": "#8a9491", "weight": 1.5}
OPAQUE, OVER_TILES = 1, 0.7
AROUND = [{"color": "#ffffff", "weight": 6, "fill": False}, {"color": "#17211f", "weight": 3, "fill": False}]


def _template(name: str) -> Template:
    return Template((SCRIPTS / name).read_text(encoding="utf-8"))


class Villages(Layer):
    """Places, painted by their ``class``, with the commune's outline over them; empty until shapes are added."""

    _template = _template("villages.js")

    def __init__(self, opacity: float) -> None:
        super().__init__(name="villages", overlay=True, control=False)
        self._name, self._id = "Layer", "villages"
        self.paints = {paint.name: BORDER | {"fillColor": paint.fill, "fillOpacity": opacity} for paint in PAINTS}
        self.around = AROUND


class Controls(MacroElement):
    """Zoom buttons with titles in the page's language, and a scale; no foreign link."""

    _template = _template("controls.js")

    def __init__(self, zoom_in: str, zoom_out: str) -> None:
        super().__init__()
        self._name, self._id = "Controls", "villages"
        self.titles = {"zoomInTitle": zoom_in, "zoomOutTitle": zoom_out}


@lru_cache(maxsize=256)
def build_script(lat: float, lon: float, zoom_in: str, zoom_out: str, tiles: str = "") -> str:
    """The script that makes an empty map in the element ``CANVAS``.

    :param lat, lon: what is in the middle until shapes have come.
    :param tiles: the address of a base map's tiles; empty: there is none. Who made it is said by the page, as text.
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
    if tiles:
        base = folium.TileLayer(tiles=tiles, attr="-", name="base", control=False)
        base._id = "base"
        base.add_to(page)
    Controls(zoom_in, zoom_out).add_to(page)
    Villages(OVER_TILES if tiles else OPAQUE).add_to(page)
    return '"use strict";\n' + _script_of(page)


def _script_of(page: folium.Map) -> str:
    figure = page.get_root()
    for child in figure._children.values():
        child.render()
    lines = figure.script.render().splitlines()
    return "\n".join(line.strip() for line in lines if line.strip()) + "\n"
