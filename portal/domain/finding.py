"""Finding one's own village: the places that a few letters may mean, those of today first."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased, contains_eager

from portal.domain.localities import Locality, LocalityKind, existed_on, valid_on
from portal.domain.search import search
from portal.domain.search_index import EntryKind, SearchEntry

MOST_COMMUNES = 5


@dataclass(frozen=True)
class Found:
    """The nearest first. ``others`` is how many entries of other kinds have the same words; ``more`` villages there
    are that are not listed."""

    communes: list[Locality]
    villages: list[Locality]
    more: int
    others: int

    @property
    def places(self) -> list[Locality]:
        return [*self.communes, *self.villages]


def find_places(session: Session, text: str, *, on: dt.date, most: int) -> Found:
    """The communes and at most so many villages that have the words of a text."""
    villages = search(session, text, kind=EntryKind.VILLAGE, limit=most)
    total = villages.counts.get(EntryKind.VILLAGE, 0)
    communes: Sequence[SearchEntry] = []
    if villages.counts.get(EntryKind.COMMUNE):
        communes = search(session, text, kind=EntryKind.COMMUNE, limit=MOST_COMMUNES).entries
    listed = _villages(session, [entry.ref for entry in villages.entries], on)
    others = villages.total - total - villages.counts.get(EntryKind.COMMUNE, 0)
    return Found(_communes(session, [e.ref for e in communes], on), listed, max(total - len(listed), 0), others)


def _communes(session: Session, slugs: Sequence[str], on: dt.date) -> list[Locality]:
    above = aliased(Locality)
    query = select(Locality).outerjoin(above, Locality.parent_id == above.id).where(Locality.slug.in_(slugs))
    query = query.where(Locality.kind == LocalityKind.COMMUNE, *valid_on(on))
    found = {
        place.slug: place for place in session.scalars(query.options(contains_eager(Locality.parent.of_type(above))))
    }
    return [found[slug] for slug in slugs if slug in found]


def _villages(session: Session, refs: Sequence[str], on: dt.date) -> list[Locality]:
    """By ``<commune>/<village>``, in that order, but those of today first."""
    commune, province = aliased(Locality), aliased(Locality)
    query = (
        select(Locality)
        .join(commune, Locality.parent_id == commune.id)
        .outerjoin(province, commune.parent_id == province.id)
        .where(
            Locality.kind == LocalityKind.VILLAGE,
            commune.slug.in_({ref.partition("/")[0] for ref in refs}),
            Locality.slug.in_({ref.partition("/")[2] for ref in refs}),
        )
        .options(contains_eager(Locality.parent.of_type(commune)).contains_eager(commune.parent.of_type(province)))
    )
    found = {f"{place.parent.slug}/{place.slug}": place for place in session.scalars(query) if place.parent}
    places = [found[ref] for ref in refs if ref in found]
    return sorted(places, key=lambda place: not existed_on(place, on))
