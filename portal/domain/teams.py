"""Community digital technology teams: who helps residents get online, and where to find them.

What is published is a team's: its name, how many it has, an office's telephone, a place and hours. Never a person's
name or private number.
"""

from functools import lru_cache
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, String, and_, bindparam, or_, select
from sqlalchemy.orm import Mapped, Session, aliased, joinedload, mapped_column

from portal.db import Condition, PublicBase, Rows, narrow
from portal.domain.localities import Locality
from portal.domain.released import Released, alive, live_once, with_origin


class CommunityTeam(Released, PublicBase):
    __tablename__ = "community_teams"
    __table_args__ = (
        *live_once("community_teams"),
        CheckConstraint("members is null or members > 0", name="has_members"),
    )
    FIELDS: ClassVar[tuple[str, ...]] = (
        "locality",
        "name",
        "name_en",
        "members",
        "contact",
        "phone",
        "place",
        "hours",
    )

    locality: Mapped[str] = mapped_column(String(20))  # code of the commune, or of one of its villages
    name: Mapped[str] = mapped_column(String(300))
    name_en: Mapped[str | None] = mapped_column(String(300))
    members: Mapped[int | None]
    contact: Mapped[str | None] = mapped_column(String(200))  # a role or an office
    phone: Mapped[str | None] = mapped_column(String(60))
    place: Mapped[str | None] = mapped_column(String(300))
    hours: Mapped[str | None] = mapped_column(String(200))


def list_teams(
    session: Session, *, commune: Locality | None = None, as_of: int | None = None
) -> list[tuple[CommunityTeam, Locality]]:
    """Teams with the place each is for: those of a whole commune first, then in the order of the villages."""
    query = _teams(as_of, of_commune=commune is not None)
    return [(team, place) for team, place in session.execute(query, {"commune": commune.id} if commune else {})]


@lru_cache(maxsize=16)
def _teams(as_of: int | None, *, of_commune: bool) -> Rows:
    query: Rows = (
        select(CommunityTeam, Locality)
        .join(Locality, _place_of(Locality))
        .where(*alive(CommunityTeam, as_of))
        .options(joinedload(CommunityTeam.dataset))
        .order_by(CommunityTeam.commune_id, Locality.kind, Locality.position, CommunityTeam.key)
    )
    return query.where(CommunityTeam.commune_id == bindparam("commune")) if of_commune else query


def select_teams(
    *,
    as_of: int | None = None,
    ref: str | None = None,
    dataset: str | None = None,
    commune: Locality | None = None,
    locality: Locality | None = None,
) -> Rows:
    """Rows under the public field names, in no order."""
    place = aliased(Locality)
    query: Rows = (
        select(
            CommunityTeam.key.label("id"),
            Locality.code.label("commune"),
            CommunityTeam.locality,
            place.name.label("locality_name"),
            *(getattr(CommunityTeam, name) for name in CommunityTeam.FIELDS[1:]),
        )
        .join(Locality, CommunityTeam.commune_id == Locality.id)
        .join(place, _place_of(place))
        .where(*alive(CommunityTeam, as_of))
    )
    return narrow(
        with_origin(query, CommunityTeam),
        (CommunityTeam.key, ref),
        (CommunityTeam.dataset_slug, dataset),
        (CommunityTeam.commune_id, commune and commune.id),
        (place.id, locality and locality.id),
    )


def _place_of(place: Any) -> Condition:
    """The place a team is for: a code alone may have been another unit's before."""
    of_commune = or_(place.id == CommunityTeam.commune_id, place.parent_id == CommunityTeam.commune_id)
    return and_(place.code == CommunityTeam.locality, of_commune)
