"""Outlines of localities, in WGS 84 longitude and latitude.

An imported outline is labelled ``reference`` ("tham khảo"): declared and computed areas differ by more than 5 % for
189 communes nationwide. A made-up one is ``schematic``.
"""

import enum

from sqlalchemy import CheckConstraint, Float, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from portal.db import PublicBase
from portal.domain.localities import Locality


class BoundaryKind(enum.StrEnum):
    REFERENCE = "reference"
    SCHEMATIC = "schematic"


class Boundary(PublicBase):
    __tablename__ = "boundaries"
    __table_args__ = (CheckConstraint("kind in ('reference', 'schematic')", name="kind_known"),)

    locality_id: Mapped[int] = mapped_column(ForeignKey("localities.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    geometry: Mapped[str] = mapped_column(Text)  # a GeoJSON Polygon or MultiPolygon (RFC 7946), as text
    west: Mapped[float] = mapped_column(Float)
    south: Mapped[float] = mapped_column(Float)
    east: Mapped[float] = mapped_column(Float)
    north: Mapped[float] = mapped_column(Float)
    source: Mapped[str] = mapped_column(String(500))

    locality: Mapped[Locality] = relationship(lazy="joined")


def get_boundary(session: Session, locality: Locality) -> Boundary | None:
    return session.get(Boundary, locality.id)


def list_village_boundaries(session: Session, commune: Locality) -> list[Boundary]:
    query = select(Boundary).join(Boundary.locality).where(Locality.parent_id == commune.id)
    return list(session.scalars(query.order_by(Locality.position)))
