"""A row that a person adds to a draft, because the reader missed it."""

import datetime as dt
from uuid import uuid4

from sqlalchemy import update
from sqlalchemy.orm import Session

from portal.publishing.plan_drafts.deciding import require_open, typed_cells
from portal.publishing.plan_drafts.draft import Decision, DraftRow, Source
from portal.publishing.plan_drafts.keeping import place_for
from portal.publishing.plan_drafts.mending import Facts
from portal.publishing.plan_drafts.storing import PlanDraft, PlanDraftRow, as_row, list_rows, row_values
from portal.publishing.problems import Problem, Refused

LINE = "line"
"""The field, beside a table's columns, that says which line of the text a row is from."""


def add_row(
    session: Session,
    draft: PlanDraft,
    table: str,
    cells: dict[str, str],
    facts: Facts,
    *,
    line: str,
    by: str | None,
    at: dt.datetime,
) -> PlanDraftRow:
    """Put a row of a person's own among the rows of a table, as one that was mended.

    :param line: of the text, as typed; empty: the row is from no sentence.
    :raises Refused: what is wrong with the cells or the line, each problem ``where`` its column is.
    """
    require_open(draft)
    typed = typed_cells(table, cells, facts)
    source = _source_at(draft, line, typed.get("section", "")) if line.strip() else None
    rows = list_rows(session, draft, table)
    position = place_for([as_row(row) for row in rows if not row.vanished], source)
    _make_room(session, draft, table, position)
    row = DraftRow(table, typed, source, part=f"added {uuid4().hex[:12]}", decision=Decision.MENDED, read={})
    added = PlanDraftRow(**row_values(row, draft.id, position), decided_by=by, decided_at=at, vanished=False)
    session.add(added)
    session.flush()
    return added


def _make_room(session: Session, draft: PlanDraft, table: str, position: int) -> None:
    """Move the rows from a position on by one; by way of negative positions, for no two rows may have the same."""
    place = PlanDraftRow.position
    of_table = update(PlanDraftRow).where(PlanDraftRow.draft_id == draft.id, PlanDraftRow.table_name == table)
    moving = of_table.execution_options(synchronize_session=False)
    session.execute(moving.where(place >= position).values(position=-place - 2))
    session.execute(moving.where(place < 0).values(position=-place - 1))
    session.expire_all()


def _source_at(draft: PlanDraft, line: str, section: str) -> Source:
    """The piece of the text that a line is of: the last that begins there or before."""
    number = int(line) if line.isascii() and line.isdecimal() and len(line) < 9 else 0
    pieces = [piece for piece in draft.text if piece[0] <= number]
    if not pieces:
        raise Refused([_no_line(line)])
    first, page, words = pieces[-1]
    return Source(first, number, page, section, words)


def _no_line(line: str) -> Problem:
    return Problem(
        "no-such-line",
        LINE,
        f"văn bản không có dòng {line[:20]!r}.",
        f"the text has no line {line[:20]!r}.",
        "Ghi số đứng trước câu ở phần văn bản, hoặc để trống.",
        "Write the number before the sentence in the text, or nothing.",
    )
