"""What datasets cover: which days, which places, which indicators, and how many of their rows say what."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.datasets import DatasetVersion
from portal.domain.indicators import Indicator
from portal.domain.localities import Locality, LocalityKind
from portal.domain.observations import WITHOUT_VALUE, Observation, Status, alive
from portal.domain.periods import Period, finest_last, parse_period


@dataclass(frozen=True)
class Extent:
    """:param periods: that there is a row of, the earliest first.
    :param statuses: how many rows have each status.
    """

    periods: tuple[Period, ...]
    villages: int
    indicators: list[Indicator]
    statuses: Mapping[str, int]

    @property
    def start(self) -> dt.date:
        """The first day that the figures are about."""
        return min(period.start for period in self.periods)

    @property
    def end(self) -> dt.date:
        """The last day that the figures are about."""
        return self.periods[-1].end

    @property
    def shown(self) -> int:
        """Rows with a value."""
        return sum(count for status, count in self.statuses.items() if status not in WITHOUT_VALUE)

    @property
    def asked(self) -> int:
        """Rows that should have a value: all but those of places where there is nothing to measure."""
        return sum(count for status, count in self.statuses.items() if status != Status.NOT_APPLICABLE)


def get_extent(session: Session, version: DatasetVersion) -> Extent | None:
    """What a version covers; None when it has no observation."""
    return list_extents(session, [version.dataset_slug], as_of=version.release_seq).get(version.dataset_slug)


def list_extents(session: Session, datasets: Sequence[str], *, as_of: int | None = None) -> dict[str, Extent]:
    """What each of these datasets, by slug, covers now or as of a release number; those without observations lack."""
    within = [Observation.dataset_slug.in_(datasets), *alive(as_of)]
    slug = Observation.dataset_slug
    periods: dict[str, set[Period]] = defaultdict(set)
    statuses: dict[str, Counter[str]] = defaultdict(Counter)
    indicators: dict[str, set[str]] = defaultdict(set)
    known = list(session.scalars(select(Indicator).order_by(Indicator.position)))
    counted = select(slug, Observation.indicator_code, Observation.period, Observation.status, func.count())
    for name, code, period, status, count in session.execute(
        counted.where(*within).group_by(slug, Observation.indicator_code, Observation.period, Observation.status)
    ):
        periods[name].add(parse_period(period))
        statuses[name][status] += count
        indicators[name].add(code)
    villages = _count_villages(session, within)
    return {
        name: Extent(
            tuple(sorted(found)),
            villages.get(name, 0),
            [i for i in known if i.code in indicators[name]],
            statuses[name],
        )
        for name, found in periods.items()
    }


def list_periods(
    session: Session, indicator: str, places: Sequence[Locality], *, as_of: int | None = None
) -> list[Period]:
    """The periods that any of these places has an indicator of, the newest first and, of one end, the finest."""
    within = (Observation.indicator_code == indicator, Observation.locality_id.in_([place.id for place in places]))
    query = select(Observation.period).where(*within, *alive(as_of)).distinct()
    return sorted((parse_period(text) for text in session.scalars(query)), key=finest_last, reverse=True)


def _count_villages(session: Session, within: Sequence[object]) -> dict[str, int]:
    query = (
        select(Observation.dataset_slug, func.count(Observation.locality_id.distinct()))
        .join(Locality, Observation.locality_id == Locality.id)
        .where(*within, Locality.kind == LocalityKind.VILLAGE)  # type: ignore[arg-type]
        .group_by(Observation.dataset_slug)
    )
    return {row[0]: row[1] for row in session.execute(query)}
