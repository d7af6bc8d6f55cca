"""The units before July 2025, and what each went into.

The table tells which communes went whole into one and which were divided, never how much of it went where. So no
change carries a weight, and no series is joined across the day on its word.
"""

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from portal.domain.localities import Locality, LocalityChange, LocalityKind, valid_on
from portal.publishing.national.rows import FIRST_DAY, LAST_DAY, add_rows, row_of
from portal.publishing.national.slugs import Slugs
from portal.publishing.national.table import Table, Unit


def add_former(session: Session, table: Table, slugs: Slugs) -> tuple[int, int]:
    """Add the former units that lack, and what they went into; answers how many of each."""
    gone = [unit for unit in table.former_provinces if unit.code not in table.unmerged]
    added = _add(session, table, slugs, gone)
    added += _add(session, table, slugs, table.former_communes)
    return added, _link(session, table, [*gone, *table.former_communes])


def _add(session: Session, table: Table, slugs: Slugs, units: list[Unit]) -> int:
    there, above = _former(session), _ids_on_last_day(session)
    rows = [
        row_of(unit, slugs.of_former(unit), above[unit.above] if unit.above else None, table.former_source)
        | {"valid_to": LAST_DAY}
        for unit in units
        if unit.code not in there
    ]
    return add_rows(session, rows)


def _former(session: Session) -> dict[str, int]:
    """The ids of the provinces and communes that ended with the last day, by code."""
    query = select(Locality.code, Locality.id).where(
        Locality.kind != LocalityKind.VILLAGE, Locality.valid_to == LAST_DAY
    )
    return {row[0]: row[1] for row in session.execute(query)}


def _ids_on_last_day(session: Session) -> dict[str, int]:
    """The ids of the provinces that there were, by code."""
    query = select(Locality.code, Locality.id).where(Locality.kind == LocalityKind.PROVINCE, *valid_on(LAST_DAY))
    return {row[0]: row[1] for row in session.execute(query)}


def _link(session: Session, table: Table, units: list[Unit]) -> int:
    """Note what each went into, where that is not noted yet."""
    codes = {unit.key: unit.code for unit in [*table.provinces, *table.communes]}
    before, after = _former(session), _successors(session)
    links = select(LocalityChange.predecessor_id, LocalityChange.successor_id)
    noted = {(row[0], row[1]) for row in session.execute(links)}
    pairs = [(before[unit.code], after[codes[key]]) for unit in units for key in table.became[unit.key]]
    rows = [
        {"predecessor_id": old, "successor_id": new, "source": table.former_source}
        for old, new in pairs
        if (old, new) not in noted
    ]
    if rows:
        session.execute(insert(LocalityChange), rows)
    return len(rows)


def _successors(session: Session) -> dict[str, int]:
    """The ids of the provinces and communes that there were on the first day, by code."""
    query = select(Locality.code, Locality.id).where(Locality.kind != LocalityKind.VILLAGE, *valid_on(FIRST_DAY))
    return {row[0]: row[1] for row in session.execute(query)}
