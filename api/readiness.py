"""The four elements of the digital citizen by place and period, and the index of them."""

from collections.abc import Callable, Sequence
from functools import partial

from sqlalchemy.orm import Session

from api.paging import Row, Selected
from api.queries import AsOfQuery, ReadinessQuery
from api.references import State, find_commune, find_locality, find_state
from api.routing import Parameters, v1
from api.schemas import ReadinessSchema
from portal.domain.indicators import Indicator, list_elements
from portal.domain.localities import get_last_locality
from portal.domain.readiness import (
    BY,
    BY_CELL,
    Wanted,
    count_cells,
    list_readiness,
    select_cells,
    select_ranked,
    select_ranked_cells,
    select_readiness,
)
from portal.domain.releases import get_latest_seq
from portal.formats.public_rows import readiness_row
from portal.web import session


@v1.collection("readiness", ReadinessSchema, ReadinessQuery)
def list_readiness_rows(parameters: Parameters) -> Selected:
    wanted = Wanted(
        locality=find_locality(parameters),
        within=find_commune(parameters, "within"),
        commune=find_commune(parameters),
        kind=parameters["kind"],
        period=parameters["period"],
    )
    seen, elements = find_state(parameters), list_elements(session())
    if _is_newest(seen):
        rows = select_ranked_cells(elements, wanted) if parameters["sort"] else select_cells(wanted)
        counted = partial(count_cells, wanted=wanted)
        return Selected(rows, BY_CELL, _finish(elements, seen.seq), seen.pinned, counted=counted)
    if parameters["sort"]:
        rows, by = select_ranked(elements, wanted, as_of=seen.seq)
        return Selected(rows, by, _finish(elements, seen.seq), seen.pinned)
    return _along_the_index(elements, wanted, seen)


@v1.one("/readiness/<locality>/<period>", AsOfQuery)
def show_readiness(parameters: Parameters, locality: str, period: str) -> Selected | None:
    place = get_last_locality(session(), locality)
    if place is None:
        return None
    return _along_the_index(list_elements(session()), Wanted(locality=place, period=period), find_state(parameters))


def _is_newest(seen: State) -> bool:
    return seen.seq >= get_latest_seq(session())


def _along_the_index(elements: Sequence[Indicator], wanted: Wanted, seen: State) -> Selected:
    rows = select_readiness(elements, wanted, as_of=seen.seq)
    return Selected(rows, BY, _finish(elements, seen.seq), seen.pinned)


def _finish(elements: Sequence[Indicator], seq: int) -> Callable[[Session, list[Row]], list[Row]]:
    return lambda session, rows: [readiness_row(found) for found in list_readiness(session, elements, rows, as_of=seq)]
