"""Taking the table over into the register: what lacks is added, what is there stays as it is."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import inspect, select, update
from sqlalchemy.orm import Session

from portal.db import Store, lock_writers
from portal.domain.folding import sort_key
from portal.domain.localities import Locality, LocalityKind
from portal.publishing.audit import AuditEntry, keep_import
from portal.publishing.indexing import index_everything
from portal.publishing.national.comparing import Difference, compare
from portal.publishing.national.former import add_former
from portal.publishing.national.rows import FIRST_DAY, add_rows, list_current, row_of
from portal.publishing.national.slugs import Slugs
from portal.publishing.national.table import Table, Unit
from portal.publishing.stores import is_complete

COUNTRY = "VN"
"""What the audit log says the list was of."""


class NotReady(Exception):
    """The stores were never prepared: what they are to hold is decided first."""


@dataclass(frozen=True)
class Imported:
    """What was done.

    :param there: how many of the table's units the register had.
    :param links: from a former unit to what it went into, that were added.
    """

    version: str
    provinces: int
    communes: int
    there: int
    differences: list[Difference]
    former: int
    links: int
    moved: bool

    @property
    def changed(self) -> bool:
        return bool(self.provinces or self.communes or self.former or self.links or self.moved)


def take_over(public: Store, desk: Store, table: Table, *, today: dt.date, with_former: bool = False) -> Imported:
    """Import the table, write the search index anew and note it in the audit log; nothing of it when nothing lacks.

    The two stores are held in the order in which a publication holds them.

    :raises NotReady: neither an installation nor the demonstration was loaded.
    """
    if not _is_ready(public):
        raise NotReady(f"{public.url.render_as_string()} holds no installation yet")
    with desk.begin() as audit, public.begin() as session:
        lock_writers(audit, AuditEntry)
        done = import_national(session, table, with_former=with_former)
        if not done.changed:
            session.rollback()
            return done
        index_everything(session, today=today)
        added = done.provinces + done.communes + done.former
        details = {"sha256": table.sha256, "added": added, "changed": 0, "closed": 0, "links": done.links}
        keep_import(audit, session, "places-imported", {COUNTRY: details})
    return done


def _is_ready(public: Store) -> bool:
    if public.is_missing or not inspect(public.engine).has_table(Locality.__tablename__):
        return False
    with public.reading() as session:
        return is_complete(session)


def import_national(session: Session, table: Table, *, with_former: bool = False) -> Imported:
    """Add every province and commune of the table that the register lacks; the caller commits or rolls back.

    :param with_former: also the units before July 2025, with what they went into; how much of each is unknown.
    """
    lock_writers(session, Locality)
    units = [*table.provinces, *table.communes]
    there = {place.code: place for place in list_current(session)}
    slugs = Slugs(session.scalars(select(Locality.slug).where(Locality.kind != LocalityKind.VILLAGE)), units)
    differences = [found for unit in units if unit.code in there for found in _compare(there[unit.code], unit)]
    return Imported(
        version=table.version,
        provinces=_add_provinces(session, table, slugs, [u for u in table.provinces if u.code not in there]),
        communes=_add_communes(session, table, slugs, [u for u in table.communes if u.code not in there]),
        there=sum(unit.code in there for unit in units),
        differences=differences,
        moved=_place_in_order(session),
        **_former(session, table, slugs, wanted=with_former),
    )


def _compare(place: Locality, unit: Unit) -> Iterable[Difference]:
    return compare(place, place.parent.code if place.parent else None, unit)


def _add_provinces(session: Session, table: Table, slugs: Slugs, units: list[Unit]) -> int:
    """Those that July 2025 left as they were have no first day: they are older than this register."""
    unmerged = table.unmerged
    rows = [
        row_of(unit, slugs.of_province(unit), None, table.source)
        | {"valid_from": None if unit.code in unmerged else FIRST_DAY}
        for unit in units
    ]
    return add_rows(session, rows)


def _add_communes(session: Session, table: Table, slugs: Slugs, units: list[Unit]) -> int:
    above = {place.code: place.id for place in list_current(session)}
    given = slugs.of_communes(units, {unit.code: unit for unit in table.provinces})
    rows = [
        row_of(unit, given[unit.code], above[unit.above or ""], table.source) | {"valid_from": FIRST_DAY}
        for unit in units
    ]
    return add_rows(session, rows)


def _place_in_order(session: Session) -> bool:
    """Number the provinces, and the communes through all provinces, in Vietnamese order; answers whether any moved."""
    places = list_current(session)
    provinces = sorted((place for place in places if place.kind == LocalityKind.PROVINCE), key=_order)
    rank = {province.id: number for number, province in enumerate(provinces)}
    communes = [place for place in places if place.kind == LocalityKind.COMMUNE]
    communes.sort(key=lambda place: (rank.get(place.parent_id or 0, -1), _order(place)))
    numbered = [*enumerate(provinces), *enumerate(communes)]
    moved = [{"id": place.id, "position": number} for number, place in numbered if place.position != number]
    if moved:
        session.execute(update(Locality), moved)
    return bool(moved)


def _order(place: Locality) -> tuple[Any, ...]:
    """By the name without the type, as readers look for it."""
    return sort_key(place.name.removeprefix(f"{place.unit.capitalize()} ")), place.code


def _former(session: Session, table: Table, slugs: Slugs, *, wanted: bool) -> dict[str, int]:
    former, links = add_former(session, table, slugs) if wanted else (0, 0)
    return {"former": former, "links": links}
