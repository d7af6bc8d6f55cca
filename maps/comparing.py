"""Two periods beside each other, and the change between them: the page, its data, and both maps as one image."""

from collections.abc import Callable

from flask import Response, make_response, render_template

from maps import comparison_drawing, comparison_wording, crediting, wording
from maps.asking import address, find_commune, find_indicator, read_asked, read_choice
from maps.blueprint import pages
from maps.comparison import Comparison, Outcome, Pair, load_comparison
from portal import web
from portal.addresses import public_url
from portal.domain.observations import Observation, Status
from portal.domain.periods import MONTHS, parse_period
from portal.formats import Table
from portal.formats.drawings import answer_png, answer_svg
from portal.formats.http import table_answer
from portal.validators import of_state

WIDTHS = {"share": 1200, "print": 2480}
"""Of the image in pixels, by what ``size`` asks for."""
FIELDS = (
    "locality",
    "name",
    "before_period",
    "before_numerator",
    "before_denominator",
    "before_value",
    "before_status",
    "after_period",
    "after_numerator",
    "after_denominator",
    "after_value",
    "after_status",
    "change",
    "outcome",
    "illustrative",
)


@pages.get("/maps/<commune>/<indicator>/compare")
def compare(commune: str, indicator: str) -> Response:
    return _answer(commune, indicator, _page)


@pages.get("/maps/<commune>/<indicator>/compare.svg")
def compare_svg(commune: str, indicator: str) -> Response:
    return _answer(commune, indicator, lambda found: answer_svg(_draw(found)))


@pages.get("/maps/<commune>/<indicator>/compare.png")
def compare_png(commune: str, indicator: str) -> Response:
    width = WIDTHS[read_choice("size", WIDTHS) or "share"]
    return _answer(commune, indicator, lambda found: answer_png(_draw(found), width=width))


@pages.get("/maps/<commune>/<indicator>/compare.<any(csv,json,xlsx,embed):suffix>")
def compared_rows(commune: str, indicator: str, suffix: str) -> Response:
    return _answer(commune, indicator, lambda found: table_answer(_table(found), suffix))


def _answer(commune: str, indicator: str, make: Callable[[Comparison], Response]) -> Response:
    """What is made of the comparison that the address asks for; not made again for whoever has it."""

    def load() -> Response:
        place, measured = find_commune(commune), find_indicator(indicator)
        return make(load_comparison(web.session(), place, measured, read_asked()))

    return of_state(load)


def _page(found: Comparison) -> Response:
    panels = comparison_drawing.lay_out_panels(found)
    page = render_template(
        "maps/compare.html",
        found=found,
        panels=panels,
        notes=comparison_drawing.notes_of(found, panels),
        periods=_periods(found),
        link=address,
        wording=wording,
        words=comparison_wording,
        credit=crediting.tell(found.later),
        Outcome=Outcome,
    )
    return make_response(page)


def _periods(found: Comparison) -> dict[str, list[str]]:
    """The periods that can be chosen, the newest first, by cadence: those of one cadence can be compared."""
    by_cadence: dict[str, list[str]] = {name: [] for name in MONTHS}
    for period in found.later.periods:
        by_cadence[parse_period(period).cadence].append(period)
    return {name: periods for name, periods in by_cadence.items() if periods}


def _draw(found: Comparison) -> str:
    chosen = {"period": found.later.period, "against": found.earlier.period if found.earlier else None}
    return comparison_drawing.draw(found, public_url(address(found.later, "compare", view=None, gaps=None, **chosen)))


def _table(found: Comparison) -> Table:
    scenes = [scene.period for scene in (found.earlier, found.later) if scene]
    periods = scenes if len(scenes) == 2 else [None, *scenes]
    name = f"{found.later.commune.slug}-{found.later.indicator.code}-{'-'.join(p for p in periods if p)}"
    return Table(
        name,
        FIELDS,
        [_row(pair, periods, illustrative=found.illustrative) for pair in found.pairs],
        comparison_wording.title(found),
    )


def _row(pair: Pair, periods: list[str | None], *, illustrative: bool) -> tuple[object, ...]:
    before = _side(pair.before, periods[0], there=pair.outcome is not Outcome.NEW)
    after = _side(pair.after, periods[1], there=pair.outcome is not Outcome.GONE)
    change = None if pair.change is None else round(float(pair.change), 4)
    return (pair.place.code, pair.place.name, *before, *after, change, pair.outcome, illustrative)


def _side(found: Observation | None, period: str | None, *, there: bool) -> tuple[object, ...]:
    """``there``: whether there was such a village; nothing at all is told of one that there was not."""
    if found is None:
        return period, None, None, None, Status.MISSING if there else None
    return period, found.numerator, found.denominator, found.value, found.status
