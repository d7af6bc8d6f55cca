"""The rows of a dataset as its files have them, as a query: to be numbered, filtered and paged where they lie."""

from typing import Any

from sqlalchemy import func
from sqlalchemy.orm import Session

from portal.db import Rows
from portal.domain.datasets import Dataset
from portal.domain.indicators import Indicator
from portal.domain.localities import Locality
from portal.domain.observations import Observation, Wanted, select_observations
from portal.domain.records import SUBJECTS

NUMBER = "_id"
"""The number of a row in the file, from 1."""


def select_numbered_rows(dataset: Dataset, as_of: int) -> Rows:
    """The rows of a dataset as of a release, under the columns of its files and ``NUMBER``, in no order.

    What a file has beside these is added to the rows that were chosen, by ``finish_rows``.
    """
    query, order = select_rows(dataset, as_of)
    return query.add_columns(func.row_number().over(order_by=order).label(NUMBER))


def select_rows(dataset: Dataset, as_of: int) -> tuple[Rows, list[Any]]:
    """The rows of a dataset as of a release, and their order in its files."""
    subject = SUBJECTS.get(dataset.group_code)
    if subject is None:
        return _select_figures(dataset, as_of)
    return subject.select(as_of=as_of, dataset=dataset.slug), [subject.table.key]


def _select_figures(dataset: Dataset, as_of: int) -> tuple[Rows, list[Any]]:
    """The observations under the columns of the files; by indicator, place, the commune first, and period."""
    query = select_observations(Wanted(dataset=dataset.slug), as_of=as_of)
    first, second, *others = query.selected_columns
    named = query.with_only_columns(first, second, Locality.name.label("locality_name"), *others)
    order = [Indicator.position, Locality.kind, Locality.position, Observation.period_end, Observation.period]
    return named.join(Indicator, Observation.indicator_code == Indicator.code), order


def finish_rows(session: Session, dataset: Dataset, rows: list[Any], as_of: int) -> list[dict[str, Any]]:
    """The rows as objects, with what is reckoned from other rows."""
    found = [dict(row._mapping) for row in rows]
    subject = SUBJECTS.get(dataset.group_code)
    if subject is None or subject.finish is None or not found:
        return found
    plain = [tuple(value for name, value in row.items() if name != NUMBER) for row in found]
    finished = subject.finish(session, plain, as_of=as_of)
    added = -len(subject.finished)
    return [
        row | dict(zip(subject.finished, whole[added:], strict=True))
        for row, whole in zip(found, finished, strict=True)
    ]
