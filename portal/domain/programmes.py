"""Support programmes: what a resident or a business can get, and how to apply for it."""

import datetime as dt
import enum
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, Select, String, Text, and_, bindparam, or_, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from portal.db import Condition, PublicBase, Rows, narrow
from portal.domain.localities import Locality
from portal.domain.released import Released, alive, live_once, with_origin


class ProgrammeState(enum.StrEnum):
    """Whether one can apply: reckoned from its days, never stored."""

    OPEN = "open"
    AHEAD = "ahead"
    ENDED = "ended"


class SupportProgramme(Released, PublicBase):
    __tablename__ = "support_programmes"
    __table_args__ = (
        *live_once("support_programmes"),
        CheckConstraint(
            "open_from is null or open_until is null or open_from <= open_until", name="open_before_it_ends"
        ),
    )
    FIELDS: ClassVar[tuple[str, ...]] = (
        "name",
        "name_en",
        "audience",
        "audience_en",
        "support",
        "support_en",
        "how",
        "how_en",
        "place",
        "phone",
        "open_from",
        "open_until",
        "basis",
    )

    commune: Mapped[Locality] = relationship(lazy="joined")
    name: Mapped[str] = mapped_column(String(300))
    name_en: Mapped[str | None] = mapped_column(String(300))
    audience: Mapped[str] = mapped_column(Text)  # for whom
    audience_en: Mapped[str | None] = mapped_column(Text)
    support: Mapped[str] = mapped_column(Text)  # what they get
    support_en: Mapped[str | None] = mapped_column(Text)
    how: Mapped[str] = mapped_column(Text)  # to apply
    how_en: Mapped[str | None] = mapped_column(Text)
    place: Mapped[str | None] = mapped_column(String(300))
    phone: Mapped[str | None] = mapped_column(String(60))
    open_from: Mapped[dt.date | None]
    open_until: Mapped[dt.date | None]  # the last day
    basis: Mapped[str | None] = mapped_column(String(300))  # the decision or law it rests on


def programme_state(open_from: dt.date | None, open_until: dt.date | None, today: dt.date) -> ProgrammeState:
    if open_until is not None and open_until < today:
        return ProgrammeState.ENDED
    if open_from is not None and open_from > today:
        return ProgrammeState.AHEAD
    return ProgrammeState.OPEN


def list_programmes(
    session: Session, *, commune: Locality | None = None, as_of: int | None = None
) -> list[SupportProgramme]:
    query = _programmes(as_of, of_commune=commune is not None)
    return list(session.scalars(query, {"commune": commune.id} if commune else {}))


@lru_cache(maxsize=16)
def _programmes(as_of: int | None, *, of_commune: bool) -> Select[SupportProgramme]:
    query = select(SupportProgramme).where(*alive(SupportProgramme, as_of))
    if of_commune:
        query = query.where(SupportProgramme.commune_id == bindparam("commune"))
    return query.options(joinedload(SupportProgramme.dataset)).order_by(SupportProgramme.key)


def select_programmes(
    *,
    as_of: int | None = None,
    ref: str | None = None,
    dataset: str | None = None,
    commune: Locality | None = None,
    state: str | None = None,
    today: dt.date | None = None,
) -> Rows:
    """Rows under the public field names, in no order.

    :param state: as it is on the day ``today``.
    """
    query: Rows = (
        select(
            SupportProgramme.key.label("id"),
            Locality.code.label("commune"),
            *(getattr(SupportProgramme, name) for name in SupportProgramme.FIELDS),
        )
        .join(Locality, SupportProgramme.commune_id == Locality.id)
        .where(*alive(SupportProgramme, as_of))
    )
    if state is not None and today is not None:
        query = query.where(_seen_as(ProgrammeState(state), today))
    return narrow(
        with_origin(query, SupportProgramme),
        (SupportProgramme.key, ref),
        (SupportProgramme.dataset_slug, dataset),
        (SupportProgramme.commune_id, commune and commune.id),
    )


def finish_programmes(fields: Sequence[str], rows: Sequence[Sequence[Any]], *, today: dt.date) -> list[Sequence[Any]]:
    """The rows, each with its state on the day ``today`` after it."""
    start, until = fields.index("open_from"), fields.index("open_until")
    return [(*row, programme_state(row[start], row[until], today)) for row in rows]


def _seen_as(state: ProgrammeState, today: dt.date) -> Condition:
    """``programme_state`` as a condition."""
    starts, ends = SupportProgramme.open_from, SupportProgramme.open_until
    not_ended = or_(ends.is_(None), ends >= today)
    if state is ProgrammeState.ENDED:
        return ends < today
    if state is ProgrammeState.AHEAD:
        return and_(starts > today, not_ended)
    return and_(or_(starts.is_(None), starts <= today), not_ended)
