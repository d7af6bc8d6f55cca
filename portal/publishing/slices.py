"""A commune's slice of the public store: a SQLite copy that a preview can be published into.

Alike for both kinds of database, and small: other communes' plans, villages and figures stay behind.
"""

from pathlib import Path

from sqlalchemy import Column, ColumnElement, Table, insert, or_, select, text
from sqlalchemy.orm import Session

from portal.db import PublicBase, PublicStore, Store, portions
from portal.domain.localities import Locality, LocalityKind
from portal.domain.observation_counts import count_anew
from portal.domain.readiness_cells import keep_cells_anew

LEFT_OUT = frozenset({"search_entries", "search_terms", "audit_log", "observation_counts", "readiness_cells"})
PORTION = 2000


def copy_slice(public: Session, commune: Locality, path: Path) -> Store:
    """Write what concerns a commune into a new SQLite file; answers it as a store that can be written.

    :raises OSError: the disk is full or cannot be written.
    """
    target = PublicStore(f"sqlite:///{path}")
    PublicBase.metadata.create_all(target.engine)
    with target.begin() as session:
        session.execute(text("pragma defer_foreign_keys = on"))  # a target may come before the older one it amends
        for table in PublicBase.metadata.sorted_tables:
            if table.name not in LEFT_OUT:
                _copy(public, session, table, commune)
        count_anew(session)  # of this commune alone
        keep_cells_anew(session)
    return target


def _copy(source: Session, target: Session, table: Table, commune: Locality) -> None:
    rows = [dict(row) for row in source.execute(select(table).where(*_of(table, commune))).mappings()]
    if table.name == "localities":
        rows.sort(key=lambda row: list(LocalityKind).index(row["kind"]))  # whom rows refer to comes before them
    for some in portions(rows, PORTION):
        target.execute(insert(table), some)


def _of(table: Table, commune: Locality) -> list[ColumnElement[bool]]:
    """The conditions under which a row concerns the commune."""
    if table.name == "localities":
        return [or_(table.c.kind != LocalityKind.VILLAGE, table.c.parent_id == commune.id)]
    if table.name == "locality_changes":
        there = select(Locality.id).where(or_(Locality.kind != LocalityKind.VILLAGE, Locality.parent_id == commune.id))
        return [table.c.predecessor_id.in_(there), table.c.successor_id.in_(there)]
    if table.name in ("boundaries", "simplified_boundaries", "signal_reports"):
        places = select(Locality.id).where(or_(Locality.id == commune.id, Locality.parent_id == commune.id))
        return [table.c.locality_id.in_(places)]
    if "commune_id" in table.c:
        return [table.c.commune_id == commune.id]
    return [
        column.in_(select(parent).where(*_of(parent.table, commune)))
        for column in table.c
        for parent in _parents(column)
    ]


def _parents(column: Column[object]) -> list[Column[object]]:
    """What a column refers to, where that is itself of one commune."""
    if column.nullable:
        return []
    parents = [key.column for key in column.foreign_keys]
    return [parent for parent in parents if _is_of_a_commune(parent.table)]


def _is_of_a_commune(table: Table) -> bool:
    if table.name == "localities":
        return False
    return "commune_id" in table.c or any(_parents(column) for column in table.c)
