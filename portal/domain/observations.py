"""Observations: the published figures, each with a status and the release it came in.

Four things stay apart everywhere: zero (a value), ``withheld`` (disclosure control), ``missing`` (should be there, is
not) and ``not-applicable``. A row that shows no value holds none: there is nothing to leak.
"""

import datetime as dt
import enum
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Float,
    ForeignKey,
    Index,
    Integer,
    Select,
    String,
    bindparam,
    func,
    or_,
    select,
    text,
)
from sqlalchemy.orm import Mapped, Session, defer, joinedload, lazyload, mapped_column, relationship, selectinload

from portal.db import Condition, PublicBase, Rows, bytewise
from portal.domain.datasets import Dataset
from portal.domain.indicators import Indicator
from portal.domain.localities import Locality, LocalityKind, existed_on, list_villages
from portal.domain.periods import Period, finest_last, parse_period
from portal.domain.releases import Release
from portal.statements import Statement


class Status(enum.StrEnum):
    NORMAL = "normal"
    PROVISIONAL = "provisional"
    ESTIMATED = "estimated"
    WITHHELD = "withheld"
    MISSING = "missing"
    NOT_APPLICABLE = "not-applicable"


WITHOUT_VALUE = frozenset({Status.WITHHELD, Status.MISSING, Status.NOT_APPLICABLE})


class Observation(PublicBase):
    __tablename__ = "observations"
    __table_args__ = (
        CheckConstraint(
            "status in ('normal', 'provisional', 'estimated', 'withheld', 'missing', 'not-applicable')",
            name="status_known",
        ),
        CheckConstraint(
            "(status in ('withheld', 'missing', 'not-applicable')) = (value is null)", name="value_with_status"
        ),
        CheckConstraint("value is not null or numerator is null", name="no_numerator_without_value"),
        CheckConstraint("superseded_in is null or superseded_in > released_in", name="lives_forward"),
        Index(
            "uq_observations_live",
            "indicator_code",
            "locality_id",
            "period",
            "period_end",  # as a period has one: PostgreSQL asks for it, being the column of the partitions
            unique=True,
            sqlite_where=text("superseded_in is null"),
            postgresql_where=text("superseded_in is null"),
        ),
        Index("ix_observations_reading", "locality_id", "indicator_code", "period_end", "id"),  # the order of READING
        Index(  # not of the living rows: an index in which most rows are alike misleads a database without statistics
            "ix_observations_superseded_in",
            "superseded_in",
            sqlite_where=text("superseded_in is not null"),
            postgresql_where=text("superseded_in is not null"),
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    indicator_code: Mapped[str] = mapped_column(ForeignKey("indicators.code"))
    locality_id: Mapped[int] = mapped_column(ForeignKey("localities.id"))
    period: Mapped[str] = mapped_column(bytewise(10))
    period_end: Mapped[dt.date]
    numerator: Mapped[int | None] = mapped_column(BigInteger)
    denominator: Mapped[int | None] = mapped_column(BigInteger)
    value: Mapped[float | None] = mapped_column(Float)
    status: Mapped[str] = mapped_column(String(20))
    reported: Mapped[int | None]  # villages that reported, where this is a commune's sum
    expected: Mapped[int | None]  # villages there are
    dataset_slug: Mapped[str] = mapped_column(ForeignKey("datasets.slug"), index=True)
    released_in: Mapped[int] = mapped_column(ForeignKey("releases.seq"), index=True)
    superseded_in: Mapped[int | None] = mapped_column(ForeignKey("releases.seq"))

    indicator: Mapped[Indicator] = relationship()
    locality: Mapped[Locality] = relationship()
    dataset: Mapped[Dataset] = relationship()
    release: Mapped[Release] = relationship(foreign_keys=[released_in])

    @property
    def when(self) -> Period:
        return parse_period(self.period)

    @property
    def exact(self) -> Fraction | None:
        """The value without rounding, for comparing."""
        return exact_value(self.numerator, self.denominator, self.value)


READING = (Observation.locality_id, Observation.indicator_code, Observation.period_end, Observation.id)
"""The order in which pages are read: that of an index, so that one far into millions of rows is as quick as the first,
and the order of an older state is the same."""


def exact_value(numerator: int | None, denominator: int | None, value: float | None) -> Fraction | None:
    """The value as a fraction: ``100 × numerator ÷ denominator`` for a rate, the value as written otherwise."""
    if value is None:
        return None
    if numerator is not None and denominator:
        return Fraction(100 * numerator, denominator)
    return Fraction(str(value))


def rate(numerator: int, denominator: int) -> float:
    """Percent to four decimals, as published."""
    return round(100 * numerator / denominator, 4)


def alive(as_of: int | None = None) -> list[Condition]:
    """The conditions of the state now, or as of a release number."""
    if as_of is None:
        return [Observation.superseded_in.is_(None)]
    return [
        Observation.released_in <= as_of,
        or_(Observation.superseded_in.is_(None), Observation.superseded_in > as_of),
    ]


def of_period(period: str) -> list[Condition]:
    """The conditions of one period, and of the day it ends on, by which PostgreSQL knows the only partition to read."""
    found: list[Condition] = [Observation.period == period]
    with suppress(ValueError):  # no period: there is nothing of it
        found.append(Observation.period_end == parse_period(period).end)
    return found


def count_live_of_release(session: Session, release: str) -> int:
    """How many observations that a release brought are still shown."""
    query = select(func.count()).select_from(Observation).join(Release, Observation.released_in == Release.seq)
    return session.scalar(query.where(Release.id == release, *alive())) or 0


def get_observation(
    session: Session, indicator: str, locality: Locality, period: str, *, as_of: int | None = None
) -> Observation | None:
    query = select(Observation).where(
        Observation.indicator_code == indicator,
        Observation.locality_id == locality.id,
        *of_period(period),
        *alive(as_of),
    )
    return session.scalars(query.options(joinedload(Observation.release))).first()


def list_series(
    session: Session, locality: Locality, *, indicator: str | None = None, as_of: int | None = None
) -> dict[str, list[Observation]]:
    """A place's observations by indicator, oldest first."""
    if indicator is None and as_of is None:
        return _by_indicator(session.scalars(_OF_PLACE, {"place": locality.id}))
    query = select(Observation).where(Observation.locality_id == locality.id, *alive(as_of))
    if indicator is not None:
        query = query.where(Observation.indicator_code == indicator)
    return _by_indicator(session.scalars(query.options(selectinload(Observation.release))))


_OF_PLACE = (
    select(Observation)
    .where(Observation.locality_id == bindparam("place"), *alive())
    .options(selectinload(Observation.release).options(lazyload(Release.commune), defer(Release.explanations)))
)


def _by_indicator(observations: Iterable[Observation]) -> dict[str, list[Observation]]:
    series: dict[str, list[Observation]] = defaultdict(list)
    for row in observations:
        series[row.indicator_code].append(row)
    for rows in series.values():
        rows.sort(key=lambda o: o.when)
    return dict(series)


def list_observed(session: Session, locality: Locality) -> set[str]:
    """The codes of the indicators that a place itself has observations of."""
    return {code for (code,) in _OBSERVED.rows(session, place=locality.id)}


_OBSERVED = Statement(
    select(Observation.indicator_code).where(Observation.locality_id == bindparam("place"), *alive()).distinct()
)


def list_latest(
    session: Session, localities: list[Locality], indicator: Indicator, *, as_of: int | None = None
) -> dict[int, Observation]:
    """The newest observation of an indicator for each of the places that have one, by locality id.

    For a flow the newest quarter or year that all share is not sought: each place shows its own newest.
    """
    query = select(Observation).where(
        Observation.indicator_code == indicator.code,
        Observation.locality_id.in_([place.id for place in localities]),
        *alive(as_of),
    )
    latest: dict[int, Observation] = {}
    for row in sorted(session.scalars(query), key=newest_finest):
        latest[row.locality_id] = row
    return latest


def newest_finest(observation: Observation) -> tuple[dt.date, int]:
    """``finest_last`` of what an observation is about."""
    return finest_last(observation.when)


def list_village_periods(session: Session, commune: Locality, indicator: str) -> list[str]:
    """The periods that any village of a commune has an observation of, the newest first and, of one end, the finest."""
    periods = [
        parse_period(text) for (text,) in _VILLAGE_PERIODS.rows(session, indicator=indicator, commune=commune.id)
    ]
    return [period.text for period in sorted(periods, key=finest_last, reverse=True)]


_VILLAGES = select(Locality.id).where(
    Locality.parent_id == bindparam("commune"), Locality.kind == LocalityKind.VILLAGE.value
)
_VILLAGE_PERIODS = Statement(  # not a join, for which SQLite reads all that the country has of the indicator
    select(Observation.period)
    .where(
        Observation.indicator_code == bindparam("indicator"),
        Observation.locality_id.in_(_VILLAGES),
        *alive(),
    )
    .distinct()
)


def get_newest_village_period(session: Session, commune: Locality, indicator: str) -> str | None:
    """The period at which a commune's villages are compared.

    One for all of them, so that a map or a ranking never sets unlike months side by side; a withheld or missing
    observation counts, since there is no falling back to an older one.
    """
    periods = list_village_periods(session, commune, indicator)
    return periods[0] if periods else None


def list_village_values(
    session: Session, commune: Locality, indicator: str, period: str, *, as_of: int | None = None
) -> list[tuple[Locality, Observation | None]]:
    """The villages a commune had at the end of a period, in their order, each with its observation of it.

    The observation is None where none was published; a village of another time is listed if it has one all the same.
    """
    end, villages = parse_period(period).end, list_villages(session, commune)
    asked = {"indicator": indicator, "period": period, "end": end, "commune": commune.id}
    found = {row.locality_id: row for row in session.scalars(_village_values(as_of), asked)}
    return [(village, found.get(village.id)) for village in villages if village.id in found or existed_on(village, end)]


@lru_cache(maxsize=16)
def _village_values(as_of: int | None) -> Select[Observation]:
    query = select(Observation).where(
        Observation.indicator_code == bindparam("indicator"),
        Observation.period == bindparam("period"),
        Observation.period_end == bindparam("end"),
        Observation.locality_id.in_(select(Locality.id).where(Locality.parent_id == bindparam("commune"))),
        *alive(as_of),
    )
    return query.options(joinedload(Observation.dataset).options(lazyload(Dataset.commune), lazyload(Dataset.group)))


def list_versions(session: Session, indicator: str, locality: Locality, period: str) -> list[Observation]:
    """Every row an observation ever had, oldest first."""
    query = (
        select(Observation)
        .where(
            Observation.indicator_code == indicator,
            Observation.locality_id == locality.id,
            *of_period(period),
        )
        .options(joinedload(Observation.release))
        .order_by(Observation.released_in)
    )
    return list(session.scalars(query))


@dataclass(frozen=True)
class Wanted:
    """Which observations; None leaves it open.

    :param locality: the id of a place.
    :param within: the id of a commune: of every village of it.
    :param start: of periods that end on or after this day; ``end`` by this day.
    :param places: the ids of the only places that need to be looked at.
    """

    indicator: str | None = None
    locality: int | None = None
    within: int | None = None
    dataset: str | None = None
    period: str | None = None
    status: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    places: Select[int] | None = None

    def conditions(self) -> list[Condition]:
        """Of the table alone, so that its rows are read in the order of an index, without sorting."""
        pairs = (
            (Observation.dataset_slug, self.dataset),
            (Observation.indicator_code, self.indicator),
            (Observation.locality_id, self.locality),
            (Observation.status, self.status),
        )
        found: list[Condition] = [column == value for column, value in pairs if value is not None]
        if self.period is not None:
            found += of_period(self.period) if isinstance(self.period, str) else [Observation.period == self.period]
        if self.within is not None:
            found.append(Observation.locality_id.in_(_villages_of(self.within)))
        if self.places is not None:
            found.append(Observation.locality_id.in_(self.places))
        if self.start is not None:
            found.append(Observation.period_end >= self.start)
        if self.end is not None:
            found.append(Observation.period_end <= self.end)
        return found


ANY = Wanted()


def _villages_of(commune: int) -> Select[int]:
    return select(Locality.id).where(Locality.parent_id == commune, Locality.kind == LocalityKind.VILLAGE)


def select_observations(wanted: Wanted = ANY, *, as_of: int | None = None) -> Rows:
    """Rows under the public field names, in no order."""
    query: Rows = (
        select(
            Observation.indicator_code.label("indicator"),
            Locality.code.label("locality"),
            Observation.period,
            Observation.numerator,
            Observation.denominator,
            Observation.value,
            Observation.status,
            Observation.reported,
            Observation.expected,
            Release.id.label("release"),
            Dataset.illustrative,
        )
        .select_from(Observation)
        .join(Locality, Observation.locality_id == Locality.id)
        .join(Release, Observation.released_in == Release.seq)
        .join(Dataset, Observation.dataset_slug == Dataset.slug)
    )
    return query.where(*alive(as_of), *wanted.conditions())


def select_indicator_observations(indicator: str, *, commune: Locality | None = None) -> Rows:
    """An indicator's rows of the communes themselves or, when one is given, of it and its villages; place by place."""
    query = select_observations(Wanted(indicator=indicator))
    if commune is None:
        query = query.where(Locality.kind == LocalityKind.COMMUNE)
    else:
        query = query.where(or_(Locality.id == commune.id, Locality.parent_id == commune.id))
    return query.order_by(Locality.kind, Locality.position, Locality.code, Observation.period_end, Observation.period)
