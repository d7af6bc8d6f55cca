"""Choosing among the datasets of the whole country: by province, commune, subject and words, a page at a time.

Everything is narrowed, counted and cut by the database: one installation may have 3,321 communes with a dozen datasets.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import exists, func, literal, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from portal.db import Condition, Rows, Store, narrow
from portal.domain.datasets import Dataset, DatasetVersion, select_datasets
from portal.domain.indicators import IndicatorGroup
from portal.domain.localities import Locality
from portal.domain.search import select_refs
from portal.domain.search_index import EntryKind

ORDER = (Locality.position, IndicatorGroup.position, Dataset.slug)
PORTION = 500  # datasets that are read in one statement, and their files in another


@dataclass(frozen=True)
class Wish:
    """What a list of datasets is asked for: slugs of places, the code of a subject, words in any spelling."""

    text: str = ""
    province: str | None = None
    commune: str | None = None
    group: str | None = None


@dataclass(frozen=True)
class Tally:
    """How many datasets a value of a facet would leave."""

    value: str
    name: str
    name_en: str
    count: int


Finishing = Callable[[Session, Sequence[Sequence[Any]]], Sequence[Sequence[Any]]]


def select_listed(session: Session, wish: Wish) -> Rows:
    """Datasets as rows of their public fields, in the order of the catalogue; the id of the newest version is last."""
    return _narrow(session, select_datasets(), wish).order_by(*ORDER)


def walk_listed(store: Store, wish: Wish, finish: Finishing) -> Iterator[Sequence[Any]]:
    """All datasets of ``select_listed``, read in portions.

    Each portion begins after the last dataset of the one before, in a session of its own, so that a slow reader of
    30,000 datasets neither holds a transaction open nor has them all in memory.

    :param finish: makes the public rows of those read, within their session.
    """
    with store.session() as session:
        query = select_listed(session, wish).add_columns(*ORDER).limit(PORTION)
    width, after = -len(ORDER), None
    while True:
        with store.session() as session:
            found = session.execute(query if after is None else query.where(_beyond(after))).all()
            finished = finish(session, [row[:width] for row in found])
        yield from finished
        if len(found) < PORTION:
            return
        after = found[-1][width:]


def _beyond(key: tuple[Any, ...]) -> Condition:
    values = [literal(value, column.type) for value, column in zip(key, ORDER, strict=True)]
    condition: Condition = tuple_(*ORDER) > tuple_(*values)
    return condition


def count_listed(session: Session, wish: Wish) -> int:
    query: Rows = select(func.count()).select_from(Dataset).join(Locality, Dataset.commune_id == Locality.id)
    return session.scalar(_narrow(session, query, wish)) or 0


def tally_groups(session: Session, wish: Wish) -> list[Tally]:
    """The subjects that datasets of a wish have, whichever subject it names itself."""
    query = _tally(IndicatorGroup.code, IndicatorGroup.title, IndicatorGroup.title_en, IndicatorGroup.position)
    return _read(session, _narrow(session, query, replace(wish, group=None)))


def tally_communes(session: Session, wish: Wish) -> list[Tally]:
    """The communes, whichever commune the wish names itself."""
    query = _tally(Locality.slug, Locality.name, Locality.name_en, Locality.position)
    return _read(session, _narrow(session, query, replace(wish, commune=None)))


def tally_provinces(session: Session, wish: Wish) -> list[Tally]:
    """The provinces, whichever place the wish names itself."""
    above = aliased(Locality)
    query = _tally(above.slug, above.name, above.name_en, above.position).join(above, Locality.parent_id == above.id)
    return _read(session, _narrow(session, query, replace(wish, commune=None, province=None)))


def _tally(*columns: InstrumentedAttribute[Any]) -> Rows:
    """A query of these columns (value, name, English name, position), each with how many datasets have it."""
    query: Rows = (
        select(*columns[:3], func.count())
        .select_from(Dataset)
        .join(Locality, Dataset.commune_id == Locality.id)
        .join(IndicatorGroup, Dataset.group_code == IndicatorGroup.code)
    )
    return query.group_by(*columns).order_by(columns[3], columns[0])


def _narrow(session: Session, query: Rows, wish: Wish) -> Rows:
    """The query of what has a version and fits the wish."""
    version = aliased(DatasetVersion)
    query = query.where(exists().where(version.dataset_slug == Dataset.slug))
    query = narrow(query, (Locality.slug, wish.commune), (Dataset.group_code, wish.group))
    if wish.province:
        query = query.where(Locality.parent_id.in_(select(Locality.id).where(Locality.slug == wish.province)))
    refs = select_refs(session, wish.text, EntryKind.DATASET)
    return query if refs is None else query.where(Dataset.slug.in_(refs))


def _read(session: Session, query: Rows) -> list[Tally]:
    return [Tally(*row) for row in session.execute(query)]
