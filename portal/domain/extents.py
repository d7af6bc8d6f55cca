"""What a dataset covers: which days, which places, which indicators."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.datasets import DatasetVersion
from portal.domain.indicators import Indicator
from portal.domain.localities import Locality, LocalityKind
from portal.domain.observations import Observation, alive
from portal.domain.periods import parse_period


@dataclass(frozen=True)
class Extent:
    """``start`` and ``end`` are the first and the last day that the figures are about."""

    start: dt.date
    end: dt.date
    villages: int
    indicators: list[Indicator]


def get_extent(session: Session, version: DatasetVersion) -> Extent | None:
    """What a version covers; None when it has no observation."""
    within = [Observation.dataset_slug == version.dataset_slug, *alive(version.release_seq)]
    periods = [parse_period(text) for text in session.scalars(select(Observation.period).where(*within).distinct())]
    if not periods:
        return None
    villages = (
        select(func.count(Observation.locality_id.distinct()))
        .join(Locality, Observation.locality_id == Locality.id)
        .where(*within, Locality.kind == LocalityKind.VILLAGE)
    )
    observed = select(Observation.indicator_code).where(*within)
    indicators = select(Indicator).where(Indicator.code.in_(observed)).order_by(Indicator.position)
    return Extent(
        min(p.start for p in periods),
        max(p.end for p in periods),
        session.scalar(villages) or 0,
        list(session.scalars(indicators)),
    )
