"""The tables of readiness as every format renders them."""

from collections.abc import Sequence
from typing import Any

from portal.domain.indicators import ELEMENTS
from portal.domain.readiness import Readiness
from portal.domain.standings import Move, Standing
from portal.formats import Table
from portal.i18n.readiness_words import readiness_arithmetic

OF_INDEX = ("index", "index_low", "index_high", "status")
STATUSES = tuple(f"{element}_status" for element in ELEMENTS)
STANDING = ("locality", "name", "name_en", "period", "rank_first", "rank_last", *OF_INDEX, *ELEMENTS, *STATUSES)
TIME = ("locality", "period", *OF_INDEX, *ELEMENTS, *STATUSES, "arithmetic", "illustrative")
CHANGE = ("locality", "name", "name_en", "first_period", "first_index", "last_period", "last_index", "change", "apart")


def standing_table(name: str, standings: Sequence[Standing]) -> Table:
    """The places in the order of the page; ranks are empty where a place is not ranked."""
    rows = [(*_of_standing(one), readiness_arithmetic(one.found), one.found.illustrative) for one in standings]
    return Table(name, (*STANDING, "arithmetic", "illustrative"), rows)


def _of_standing(one: Standing) -> tuple[Any, ...]:
    place, ranks = one.place, (one.rank.first, one.rank.last) if one.rank else (None, None)
    return (place.code, place.name, place.name_en, one.found.period, *ranks, *_of_index(one.found))


def _of_index(found: Readiness) -> tuple[Any, ...]:
    ends = found.interval
    return (
        found.index,
        ends.low if ends else None,
        ends.high if ends else None,
        found.status,
        *(element.value for element in found.elements),
        *(element.status for element in found.elements),
    )


def time_table(name: str, series: Sequence[Readiness], page: str) -> Table:
    rows = [(one.locality, one.period, *_of_index(one), readiness_arithmetic(one), one.illustrative) for one in series]
    return Table(name, TIME, rows, page=page)


def change_table(name: str, found: Sequence[Move], page: str) -> Table:
    """``apart`` says whether the intervals of the two lie apart."""
    return Table(name, (*CHANGE, "illustrative"), [_of_move(move) for move in found], page=page)


def _of_move(move: Move) -> tuple[Any, ...]:
    first, last, place = move.first, move.last, move.place
    known = first is not None and last is not None
    return (
        place.code,
        place.name,
        place.name_en,
        first.period if first else None,
        first.index if first else None,
        last.period if last else None,
        last.index if last else None,
        move.change,
        move.sure if known else None,
        any(one.illustrative for one in (first, last) if one is not None),
    )
