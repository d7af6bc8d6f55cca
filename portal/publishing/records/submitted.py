"""The desk's records: what officers handed in beside figures, by submission."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ForeignKey, Index, String, delete, insert, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.db import CanonicalJSON, DeskBase
from portal.publishing.records.kinds import IsRecord, Record
from portal.publishing.submissions import Submission


class SubmittedRecord(DeskBase):
    """A record as submitted; the newest submission's record of a key is the one in force."""

    __tablename__ = "submitted_records"
    __table_args__ = (
        Index("uq_submitted_records_submission_id_kind_key", "submission_id", "kind", "key", unique=True),
        Index("ix_submitted_records_kind_key", "kind", "key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"))
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(200))
    content: Mapped[Any] = mapped_column(CanonicalJSON)
    withdrawn: Mapped[bool] = mapped_column(default=False)


def put_records(session: Session, submission: Submission, records: Iterable[IsRecord]) -> None:
    """Make these the submission's records, in place of any it had."""
    session.execute(delete(SubmittedRecord).where(SubmittedRecord.submission_id == submission.id))
    rows = [
        {
            "submission_id": submission.id,
            "kind": record.kind,
            "key": record.key,
            "content": dict(record.content),
            "withdrawn": record.withdrawn,
        }
        for record in records
    ]
    if rows:
        session.execute(insert(SubmittedRecord), rows)


def list_records(session: Session, submission: Submission) -> list[SubmittedRecord]:
    query = select(SubmittedRecord).where(SubmittedRecord.submission_id == submission.id)
    return list(session.scalars(query.order_by(SubmittedRecord.id)))


def list_records_in_force(session: Session, submission: Submission, *, released: Collection[str]) -> list[Record]:
    """The records in force, once a submission is out, of every key that it touches.

    Of several released ones the newest submission's counts, whatever the order in which they were released, as with
    figures.

    :param released: the releases that stand in the public store.
    """
    touched = {(record.kind, record.key) for record in list_records(session, submission)}
    query = (
        select(SubmittedRecord)
        .join(Submission, SubmittedRecord.submission_id == Submission.id)
        .where(
            Submission.commune == submission.commune,
            or_(Submission.release.in_(released), Submission.id == submission.id),
            SubmittedRecord.kind.in_({kind for kind, _ in touched}),
        )
        .order_by(SubmittedRecord.submission_id, SubmittedRecord.id)
    )
    in_force = {(r.kind, r.key): r for r in session.scalars(query)}
    return [Record(r.kind, r.key, r.content, r.withdrawn) for r in map(in_force.__getitem__, sorted(touched))]
