"""Boxes around communes, in WGS 84 degrees: of their own outline, else around those of their villages."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.db import Rows
from portal.domain.boundaries import Boundary
from portal.domain.localities import Locality

Box = tuple[float, float, float, float]
"""West, south, east, north."""

SIDES = (func.min(Boundary.west), func.min(Boundary.south), func.max(Boundary.east), func.max(Boundary.north))


def list_boxes(session: Session, communes: Iterable[int]) -> dict[int, Box]:
    """The box around each of these communes, by id; those of which there is no outline lack."""
    wanted = set(communes)
    of_villages: Rows = select(Locality.parent_id, *SIDES).join(Boundary, Boundary.locality_id == Locality.id)
    around = of_villages.where(Locality.parent_id.in_(wanted)).group_by(Locality.parent_id)
    own: Rows = select(Boundary.locality_id, Boundary.west, Boundary.south, Boundary.east, Boundary.north)
    boxes = {row[0]: (row[1], row[2], row[3], row[4]) for row in session.execute(around)}
    return boxes | {
        row[0]: (row[1], row[2], row[3], row[4]) for row in session.execute(own.where(Boundary.locality_id.in_(wanted)))
    }
