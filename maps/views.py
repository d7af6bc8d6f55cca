"""Maps to read and to embed: a page, and the same map as SVG, as GeoJSON and as the interactive map's script."""

from importlib.resources import files
from pathlib import Path

from flask import Response, abort, make_response, render_template, request, url_for

from maps import drawing, geojson, wording
from maps.scene import Scene, load_scene
from portal import web
from portal.domain.indicators import get_indicator, list_indicators
from portal.domain.localities import get_commune
from portal.domain.periods import parse_period
from portal.errors import Refusal
from portal.formats.http import json_answer
from portal.i18n import gettext as _
from portal.routing import Pages

VIET_NAM = (16.0, 107.0)  # a view to begin with, where a commune has no point

LEAFLET = Path(str(files("js_lib_leaflet"))) / "static" / "js_lib_leaflet"

pages = Pages(
    "maps", __name__, template_folder="templates", static_folder=str(LEAFLET), static_url_path="/static/leaflet"
)


@pages.get("/maps/<commune>/<indicator>")
def show(commune: str, indicator: str) -> Response:
    scene = _load(commune, indicator)
    sheet = drawing.lay_out(scene, bare=True)
    others = list_indicators(web.session(), level="village")
    page = render_template("maps/show.html", scene=scene, sheet=sheet, wording=wording, others=others, link=_link)
    response = make_response(page)
    response.headers["Content-Security-Policy"] = web.EMBEDDABLE
    return response


@pages.get("/maps/<commune>/<indicator>.svg")
def svg(commune: str, indicator: str) -> Response:
    """The drawing; ``?legend=none`` leaves heading and legend to the page around it."""
    text = drawing.draw(_load(commune, indicator), bare=request.args.get("legend") == "none")
    return Response(text, content_type="image/svg+xml; charset=utf-8")


@pages.get("/maps/<commune>/<indicator>.geojson")
def features(commune: str, indicator: str) -> Response:
    answer = json_answer(geojson.collection(_load(commune, indicator)), mimetype=geojson.MEDIA_TYPE)
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


@pages.get("/maps/<commune>/<indicator>.js")
def script(commune: str, indicator: str) -> Response:
    from maps.leaflet import build_script  # noqa: PLC0415 - folium costs 55 MB, and most processes never need it

    scene = _load(commune, indicator)
    note = " ".join(wording.notes(scene))
    lat, lon = scene.commune.lat or VIET_NAM[0], scene.commune.lon or VIET_NAM[1]
    text = build_script(_link(scene, "features"), lat, lon, _("Phóng to"), _("Thu nhỏ"), note)
    return Response(text, content_type="text/javascript; charset=utf-8")


def _load(commune: str, indicator: str) -> Scene:
    """The map that the address asks for.

    :raises Refusal: the period is not written as one.
    """
    session = web.session()
    place = get_commune(session, commune, on=web.today())
    measured = get_indicator(session, indicator)
    if place is None or measured is None or measured.level != "village":
        abort(404)
    return load_scene(session, place, measured, _asked_period())


def _asked_period() -> str | None:
    text = request.args.get("period", "")
    if not text:
        return None
    try:
        return parse_period(text).text
    except ValueError:
        title = _("Không hiểu kỳ số liệu")
        detail = _("“%(text)s” không phải là một kỳ: ghi 2026, 2026-H1, 2026-Q3 hoặc 2026-10.", text=text[:40])
        raise Refusal(400, "bad-period", title, detail) from None


def _link(scene: Scene, end: str, *, indicator: str | None = None, legend: str | None = None) -> str:
    """The address of a part of this map in this language, of the same period where one was asked for."""
    period = _asked_period() if indicator is None else None
    code = indicator or scene.indicator.code
    return url_for(f"maps.{end}", commune=scene.commune.slug, indicator=code, period=period, legend=legend)
