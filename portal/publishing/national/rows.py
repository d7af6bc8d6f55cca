"""Units of the table as rows of the register, and those that stand there already."""

import datetime as dt
from typing import Any

from sqlalchemy import insert, or_, select
from sqlalchemy.orm import Session

from portal.domain.localities import Locality, LocalityKind
from portal.publishing.national.table import Unit

FIRST_DAY = dt.date(2025, 7, 1)
"""Since when there are these units: two tiers of local government, no districts."""
LAST_DAY = dt.date(2025, 6, 30)
"""The last of those before."""


def list_current(session: Session) -> list[Locality]:
    """Provinces and communes since July 2025, those that ended since then included; of one code the newest."""
    since = or_(Locality.valid_to.is_(None), Locality.valid_to >= FIRST_DAY)
    query = select(Locality).where(Locality.kind != LocalityKind.VILLAGE, since)
    oldest_first = (Locality.valid_from.nulls_first(), Locality.id)
    return list({place.code: place for place in session.scalars(query.order_by(*oldest_first))}.values())


def row_of(unit: Unit, slug: str, parent: int | None, source: str) -> dict[str, Any]:
    return {
        "code": unit.code,
        "slug": slug,
        "kind": unit.kind.value,
        "unit": unit.unit,
        "name": unit.name,
        "name_en": unit.name_en,
        "parent_id": parent,
        "area_km2": unit.area_km2,
        "lat": unit.lat,
        "lon": unit.lon,
        "source": source,
    }


def add_rows(session: Session, rows: list[dict[str, Any]]) -> int:
    """Answers how many."""
    if rows:
        session.execute(insert(Locality), rows)
    return len(rows)
