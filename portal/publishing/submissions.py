"""Submissions: an officer's draft set of figures, and the figures the desk holds.

Figures are private: they stay in the desk's store. What is published from them is an observation.
"""

import datetime as dt
import enum
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Float,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    and_,
    delete,
    insert,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from portal.db import CanonicalJSON, DeskBase, Store, UTCDateTime, lock_writers
from portal.publishing.audit import record
from portal.publishing.problems import refuse


class SubmissionState(enum.StrEnum):
    """``portal.publishing.workflow`` says which moves lead from one to another."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"  # nothing it brought is shown any more
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"


OUT = frozenset({SubmissionState.PUBLISHED, SubmissionState.SUPERSEDED, SubmissionState.WITHDRAWN})
"""The states of a submission whose release is out; it stays out for good."""


class Upload(DeskBase):
    """The bytes an officer handed in, kept as they came. Never served to the public."""

    __tablename__ = "uploads"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    at: Mapped[dt.datetime] = mapped_column(UTCDateTime)


class Submission(DeskBase):
    __tablename__ = "submissions"
    __table_args__ = (
        CheckConstraint(
            "state in ('draft', 'submitted', 'returned', 'approved', 'published', 'superseded', 'withdrawn', "
            "'discarded')",
            name="state_known",
        ),
        CheckConstraint("submitted_by is null or submitted_by <> approved_by", name="two_persons"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    commune: Mapped[str] = mapped_column(String(20), index=True)  # the commune's code
    state: Mapped[str] = mapped_column(String(20), default=SubmissionState.APPROVED)
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(300))
    title_en: Mapped[str] = mapped_column(String(300))
    reason: Mapped[str | None] = mapped_column(Text)
    reason_en: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(300))
    source_en: Mapped[str] = mapped_column(String(300))
    submitted_by_role: Mapped[str] = mapped_column(String(60), default="officer")
    approved_by_role: Mapped[str] = mapped_column(String(60), default="approver")
    submitted_by: Mapped[str | None] = mapped_column(String(200))  # names of accounts; they stay on the desk
    approved_by: Mapped[str | None] = mapped_column(String(200))
    handed_in_by: Mapped[str | None] = mapped_column(String(200))  # who brought the workbook, if another submitted it
    created_at: Mapped[dt.datetime | None] = mapped_column(UTCDateTime)
    upload_sha256: Mapped[str | None] = mapped_column(ForeignKey("uploads.sha256"))
    findings: Mapped[Any] = mapped_column(CanonicalJSON, default=list)  # what the checks asked about
    explanations: Mapped[Any] = mapped_column(CanonicalJSON, default=list)  # the officer's words on them, published
    returned_because: Mapped[str | None] = mapped_column(Text)
    takes_back: Mapped[str | None] = mapped_column(String(120))  # the release that this one withdraws
    restores: Mapped[str | None] = mapped_column(String(120))  # the release whose state this one brings back
    publish_at: Mapped[dt.datetime | None] = mapped_column(UTCDateTime)  # not before
    digest: Mapped[str | None] = mapped_column(String(64))  # of the changes as previewed; the release must equal it
    disclosure: Mapped[Any | None] = mapped_column(CanonicalJSON)  # the report of the attack on the preview
    release: Mapped[str | None] = mapped_column(String(120))  # the release id, set with the release itself


class Figure(DeskBase):
    """A figure as submitted; the newest submission's figure of a cell is the one in force.

    ``withdrawn`` takes a cell back: it is published as missing.
    """

    __tablename__ = "figures"
    __table_args__ = (
        Index("uq_figures_cell", "submission_id", "indicator", "locality", "period", unique=True),
        Index("ix_figures_indicator_locality_period", "indicator", "locality", "period"),
        CheckConstraint("(denominator is null) or (numerator is not null)", name="denominator_with_numerator"),
        CheckConstraint("withdrawn = (numerator is null and value is null)", name="a_number_unless_withdrawn"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"))
    indicator: Mapped[str] = mapped_column(String(60))
    locality: Mapped[str] = mapped_column(String(20))
    period: Mapped[str] = mapped_column(String(10))
    numerator: Mapped[int | None] = mapped_column(BigInteger)
    denominator: Mapped[int | None] = mapped_column(BigInteger)
    value: Mapped[float | None] = mapped_column(Float)  # of an index, which has no numerator
    status: Mapped[str] = mapped_column(String(20))
    withdrawn: Mapped[bool] = mapped_column(default=False)


@dataclass(frozen=True)
class Cell:
    """A figure to be submitted."""

    indicator: str
    locality: str
    period: str
    numerator: int | None = None
    denominator: int | None = None
    value: float | None = None
    status: str = "normal"
    withdrawn: bool = False


def submit(session: Session, submission: Submission, cells: Iterable[Cell], *, at: dt.datetime) -> Submission:
    """Put an approved submission and its figures on the desk, with their audit entry.

    For figures made by the portal itself, as the demonstration's; what officers hand in goes through
    ``portal.publishing.workflow``.
    """
    session.add(submission)
    session.flush()
    count = put_figures(session, submission, cells)
    record(
        session,
        at=at,
        event="submission.approved",
        subject=f"submission {submission.id}",
        role=submission.approved_by_role,
        details={"commune": submission.commune, "figures": count, "kind": submission.kind},
    )
    return submission


def put_figures(session: Session, submission: Submission, cells: Iterable[Cell]) -> int:
    """Make these the submission's figures, in place of any it had; answers how many."""
    session.execute(delete(Figure).where(Figure.submission_id == submission.id))
    rows = [vars(cell) | {"submission_id": submission.id} for cell in cells]
    if rows:
        session.execute(insert(Figure), rows)
    return len(rows)


def list_submissions(
    session: Session, *, commune: str | None = None, states: Collection[str] | None = None
) -> list[Submission]:
    """The newest first."""
    query = select(Submission).order_by(Submission.id.desc())
    if commune is not None:
        query = query.where(Submission.commune == commune)
    if states is not None:
        query = query.where(Submission.state.in_(states))
    return list(session.scalars(query))


def list_overdue(session: Session, now: dt.datetime) -> list[dt.datetime]:
    """The set times that have passed of submissions that are approved and not out."""
    set_for = select(Submission.publish_at).where(Submission.state == SubmissionState.APPROVED)
    return [at for at in session.scalars(set_for.where(Submission.publish_at <= now)) if at is not None]


def get_submission(session: Session, number: int) -> Submission:
    """:raises PublishingError: there is none of this number."""
    submission = session.get(Submission, number)
    if submission is None:
        raise refuse(
            "no-submission",
            f"#{number}",
            "không có hồ sơ số liệu này.",
            f"there is no submission {number}.",
            "Xem danh sách hồ sơ.",
            "See the list of submissions.",
        )
    return submission


@contextmanager
def held(desk: Store, number: int) -> Iterator[tuple[Session, Submission]]:
    """A transaction on the desk in which nobody else moves a submission, and the submission as it stands.

    :raises PublishingError: there is none of this number.
    """
    with desk.begin() as session:
        lock_writers(session, Submission)
        yield session, get_submission(session, number)


def get_submission_of(session: Session, release: str) -> Submission | None:
    """The submission that a release was made of."""
    return session.scalars(select(Submission).where(Submission.release == release)).first()


def list_overtaken(session: Session, submission: Submission) -> list[tuple[str, str, str]]:
    """The cells of a submission of which a newer one has published a figure: indicator, locality, period.

    The newest submission's figure counts, so publishing these would change nothing.
    """
    newer, theirs = aliased(Submission), aliased(Figure)
    same_cell = (
        theirs.indicator == Figure.indicator,
        theirs.locality == Figure.locality,
        theirs.period == Figure.period,
    )
    query = (
        select(Figure.indicator, Figure.locality, Figure.period)
        .join(theirs, and_(*same_cell))
        .join(newer, theirs.submission_id == newer.id)
        .where(
            Figure.submission_id == submission.id,
            newer.id > submission.id,
            newer.commune == submission.commune,
            newer.state.in_(OUT),
        )
        .distinct()
    )
    return sorted(tuple(row) for row in session.execute(query))  # type: ignore[misc]


def list_figures(session: Session, submission: Submission) -> list[Figure]:
    return list(session.scalars(select(Figure).where(Figure.submission_id == submission.id).order_by(Figure.id)))


def list_figures_in_force(
    session: Session,
    localities: set[str],
    keys: Iterable[tuple[str, str]],
    *,
    released: Collection[str],
    publishing: int,
) -> list[Figure]:
    """The figures in force for (indicator, period) pairs once the submission ``publishing`` is out.

    Of several released ones the newest submission's counts, whatever the order in which they were released.

    :param localities: codes of the commune and its villages.
    :param released: the releases that stand in the public store, which alone says what is out: the desk's own mark
        comes after it and may be lost to a crash.
    """
    wanted = set(keys)
    query = (
        select(Figure)
        .join(Submission, Figure.submission_id == Submission.id)
        .where(
            or_(Submission.release.in_(released), Submission.id == publishing),
            Figure.indicator.in_({indicator for indicator, _ in wanted}),
            Figure.period.in_({period for _, period in wanted}),
            Figure.locality.in_(localities),
        )
        .order_by(Figure.submission_id, Figure.id)
    )
    in_force: dict[tuple[str, str, str], Figure] = {}
    for figure in session.scalars(query):
        if (figure.indicator, figure.period) in wanted:
            in_force[figure.indicator, figure.locality, figure.period] = figure
    return list(in_force.values())
