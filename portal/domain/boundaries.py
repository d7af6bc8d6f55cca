"""Outlines of localities, in WGS 84 longitude and latitude.

An imported outline is labelled ``reference`` ("tham khảo"): declared and computed areas differ by more than 5 % for
189 communes nationwide. A made-up one is ``schematic``. It is kept as precise as it came, for download, and beside that
thinned out for screens, neighbours together, so that their common border stays one.
"""

import enum
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, String, Text, and_, bindparam, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from portal.db import PublicBase, Rows
from portal.domain.localities import Locality


class BoundaryKind(enum.StrEnum):
    REFERENCE = "reference"
    SCHEMATIC = "schematic"


class Boundary(PublicBase):
    __tablename__ = "boundaries"
    __table_args__ = (
        CheckConstraint("kind in ('reference', 'schematic')", name="kind_known"),
        Index("ix_boundaries_box", "west", "east", "south", "north"),
    )

    locality_id: Mapped[int] = mapped_column(ForeignKey("localities.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    geometry: Mapped[str] = mapped_column(Text)  # a GeoJSON Polygon or MultiPolygon (RFC 7946), as text
    west: Mapped[float] = mapped_column(Float)
    south: Mapped[float] = mapped_column(Float)
    east: Mapped[float] = mapped_column(Float)
    north: Mapped[float] = mapped_column(Float)
    source: Mapped[str] = mapped_column(String(500))
    crs: Mapped[str | None] = mapped_column(String(40))  # that the file's coordinates were in, as ``EPSG:9216``
    area_km2: Mapped[float | None] = mapped_column(Float)  # within the outline, on the ellipsoid of WGS 84

    locality: Mapped[Locality] = relationship(lazy="joined")


class SimplifiedBoundary(PublicBase):
    """An outline thinned out for screens; none is stored where thinning would leave out nothing."""

    __tablename__ = "simplified_boundaries"

    locality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.locality_id"), primary_key=True)
    tolerance: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # metres
    geometry: Mapped[str] = mapped_column(Text)  # as of ``Boundary``


TOLERANCES = {12: 40, 14: 10}
"""How far, in metres, a thinned outline may stray, by the closest zoom of a web map that it is fit for: about a pixel.
A closer look gets the outline as it came."""


def get_boundary(session: Session, locality: Locality) -> Boundary | None:
    return session.get(Boundary, locality.id)


def list_boundaries(session: Session, localities: Iterable[int]) -> dict[int, Boundary]:
    """The outlines of these localities, by id, as precise as they came; those that have none lack."""
    query = select(Boundary).where(Boundary.locality_id.in_(list(localities)))
    return {boundary.locality_id: boundary for boundary in session.scalars(query)}


class Outline(NamedTuple):
    """An outline as it is drawn: ``geometry`` is as of ``Boundary``, thinned out or not.

    ``centre`` is the longitude and latitude in the middle of its box, the same however it is thinned out.
    """

    kind: str
    source: str
    geometry: str
    centre: tuple[float, float]


def list_outlines(session: Session, localities: Iterable[int], zoom: int | None = None) -> dict[int, Outline]:
    """The outlines of these localities, by id, as light as a zoom of a web map allows; those that have none lack.

    :param zoom: None: as precise as they came.
    """
    tolerance = next((metres for closest, metres in TOLERANCES.items() if zoom is not None and zoom <= closest), -1)
    rows = session.execute(_OUTLINES, {"tolerance": tolerance, "places": list(localities)}).all()
    return {row[0]: Outline(row[1], row[2], row[3], (row[4], row[5])) for row in rows}


_THINNED = and_(
    SimplifiedBoundary.locality_id == Boundary.locality_id, SimplifiedBoundary.tolerance == bindparam("tolerance")
)
_OUTLINES: Rows = (
    select(
        Boundary.locality_id,
        Boundary.kind,
        Boundary.source,
        func.coalesce(SimplifiedBoundary.geometry, Boundary.geometry),
        (Boundary.west + Boundary.east) / 2,
        (Boundary.south + Boundary.north) / 2,
    )
    .outerjoin(SimplifiedBoundary, _THINNED)
    .where(Boundary.locality_id.in_(bindparam("places", expanding=True)))
)
