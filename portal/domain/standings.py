"""Where places stand in readiness: the villages of a commune, or communes, in one period, and how each has changed.

All are compared in one period. A place that lacks an element has no index and stands apart with the elements it lacks;
places whose intervals overlap are not told apart and share a range of ranks.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.db import Rows, portions
from portal.domain.folding import sort_key
from portal.domain.indicators import ELEMENTS, Indicator
from portal.domain.localities import Locality, LocalityKind, existed_on, list_localities_by_id, list_villages
from portal.domain.observations import Observation, alive
from portal.domain.periods import Period, finest_last, parse_period
from portal.domain.ranking import RankRange, rank_ranges
from portal.domain.readiness import Element, Readiness, Wanted, list_readiness, select_cells, select_readiness
from portal.domain.readiness_cells import count_complete
from portal.domain.releases import get_latest_seq
from portal.domain.uncertainty import Interval


@dataclass(frozen=True)
class Standing:
    """A place in a period; ``rank`` and ``interval`` are None where an element is not shown."""

    place: Locality
    found: Readiness
    rank: RankRange | None = None

    @property
    def interval(self) -> Interval | None:
        return self.found.interval if self.rank else None


@dataclass(frozen=True)
class Board:
    """The places of one period: ``ranked`` the highest index first, ``unranked`` by name."""

    period: str
    ranked: list[Standing]
    unranked: list[Standing]

    @property
    def all(self) -> list[Standing]:
        return [*self.ranked, *self.unranked]


@dataclass(frozen=True)
class Move:
    """From the first to the last index of a place that may be compared; both None where there are not two."""

    place: Locality
    first: Readiness | None
    last: Readiness | None

    @property
    def change(self) -> float | None:
        if self.first is None or self.last is None or self.first.index is None or self.last.index is None:
            return None
        return round(self.last.index - self.first.index, 4)

    @property
    def sure(self) -> bool:
        """Whether the two intervals lie apart, so that the change is more than chance."""
        ends = [found.interval if found else None for found in (self.first, self.last)]
        return ends[0] is not None and ends[1] is not None and not ends[0].overlaps(ends[1])


def rank_places(period: str, found: Iterable[tuple[Locality, Readiness]]) -> Board:
    """A place whose elements are shown without their counts cannot be ranked either, as it has no interval."""
    given = sorted(found, key=lambda pair: sort_key(pair[0].name))
    able = [(place, one, ends) for place, one in given if (ends := one.interval) is not None]
    able.sort(key=lambda row: -(row[1].index or 0.0))
    ranges = rank_ranges([ends for _, _, ends in able])
    ranked = [Standing(place, one, rank) for (place, one, _), rank in zip(able, ranges, strict=True)]
    taken = {place.id for place, _, _ in able}
    return Board(period, ranked, [Standing(place, one) for place, one in given if place.id not in taken])


def list_village_readiness(
    session: Session, commune: Locality, elements: Sequence[Indicator], *, as_of: int
) -> dict[int, list[Readiness]]:
    """All that is published of a commune and its villages, by the place's id, oldest first."""
    rows = session.execute(select_readiness(elements, Wanted(commune=commune), as_of=as_of)).all()
    rows = sorted(rows, key=lambda row: finest_last(parse_period(row[1])))
    found: dict[int, list[Readiness]] = {}
    for row, one in zip(rows, list_readiness(session, elements, rows, as_of=as_of), strict=True):
        found.setdefault(row[2], []).append(one)
    return found


def common_periods(series: Iterable[Sequence[Readiness]]) -> list[str]:
    """The periods in which each of the four was published of some place, withheld or not; the newest first.

    Where there is none, those in which any was.
    """
    seen: dict[str, set[str]] = {}
    for found in series:
        for one in found:
            seen.setdefault(one.period, set()).update(e.code for e in one.elements if e.release is not None)
    whole = [period for period, codes in seen.items() if len(codes) == len(ELEMENTS)]
    return sorted(whole or seen, key=lambda text: finest_last(parse_period(text)), reverse=True)


def board_of_villages(
    session: Session, commune: Locality, period: str, elements: Sequence[Indicator], series: dict[int, list[Readiness]]
) -> Board:
    """The villages that a commune had at the end of a period; those that nothing was published of stand apart."""
    end = parse_period(period).end
    nothing = _nothing(elements)
    places = [
        (place, next((one for one in series.get(place.id, ()) if one.period == period), None))
        for place in list_villages(session, commune)
        if existed_on(place, end) or any(one.period == period for one in series.get(place.id, ()))
    ]
    return rank_places(period, [(place, one or Readiness(place.code, period, nothing)) for place, one in places])


def _nothing(elements: Sequence[Indicator]) -> tuple[Element, ...]:
    measured = {indicator.element: indicator.code for indicator in elements}
    return tuple(Element(code, measured.get(code)) for code in ELEMENTS)


def moves(board: Board, series: dict[int, list[Readiness]]) -> list[Move]:
    """For each place of a board the first period of the same length with an index, and the board's own; by name."""
    length = parse_period(board.period).months
    found = []
    for standing in sorted(board.all, key=lambda s: sort_key(s.place.name)):
        like = [one for one in series.get(standing.place.id, ()) if _is_like(one, board.period, length)]
        pair = (like[0], like[-1]) if len(like) > 1 and like[-1].period == board.period else (None, None)
        found.append(Move(standing.place, *pair))
    return found


def _is_like(one: Readiness, last: str, length: int) -> bool:
    when: Period = parse_period(one.period)
    return one.index is not None and when.months == length and when.end <= parse_period(last).end


def of_one_length(series: Sequence[Readiness], period: str) -> list[Readiness]:
    """Those of periods as long as this one, oldest first."""
    length = parse_period(period).months
    return [one for one in series if parse_period(one.period).months == length]


def count_complete_communes(session: Session, elements: Sequence[Indicator], *, as_of: int) -> dict[str, int]:
    """In how many communes all four are shown, by period; periods without one are left out."""
    if as_of >= get_latest_seq(session):
        return count_complete(session, LocalityKind.COMMUNE)
    codes = [element.code for element in elements]
    communes = select(Locality.id).where(Locality.kind == LocalityKind.COMMUNE)
    whole: Rows = (
        select(Observation.locality_id, Observation.period)
        .where(
            Observation.indicator_code.in_(codes),
            Observation.locality_id.in_(communes),
            Observation.value.is_not(None),
            *alive(as_of),
        )
        .group_by(Observation.locality_id, Observation.period)
        .having(func.count() == len(ELEMENTS))
    )
    found = whole.subquery()
    query: Rows = select(found.c.period, func.count()).group_by(found.c.period)
    return {row[0]: row[1] for row in session.execute(query)}


def shared_period(counts: dict[str, int]) -> str | None:
    """The newest period in which at least half as many communes have an index as in the best one."""
    most = max(counts.values(), default=0)
    enough = [period for period, count in counts.items() if 2 * count >= most]
    return max(enough, key=lambda text: finest_last(parse_period(text)), default=None)


def board_of_communes(
    session: Session, elements: Sequence[Indicator], period: str, *, as_of: int, province: Locality | None = None
) -> Board:
    """The communes of which something was published for a period, of the country or of one province."""
    wanted = Wanted(kind=LocalityKind.COMMUNE, period=period)
    newest = as_of >= get_latest_seq(session)
    query = select_cells(wanted) if newest else select_readiness(elements, wanted, as_of=as_of)
    rows: list[Any] = list(session.execute(query))
    places = {place.id: place for place in list_localities_by_id(session, [row[2] for row in rows])}
    if province is not None:
        rows = [row for row in rows if places[row[2]].parent_id == province.id]
    found = [one for some in portions(rows) for one in list_readiness(session, elements, some, as_of=as_of)]
    return rank_places(period, [(places[row[2]], one) for row, one in zip(rows, found, strict=True)])
