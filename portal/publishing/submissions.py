"""Submissions: an officer's draft set of figures, and the figures the desk holds.

Figures are private: they stay in the desk's store. What is published from them is an observation.
"""

import datetime as dt
import enum
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import BigInteger, CheckConstraint, Float, ForeignKey, Index, String, Text, insert, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.db import DeskBase
from portal.publishing.audit import record


class SubmissionState(enum.StrEnum):
    APPROVED = "approved"
    PUBLISHED = "published"


class Submission(DeskBase):
    __tablename__ = "submissions"
    __table_args__ = (CheckConstraint("state in ('approved', 'published')", name="state_known"),)

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
    submitted_by_role: Mapped[str] = mapped_column(String(60))
    approved_by_role: Mapped[str] = mapped_column(String(60))
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
    """Put a submission and its figures on the desk, with their audit entry."""
    session.add(submission)
    session.flush()
    rows = [vars(cell) | {"submission_id": submission.id} for cell in cells]
    if rows:
        session.execute(insert(Figure), rows)
    record(
        session,
        at=at,
        event="submission.approved",
        subject=f"submission {submission.id}",
        role=submission.approved_by_role,
        details={"commune": submission.commune, "figures": len(rows), "kind": submission.kind},
    )
    return submission


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
