"""The rows of a dataset of observations."""

from typing import Any

from sqlalchemy.orm import Session

from portal.domain.datasets import Dataset
from portal.domain.dictionary import FIGURES
from portal.domain.indicators import Indicator
from portal.domain.localities import Locality
from portal.domain.observations import Observation, select_observations

FIELDS = list(FIGURES.names)


def observation_rows(session: Session, dataset: Dataset, as_of: int) -> list[tuple[Any, ...]]:
    """The dataset's observations as of a release, by indicator, place and period; the commune before its villages."""
    query = (
        select_observations(as_of=as_of, dataset=dataset.slug)
        .add_columns(Locality.name)
        .join(Indicator, Observation.indicator_code == Indicator.code)
        .order_by(Indicator.position, Locality.kind, Locality.position, Observation.period_end, Observation.period)
    )
    return [(row[0], row[1], row[-1], *row[2:-1]) for row in session.execute(query)]
