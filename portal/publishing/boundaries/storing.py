"""Outlines into the public store: as precise as they came, and beside that thinned out."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import shapely
from sqlalchemy.orm import Session

from portal.db import portions
from portal.domain.boundaries import Boundary, BoundaryKind, list_boundaries
from portal.domain.localities import Locality
from portal.publishing.boundaries.systems import WGS84, area_km2
from portal.publishing.boundaries.text import geometry_text
from portal.publishing.boundaries.thinning import thin_out

SOURCE_LENGTH = 500


class Placed(NamedTuple):
    """An outline of a place; ``shape`` is in WGS 84."""

    locality: Locality
    shape: Any
    source: str


@dataclass(frozen=True)
class Stored:
    replaced: frozenset[int]  # localities that had one before
    simplified: int  # outlines that have a thinned form


def put_outlines(
    session: Session, placed: Sequence[Placed], *, kind: BoundaryKind, crs: str = WGS84, on: dt.date
) -> Stored:
    """Store outlines in place of those these localities had, with their areas and their thinned forms.

    :param crs: what they came in.
    :param on: the day whose neighbours they are thinned out together with.
    """
    earlier: dict[int, Boundary] = {}
    for some in portions(one.locality.id for one in placed):
        earlier |= list_boundaries(session, some)
    for one in placed:
        boundary = earlier.get(one.locality.id)
        if boundary is None:
            boundary = Boundary(locality_id=one.locality.id)
            session.add(boundary)
        _fill(boundary, one, kind, crs)
    session.flush()
    return Stored(frozenset(earlier), thin_out(session, [one.locality for one in placed], kind=kind, on=on))


def put_schematic(
    session: Session, places: Iterable[Locality], texts: Iterable[str], source: str, *, on: dt.date
) -> None:
    """Store drawn outlines, given as GeoJSON geometries, of a commune and its villages."""
    placed = [Placed(place, shapely.from_geojson(text), source) for place, text in zip(places, texts, strict=True)]
    put_outlines(session, placed, kind=BoundaryKind.SCHEMATIC, on=on)


def _fill(boundary: Boundary, one: Placed, kind: BoundaryKind, crs: str) -> None:
    boundary.kind = kind
    boundary.geometry = geometry_text(one.shape)
    boundary.west, boundary.south, boundary.east, boundary.north = map(float, one.shape.bounds)
    boundary.source = one.source[:SOURCE_LENGTH]
    boundary.crs = crs
    boundary.area_km2 = round(area_km2(one.shape), 6)
