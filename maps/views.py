"""The map's page, and what it is made of: shapes, values, the features as GeoJSON and the interactive map's script."""

from flask import Response, make_response, render_template, request

from maps import choices, drawing, embedding, geojson, values, wording
from maps.asking import address, find_commune, find_indicator, find_scene, read_choice, read_day
from maps.basemap import content_policy, get_basemap
from maps.blueprint import pages
from maps.forms import VIET_NAM, Form
from maps.laying import lay_out
from portal import web
from portal.domain.localities import list_villages
from portal.formats.http import json_answer
from portal.i18n import gettext as _

ZOOMS = ("12", "14")
HOUR = "public, max-age=3600"


@pages.get("/maps/<commune>/<indicator>")
def show(commune: str, indicator: str) -> Response:
    return _page("maps/show.html", commune, indicator)


@pages.get("/maps/<commune>/<indicator>/embed")
def embed(commune: str, indicator: str) -> Response:
    """The map by itself, for the pages of others."""
    return _page("maps/embed.html", commune, indicator)


def _page(template: str, commune: str, indicator: str) -> Response:
    scene = find_scene(commune, indicator)
    page = render_template(
        template,
        scene=scene,
        content=values.content(scene),
        sheet=drawing.lay_out(scene, bare=True),
        choices=choices.load_choices(web.session(), scene, on=web.today()),
        embedding=embedding.lines(scene),
        basemap=get_basemap(),
        wording=wording,
        link=address,
    )
    response = make_response(page)
    response.headers["Content-Security-Policy"] = content_policy()
    return response


@pages.get("/maps/<commune>/<indicator>.json")
def figures(commune: str, indicator: str) -> Response:
    """What the page shows of one period and view, without what it is drawn of."""
    return _open(json_answer(values.content(find_scene(commune, indicator))))


@pages.get("/maps/<commune>/<indicator>.geojson")
def features(commune: str, indicator: str) -> Response:
    """The features, their outlines as precise as they came; tiles only where the address asks for them."""
    scene = find_scene(commune, indicator, zoom=None)
    content = geojson.collection(scene, tiles=request.args.get("form") == Form.TILES)
    return _open(json_answer(content, mimetype=geojson.MEDIA_TYPE))


@pages.get("/maps/<commune>.geojson")
def shapes(commune: str) -> Response:
    """What maps of a commune are drawn of: its villages of a day, or of all time, in one form, fit for a zoom."""
    place, day = find_commune(commune), read_day("on")
    zoom = read_choice("zoom", ZOOMS)
    villages = list_villages(web.session(), place, on=day)
    layout = lay_out(web.session(), place, villages, read_choice("form", Form), int(zoom) if zoom else None)
    content = geojson.shapes(place, villages, layout, int(zoom) if zoom else None)
    answer = _open(json_answer(content, mimetype=geojson.MEDIA_TYPE))
    answer.headers["Cache-Control"] = HOUR
    return answer


@pages.get("/maps/<commune>/<indicator>.js")
def script(commune: str, indicator: str) -> Response:
    from maps.leaflet import build_script  # noqa: PLC0415 - folium costs 55 MB, and most processes never need it

    place, _indicator, basemap = find_commune(commune), find_indicator(indicator), get_basemap()
    lat, lon = place.lat or VIET_NAM[0], place.lon or VIET_NAM[1]
    text = build_script(lat, lon, _("Phóng to"), _("Thu nhỏ"), basemap.url if basemap else "")
    answer = Response(text, content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = HOUR
    return answer


def _open(answer: Response) -> Response:
    """For programs on other sites, too."""
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
