"""Which communes have something to put on a map: villages, or figures of what is counted by village."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from portal.db import Condition, Rows
from portal.domain.datasets import Dataset, DatasetVersion
from portal.domain.localities import Locality, LocalityKind, valid_on


@dataclass(frozen=True)
class Mapped:
    """A commune with how many villages it has, and the codes of the subjects that it publishes figures of."""

    commune: Locality
    villages: int
    groups: frozenset[str]


def count_mapped(session: Session, *, on: dt.date) -> list[tuple[Locality, int]]:
    """The provinces that have such communes, in their order, with how many."""
    query: Rows = select(Locality.parent_id, func.count()).where(*_mapped(on)).group_by(Locality.parent_id)
    counts = {row[0]: row[1] for row in session.execute(query)}
    provinces = session.scalars(select(Locality).where(Locality.id.in_(counts)))
    return [(place, counts[place.id]) for place in sorted(provinces, key=lambda place: (place.position, place.code))]


def list_mapped(session: Session, *, on: dt.date, province: Locality | None = None) -> list[Mapped]:
    """These communes, of a province or of all, those that publish first; in a few statements however many they are."""
    query = select(Locality).where(*_mapped(on)).order_by(Locality.position, Locality.code)
    if province is not None:
        query = query.where(Locality.parent_id == province.id)
    communes = list(session.scalars(query))
    villages, groups = _count_villages(session, communes, on), _list_groups(session, communes)
    found = [Mapped(place, villages.get(place.id, 0), frozenset(groups.get(place.id, ()))) for place in communes]
    return sorted(found, key=lambda mapped: not mapped.groups)


def _mapped(on: dt.date) -> list[Condition]:
    village = aliased(Locality)
    has_village = exists().where(village.parent_id == Locality.id, village.kind == LocalityKind.VILLAGE)
    publishes = exists().where(Dataset.commune_id == Locality.id, DatasetVersion.dataset_slug == Dataset.slug)
    return [Locality.kind == LocalityKind.COMMUNE, *valid_on(on), or_(has_village, publishes)]


def _count_villages(session: Session, communes: Sequence[Locality], on: dt.date) -> dict[int, int]:
    query: Rows = select(Locality.parent_id, func.count()).where(
        Locality.parent_id.in_([place.id for place in communes]),
        Locality.kind == LocalityKind.VILLAGE,
        *valid_on(on),
    )
    return {row[0]: row[1] for row in session.execute(query.group_by(Locality.parent_id))}


def _list_groups(session: Session, communes: Sequence[Locality]) -> dict[int, set[str]]:
    query: Rows = (
        select(Dataset.commune_id, Dataset.group_code)
        .where(Dataset.slug.in_(select(DatasetVersion.dataset_slug)))
        .where(Dataset.commune_id.in_([place.id for place in communes]))
    )
    found: dict[int, set[str]] = defaultdict(set)
    for commune, group in session.execute(query):
        found[commune].add(group)
    return found
