"""What was published last about one place: which figures rose, which fell, which were corrected.

A new figure is held against the one before it of the same cadence, whatever that one says: if the period before was
withheld or missing, there is nothing to compare with and no older period takes its place.
"""

import enum
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, defer, lazyload

from portal.domain.changes import CellChange, list_changes
from portal.domain.localities import Locality
from portal.domain.observations import Observation
from portal.domain.periods import Period, finest_last, parse_period
from portal.domain.releases import Release

Series = dict[str, list[Observation]]


class Course(enum.StrEnum):
    """Where a new figure stands beside the one before it."""

    ROSE = "rose"
    FELL = "fell"
    SAME = "same"
    FIRST = "first"  # nothing of this cadence was published before
    APART = "apart"  # the period before shows no value
    UNSEEN = "unseen"  # the new figure shows no value


@dataclass(frozen=True)
class Turn:
    """A figure of a new period beside the one before it, None where there is none."""

    change: CellChange
    before: Observation | None

    @property
    def difference(self) -> Fraction | None:
        """In the indicator's unit; None unless both are shown."""
        new, old = self.change.new.exact, self.before.exact if self.before else None
        return None if new is None or old is None else new - old

    @property
    def course(self) -> Course:
        if self.change.new.exact is None:
            return Course.UNSEEN
        if self.before is None:
            return Course.FIRST
        if self.difference is None:
            return Course.APART
        return Course.SAME if not self.difference else Course.ROSE if self.difference > 0 else Course.FELL


@dataclass(frozen=True)
class News:
    """What a release told of a place. ``turns`` has one figure an indicator, of its newest period; ``corrected`` are
    the cells that stood in public before; ``more`` counts what the release wrote beside these."""

    release: Release
    turns: list[Turn]
    corrected: list[CellChange]
    more: int


def get_news(session: Session, place: Locality, series: Series) -> News | None:
    """Of the last release that wrote anything about a place.

    :param series: the place's observations as they stand, by indicator.
    """
    release = _last_release(session, place)
    if release is None:
        return None
    changes = list_changes(session, release, place=place)
    corrected = [change for change in changes if change.old is not None]
    turns = [_turn(change, series) for change in _newest([c for c in changes if c.old is None])]
    return News(release, turns, corrected, len(changes) - len(corrected) - len(turns))


def _last_release(session: Session, place: Locality) -> Release | None:
    return session.scalars(_LAST_RELEASE, {"place": place.id}).first()


_LAST_RELEASE = (
    select(Release)
    .where(
        Release.seq
        == select(func.max(Observation.released_in))
        .where(Observation.locality_id == bindparam("place"))
        .scalar_subquery()
    )
    .options(lazyload(Release.commune), defer(Release.explanations))
)


def _newest(changes: Sequence[CellChange]) -> list[CellChange]:
    """Of each indicator the newest period, the finest of one end; in the order given."""
    by_indicator: dict[str, list[CellChange]] = defaultdict(list)
    for change in changes:
        by_indicator[change.indicator.code].append(change)
    return [max(found, key=lambda c: finest_last(parse_period(c.period))) for found in by_indicator.values()]


def _turn(change: CellChange, series: Series) -> Turn:
    return Turn(change, _before(series.get(change.indicator.code, []), parse_period(change.period)))


def _before(rows: Sequence[Observation], period: Period) -> Observation | None:
    """The newest of the same cadence that ends before a period."""
    alike = [row for row in rows if row.when.months == period.months and row.when.end < period.end]
    return max(alike, key=lambda row: row.when, default=None)
