"""What a locality was made of and what became of it.

A code was often given again to the unit that took in its bearer, so a reference to another locality is its code with
the days between which it was one.
"""

import enum
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, case, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from portal.db import Rows
from portal.domain.localities import Locality, LocalityChange, bears, select_localities

REF = ("code", "name", "valid_from", "valid_to")
"""What tells one locality from every other."""

Refs = list[dict[str, Any]]


class Relation(enum.StrEnum):
    SAME_CODE = "same-code"
    PREDECESSOR = "predecessor"
    SUCCESSOR = "successor"


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
    """Localities whose last cell, the id, gives way to the predecessors and the successors: two queries."""
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
    query = (
        select(near, *(getattr(Locality, name) for name in REF))
        .join(Locality, Locality.id == far)
        .where(near.in_(ids))
        .order_by(Locality.code, Locality.valid_from.nulls_first(), Locality.id)
    )
    found: dict[int, Refs] = defaultdict(list)
    for place, *ref in session.execute(query):
        found[place].append(dict(zip(REF, ref, strict=True)))
    return found
