"""Progress of a target: computed from observations, never set by hand.

``judging`` has the rule; here the store is asked for what the rule needs. What is asked by columns is never made into
mapped objects: a page judges some hundred targets by some thousand figures.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Protocol

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from portal.db import Rows
from portal.domain.datasets import Dataset
from portal.domain.judging import (
    NO_SERIES,
    Aim,
    Judgement,
    ProgressStatus,
    Reading,
    Reason,
    Series,
    judge,
    judged,
    line,
)
from portal.domain.observations import WITHOUT_VALUE, Observation, Status, exact_value
from portal.domain.periods import parse_period
from portal.domain.plans import Comparator, Target

__all__ = [
    "Aim",
    "Judgement",
    "Progress",
    "ProgressStatus",
    "Reading",
    "Reason",
    "aim_for",
    "aim_of",
    "count_statuses",
    "judge",
    "judged",
    "line",
    "list_progress",
]

KEPT = 8192
"""How many aims and readings are held: a page's come again on other pages, and an exact fraction is dear to make."""


@dataclass(frozen=True)
class Progress:
    """A target with its judgement, for pages and the API."""

    target: Target
    judgement: Judgement
    illustrative: bool = False
    amended_by: str | None = None  # the newer target that took its place

    @property
    def status(self) -> ProgressStatus:
        return self.judgement.status


class Promise(Protocol):
    """What of a target its judgement follows from: a ``Target``'s own columns."""

    @property
    def id(self) -> str: ...
    @property
    def plan_slug(self) -> str: ...
    @property
    def indicator_code(self) -> str: ...
    @property
    def comparator(self) -> str: ...
    @property
    def value(self) -> float: ...
    @property
    def value_high(self) -> float | None: ...
    @property
    def year(self) -> int | None: ...


def aim_of(target: Target) -> Aim:
    return aim_for(target, target.indicator)


def aim_for(target: Promise, indicator: "Measure") -> Aim:
    """The aim of a target for an indicator of which as much is known as it takes."""
    whole_years = indicator.nature == "flow" or indicator.unit == "count-per-year"
    down = indicator.direction == "down"
    return _aim(target.comparator, target.value, target.value_high, target.year, down, whole_years)


class Measure(Protocol):
    """What of an indicator the judgement of a target follows from."""

    @property
    def direction(self) -> str: ...
    @property
    def nature(self) -> str: ...
    @property
    def unit(self) -> str: ...


@lru_cache(maxsize=KEPT)
def _aim(
    comparator: str, value: float, value_high: float | None, year: int | None, down: bool, whole_years: bool
) -> Aim:
    high = None if value_high is None else Fraction(str(value_high))
    return Aim(Comparator(comparator), Fraction(str(value)), high, year, down, whole_years)


@lru_cache(maxsize=KEPT)
def reading(
    period: str,
    status: str,
    value: float | None,
    numerator: int | None,
    denominator: int | None,
    reported: int | None,
    expected: int | None,
) -> Reading:
    """The reading of an observation's columns."""
    known = Status(status)
    exact = None if known in WITHOUT_VALUE else exact_value(numerator, denominator, value)
    return Reading(parse_period(period), exact, known, numerator, denominator, reported, expected)


def list_progress(
    session: Session, targets: Sequence[Target], *, today: dt.date, as_of: int | None = None
) -> list[Progress]:
    """The progress of targets in the order given; the observations are the communes' own."""
    communes = {t.plan.commune_id for t in targets}
    series = load_series(session, communes, {t.indicator_code for t in targets}, as_of)
    years = list_milestone_years(session, {t.plan_slug for t in targets})
    amended_by = list_amendments(session)
    result = []
    for target in targets:
        found = series.get((target.plan.commune_id, target.indicator_code), NO_SERIES)
        judgement = found.judge(aim_of(target), years.get(target.plan_slug, ()), today)
        result.append(Progress(target, judgement, found.illustrative, amended_by.get(target.id)))
    return result


def list_milestone_years(session: Session, plans: set[str]) -> dict[str, set[int]]:
    """The years for which each plan sets targets."""
    years: dict[str, set[int]] = defaultdict(set)
    for plan, year in session.execute(_MILESTONE_YEARS, {"plans": list(plans)}):
        years[plan].add(year)
    return years


def list_amendments(session: Session) -> dict[str, str]:
    """Of each target that another has taken the place of, by its id, the newer one."""
    return {old: new for old, new in session.execute(_AMENDMENTS) if old is not None}


def load_series(
    session: Session, places: set[int], indicators: set[str], as_of: int | None = None
) -> dict[tuple[int, str], Series]:
    """The readings of places by place and indicator, of these indicators."""
    wanted = {"places": list(places), "indicators": list(indicators), "as_of": as_of}
    rows = session.execute(_SERIES_NOW if as_of is None else _SERIES_AS_OF, wanted).all()
    series: dict[tuple[int, str], Series] = defaultdict(Series)
    for place, indicator, illustrative, *figure in rows:
        found = series[place, indicator]
        found.readings.append(reading(*figure))
        found.illustrative = found.illustrative or illustrative
    return series


_FIGURE, _TARGET = Observation.__table__.c, Target.__table__.c
_SERIES: Rows = (
    select(
        _FIGURE.locality_id,
        _FIGURE.indicator_code,
        Dataset.__table__.c.illustrative,
        _FIGURE.period,
        _FIGURE.status,
        _FIGURE.value,
        _FIGURE.numerator,
        _FIGURE.denominator,
        _FIGURE.reported,
        _FIGURE.expected,
    )
    .join(Dataset.__table__, _FIGURE.dataset_slug == Dataset.__table__.c.slug)
    .where(
        _FIGURE.locality_id.in_(bindparam("places", expanding=True)),
        _FIGURE.indicator_code.in_(bindparam("indicators", expanding=True)),
    )
)
_SERIES_NOW = _SERIES.where(_FIGURE.superseded_in.is_(None))
_SERIES_AS_OF = _SERIES.where(
    _FIGURE.released_in <= bindparam("as_of"),
    or_(_FIGURE.superseded_in.is_(None), _FIGURE.superseded_in > bindparam("as_of")),
)
_MILESTONE_YEARS: Rows = (
    select(_TARGET.plan_slug, _TARGET.year)
    .where(_TARGET.plan_slug.in_(bindparam("plans", expanding=True)), _TARGET.year.is_not(None))
    .distinct()
)
_AMENDMENTS: Rows = select(_TARGET.amends_id, _TARGET.id).where(_TARGET.amends_id.is_not(None))


def count_statuses(progress: Iterable[Progress]) -> dict[ProgressStatus, int]:
    """A roll-up: how many targets in force have each status. Unlike indicators are never averaged."""
    counts = Counter(p.status for p in progress if p.amended_by is None)
    return {status: counts[status] for status in ProgressStatus if counts[status]}
