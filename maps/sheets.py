"""All village indicators of a commune as small maps on one sheet: a page that prints on A4, and the sheet as image."""

from collections.abc import Callable

from flask import Response, make_response, render_template, request

from maps import sheet_drawing, sheet_wording, wording
from maps.asking import find_commune, read_choice, read_period
from maps.blueprint import pages
from maps.forms import Form
from maps.overview import Atlas, load_atlas
from maps.rows import FIELDS, figure_row
from portal import web
from portal.addresses import public_url
from portal.domain.periods import parse_period
from portal.formats import Table
from portal.formats.drawings import answer_png, answer_svg
from portal.formats.http import table_answer
from portal.i18n import language
from portal.routing import in_language
from portal.validators import of_state

A4 = {"screen": (1240, 1754), "print": (2480, 3508)}
"""The image in pixels, by what ``size`` asks for: 150 and 300 dots an inch."""


@pages.get("/maps/<commune>")
def sheet(commune: str) -> Response:
    return _answer(commune, _page)


@pages.get("/maps/<commune>.svg")
def sheet_svg(commune: str) -> Response:
    return _answer(commune, lambda atlas: answer_svg(_draw(atlas)))


@pages.get("/maps/<commune>.png")
def sheet_png(commune: str) -> Response:
    width, height = A4[read_choice("size", A4) or "screen"]
    return _answer(commune, lambda atlas: answer_png(_draw(atlas, unit=""), width=width, height=height))


@pages.get("/maps/<commune>.<any(csv,json,xlsx,embed):suffix>")
def sheet_rows(commune: str, suffix: str) -> Response:
    """The figures of all its maps, a row for each village and indicator."""
    return _answer(commune, lambda atlas: table_answer(_table(atlas), suffix))


def _table(atlas: Atlas) -> Table:
    rows = [figure_row(place, scene) for scene in atlas.scenes for place in scene.places]
    name = "-".join(part for part in (atlas.commune.slug, "maps", atlas.period) if part)
    return Table(name, FIELDS, rows, sheet_wording.title(atlas))


def _answer(commune: str, make: Callable[[Atlas], Response]) -> Response:
    """What is made of the maps that the address asks for; not made again for whoever has it."""

    def load() -> Response:
        place, text = find_commune(commune), read_period("period")
        asked = parse_period(text) if text else None
        form = read_choice("form", Form)
        return make(load_atlas(web.session(), place, today=web.today(), asked=asked, form=form))

    return of_state(load)


def _page(atlas: Atlas) -> Response:
    page = render_template(
        "maps/sheet.html",
        atlas=atlas,
        words=sheet_wording,
        wording=wording,
        across=sheet_drawing.columns(len(atlas.maps)),
        page_address=_page_address(atlas),
        code=sheet_drawing.quick_response(_page_address(atlas)),
        asked={name: request.args[name] for name in ("period", "form") if request.args.get(name)},
    )
    return make_response(page)


def _draw(atlas: Atlas, **options: str) -> str:
    return sheet_drawing.draw(atlas, _page_address(atlas), **options)


def _page_address(atlas: Atlas) -> str:
    """The address that is printed; of the newest figures, unless a period was asked for."""
    asked = f"?period={atlas.period}" if atlas.period else ""
    return public_url(in_language(f"/maps/{atlas.commune.slug}", language()) + asked)
