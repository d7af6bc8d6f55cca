"""The outlines that stand already where new ones come."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

import shapely
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portal.db import portions
from portal.domain.boundaries import Boundary, BoundaryKind
from portal.domain.localities import valid_on
from portal.publishing.boundaries.comparing import Shape

MOST_FAMILIES = 100  # in one statement


def list_stored(session: Session, shapes: Sequence[Shape], *, on: dt.date) -> list[Shape]:
    """The real outlines of a day around these, whatever their kind of place, without those of the same places.

    Drawn ones are no evidence of where anything lies, and are left out.
    """
    families: dict[int | None, list[Shape]] = defaultdict(list)
    for one in shapes:
        families[one.locality.parent_id].append(one)
    boxes = [shapely.total_bounds([one.shape for one in family]).tolist() for family in families.values()]
    replaced = {one.locality.id for one in shapes}
    found: dict[int, Boundary] = {}
    for some in portions(boxes, MOST_FAMILIES):
        around = [
            (Boundary.west <= east) & (Boundary.east >= west) & (Boundary.south <= north) & (Boundary.north >= south)
            for west, south, east, north in some
        ]
        query = select(Boundary).join(Boundary.locality)
        query = query.where(Boundary.kind == BoundaryKind.REFERENCE, *valid_on(on), or_(*around))
        found |= {boundary.locality_id: boundary for boundary in session.scalars(query)}
    return [
        Shape(boundary.locality, shapely.from_geojson(boundary.geometry), None)
        for boundary in found.values()
        if boundary.locality_id not in replaced
    ]
