"""Figures over time across mergers, splits and renamings: published, restated by weights, or visibly broken."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sqlalchemy.orm import Session

from api.paging import Batch, Key, Listed, Row, as_they_are
from api.parameters import MOST, bad_value
from api.queries import AsOfQuery, SeriesQuery
from api.references import find_commune, find_indicator, find_locality, find_state
from api.routing import Parameters, v1
from api.schemas import SeriesSchema
from portal.db import portions
from portal.domain.indicators import Indicator, get_indicator, list_indicators
from portal.domain.localities import get_last_locality, list_localities_by_id, list_villages
from portal.domain.point_counts import count_points
from portal.domain.restating import Point, Series, Source, get_restated, list_crossing, list_restated
from portal.i18n import gettext
from portal.web import session, today

AT_ONCE = 40  # places
COUNTED = 500  # places whose rows are counted together
MOST_SORTED = 500  # places, so that a sort holds no more rows than memory has room for


@dataclass(frozen=True)
class AlongPlaces:
    """The points of the series of places, one place after the other.

    A key is a place's id and the number of a row in its series: places that come in between shift nothing.

    :param places: their ids, the lowest first.
    """

    places: Sequence[int]
    indicators: Sequence[Indicator]
    as_of: int
    pinned: Mapping[str, str] = field(default_factory=dict)
    types = (int, int)
    portion = MOST
    lines = None

    def count(self, session: Session) -> int:
        listed = (list_localities_by_id(session, some) for some in portions(self.places, COUNTED))
        return sum(count_points(session, found, self.indicators, as_of=self.as_of) for found in listed)

    def fetch(self, session: Session, after: Key | None, limit: int) -> Batch:
        found = list(islice(self._rows(session, *(max(part, 0) for part in after or (0, 0))), limit + 1))
        more = found[limit][0] if len(found) > limit else None
        return Batch([row for _, row in found[:limit]], more)

    def _rows(self, session: Session, first: int, passed: int) -> Iterator[tuple[Key, Row]]:
        """:param first: the id of the place to begin with, or with the next where it is not one of them."""
        for some in portions(self.places[bisect_left(self.places, first) :], AT_ONCE):
            places = list_localities_by_id(session, some)
            restated = list_restated(session, places, self.indicators, as_of=self.as_of)
            for place in places:
                rows = [row for series in restated[place.id].values() for row in _rows(series)]
                begin = passed if place.id == first else 0
                yield from (((place.id, at), rows[at]) for at in range(begin, len(rows)))

    def sorted_by(self, session: Session, names: Sequence[str], fields: Sequence[str]) -> Listed:
        if len(self.places) > MOST_SORTED:
            raise bad_value("sort", ",".join(names), gettext("chỉ dùng cùng “locality” hoặc “within”"))
        rows = [row for _, row in self._rows(session, 0, 0)]
        return Listed(rows, as_they_are, self.pinned).sorted_by(session, names, fields)

    def rest(self) -> "AlongPlaces":
        return self


@v1.collection("series", SeriesSchema, SeriesQuery)
def list_series(parameters: Parameters) -> AlongPlaces:
    state, code = find_state(parameters), find_indicator(parameters)
    indicators = [indicator for indicator in list_indicators(session()) if code in (None, indicator.code)]
    return AlongPlaces(sorted(_places(parameters, state.seq)), indicators, state.seq, state.pinned)


def _places(parameters: Parameters, as_of: int) -> list[int]:
    locality, commune = find_locality(parameters), find_commune(parameters, "within")
    if locality is None and commune is None:
        return list_crossing(session(), as_of=as_of)
    found = [locality.id] if locality is not None else None
    if commune is not None:
        within = [village.id for village in list_villages(session(), commune, on=today())]
        found = within if found is None else [id_ for id_ in found if id_ in within]
    return found or []


@v1.one("/series/<indicator>/<locality>/<period>", AsOfQuery)
def show_point(parameters: Parameters, indicator: str, locality: str, period: str) -> Listed | None:
    place, measure = get_last_locality(session(), locality), get_indicator(session(), indicator)
    if place is None or measure is None:
        return None
    series = get_restated(session(), place, measure, as_of=find_state(parameters).seq)
    rows = [row for point, row in zip(series.points, _rows(series), strict=True) if point.period.text == period]
    return Listed(rows, as_they_are)


def _rows(series: Series) -> list[Row]:
    return [_row(series, point) for point in series.points]


def _row(series: Series, point: Point) -> Row:
    return (
        series.indicator,
        series.place.code,
        point.period.text,
        point.kind.value,
        point.value,
        point.numerator,
        point.denominator,
        point.status,
        point.reason and point.reason.value,
        point.blamed and point.blamed.code,
        [_source(source) for source in point.sources],
        point.release,
        point.illustrative,
    )


def _source(source: Source) -> dict[str, Any]:
    return {
        "locality": source.place.code,
        "weight": source.weight,
        "status": source.figure and source.figure.status,
    }
