"""Two communes beside each other on one scale: the page with the table of both, and both maps as one image."""

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from maps import neighbours_drawing, neighbours_wording, wording
from maps.asking import find_commune, find_indicator, read_asked, read_choice
from maps.blueprint import pages
from maps.neighbours import Beside, Order, list_rows, load_beside
from maps.rows import FIELDS, figure_row
from portal import web
from portal.addresses import public_url
from portal.domain.indicators import Indicator
from portal.domain.localities import Locality
from portal.domain.participation import list_mapped_communes
from portal.formats import Table
from portal.formats.drawings import answer_png, answer_svg
from portal.formats.http import table_answer
from portal.validators import of_state

IMAGE_WIDTH = 1600  # pixels
MOST = 300  # communes to choose from


@pages.get("/maps/<commune>/<indicator>/beside")
def beside_any(commune: str, indicator: str) -> Answer | str:
    """Leads to the commune chosen in the form, else to the first that has figures; says so where there is none."""
    place, measured = find_commune(commune), find_indicator(indicator)
    others = _others(place, measured)
    chosen = request.args.get("with") or next((other.slug for other in others), None)
    if chosen is None:
        return render_template("maps/beside_none.html", commune=place, indicator=measured)
    return redirect(_address("beside", place.slug, measured.code, chosen))


@pages.get("/maps/<commune>/<indicator>/beside/<other>")
def beside(commune: str, indicator: str, other: str) -> Answer | str:
    found = _find(commune, indicator, other)
    one, second = found.communes
    if one.id == second.id:
        return redirect(url_for("maps.show", commune=one.slug, indicator=found.indicator.code))
    order = read_choice("sort", Order) or Order.NAME
    panels = neighbours_drawing.lay_out_panels(found)
    return render_template(
        "maps/beside.html",
        found=found,
        rows=list_rows(found, order),
        order=order,
        panels=panels,
        notes=neighbours_drawing.list_notes(found, panels),
        others=_others(one, found.indicator),
        link=lambda end, **changes: _address(end, one.slug, found.indicator.code, second.slug, **changes),
        words=neighbours_wording,
        wording=wording,
    )


@pages.get("/maps/<commune>/<indicator>/beside/<other>.svg")
def beside_svg(commune: str, indicator: str, other: str) -> Response:
    return of_state(lambda: answer_svg(_draw(_find(commune, indicator, other))))


@pages.get("/maps/<commune>/<indicator>/beside/<other>.png")
def beside_png(commune: str, indicator: str, other: str) -> Response:
    return of_state(lambda: answer_png(_draw(_find(commune, indicator, other)), width=IMAGE_WIDTH))


@pages.get("/maps/<commune>/<indicator>/beside/<other>.<any(csv,json,xlsx,embed):suffix>")
def beside_rows(commune: str, indicator: str, other: str, suffix: str) -> Response:
    """The villages of both, in the order of the page."""
    found = _find(commune, indicator, other)
    one, second = found.communes
    scenes = {scene.commune.id: scene for scene in found.scenes}
    listed = list_rows(found, read_choice("sort", Order) or Order.NAME)
    rows = [(place.code, *figure_row(village, scenes[place.id])) for place, village in listed]
    name = "-".join(part for part in (one.slug, second.slug, found.indicator.code, found.period) if part)
    return table_answer(Table(name, ("commune", *FIELDS), rows, neighbours_wording.title(found)), suffix)


def _find(commune: str, indicator: str, other: str) -> Beside:
    communes = find_commune(commune), find_commune(other)
    return load_beside(web.session(), communes, find_indicator(indicator), read_asked())


def _draw(found: Beside) -> str:
    one, other = found.communes
    page = _address("beside", one.slug, found.indicator.code, other.slug, sort=None)
    return neighbours_drawing.draw(found, public_url(page))


def _others(commune: Locality, indicator: Indicator) -> list[Locality]:
    """The communes that have figures by village; those of the same province first."""
    found = list_mapped_communes(web.session(), indicator.code, on=web.today(), limit=MOST)
    others = [other for other in found if other.id != commune.id]
    return sorted(others, key=lambda other: other.parent_id != commune.parent_id)


def _address(end: str, commune: str, indicator: str, other: str, **changes: str | None) -> str:
    """The address of this comparison, or a part of it, with what was asked for, but for the changes."""
    kept = {name: request.args.get(name) or None for name in ("period", "form", "sort")} | changes
    return url_for(f"maps.{end}", commune=commune, indicator=indicator, other=other, **kept)
