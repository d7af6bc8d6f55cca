"""Writing what an import changed: villages, each with an address of its own, links, their order, the search index."""

import datetime as dt

from sqlalchemy.orm import Session

from portal.domain.folding import slugify
from portal.domain.localities import Locality, LocalityChange, LocalityKind, list_villages
from portal.publishing.indexing import index_villages
from portal.publishing.places.register import Entry, Register
from portal.publishing.reference import place_in_order

LONGEST_SLUG = 80  # of the 100 letters of an address, with room for a year and a number


def store(session: Session, register: Register, *, today: dt.date) -> None:
    """Everything that differs from what is stored; the caller commits."""
    new = sorted((e for e in register.entries.values() if e.place is None), key=_oldest_first)
    for entry in new:
        entry.place = _make(entry, register)
        session.add(entry.place)
    changed = [entry for entry in register.entries.values() if entry.changes]
    for entry in changed:
        for name, (_, after) in entry.changes.items():
            setattr(entry.place, name, after)
    session.flush()
    _store_links(session, register)
    communes = {entry.commune.id: entry.commune for entry in (*new, *changed)}
    for commune in communes.values():
        place_in_order(list_villages(session, commune))
    session.flush()
    index_villages(session, communes.values(), today=today)


def _oldest_first(entry: Entry) -> tuple[str, str]:
    """So that of two villages of one name the first in time has the plain address."""
    return str(entry.valid_from or ""), entry.code


def _make(entry: Entry, register: Register) -> Locality:
    taken = register.slugs.setdefault(entry.commune.id, set())
    slug = free_slug(entry, taken)
    taken.add(slug)
    origin = {"code": entry.code, "slug": slug, "kind": LocalityKind.VILLAGE, "parent_id": entry.commune.id}
    return Locality(**origin, **entry.values, illustrative=False)


def free_slug(entry: Entry, taken: set[str]) -> str:
    """The name as an address; where another village has or had it, with the year of this one's first day."""
    slug = slugify(entry.name)[:LONGEST_SLUG].rstrip("-")
    year = entry.valid_from.year if entry.valid_from else entry.code.rpartition("-")[2]
    if slug not in taken:
        return slug
    candidates = [f"{slug}-{year}", *(f"{slug}-{year}-{number}" for number in range(2, len(taken) + 3))]
    return next(candidate for candidate in candidates if candidate not in taken)


def _store_links(session: Session, register: Register) -> None:
    for lost in (link for entry in register.entries.values() for link in entry.lost):
        session.delete(lost.stored)
    for link in register.links.values():
        before, after = link.predecessor.place, link.successor.place
        if not link.is_changed or before is None or after is None:
            continue
        change = link.stored
        if change is None:
            change = LocalityChange(predecessor_id=before.id, successor_id=after.id)
            session.add(change)
        change.weight, change.basis, change.source = link.weight, link.basis, link.source
    session.flush()
