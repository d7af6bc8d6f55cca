"""Releases: the published acts that turn submissions into dataset versions.

A release covers one commune and may touch several of its datasets. It is never altered: an observation lives from
the release it came in to the one that superseded it, so any state can be read *as of* a release or an instant, and
taking back is a release of its own.
"""

import datetime as dt
import enum
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from sqlalchemy import CheckConstraint, ForeignKey, Integer, Label, String, Text, bindparam, func, select
from sqlalchemy.orm import Mapped, Session, aliased, defer, lazyload, mapped_column, relationship

from portal.clock import VIET_NAM
from portal.db import CanonicalJSON, Condition, PublicBase, Rows, UTCDateTime, narrow, portions
from portal.domain.localities import Locality
from portal.domain.periods import Period, parse_period
from portal.statements import Statement

_INSTANT = re.compile(r"\d{4}-\d\d-\d\d($|[T ]\d\d:\d\d)")


class ReleaseKind(enum.StrEnum):
    UPDATE = "update"
    CORRECTION = "correction"
    RETRACTION = "retraction"


class Release(PublicBase):
    __tablename__ = "releases"
    __table_args__ = (
        CheckConstraint("kind in ('update', 'correction', 'retraction')", name="kind_known"),
        CheckConstraint("(kind = 'update') or (reason is not null)", name="reason_given"),
    )

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # the order of all releases
    id: Mapped[str] = mapped_column(String(120), unique=True)
    commune_id: Mapped[int] = mapped_column(ForeignKey("localities.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    released_at: Mapped[dt.datetime] = mapped_column(UTCDateTime, index=True)
    title: Mapped[str] = mapped_column(String(300))
    title_en: Mapped[str] = mapped_column(String(300))
    reason: Mapped[str | None] = mapped_column(Text)
    reason_en: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(300))
    source_en: Mapped[str] = mapped_column(String(300))
    submitted_by_role: Mapped[str] = mapped_column(String(60))
    approved_by_role: Mapped[str] = mapped_column(String(60))
    takes_back: Mapped[str | None] = mapped_column(String(120), index=True)  # the release this one withdraws
    restores: Mapped[str | None] = mapped_column(String(120))  # the release whose state this one brings back
    explanations: Mapped[Any] = mapped_column(CanonicalJSON, default=list)  # of what the checks asked about

    commune: Mapped[Locality] = relationship(lazy="joined")


class DisclosureReport(PublicBase):
    """What attacking a release by linear programming found before it could be approved."""

    __tablename__ = "disclosure_reports"

    release_seq: Mapped[int] = mapped_column(ForeignKey("releases.seq"), primary_key=True, autoincrement=False)
    threshold: Mapped[int]
    cells: Mapped[int]  # published cells attacked
    withheld: Mapped[int]
    narrowest: Mapped[int | None]  # the fewest values that a withheld count can still take
    solved: Mapped[int]  # linear programs


REPORTED = ("threshold", "cells", "withheld", "narrowest", "solved")
"""What a disclosure report tells, in this order."""


def get_disclosure_report(session: Session, release: Release) -> DisclosureReport | None:
    return session.get(DisclosureReport, release.seq)


def get_withdrawal(session: Session, release: Release) -> Release | None:
    """The release that withdrew this one."""
    return session.scalars(select(Release).where(Release.takes_back == release.id).order_by(Release.seq)).first()


def list_restorations(session: Session, release: Release) -> list[Release]:
    """The releases that brought the state of this one back, the oldest first."""
    return list(session.scalars(select(Release).where(Release.restores == release.id).order_by(Release.seq)))


def list_withdrawals(session: Session, releases: Sequence[Release]) -> dict[str, Release]:
    """Of each of these releases that was withdrawn, by its id, the release that did it."""
    query = select(Release).where(Release.takes_back.in_([release.id for release in releases]))
    query = query.order_by(Release.seq.desc())
    return {release.takes_back or "": release for release in session.scalars(query)}


def get_release(session: Session, ref: str) -> Release | None:
    return session.scalars(select(Release).where(Release.id == ref)).first()


@dataclass(frozen=True)
class Wish:
    """Which releases are wanted; None wants all.

    :param period: in which they came out, by Viet Nam's clocks.
    """

    commune: Locality | None = None
    kind: ReleaseKind | None = None
    period: Period | None = None

    def conditions(self) -> list[Condition]:
        found: list[Condition] = []
        if self.commune is not None:
            found.append(Release.commune_id == self.commune.id)
        if self.kind is not None:
            found.append(Release.kind == self.kind)
        if self.period is not None:
            first, after = self.period.start, self.period.end + dt.timedelta(days=1)
            instants = [dt.datetime.combine(day, dt.time(), VIET_NAM) for day in (first, after)]
            found += [Release.released_at >= instants[0], Release.released_at < instants[1]]
        return found


ALL = Wish()


def list_releases(
    session: Session,
    *,
    commune: Locality | None = None,
    wish: Wish = ALL,
    limit: int | None = None,
    offset: int = 0,
) -> list[Release]:
    """The newest first."""
    if commune is not None and wish is ALL and limit is not None and not offset:
        return list(session.scalars(_NEWEST_OF, {"commune": commune.id, "most": limit}))
    query = select(Release).where(*replace(wish, commune=commune or wish.commune).conditions())
    return list(session.scalars(query.order_by(Release.seq.desc()).limit(limit).offset(offset or None)))


_NEWEST_OF = (
    select(Release)
    .where(Release.commune_id == bindparam("commune"))
    .order_by(Release.seq.desc())
    .limit(bindparam("most", type_=Integer))
    .options(lazyload(Release.commune), defer(Release.explanations))
)


def count_releases(session: Session, wish: Wish = ALL) -> int:
    return session.scalar(select(func.count(Release.seq)).where(*wish.conditions())) or 0


def list_release_months(session: Session, *, commune: Locality | None = None) -> list[Period]:
    """The months in which something came out, the newest first."""
    query = select(Release.released_at).where(*Wish(commune=commune).conditions())
    days = {instant.astimezone(VIET_NAM) for instant in session.scalars(query)}
    return sorted({parse_period(f"{day:%Y-%m}") for day in days}, reverse=True)


def list_newest(session: Session, communes: Iterable[Locality]) -> dict[int, Release]:
    """The newest release of each of these communes that has one, by the commune's id."""
    found: dict[int, Release] = {}
    for some in portions(place.id for place in communes):
        newest = select(func.max(Release.seq)).where(Release.commune_id.in_(some)).group_by(Release.commune_id)
        found |= {r.commune_id: r for r in session.scalars(select(Release).where(Release.seq.in_(newest)))}
    return found


ACT = (
    Release.id,
    Locality.code.label("commune"),
    Release.kind,
    Release.released_at,
    Release.title,
    Release.title_en,
    Release.reason,
    Release.reason_en,
)
"""What every list tells of a release first: which one, of whom, when, and why."""


def withdrawn_by(as_of: int | None = None) -> Label[str]:
    """The id of the release that took this one back first, of those there were by a release number, or ever."""
    later = aliased(Release)
    query = select(later.id).where(later.takes_back == Release.id).order_by(later.seq).limit(1)
    if as_of is not None:
        query = query.where(later.seq <= as_of)
    return query.correlate(Release).scalar_subquery().label("withdrawn_by")


def select_releases(*, ref: str | None = None, commune: Locality | None = None, kind: str | None = None) -> Rows:
    """Rows under the public field names, the newest first; the figures of the disclosure report are last."""
    query: Rows = select(
        *ACT,
        Release.source,
        Release.source_en,
        Release.submitted_by_role,
        Release.approved_by_role,
        Release.takes_back,
        Release.restores,
        withdrawn_by(),
        Release.explanations,
        *[getattr(DisclosureReport, name) for name in REPORTED],
    )
    query = query.join(Locality, Release.commune_id == Locality.id)
    query = query.outerjoin(DisclosureReport, DisclosureReport.release_seq == Release.seq)
    query = narrow(query, (Release.id, ref), (Release.commune_id, commune and commune.id), (Release.kind, kind))
    return query.order_by(Release.seq.desc())


def get_release_by_seq(session: Session, seq: int) -> Release | None:
    return session.get(Release, seq)


def list_release_ids(session: Session, commune: Locality) -> list[str]:
    return list(session.scalars(select(Release.id).where(Release.commune_id == commune.id)))


def get_latest_seq(session: Session) -> int:
    """The number of the newest release; 0 when nothing was ever released."""
    return session.scalar(select(func.max(Release.seq))) or 0


class Latest(NamedTuple):
    """The newest release."""

    seq: int
    id: str


_LATEST = Statement(select(Release.seq, Release.id).order_by(Release.seq.desc()).limit(1))


def get_latest(session: Session) -> Latest | None:
    found = _LATEST.rows(session)
    return Latest(*found[0]) if found else None


def resolve_as_of(session: Session, text: str) -> int:
    """The release number up to which ``text``, a release id or an ISO 8601 instant or day, lets one see.

    A day counts to its end; an instant without a time zone is Viet Nam's.

    :raises ValueError: the text is neither.
    """
    release = get_release(session, text)
    if release is not None:
        return release.seq
    instant = _parse_instant(text)
    return session.scalar(select(func.max(Release.seq)).where(Release.released_at <= instant)) or 0


def _parse_instant(text: str) -> dt.datetime:
    try:
        instant = dt.datetime.fromisoformat(text if _INSTANT.match(text) else "")
    except ValueError:
        raise ValueError(f"{text!r} is neither a release nor a date: write 2026-10-31 or the id of a release") from None
    if not 2000 <= instant.year <= 2100:
        raise ValueError(f"{text!r} is outside the years 2000 to 2100")
    if len(text) == len("2026-10-31"):
        instant += dt.timedelta(days=1, microseconds=-1)
    return instant if instant.tzinfo else instant.replace(tzinfo=VIET_NAM)
