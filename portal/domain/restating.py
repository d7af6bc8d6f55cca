"""A place's series across mergers, splits and renamings: restated by weights and saying so, or visibly broken.

What a place published itself stands as it was published. For a period that ended before the place was what it is, the
places that made it up at the end of that period are sought, through any number of changes, and their published
figures of that very period are added up in proportion to their weights: N = Σ wᵢNᵢ and D = Σ wᵢDᵢ, hence the rate
100 × ΣwᵢNᵢ ÷ ΣwᵢDᵢ, never a mean of rates. The weight wᵢ is the share of the place that went the whole way, the
product of the shares at each change. Statistical offices call this proportional (or areal) reallocation, weighted by
people or households; it takes for granted that what is counted was spread as they were, which nobody has checked.

A period is broken, with the reason, where a weight on the way is not known, where a place that is needed published
nothing or nothing that may be shown, where a flow was under way when the places changed, and for an index, which
cannot be added up. A place that was nobody's figure (not applicable: nothing to count among) adds nothing. Only what
is published is ever reckoned with, so restating discloses nothing that a reader could not reckon alone.
"""

import datetime as dt
import enum
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session

from portal.db import Rows, portions
from portal.domain.datasets import Dataset
from portal.domain.indicators import Indicator
from portal.domain.lineage import Change, Lineage, changes_of, ids_after, load_lineage
from portal.domain.localities import Locality, LocalityChange
from portal.domain.observations import Observation, Status, alive, rate
from portal.domain.periods import Period, parse_period
from portal.domain.releases import Release


class Kind(enum.StrEnum):
    OWN = "own"  # published of the place itself
    RESTATED = "restated"  # reckoned from what its predecessors published
    BROKEN = "broken"  # its predecessors were counted, and it cannot be told


class Reason(enum.StrEnum):
    """Why a period is broken; ``MID_PERIOD`` also beside an own figure that covers only a part of its period."""

    WEIGHT_UNKNOWN = "weight-unknown"
    WITHHELD = "withheld"
    MISSING = "missing"  # a predecessor published no figure, or that it has none
    MID_PERIOD = "mid-period"
    INDEX = "index"


class Figure(NamedTuple):
    """A published cell."""

    indicator: str
    period: str
    numerator: int | None
    denominator: int | None
    value: float | None
    status: str
    release: str  # the id of the one it came in
    illustrative: bool


@dataclass(frozen=True)
class Source:
    """A place that a restated period is reckoned from: its share, and what it published; None for not known."""

    place: Locality
    weight: float | None
    figure: Figure | None

    @property
    def whole(self) -> bool:
        return self.weight == 1


@dataclass(frozen=True)
class Point:
    """What is known of a place at a period.

    ``numerator`` and ``denominator`` of a restated one are given where every place went in whole: shares of people are
    no counts of them. ``status`` is None where the period is broken; ``blamed`` is the place that the reason is about.
    """

    period: Period
    kind: Kind
    value: float | None = None
    numerator: int | None = None
    denominator: int | None = None
    status: str | None = None
    sources: tuple[Source, ...] = ()
    reason: Reason | None = None
    blamed: Locality | None = None
    release: str | None = None  # the id of the one that an own figure came in
    illustrative: bool = False

    @property
    def renamed(self) -> bool:
        """Whether the figure is one other place's, whole: the same place under another name."""
        return self.kind is Kind.RESTATED and len(self.sources) == 1 and self.sources[0].whole


@dataclass(frozen=True)
class Series:
    """Of a place and an indicator, oldest first; ``changes`` are those that the series crosses, oldest first."""

    place: Locality
    indicator: str
    points: tuple[Point, ...]
    changes: tuple[Change, ...] = ()

    @property
    def crosses(self) -> bool:
        return any(point.kind is not Kind.OWN or point.reason for point in self.points)


Figures = dict[tuple[int, str], dict[str, Figure]]
"""By locality id and indicator, then by period."""


def list_restated(
    session: Session, places: Sequence[Locality], indicators: Iterable[Indicator], *, as_of: int | None = None
) -> dict[int, dict[str, Series]]:
    """The series of these places by their id and the indicator's code; those without a point are left out.

    One statement for what they were made of, and one for each 500 places and predecessors.

    :param as_of: the number of the newest release to look at.
    """
    lineage = load_lineage(session, [place.id for place in places])
    wanted = {indicator.code: indicator for indicator in indicators}
    ids = {place.id for place in places} | lineage.places.keys()
    figures = _load_figures(session, sorted(ids), sorted(wanted), as_of)
    found: dict[int, dict[str, Series]] = {}
    for place in places:
        made = (_Restating(place, indicator, lineage, figures).series() for indicator in wanted.values())
        found[place.id] = {series.indicator: series for series in made if series.points}
    return found


def list_crossing(session: Session, *, as_of: int | None = None) -> list[int]:
    """The ids of the places that were made of others which had figures as of a release, today without; in order."""
    figures = exists().where(Observation.locality_id == LocalityChange.predecessor_id, *alive(as_of))
    counted = select(LocalityChange.successor_id.label("id")).where(figures)
    query = select(Locality.id).where(Locality.id.in_(ids_after(counted)))
    return list(session.scalars(query.order_by(Locality.parent_id, Locality.position, Locality.id)))


def get_restated(session: Session, place: Locality, indicator: Indicator, *, as_of: int | None = None) -> Series:
    """The series of one place and one indicator."""
    found = list_restated(session, [place], [indicator], as_of=as_of)[place.id]
    return found.get(indicator.code) or Series(place, indicator.code, ())


def _load_figures(session: Session, ids: list[int], codes: list[str], as_of: int | None) -> Figures:
    found: Figures = defaultdict(dict)
    query = _FIGURES.where(*alive(as_of)) if as_of is not None else _FIGURES_NOW
    for some in portions(ids):
        for row in session.execute(query, {"places": some, "indicators": codes}).all():
            figure = Figure._make(row[1:])
            found[row[0], figure.indicator][figure.period] = figure
    return found


_FIGURES: Rows = (
    select(
        Observation.locality_id,
        Observation.indicator_code,
        Observation.period,
        Observation.numerator,
        Observation.denominator,
        Observation.value,
        Observation.status,
        Release.id,
        Dataset.illustrative,
    )
    .join(Release, Observation.released_in == Release.seq)
    .join(Dataset, Observation.dataset_slug == Dataset.slug)
    .where(
        Observation.locality_id.in_(bindparam("places", expanding=True)),
        Observation.indicator_code.in_(bindparam("indicators", expanding=True)),
    )
)
_FIGURES_NOW = _FIGURES.where(*alive())


class _Restating:
    """One place and one indicator."""

    def __init__(self, place: Locality, indicator: Indicator, lineage: Lineage, figures: Figures) -> None:
        self._place, self._indicator, self._lineage = place, indicator, lineage
        self._figures: Callable[[int], dict[str, Figure]] = lambda id_: figures.get((id_, indicator.code), {})

    def series(self) -> Series:
        points = tuple(point for period in self._periods() if (point := self._point(period)) is not None)
        first = points[0].period.end if points else dt.date.max
        crossed = changes_of(link for link in self._lineage.before(self._place.id) if link.day > first)
        return Series(self._place, self._indicator.code, points, tuple(crossed))

    def _periods(self) -> list[Period]:
        """Those that the place or one it was made of has a figure for."""
        ids = {self._place.id, *(link.predecessor.id for link in self._lineage.before(self._place.id))}
        return sorted({parse_period(period) for id_ in ids for period in self._figures(id_)})

    def _point(self, period: Period) -> Point | None:
        own = self._figures(self._place.id).get(period.text)
        shares = self._lineage.shares(self._place, period.end)
        others = [share for share in shares if share.place.id != self._place.id]
        if own is not None and (not others or len(others) == len(shares)):  # of what it was, or told by itself since
            return self._own(own, period)
        if not others or not any(self._figures(share.place.id).get(period.text) for share in others):
            return self._own(own, period) if own is not None else None
        sources = tuple(
            Source(share.place, share.weight, self._figures(share.place.id).get(period.text)) for share in shares
        )
        if len(sources) == 1 and sources[0].whole and sources[0].figure is not None:
            return self._renamed(sources[0].figure, sources, period)
        blame = next(self._hindrances(sources, period), None)
        made_up = any(source.figure is not None and source.figure.illustrative for source in sources)
        if blame is not None:
            reason, place = blame
            return Point(period, Kind.BROKEN, sources=sources, reason=reason, blamed=place, illustrative=made_up)
        return replace(_added(self._indicator, sources, period), illustrative=made_up)

    def _own(self, own: Figure, period: Period) -> Point:
        partial = self._cut(self._place, period)
        return Point(
            period,
            Kind.OWN,
            own.value,
            own.numerator,
            own.denominator,
            own.status,
            reason=Reason.MID_PERIOD if partial else None,
            release=own.release,
            illustrative=own.illustrative,
        )

    def _renamed(self, figure: Figure, sources: tuple[Source, ...], period: Period) -> Point:
        """The same place under another name: its figure as it stands, or the word for why there is none."""
        partial = self._cut(sources[0].place, period)
        return Point(
            period,
            Kind.RESTATED,
            figure.value,
            figure.numerator,
            figure.denominator,
            figure.status,
            sources,
            reason=Reason.MID_PERIOD if partial else None,
            illustrative=figure.illustrative,
        )

    def _cut(self, place: Locality, period: Period) -> bool:
        """Whether a flow over the period was counted in a place that changed meanwhile."""
        if self._indicator.nature != "flow":
            return False
        return any(period.start < link.day <= period.end for link in self._lineage.into(place.id))

    def _hindrances(self, sources: Sequence[Source], period: Period) -> Iterator[tuple[Reason, Locality]]:
        """Why the sources cannot be added up, the least curable reason first."""
        yield from ((Reason.WEIGHT_UNKNOWN, s.place) for s in sources if s.weight is None)
        if self._indicator.unit == "index":
            yield Reason.INDEX, sources[0].place
        yield from ((Reason.MID_PERIOD, s.place) for s in sources if self._cut(s.place, period))
        for source in sources:
            if source.figure is not None and source.figure.status == Status.WITHHELD:
                yield Reason.WITHHELD, source.place
        for source in sources:
            if source.figure is None or source.figure.status == Status.MISSING:
                yield Reason.MISSING, source.place


def _added(indicator: Indicator, sources: tuple[Source, ...], period: Period) -> Point:
    """The sources added up by their weights; all of them are published."""
    parts = [(s.weight or 0.0, s.figure) for s in sources if s.figure is not None and s.figure.value is not None]
    if not parts:
        return Point(period, Kind.RESTATED, denominator=0, status=Status.NOT_APPLICABLE, sources=sources)
    whole = all(source.whole for source in sources)
    status = _status([figure.status for _, figure in parts], whole=whole)
    if indicator.unit == "percent":
        numerator = sum(weight * (figure.numerator or 0) for weight, figure in parts)
        denominator = sum(weight * (figure.denominator or 0) for weight, figure in parts)
        value = round(100 * numerator / denominator, 4)
        if not whole:
            return Point(period, Kind.RESTATED, value, None, None, status, sources)
        counts = round(numerator), round(denominator)
        return Point(period, Kind.RESTATED, rate(*counts), *counts, status, sources)
    total = round(sum(weight * (figure.value or 0.0) for weight, figure in parts), 4)
    return Point(period, Kind.RESTATED, total, round(total) if whole else None, None, status, sources)


def _status(statuses: Sequence[str], *, whole: bool) -> Status:
    """A share of a figure is an estimate; else the weakest of the statuses."""
    if not whole:
        return Status.ESTIMATED
    return next((s for s in (Status.PROVISIONAL, Status.ESTIMATED) if s in statuses), Status.NORMAL)
