"""What a locality was made of and what became of it.

A code was often given again to the unit that took in its bearer, so a reference to another locality is its code with
the days between which it was one.
"""

import datetime as dt
import enum
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, case, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from portal.db import Rows, portions
from portal.domain.localities import Locality, LocalityChange, bears, existed_on, select_localities
from portal.statements import Statement

REF = ("code", "name", "valid_from", "valid_to")
"""What tells one locality from every other."""

SHARE = ("weight", "basis")
"""What is told of the change between the two."""

ROUNDING = 0.001
"""By which shares, rounded as they are told, may miss the whole when they are added up."""

Refs = list[dict[str, Any]]


class Relation(enum.StrEnum):
    SAME_CODE = "same-code"
    PREDECESSOR = "predecessor"
    SUCCESSOR = "successor"


@dataclass(frozen=True)
class Link:
    """One place becoming (part of) another.

    :param weight: the share of the predecessor that went; None where nobody has told it.
    :param day: the first day on which it had; after a gap the successor's first.
    """

    predecessor: Locality
    successor: Locality
    weight: float | None
    basis: str | None
    source: str | None

    @property
    def day(self) -> dt.date:
        begun, ended = self.successor.valid_from or dt.date.min, self.predecessor.valid_to
        return begun if ended is None else max(begun, ended + dt.timedelta(days=1))


class ChangeKind(enum.StrEnum):
    """What a place's coming about was."""

    RENAMING = "renaming"  # all of one place and nothing else
    MERGER = "merger"  # of several, each whole
    SPLIT = "split"  # a share of one
    REARRANGEMENT = "rearrangement"  # shares of several, or of nobody knows how much


@dataclass(frozen=True)
class Change:
    """What made a place: the links into it of one day."""

    links: tuple[Link, ...]

    @property
    def day(self) -> dt.date:
        return self.links[0].day

    @property
    def successor(self) -> Locality:
        return self.links[0].successor

    @property
    def kind(self) -> ChangeKind:
        weights = [link.weight for link in self.links]
        if None in weights:
            return ChangeKind.REARRANGEMENT
        if all(weight == 1 for weight in weights):
            return ChangeKind.MERGER if len(weights) > 1 else ChangeKind.RENAMING
        return ChangeKind.SPLIT if len(weights) == 1 else ChangeKind.REARRANGEMENT


def changes_of(links: Iterable[Link]) -> list[Change]:
    """The links by the place they made and the day, the oldest first."""
    found: dict[tuple[dt.date, str, int], list[Link]] = defaultdict(list)
    for link in links:
        found[link.day, link.successor.code, link.successor.id].append(link)
    return [Change(tuple(found[key])) for key in sorted(found)]


@dataclass(frozen=True)
class Share:
    """How much of a place another one is made of; None where it is not known."""

    place: Locality
    weight: float | None


class Lineage:
    """What some places were made of, through any number of changes, or what became of them."""

    def __init__(self, links: Sequence[Link]) -> None:
        self._into: dict[int, list[Link]] = defaultdict(list)
        for link in links:
            self._into[link.successor.id].append(link)
        self.places = {place.id: place for link in links for place in (link.predecessor, link.successor)}
        self._shares: dict[tuple[int, dt.date], list[Share]] = {}

    def into(self, place: int) -> list[Link]:
        """The changes that made a place, one for each place it was made of."""
        return self._into.get(place, [])

    def before(self, place: int) -> list[Link]:
        """All changes that led to a place."""
        found: dict[tuple[int, int], Link] = {}
        waiting = [place]
        while waiting:
            for link in self.into(waiting.pop()):
                key = (link.predecessor.id, link.successor.id)
                if key not in found:
                    found[key] = link
                    waiting.append(link.predecessor.id)
        return list(found.values())

    def shares(self, place: Locality, day: dt.date) -> list[Share]:
        """The places of a day that make up this one, in the order of their codes, each once with its share.

        Reckoned once for each place and day: figures of many indicators ask.
        """
        asked = place.id, day
        if asked not in self._shares:
            self._shares[asked] = self._reckon_shares(place, day)
        return self._shares[asked]

    def _reckon_shares(self, place: Locality, day: dt.date) -> list[Share]:
        """Each place is looked at once, however many ways lead to it, after all that it went into."""
        links = [link for link in self.before(place.id) if link.day > day]
        places = {place.id: place} | {link.predecessor.id: link.predecessor for link in links}
        order = TopologicalSorter({place.id: ()})
        for link in links:
            order.add(link.predecessor.id, link.successor.id)
        weights: dict[int, list[float | None]] = {place.id: [1.0]}
        for id_ in order.static_order():
            for link in self.into(id_) if id_ in weights else ():
                if link.day > day:
                    weights.setdefault(link.predecessor.id, []).append(_part_of(_sum_of(weights[id_]), link.weight))
        found = ((places[id_], _sum_of(parts)) for id_, parts in weights.items())
        return sorted((Share(*one) for one in found if existed_on(one[0], day)), key=lambda share: share.place.code)


def _part_of(whole: float | None, share: float | None) -> float | None:
    return None if whole is None or share is None else whole * share


def _sum_of(weights: Sequence[float | None]) -> float | None:
    """Several that miss the whole by no more than they were rounded are all of it; one stays what was told."""
    known = [weight for weight in weights if weight is not None]
    if len(known) < len(weights):
        return None
    total = round(sum(known), 9)
    return 1.0 if total >= 1 - (ROUNDING if len(known) > 1 else 0) else total


def load_lineage(session: Session, ids: Collection[int]) -> Lineage:
    """What these places were made of, however many steps away: two statements at most for each 500 of them."""
    found: dict[tuple[int, int], Link] = {}
    for some in portions(dict.fromkeys(ids)):
        if session.execute(_MADE, {"ids": some}).first() is None:  # as most were not: cheaper than to read no links
            continue
        for link in _list_links(session, _links_before(), ids=some):
            found.setdefault((link.predecessor.id, link.successor.id), link)  # two of them may have come of one
    return Lineage(list(found.values()))


@cache
def _links_before() -> Rows:
    start = select(Locality.id).where(Locality.id.in_(bindparam("ids", expanding=True)))
    before = _linked(start, LocalityChange.successor_id, LocalityChange.predecessor_id)
    return _select_links(LocalityChange.successor_id.in_(before))


def _was_changed(session: Session, place: int) -> bool:
    """Whether anything became this place, or it became anything: of most places not."""
    return _CHANGED.value(session, place=place) is not None


_MADE: Rows = (
    select(LocalityChange.successor_id)
    .where(LocalityChange.successor_id.in_(bindparam("ids", expanding=True)))
    .limit(1)
)


_CHANGED = Statement(
    select(LocalityChange.successor_id)
    .where(or_(LocalityChange.successor_id == bindparam("place"), LocalityChange.predecessor_id == bindparam("place")))
    .limit(1)
)


def ids_after(start: Select[int]) -> Select[int]:
    """The ids of these places and of all that they became, however many steps away."""
    return _linked(start, LocalityChange.predecessor_id, LocalityChange.successor_id)


def list_changes_of(session: Session, place: Locality) -> tuple[list[Change], list[Change]]:
    """What made a place, and what made the places that it became; each with all that went into them."""
    if not _was_changed(session, place.id):
        return [], []
    links = _list_links(session, _links_of(), place=place.id)
    made = [link for link in links if link.successor.id == place.id]
    return changes_of(made), changes_of(link for link in links if link.successor.id != place.id)


@cache
def _links_of() -> Rows:
    place: BindParameter[int] = bindparam("place")
    after = select(LocalityChange.successor_id).where(LocalityChange.predecessor_id == place)
    return _select_links(LocalityChange.successor_id.in_(after) | (LocalityChange.successor_id == place))


def list_changes_within(session: Session, commune: Locality) -> list[Change]:
    """The changes that made villages of a commune, the newest first."""
    return changes_of(_list_links(session, _links_within(), commune=commune.id))[::-1]


@cache
def _links_within() -> Rows:
    within = select(Locality.id).where(Locality.parent_id == bindparam("commune"))
    return _select_links(LocalityChange.successor_id.in_(within))


def _list_links(session: Session, query: Rows, **values: Any) -> list[Link]:
    return [Link(*row) for row in session.execute(query, values)]


def _select_links(condition: Any) -> Rows:
    before, after = aliased(Locality), aliased(Locality)
    return (
        select(before, after, LocalityChange.weight, LocalityChange.basis, LocalityChange.source)
        .select_from(LocalityChange)
        .join(before, before.id == LocalityChange.predecessor_id)
        .join(after, after.id == LocalityChange.successor_id)
        .where(condition)
        .order_by(after.code, before.code)
    )


def select_history(ref: str) -> Rows:
    """Every locality that ever bore the code, those it was made of and those it became, however many steps away.

    :param ref: the code, or the slug of a province or commune, whose code is then meant.

    Rows as of ``select_localities``, then the relation, then the id; in no order.
    """
    bearers = select(Locality.id).where(Locality.code.in_(select(Locality.code).where(bears(ref))))
    before = _linked(bearers, LocalityChange.successor_id, LocalityChange.predecessor_id)
    after = _linked(bearers, LocalityChange.predecessor_id, LocalityChange.successor_id)
    relation = case(
        (Locality.id.in_(bearers), Relation.SAME_CODE.value),
        (Locality.id.in_(before), Relation.PREDECESSOR.value),
        else_=Relation.SUCCESSOR.value,
    )
    query = select_localities().add_columns(relation.label("relation"), Locality.id.label("id"))
    return query.where(Locality.id.in_(before.union(after)))


def _linked(start: Select[int], near: InstrumentedAttribute[int], far: InstrumentedAttribute[int]) -> Select[int]:
    """The ids reached from ``start`` by going from ``near`` to ``far`` any number of times, with the start."""
    reached = start.cte(recursive=True)
    reached = reached.union(select(far).join(reached, near == reached.c.id))
    return select(reached.c.id)


def finish_localities(session: Session, rows: Sequence[Sequence[Any]]) -> list[Sequence[Any]]:
    """Localities whose last cell, the id, gives way to predecessors and successors: two queries for each 500."""
    ids = [row[-1] for row in rows]
    before = _list_refs(session, LocalityChange.successor_id, LocalityChange.predecessor_id, ids)
    after = _list_refs(session, LocalityChange.predecessor_id, LocalityChange.successor_id, ids)
    return [(*row[:-1], before[row[-1]], after[row[-1]]) for row in rows]


def finish_history(session: Session, rows: Sequence[Sequence[Any]]) -> list[Sequence[Any]]:
    """The same of rows of ``select_history``, whose relation comes last."""
    places = finish_localities(session, [(*row[:-2], row[-1]) for row in rows])
    return [(*place, row[-2]) for place, row in zip(places, rows, strict=True)]


def _list_refs(
    session: Session, near: InstrumentedAttribute[int], far: InstrumentedAttribute[int], ids: Sequence[int]
) -> dict[int, Refs]:
    query: Rows = (
        select(near, *(getattr(Locality, name) for name in REF), *(getattr(LocalityChange, name) for name in SHARE))
        .join(Locality, Locality.id == far)
        .order_by(Locality.code, Locality.valid_from.nulls_first(), Locality.id)
    )
    found: dict[int, Refs] = defaultdict(list)
    for some in portions(dict.fromkeys(ids)):
        for place, *ref in session.execute(query.where(near.in_(some))):
            found[place].append(dict(zip((*REF, *SHARE), ref, strict=True)))
    return found
