"""The rows of a dataset of observations."""

from typing import Any

from sqlalchemy.orm import Session

from portal.domain.dataset_rows import select_figures
from portal.domain.datasets import Dataset
from portal.domain.dictionary import FIGURES

FIELDS = list(FIGURES.names)


def observation_rows(session: Session, dataset: Dataset, as_of: int) -> list[tuple[Any, ...]]:
    """The dataset's observations as of a release, in the columns and the order of its files."""
    query, order = select_figures(dataset, as_of)
    return [tuple(row) for row in session.execute(query.order_by(*order))]
