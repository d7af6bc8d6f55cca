"""Passports: everything there is to know of one published figure, at its permanent address.

An address names an indicator, a place and a period. A commune's code was another unit's before, and may be another's
again, so the code alone does not say which place is meant. The rule: *an address belongs to the place that first
published at it*. Rows are never taken out of the public store and only the bearer of a code can publish under it, so
what an address is about never changes. Should a later bearer of the code publish of the same indicator and period,
that figure's address has the place's slug instead.
"""

import datetime as dt
import enum
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from portal.domain.audit import LogEntry
from portal.domain.datasets import Dataset, DatasetVersion
from portal.domain.extents import list_periods
from portal.domain.gaps import Gap, gap_to
from portal.domain.indicators import Indicator
from portal.domain.localities import Locality, LocalityKind, get_last_locality, list_namesakes
from portal.domain.observations import Observation, Status, get_observation
from portal.domain.periods import Period, parse_period
from portal.domain.plans import Target, list_targets
from portal.domain.progress import Progress, list_progress
from portal.domain.releases import Release, ReleaseKind, get_release_by_seq


class Fate(enum.StrEnum):
    """What became of a version."""

    IN_FORCE = "in-force"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"  # taken back: it stays on record and counts no more


@dataclass(frozen=True)
class Version:
    """A row that a figure ever had, and the one that took its place.

    :param carried_by: the numbers of the dataset versions that carried it, the oldest first.
    """

    row: Observation
    successor: Observation | None
    carried_by: tuple[str, ...]

    @property
    def fate(self) -> Fate:
        if self.successor is None:
            return Fate.IN_FORCE
        taken_back = self.successor.status == Status.MISSING and self.successor.release.kind == ReleaseKind.RETRACTION
        return Fate.WITHDRAWN if taken_back else Fate.REPLACED

    @property
    def superseded_by(self) -> Release | None:
        return self.successor.release if self.successor else None


@dataclass(frozen=True)
class Aimed:
    """A target that the figure counts towards, as far as it is from it.

    :param progress: the commune's, judged by its newest figures; None for a village, which has no status of its own.
    :param gap: from this very figure; None where no value is shown or the target gave way to a newer one.
    """

    target: Target
    progress: Progress | None
    gap: Gap | None


@dataclass(frozen=True)
class Passport:
    """A figure as it is now, or as it was when the release ``as_of`` was the newest.

    :param ref: the place as the permanent address names it: its code or, where that address is another's, its slug.
    :param versions: every row it had up to then, the oldest first; the last is in force.
    :param others: places that bore the code at other times and published of the same indicator and period.
    :param periods: every period that the place has the indicator of, the newest first.
    :param of_commune: of a village, its commune's figure of the same indicator and period.
    :param entries: what the public audit log tells of the releases that wrote the rows.
    """

    ref: str
    as_of: Release | None
    versions: tuple[Version, ...]
    others: tuple[Locality, ...]
    namesakes: tuple[Locality, ...]
    periods: tuple[Period, ...]
    of_commune: Observation | None
    entries: tuple[LogEntry, ...]

    @property
    def current(self) -> Observation:
        return self.versions[-1].row

    @property
    def is_withdrawn(self) -> bool:
        """Whether what stood here last was taken back, and nothing came in its place."""
        return len(self.versions) > 1 and self.versions[-2].fate is Fate.WITHDRAWN

    @property
    def indicator(self) -> Indicator:
        return self.current.indicator

    @property
    def place(self) -> Locality:
        return self.current.locality

    @property
    def commune(self) -> Locality:
        """The commune whose villages these are, or which it is."""
        place = self.place
        return place.parent if place.kind == LocalityKind.VILLAGE and place.parent is not None else place

    @property
    def dataset(self) -> Dataset:
        return self.current.dataset

    @property
    def is_illustrative(self) -> bool:
        return self.dataset.illustrative or self.place.illustrative

    @property
    def neighbours(self) -> tuple[Period | None, Period | None]:
        """The periods before and after, of one length where there are such."""
        return neighbours_of(self.current.when, self.periods)


@dataclass(frozen=True)
class Absent:
    """Why there is no figure at an address, and what there is instead. What is None is not known.

    :param periods: those that the place does have the indicator of, the newest first.
    :param commune: of a village's code that nobody bears, the commune it would be of.
    :param first: where it was not yet published at the state asked for, the release that first brought it.
    """

    indicator: Indicator | None = None
    place: Locality | None = None
    when: Period | None = None
    periods: tuple[Period, ...] = ()
    commune: Locality | None = None
    first: Release | None = None


def find_passport(
    session: Session, indicator: str, ref: str, period: str, *, as_of: int | None = None
) -> Passport | Absent:
    """The passport at an address; ``ref`` is a code or a commune's slug, ``as_of`` the number of a release."""
    last = get_last_locality(session, ref)
    if last is None:
        return _explain(session, indicator, None, period, commune=_commune_in(session, ref))
    namesakes = list_namesakes(session, last)
    rows = _list_rows(session, indicator, [last, *namesakes], period)
    owner = rows[0].locality if rows and ref == last.code else last
    own = [row for row in rows if row.locality_id == owner.id]
    if not own:
        return _explain(session, indicator, owner, period)
    shown = [row for row in own if as_of is None or row.released_in <= as_of]
    if not shown:
        return _explain(session, indicator, owner, period, first=own[0].release)
    return _gather(session, rows, shown, [p for p in (last, *namesakes) if p.id != owner.id], as_of)


def _list_rows(session: Session, indicator: str, places: Sequence[Locality], period: str) -> list[Observation]:
    """Every row of a cell, whichever of the places it is of, in the order of publishing."""
    query = select(Observation).where(
        Observation.indicator_code == indicator,
        Observation.locality_id.in_([place.id for place in places]),
        Observation.period == period,
    )
    whole = (
        joinedload(Observation.release),
        joinedload(Observation.indicator),
        joinedload(Observation.dataset),
        joinedload(Observation.locality).joinedload(Locality.parent).joinedload(Locality.parent),
    )
    return list(session.scalars(query.options(*whole).order_by(Observation.released_in)))


def _gather(
    session: Session,
    rows: Sequence[Observation],
    shown: Sequence[Observation],
    namesakes: Sequence[Locality],
    as_of: int | None,
) -> Passport:
    current = shown[-1]
    place = current.locality
    told = {row.locality_id for row in rows}
    return Passport(
        ref=place.code if rows[0].locality_id == place.id else place.slug,
        as_of=get_release_by_seq(session, as_of) if as_of is not None else None,
        versions=_versions(session, shown, as_of),
        others=tuple(p for p in namesakes if p.id in told),
        namesakes=tuple(namesakes),
        periods=tuple(list_periods(session, current.indicator_code, [place], as_of=as_of)),
        of_commune=_of_commune(session, current, as_of),
        entries=tuple(_list_entries(session, [row.release for row in shown], as_of)),
    )


def _versions(session: Session, rows: Sequence[Observation], as_of: int | None) -> tuple[Version, ...]:
    query = select(DatasetVersion.dataset_slug, DatasetVersion.release_seq, DatasetVersion.number)
    query = query.where(DatasetVersion.dataset_slug.in_({row.dataset_slug for row in rows}))
    made = list(session.execute(query.order_by(DatasetVersion.release_seq)))
    return tuple(
        Version(
            row,
            successor,
            tuple(
                number
                for slug, seq, number in made
                if slug == row.dataset_slug
                and row.released_in <= seq
                and (row.superseded_in is None or seq < row.superseded_in)
                and (as_of is None or seq <= as_of)
            ),
        )
        for row, successor in zip(rows, [*rows[1:], None], strict=True)
    )


def _of_commune(session: Session, row: Observation, as_of: int | None) -> Observation | None:
    commune = row.locality.parent
    if row.locality.kind != LocalityKind.VILLAGE or commune is None:
        return None
    return get_observation(session, row.indicator_code, commune, row.period, as_of=as_of)


def _list_entries(session: Session, releases: Sequence[Release], as_of: int | None) -> list[LogEntry]:
    """What the log tells of releases, in its order; as of a release, what it told when that came out."""
    query = select(LogEntry).where(
        LogEntry.subject.in_([release.id for release in releases]), LogEntry.event.is_not(None)
    )
    newest = get_release_by_seq(session, as_of) if as_of is not None else None
    if newest is not None:
        query = query.where(LogEntry.at <= newest.released_at)
    return list(session.scalars(query.order_by(LogEntry.seq)))


def neighbours_of(period: Period, periods: Sequence[Period]) -> tuple[Period | None, Period | None]:
    """Of periods, the newest first, the one before and the one after this; of its length where there are others."""
    alike = [p for p in periods if p.months == period.months]
    listed = alike if len(alike) > 1 else list(periods)
    at = listed.index(period)
    return (listed[at + 1] if at + 1 < len(listed) else None), (listed[at - 1] if at else None)


def list_aims(session: Session, passport: Passport, *, today: dt.date) -> list[Aimed]:
    """The targets of the commune's plans for the indicator, each with how far this figure is from it."""
    targets = list_targets(session, commune=passport.commune, indicator=passport.indicator.code)
    progress: dict[str, Progress] = {}
    if passport.place.id == passport.commune.id:
        as_of = passport.as_of.seq if passport.as_of else None
        progress = {p.target.id: p for p in list_progress(session, targets, today=today, as_of=as_of)}
    given_way = {target.amends_id for target in targets}
    value = passport.current.exact
    return [
        Aimed(
            target,
            progress.get(target.id),
            None if value is None or target.id in given_way else gap_to(target, value),
        )
        for target in targets
    ]


def _explain(
    session: Session,
    indicator: str,
    place: Locality | None,
    period: str,
    *,
    commune: Locality | None = None,
    first: Release | None = None,
) -> Absent:
    measured = session.get(Indicator, indicator)
    periods = list_periods(session, measured.code, [place]) if measured is not None and place is not None else []
    return Absent(measured, place, _parsed(period), tuple(periods), commune, first)


def _parsed(text: str) -> Period | None:
    try:
        return parse_period(text)
    except ValueError:
        return None


def _commune_in(session: Session, ref: str) -> Locality | None:
    """The commune that a code written as a village's begins with."""
    code, dash, _ = ref.partition("-")
    return get_last_locality(session, code, kind=LocalityKind.COMMUNE) if dash and code.isdigit() else None
