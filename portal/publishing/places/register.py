"""The register as an import would leave it: what is stored of the communes concerned, with the rows of a file on top.

Nothing is written here. Entries remember what they were, so that what changed can be told and nothing else is stored.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portal.db import portions
from portal.domain.localities import Locality, LocalityChange, LocalityKind, list_localities_by_id
from portal.publishing.places.rows import Row

FIELDS = (
    "unit",
    "name",
    "name_en",
    "valid_from",
    "valid_to",
    "population",
    "households",
    "area_km2",
    "lat",
    "lon",
    "source",
)
"""What a row can say of a village."""


@dataclass(eq=False)
class Entry:
    """A village, known or new, as it will be."""

    commune: Locality
    code: str
    values: dict[str, Any]
    place: Locality | None = None  # None: new
    row: Row | None = None  # that speaks of it
    numbered: bool = False  # the code was given by the import
    closed_by: str | None = None  # the successor whose beginning ended it
    lost: tuple["Link", ...] = ()  # from predecessors that were stored, and that the row takes away

    @property
    def name(self) -> str:
        return str(self.values["name"])

    @property
    def lost_codes(self) -> str:
        return ", ".join(link.predecessor.code for link in self.lost)

    @property
    def valid_from(self) -> dt.date | None:
        day: dt.date | None = self.values["valid_from"]
        return day

    @property
    def valid_to(self) -> dt.date | None:
        day: dt.date | None = self.values["valid_to"]
        return day

    @property
    def changes(self) -> dict[str, tuple[Any, Any]]:
        """Before and after of what differs from what is stored; of a new village nothing."""
        if self.place is None:
            return {}
        pairs = {name: (getattr(self.place, name), self.values[name]) for name in FIELDS}
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}

    @property
    def is_touched(self) -> bool:
        return self.row is not None or self.place is None or bool(self.changes)

    def overlaps(self, first: dt.date | None, last: dt.date | None) -> bool:
        """Whether it is there on a day from ``first`` to ``last``."""
        begins, ends = self.valid_from or dt.date.min, self.valid_to or dt.date.max
        return begins <= (last or dt.date.max) and (first or dt.date.min) <= ends


@dataclass(eq=False)
class Link:
    """A predecessor becoming (part of) a successor, as it will be."""

    predecessor: Entry
    successor: Entry
    weight: float | None = None
    basis: str | None = None
    source: str | None = None
    stored: LocalityChange | None = None
    named: bool = False  # by a row of the file
    shared: bool = False  # the row gives a share

    @property
    def is_changed(self) -> bool:
        old = self.stored
        return old is None or (old.weight, old.basis, old.source) != (self.weight, self.basis, self.source)


@dataclass
class Register:
    """Villages by code and the links between them; ``predecessors`` are the communes that went into each commune."""

    communes: dict[int, Locality]
    predecessors: dict[int, set[int]]
    entries: dict[str, Entry] = field(default_factory=dict)
    links: dict[tuple[str, str], Link] = field(default_factory=dict)
    slugs: dict[int, set[str]] = field(default_factory=dict)

    def of_commune(self, commune: Locality) -> list[Entry]:
        return [entry for entry in self.entries.values() if entry.commune.id == commune.id]

    def add(self, entry: Entry) -> None:
        self.entries[entry.code] = entry

    @property
    def touched(self) -> list[Entry]:
        return [entry for entry in self.entries.values() if entry.is_touched]


def load_register(session: Session, communes: Collection[Locality], codes: Iterable[str]) -> Register:
    """The villages of these communes and of those that went into them, and whoever else bears one of these codes."""
    before = _communes_before(session, [commune.id for commune in communes])
    wanted = {commune.id for commune in communes} | {one for those in before.values() for one in those}
    places = {place.id: place for place in _villages(session, Locality.parent_id, wanted)}
    places |= {place.id: place for place in _villages(session, Locality.code, set(codes))}
    changes = _changes_around(session, set(places))
    more = {one for change in changes for one in (change.predecessor_id, change.successor_id)} - places.keys()
    places |= {place.id: place for place in _villages(session, Locality.id, more)}
    parents = sorted({place.parent_id or 0 for place in places.values()} | wanted)
    above = {place.id: place for place in list_localities_by_id(session, parents)}
    register = Register(above, before)
    for place in sorted(places.values(), key=lambda place: (place.position, place.code)):
        register.add(Entry(above[place.parent_id or 0], place.code, _values_of(place), place))
        register.slugs.setdefault(place.parent_id or 0, set()).add(place.slug)
    _add_links(register, places, changes)
    return register


def _values_of(place: Locality) -> dict[str, Any]:
    return {name: getattr(place, name) for name in FIELDS}


def _villages(session: Session, column: Any, values: set[Any]) -> Iterator[Locality]:
    for portion in portions(sorted(values)):
        yield from session.scalars(select(Locality).where(Locality.kind == LocalityKind.VILLAGE, column.in_(portion)))


def _communes_before(session: Session, communes: Collection[int]) -> dict[int, set[int]]:
    """By commune, the ids of those that went into it."""
    found: dict[int, set[int]] = {commune: set() for commune in communes}
    for portion in portions(sorted(communes)):
        query = select(LocalityChange.successor_id, LocalityChange.predecessor_id)
        for after, before in session.execute(query.where(LocalityChange.successor_id.in_(portion))):
            found[after].add(before)
    return found


def _changes_around(session: Session, ids: set[int]) -> list[LocalityChange]:
    """The changes of these villages, and all that led to them: a circle may close far back."""
    found: dict[tuple[int, int], LocalityChange] = {}
    waiting, seen = set(ids), set(ids)
    while waiting:
        for portion in portions(sorted(waiting)):
            ends = (LocalityChange.successor_id.in_(portion), LocalityChange.predecessor_id.in_(portion))
            for change in session.scalars(select(LocalityChange).where(or_(*ends))):
                found[change.predecessor_id, change.successor_id] = change
        waiting = {predecessor for predecessor, _ in found} - seen
        seen |= waiting
    return list(found.values())


def _add_links(register: Register, places: Mapping[int, Locality], changes: Iterable[LocalityChange]) -> None:
    for change in changes:
        if change.predecessor_id in places and change.successor_id in places:
            before, after = (places[one].code for one in (change.predecessor_id, change.successor_id))
            link = Link(register.entries[before], register.entries[after], change.weight, change.basis, change.source)
            link.stored = change
            register.links[before, after] = link
