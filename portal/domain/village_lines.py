"""The villages of a commune as a list shows them, read as columns."""

import datetime as dt
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.localities import DAY, PLACE, Locality, LocalityKind, valid_on
from portal.statements import Statement


class VillageLine(NamedTuple):
    """Of a village what a list shows; ``kind`` is that of all."""

    id: int
    slug: str
    code: str
    name: str
    name_en: str
    population: int | None
    kind: str = LocalityKind.VILLAGE.value


def list_village_lines(session: Session, commune: int, *, on: dt.date) -> tuple[VillageLine, ...]:
    """Those of a day, in their order."""
    return tuple(VillageLine(*row) for row in _LINES.rows(session, place=commune, day=on))


_LINES = Statement(
    select(*[getattr(Locality, name) for name in VillageLine._fields if name != "kind"])
    .where(Locality.parent_id == PLACE, Locality.kind == LocalityKind.VILLAGE.value, *valid_on(DAY))
    .order_by(Locality.position, Locality.code)
)
