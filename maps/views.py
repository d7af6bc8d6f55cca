"""The map's page, and what it is made of: the features as GeoJSON and the interactive map's script."""

from flask import Response, make_response, render_template, request

from maps import drawing, geojson, wording
from maps.asking import address, find_scene
from maps.blueprint import pages
from maps.forms import VIET_NAM, Form
from portal import web
from portal.domain.indicators import list_indicators
from portal.formats.http import json_answer
from portal.i18n import gettext as _


@pages.get("/maps/<commune>/<indicator>")
def show(commune: str, indicator: str) -> Response:
    scene = find_scene(commune, indicator)
    sheet = drawing.lay_out(scene, bare=True)
    others = list_indicators(web.session(), level="village")
    page = render_template("maps/show.html", scene=scene, sheet=sheet, wording=wording, others=others, link=address)
    response = make_response(page)
    response.headers["Content-Security-Policy"] = web.EMBEDDABLE
    return response


@pages.get("/maps/<commune>/<indicator>.geojson")
def features(commune: str, indicator: str) -> Response:
    """The features, their outlines as precise as they came; tiles only where the address asks for them."""
    scene = find_scene(commune, indicator, zoom=None)
    content = geojson.collection(scene, tiles=request.args.get("form") == Form.TILES)
    answer = json_answer(content, mimetype=geojson.MEDIA_TYPE)
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


@pages.get("/maps/<commune>/<indicator>.js")
def script(commune: str, indicator: str) -> Response:
    from maps.leaflet import build_script  # noqa: PLC0415 - folium costs 55 MB, and most processes never need it

    scene = find_scene(commune, indicator)
    note = " ".join(wording.notes(scene))
    lat, lon = scene.commune.lat or VIET_NAM[0], scene.commune.lon or VIET_NAM[1]
    text = build_script(address(scene, "features"), lat, lon, _("Phóng to"), _("Thu nhỏ"), note)
    return Response(text, content_type="text/javascript; charset=utf-8")
