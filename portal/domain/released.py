"""What a row needs that is published in a release and never altered.

It lives from the release it came in to the one that superseded it, as an observation does, so any state can be read
*as of* a release. At most one row of a key is live.
"""

import datetime as dt
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, func, or_, select, text
from sqlalchemy.orm import Mapped, Session, declared_attr, mapped_column, relationship
from sqlalchemy.schema import SchemaItem

from portal.db import Condition, Rows, bytewise
from portal.domain.datasets import Dataset
from portal.domain.localities import Locality
from portal.domain.releases import Release


class Released:
    """Mixed into a mapped class; ``FIELDS`` names the columns in which two states of a row can differ."""

    FIELDS: ClassVar[tuple[str, ...]] = ()

    id: Mapped[int] = mapped_column(primary_key=True)
    commune_id: Mapped[int] = mapped_column(ForeignKey("localities.id"), index=True)
    key: Mapped[str] = mapped_column(bytewise(200))  # permanent, of one thing in the whole portal
    dataset_slug: Mapped[str] = mapped_column(ForeignKey("datasets.slug"), index=True)
    released_in: Mapped[int] = mapped_column(ForeignKey("releases.seq"), index=True)
    superseded_in: Mapped[int | None] = mapped_column(ForeignKey("releases.seq"), index=True)

    @declared_attr
    @classmethod
    def release(cls) -> Mapped[Release]:
        return relationship(Release, foreign_keys=[cls.released_in])

    @declared_attr
    @classmethod
    def dataset(cls) -> Mapped[Dataset]:
        return relationship(Dataset)

    @property
    def content(self) -> dict[str, Any]:
        """What the row says, as JSON holds it: days as ISO 8601."""
        return {name: plain(getattr(self, name)) for name in self.FIELDS}


def live_once(table: str) -> tuple[SchemaItem, ...]:
    """The constraints of a released table."""
    live = text("superseded_in is null")
    return (
        CheckConstraint("superseded_in is null or superseded_in > released_in", name="lives_forward"),
        Index(f"uq_{table}_live", "key", unique=True, sqlite_where=live, postgresql_where=live),
    )


def count_live_by_commune(session: Session, table: type[Released]) -> list[tuple[Locality, int]]:
    """The communes that publish rows of a table, in their order, each with how many."""
    query = select(table.commune_id, func.count()).where(*alive(table)).group_by(table.commune_id)
    counts = {row[0]: row[1] for row in session.execute(query)}
    communes = select(Locality).where(Locality.id.in_(counts)).order_by(Locality.position, Locality.code)
    return [(commune, counts[commune.id]) for commune in session.scalars(communes)]


def is_illustrative(session: Session, table: type[Released]) -> bool:
    """Whether anything that a table shows is illustrative."""
    query = (
        select(table.id).join(Dataset, table.dataset_slug == Dataset.slug).where(Dataset.illustrative, *alive(table))
    )
    return session.scalars(query.limit(1)).first() is not None


def alive(table: type[Released], as_of: int | None = None) -> list[Condition]:
    """The conditions of the state now, or as of a release number."""
    if as_of is None:
        return [table.superseded_in.is_(None)]
    return [table.released_in <= as_of, or_(table.superseded_in.is_(None), table.superseded_in > as_of)]


def with_origin(query: Rows, table: type[Released]) -> Rows:
    """The query with the last two columns of every released row: its release, and whether it is illustrative."""
    return (
        query.join(Release, table.released_in == Release.seq)
        .join(Dataset, table.dataset_slug == Dataset.slug)
        .add_columns(Release.id.label("release"), Dataset.illustrative)
    )


def plain(value: Any) -> Any:
    """A value as JSON holds it."""
    return value.isoformat() if isinstance(value, dt.date) else value
