"""Drafts of plans at the desk: each reading of a document with its rows, and what people decided about them.

A document that is read again is a new draft of the same plan; the draft before it is ``replaced``. Nothing here is
public: a plan comes out when a second person approves it.
"""

import datetime as dt
import enum
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, String, Text, func, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.db import CanonicalJSON, DeskBase, UTCDateTime
from portal.publishing.plan_drafts.draft import TABLES, Decision, Draft, DraftRow, Source


class DraftState(enum.StrEnum):
    OPEN = "open"  # being reviewed
    SUBMITTED = "submitted"  # waits for the second person
    LOADED = "loaded"  # its plan is public
    REPLACED = "replaced"  # the document was read again
    DISCARDED = "discarded"


class PlanDraft(DeskBase):
    """One reading of a document; ``number`` is the draft's on the desk."""

    __tablename__ = "plan_drafts"
    __table_args__ = (
        CheckConstraint("state in ('open', 'submitted', 'loaded', 'replaced', 'discarded')", name="state_known"),
        CheckConstraint("submitted_by is null or submitted_by <> approved_by", name="two_persons"),
        Index("ix_plan_drafts_commune_slug", "commune", "slug"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    commune: Mapped[str] = mapped_column(String(20))  # the commune's code
    slug: Mapped[str] = mapped_column(String(100))  # of the plan that it is to be
    name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))  # of the document's bytes, and of the upload where they are kept
    kind: Mapped[str] = mapped_column(String(10))
    encoding: Mapped[str] = mapped_column(String(20))
    pages: Mapped[int | None]
    scans: Mapped[Any] = mapped_column(CanonicalJSON)  # the pages that are pictures and were not read
    text: Mapped[Any] = mapped_column(CanonicalJSON)  # line, page and words of every piece
    made_by: Mapped[str | None] = mapped_column(String(200))
    made_at: Mapped[dt.datetime] = mapped_column(UTCDateTime)
    state: Mapped[str] = mapped_column(String(20), default=DraftState.OPEN)
    submitted_by: Mapped[str | None] = mapped_column(String(200))
    approved_by: Mapped[str | None] = mapped_column(String(200))
    amends: Mapped[str | None] = mapped_column(String(100))  # the slug of the older plan it takes the place of
    returned_because: Mapped[str | None] = mapped_column(Text)
    ended_at: Mapped[dt.datetime | None] = mapped_column(UTCDateTime)


class PlanDraftRow(DeskBase):
    """A row of a draft. ``read`` are its cells as the reader had them, nothing where a person added the row;
    ``vanished`` rows stood in an older reading.
    """

    __tablename__ = "plan_draft_rows"
    __table_args__ = (
        CheckConstraint("decision in ('', 'kept', 'mended', 'dropped')", name="decision_known"),
        Index("uq_plan_draft_rows_place", "draft_id", "table_name", "position", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("plan_drafts.id"))
    table_name: Mapped[str] = mapped_column(String(20))
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(16))
    cells: Mapped[Any] = mapped_column(CanonicalJSON)
    read: Mapped[Any] = mapped_column(CanonicalJSON)
    line: Mapped[int | None]
    last_line: Mapped[int | None]
    page: Mapped[int | None]
    path: Mapped[str] = mapped_column(String(80))
    source: Mapped[str] = mapped_column(Text)
    part: Mapped[str] = mapped_column(Text)
    score: Mapped[float | None] = mapped_column(Float)
    nearest: Mapped[Any] = mapped_column(CanonicalJSON)
    doubts: Mapped[Any] = mapped_column(CanonicalJSON)
    decision: Mapped[str] = mapped_column(String(10), default=Decision.OPEN)
    decided_by: Mapped[str | None] = mapped_column(String(200))
    decided_at: Mapped[dt.datetime | None] = mapped_column(UTCDateTime)
    vanished: Mapped[bool] = mapped_column(default=False)


def store_draft(
    session: Session,
    draft: Draft,
    *,
    commune: str,
    slug: str,
    by: str | None,
    at: dt.datetime,
    vanished: Sequence[DraftRow] = (),
) -> PlanDraft:
    """Put a reading on the desk.

    :param vanished: decided rows of an older reading that the document has no longer.
    """
    stored = PlanDraft(
        commune=commune,
        slug=slug,
        name=draft.name[-200:],
        sha256=draft.sha256,
        kind=draft.kind,
        encoding=draft.encoding,
        pages=draft.pages,
        scans=list(draft.scans),
        text=[list(piece) for piece in draft.text],
        made_by=by,
        made_at=at,
        state=DraftState.OPEN,
    )
    session.add(stored)
    session.flush()
    gone = {table: [row for row in vanished if row.table == table] for table in TABLES}
    values = [
        row_values(row, stored.id, position) | {"vanished": position >= len(draft.rows[table])}
        for table in TABLES
        for position, row in enumerate([*draft.rows[table], *gone[table]])
    ]
    if values:
        session.execute(insert(PlanDraftRow), values)
    return stored


def row_values(row: DraftRow, draft: int, position: int) -> dict[str, Any]:
    """The columns of a row that is to be kept."""
    source = row.source
    return {
        "draft_id": draft,
        "table_name": row.table,
        "position": position,
        "key": row.key,
        "cells": row.cells,
        "read": row.cells if row.read is None else row.read,
        "line": source.line if source else None,
        "last_line": source.last_line if source else None,
        "page": source.page if source else None,
        "path": source.path[:80] if source else "",
        "source": source.text if source else "",
        "part": row.part,
        "score": row.score,
        "nearest": list(row.nearest),
        "doubts": list(row.doubts),
        "decision": row.decision,
    }


def list_rows(session: Session, draft: PlanDraft, table: str | None = None) -> list[PlanDraftRow]:
    """The rows in the document's order, vanished ones last; of one table, or of all."""
    query = select(PlanDraftRow).where(PlanDraftRow.draft_id == draft.id)
    if table is not None:
        query = query.where(PlanDraftRow.table_name == table)
    found = session.scalars(query.order_by(PlanDraftRow.position))
    return sorted(found, key=lambda row: TABLES.index(row.table_name))


def as_row(stored: PlanDraftRow) -> DraftRow:
    """The row as ``portal.publishing.plan_drafts`` works with it."""
    source = None
    if stored.line is not None and stored.last_line is not None:
        source = Source(stored.line, stored.last_line, stored.page, stored.path, stored.source)
    return DraftRow(
        table=stored.table_name,
        cells=dict(stored.cells),
        source=source,
        part=stored.part,
        score=stored.score,
        doubts=tuple(stored.doubts),
        decision=Decision(stored.decision),
        read=dict(stored.read),
        nearest=tuple(stored.nearest),
    )


def as_draft(session: Session, stored: PlanDraft, *, vanished: bool = False) -> Draft:
    """The draft with the decisions made so far.

    :param vanished: with the rows that only an older reading had.
    """
    draft = Draft(stored.name, stored.sha256, stored.kind, stored.encoding, stored.pages, scans=tuple(stored.scans))
    draft.text = [(line, page, words) for line, page, words in stored.text]
    for row in list_rows(session, stored):
        if vanished or not row.vanished:
            draft.rows[row.table_name].append(as_row(row))
    return draft


def get_draft(session: Session, number: int, commune: str) -> PlanDraft | None:
    """A draft of this commune and no other."""
    found = session.get(PlanDraft, number)
    return found if found is not None and found.commune == commune else None


def list_drafts(session: Session, commune: str) -> list[PlanDraft]:
    """The newest first."""
    return list(session.scalars(select(PlanDraft).where(PlanDraft.commune == commune).order_by(PlanDraft.id.desc())))


def get_newest(session: Session, commune: str, slug: str) -> PlanDraft | None:
    """The newest draft of a plan that was not discarded: its decisions are those to keep."""
    query = (
        select(PlanDraft)
        .where(PlanDraft.commune == commune, PlanDraft.slug == slug, PlanDraft.state != DraftState.DISCARDED)
        .order_by(PlanDraft.id.desc())
    )
    return session.scalars(query.limit(1)).first()


def count_decisions(session: Session, drafts: Iterable[PlanDraft]) -> dict[int, dict[str, dict[str, int]]]:
    """How many rows have each decision, by draft and table; vanished rows are not counted."""
    numbers = [draft.id for draft in drafts]
    query = (
        select(PlanDraftRow.draft_id, PlanDraftRow.table_name, PlanDraftRow.decision, func.count())
        .where(PlanDraftRow.draft_id.in_(numbers), PlanDraftRow.vanished.is_(False))
        .group_by(PlanDraftRow.draft_id, PlanDraftRow.table_name, PlanDraftRow.decision)
    )
    counts = {number: {table: dict.fromkeys(Decision, 0) for table in TABLES} for number in numbers}
    for number, table, decision, count in session.execute(query):
        counts[number][table][Decision(decision)] = count
    return counts  # type: ignore[return-value]
