"""Localities: provinces, communes and the villages below them.

A locality is a code *and* an interval of validity. All five codes of the first communes were another unit's before
the mergers of July 2025, so a code alone names two places; it is resolved on a date. Villages are not a tier of
government: their codes are the operator's, ``<commune code>-<nn>``, never reused.

What every page asks is written once as a statement and asked with other values: to write one anew costs several times
what SQLite takes to answer it.
"""

import datetime as dt
import enum
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    CheckConstraint,
    Float,
    ForeignKey,
    Index,
    Select,
    String,
    and_,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    text,
)
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column, relationship

from portal.db import Condition, PublicBase, Rows, narrow, portions
from portal.statements import Statement


class LocalityKind(enum.StrEnum):
    PROVINCE = "province"
    COMMUNE = "commune"
    VILLAGE = "village"


class Basis(enum.StrEnum):
    """What the weight of a change is a share of."""

    WHOLE = "whole"  # all of the predecessor went to one successor
    PEOPLE = "people"
    HOUSEHOLDS = "households"


def is_commune() -> Condition:
    """Said in words of SQL and not by a value, as an index of the communes in their order is found by."""
    return Locality.kind == literal_column("'commune'")


class LocalityChange(PublicBase):
    """One predecessor becoming (part of) one successor.

    ``weight`` is the share, from 0 to 1, of the predecessor that went to this successor, counted in ``basis``; None
    where nobody has told it. The weights of one predecessor sum to 1 at most.
    """

    __tablename__ = "locality_changes"
    __table_args__ = (
        CheckConstraint("weight is null or (weight > 0 and weight <= 1)", name="weight_is_share"),
        CheckConstraint("(weight is null) = (basis is null)", name="weight_with_basis"),
        CheckConstraint("basis is null or basis in ('people', 'households', 'whole')", name="basis_known"),
    )

    predecessor_id: Mapped[int] = mapped_column(ForeignKey("localities.id"), primary_key=True)
    successor_id: Mapped[int] = mapped_column(ForeignKey("localities.id"), primary_key=True, index=True)
    weight: Mapped[float | None] = mapped_column(Float)
    basis: Mapped[str | None] = mapped_column(String(20))
    source: Mapped[str | None] = mapped_column(String(500))  # the decision that made the change


OF_COMMUNES = text("kind = 'commune'")


class Locality(PublicBase):
    __tablename__ = "localities"
    __table_args__ = (
        CheckConstraint("kind in ('province', 'commune', 'village')", name="kind_known"),
        CheckConstraint("valid_from is null or valid_to is null or valid_from <= valid_to", name="interval_forward"),
        Index("uq_localities_code_valid_from", "code", "valid_from", unique=True),
        Index("uq_localities_parent_id_slug", "parent_id", "slug", unique=True),
        Index("ix_localities_of_communes", "position", sqlite_where=OF_COMMUNES, postgresql_where=OF_COMMUNES),
        Index("ix_localities_parent_id_position", "parent_id", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), index=True)
    slug: Mapped[str] = mapped_column(String(100), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    unit: Mapped[str] = mapped_column(String(20))  # phường, xã, thôn, buôn, tổ dân phố …
    name: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("localities.id"))
    valid_from: Mapped[dt.date | None]  # None: before the registers this portal reads begin
    valid_to: Mapped[dt.date | None]  # the last day; None: still valid
    population: Mapped[int | None]
    households: Mapped[int | None]
    area_km2: Mapped[float | None] = mapped_column(Float)
    lat: Mapped[float | None] = mapped_column(Float)
    lon: Mapped[float | None] = mapped_column(Float)
    position: Mapped[int] = mapped_column(default=0)  # order among the siblings, Vietnamese collation
    illustrative: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(String(500))

    parent: Mapped["Locality | None"] = relationship(remote_side=[id])
    predecessors: Mapped[list["Locality"]] = relationship(
        secondary="locality_changes",
        primaryjoin=lambda: Locality.id == LocalityChange.successor_id,
        secondaryjoin=lambda: Locality.id == LocalityChange.predecessor_id,
        order_by=lambda: Locality.code,
        viewonly=True,
    )
    successors: Mapped[list["Locality"]] = relationship(
        secondary="locality_changes",
        primaryjoin=lambda: Locality.id == LocalityChange.predecessor_id,
        secondaryjoin=lambda: Locality.id == LocalityChange.successor_id,
        order_by=lambda: Locality.code,
        viewonly=True,
    )


def existed_on(place: Locality, day: dt.date) -> bool:
    """Whether a locality is one on a day."""
    return (place.valid_from is None or place.valid_from <= day) and (place.valid_to is None or day <= place.valid_to)


REF: BindParameter[Any] = bindparam("ref")
DAY: BindParameter[Any] = bindparam("day")
PLACE: BindParameter[Any] = bindparam("place")
"""What the statements of this module leave open: a code or slug, a day, a locality's id."""


def valid_on(day: dt.date | BindParameter[Any]) -> list[Condition]:
    """The conditions under which a locality exists on a day."""
    return [
        or_(Locality.valid_from.is_(None), Locality.valid_from <= day),
        or_(Locality.valid_to.is_(None), Locality.valid_to >= day),
    ]


def bears(ref: str | BindParameter[Any]) -> Condition:
    return or_(Locality.code == ref, and_(Locality.slug == ref, Locality.kind != LocalityKind.VILLAGE))


NEWEST_FIRST = (Locality.valid_to.is_not(None), Locality.valid_to.desc(), Locality.id.desc())
_COMMUNE = Statement(
    select(Locality.id)
    .where(bears(REF), *valid_on(DAY), Locality.kind == LocalityKind.COMMUNE)
    .order_by(Locality.id)
    .limit(1)
)
_LAST = Statement(select(Locality.id).where(bears(REF)).order_by(*NEWEST_FIRST).limit(1))
_PROVINCE = Statement(select(Locality.id).where(bears(REF), Locality.kind == LocalityKind.PROVINCE).limit(1))


def get_locality(session: Session, ref: str, *, on: dt.date, kind: LocalityKind | None = None) -> Locality | None:
    """The locality with this code on this day, or with this slug among provinces and communes."""
    return session.scalars(_bearer_on_a_day(kind), {"ref": ref, "day": on}).first()


@cache
def _bearer_on_a_day(kind: LocalityKind | None) -> Select[Locality]:
    query = _narrow_kind(select(Locality).where(bears(REF), *valid_on(DAY)), kind)
    return query.order_by(Locality.kind, Locality.id).limit(1)


def _narrow_kind(query: Select[Locality], kind: LocalityKind | None) -> Select[Locality]:
    return query if kind is None else query.where(Locality.kind == kind)


def was_province(session: Session, ref: str) -> bool:
    """Whether a province has or ever had this code or slug."""
    return _PROVINCE.value(session, ref=ref) is not None


def get_commune(session: Session, ref: str, *, on: dt.date) -> Locality | None:
    return get_locality(session, ref, on=on, kind=LocalityKind.COMMUNE)


def get_commune_id(session: Session, ref: str, *, on: dt.date) -> int | None:
    """The id of ``get_commune``."""
    found: int | None = _COMMUNE.value(session, ref=ref, day=on)
    return found


def get_village(session: Session, commune: Locality, ref: str) -> Locality | None:
    """A village of a commune, by slug or code."""
    return session.scalars(_village(), {"place": commune.id, "ref": ref}).first()


@cache
def _village() -> Select[Locality]:
    return select(Locality).where(*_below(), or_(Locality.slug == REF, Locality.code == REF)).limit(1)


def _below() -> list[Condition]:
    return [Locality.parent_id == PLACE, Locality.kind == LocalityKind.VILLAGE]


def list_communes(session: Session, *, on: dt.date) -> list[Locality]:
    query = select(Locality).where(Locality.kind == LocalityKind.COMMUNE, *valid_on(on))
    return list(session.scalars(query.order_by(Locality.position, Locality.code)))


def list_villages(session: Session, commune: Locality, *, on: dt.date | None = None) -> list[Locality]:
    """The villages of a commune in their order: those of a day, or all that ever were."""
    return list(session.scalars(_villages(of_a_day=on is not None), {"place": commune.id, "day": on}))


@cache
def _villages(*, of_a_day: bool) -> Select[Locality]:
    conditions = [*_below(), *valid_on(DAY)] if of_a_day else _below()
    return select(Locality).where(*conditions).order_by(Locality.position, Locality.code)


def list_localities_by_id(session: Session, ids: Sequence[int]) -> list[Locality]:
    """The localities with these ids, in that order; asked for in portions."""
    found: dict[int, Locality] = {}
    for some in portions(ids):
        found |= {place.id: place for place in session.scalars(select(Locality).where(Locality.id.in_(some)))}
    return [found[id_] for id_ in ids if id_ in found]


def list_localities_by_code(session: Session, codes: list[str], *, on: dt.date) -> dict[str, Locality]:
    """The localities that have these codes on a day, by code; asked for in portions, as statements have a length."""
    found: dict[str, Locality] = {}
    for some in portions(codes):
        query = select(Locality).where(Locality.code.in_(some), *valid_on(on))
        for locality in session.scalars(query.order_by(Locality.kind.desc(), Locality.id.desc())):
            found[locality.code] = locality
    return found


def count_villages_of(session: Session, communes: Iterable[Locality], *, on: dt.date) -> dict[int, int]:
    """How many villages each of these communes has on a day, by the commune's id."""
    found: dict[int, int] = {}
    query: Rows = select(Locality.parent_id, func.count()).group_by(Locality.parent_id)
    query = query.where(Locality.kind == LocalityKind.VILLAGE, *valid_on(on))
    for some in portions(place.id for place in communes):
        found |= {row[0]: row[1] for row in session.execute(query.where(Locality.parent_id.in_(some)))}
    return found


def get_former_commune(session: Session, ref: str, *, on: dt.date) -> Locality | None:
    """The commune that bore this slug or code last before a day, and is no more."""
    query = select(Locality).where(
        Locality.kind == LocalityKind.COMMUNE,
        or_(Locality.code == ref, Locality.slug == ref),
        Locality.valid_to < on,
    )
    return session.scalars(query.order_by(Locality.valid_to.desc(), Locality.id).limit(1)).first()


def list_namesakes(session: Session, locality: Locality) -> list[Locality]:
    """Other units that ever bore this locality's code, oldest first."""
    return list(session.scalars(_namesakes(), {"ref": locality.code, "place": locality.id}))


@cache
def _namesakes() -> Select[Locality]:
    query = select(Locality).where(Locality.code == REF, Locality.id != PLACE)
    return query.order_by(Locality.valid_to.nulls_last(), Locality.id)


def get_last_locality_id(session: Session, ref: str) -> int | None:
    """The id of ``get_last_locality``."""
    found: int | None = _LAST.value(session, ref=ref)
    return found


def get_last_locality(session: Session, ref: str, *, kind: LocalityKind | None = None) -> Locality | None:
    """The newest locality that has or had this code, or this slug among provinces and communes."""
    return session.scalars(_last_bearer(kind), {"ref": ref}).first()


@cache
def _last_bearer(kind: LocalityKind | None) -> Select[Locality]:
    newest_first = (Locality.valid_to.is_not(None), Locality.valid_to.desc(), Locality.id.desc())
    return _narrow_kind(select(Locality).where(bears(REF)), kind).order_by(*newest_first).limit(1)


def select_localities(
    *,
    on: dt.date | None = None,
    locality: Locality | None = None,
    kind: LocalityKind | None = None,
    parent: Locality | None = None,
    commune: Locality | None = None,
) -> Rows:
    """Rows under the public field names, in no order; ``commune`` is itself and its villages."""
    above = aliased(Locality)
    query = select(
        Locality.code,
        Locality.slug,
        Locality.kind,
        Locality.unit,
        Locality.name,
        Locality.name_en,
        above.code.label("parent"),
        Locality.valid_from,
        Locality.valid_to,
        Locality.population,
        Locality.households,
        Locality.area_km2,
        Locality.lat,
        Locality.lon,
        Locality.illustrative,
        Locality.source,
    ).outerjoin(above, Locality.parent_id == above.id)
    if on is not None:
        query = query.where(*valid_on(on))
    if commune is not None:
        query = query.where(or_(Locality.id == commune.id, Locality.parent_id == commune.id))
    return narrow(
        query,
        (Locality.id, locality and locality.id),
        (Locality.kind, kind),
        (above.code, parent and parent.code),  # a parent has a row for each of its intervals, its children one parent
    )
