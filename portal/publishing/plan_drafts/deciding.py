"""A person's decisions about the rows of a draft: one row, or all sure ones of a table at once.

The audit log hears of a table when its last open row is decided, not of every key that was pressed.
"""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.publishing.audit import record
from portal.publishing.plan_drafts.draft import Decision
from portal.publishing.plan_drafts.mending import Facts, check_cells
from portal.publishing.plan_drafts.storing import DraftState, PlanDraft, PlanDraftRow, count_decisions, list_rows
from portal.publishing.plans import COLUMNS
from portal.publishing.problems import PublishingError, Refused, refuse
from portal.publishing.workflow import Role


def decide(
    session: Session, draft: PlanDraft, row: PlanDraftRow, decision: Decision, *, by: str | None, at: dt.datetime
) -> None:
    """Accept a row as it stands, drop it, or open it again as it was read.

    A row that was mended stays so when it is accepted again. To mend one is ``mend``.

    :raises PublishingError: the draft is not open any more.
    """
    _require_open(draft)
    if decision == Decision.OPEN:
        row.cells = row.read
    elif decision == Decision.KEPT and row.cells != row.read:
        decision = Decision.MENDED
    _note(session, draft, [row], decision, by, at)


def mend(
    session: Session,
    draft: PlanDraft,
    row: PlanDraftRow,
    cells: dict[str, str],
    facts: Facts,
    *,
    by: str | None,
    at: dt.datetime,
) -> None:
    """Take the cells a person typed.

    :raises Refused: what is wrong with them, each problem ``where`` its column is.
    """
    _require_open(draft)
    typed = {column: " ".join(cells.get(column, "").split()) for column in COLUMNS[row.table_name]}
    if problems := check_cells(row.table_name, typed, facts):
        raise Refused(problems)
    row.cells = typed
    _note(session, draft, [row], Decision.KEPT if typed == row.read else Decision.MENDED, by, at)


def list_sure(session: Session, draft: PlanDraft, table: str) -> list[PlanDraftRow]:
    """The open rows of a table about which the reader has no doubt."""
    rows = list_rows(session, draft, table)
    return [row for row in rows if row.decision == Decision.OPEN and not row.doubts and not row.vanished]


def accept_sure(session: Session, draft: PlanDraft, table: str, *, seen: int, by: str | None, at: dt.datetime) -> int:
    """Accept every sure row of a table; answers how many.

    :param seen: how many the person was told.
    :raises PublishingError: there are now others than that, or the draft is not open any more.
    """
    _require_open(draft)
    rows = list_sure(session, draft, table)
    if len(rows) != seen:
        raise refuse(
            "changed-since-seen",
            f"#{draft.id}",
            f"nay có {len(rows)} dòng chắc chắn chưa quyết định, không phải {seen}.",
            f"there are now {len(rows)} sure rows to decide, not {seen}.",
            "Xem lại danh sách rồi bấm lại.",
            "Look at the list again and press once more.",
        )
    _note(session, draft, rows, Decision.KEPT, by, at)
    return len(rows)


def get_row(session: Session, draft: PlanDraft, number: int) -> PlanDraftRow | None:
    """A row of this draft and no other."""
    query = select(PlanDraftRow).where(PlanDraftRow.id == number, PlanDraftRow.draft_id == draft.id)
    return session.scalars(query).one_or_none()


def _note(
    session: Session,
    draft: PlanDraft,
    rows: Iterable[PlanDraftRow],
    decision: Decision,
    by: str | None,
    at: dt.datetime,
) -> None:
    tables = set()
    for row in rows:
        was_open = row.decision == Decision.OPEN and not row.vanished
        row.decision = decision
        row.decided_by, row.decided_at = (by, at) if decision != Decision.OPEN else (None, None)
        if was_open and decision != Decision.OPEN:
            tables.add(row.table_name)
    session.flush()
    counts = count_decisions(session, [draft])[draft.id]
    for table in sorted(tables):
        if not counts[table][Decision.OPEN]:
            _tell(session, draft, table, counts[table], by, at)


def _tell(
    session: Session, draft: PlanDraft, table: str, counts: dict[str, int], by: str | None, at: dt.datetime
) -> None:
    told = {str(decision): count for decision, count in counts.items() if decision != Decision.OPEN}
    record(
        session,
        at=at,
        event="plan-draft.reviewed",
        subject=f"plan draft {draft.id}",
        role=Role.OFFICER,
        details={"plan": draft.slug, "table": table} | told,
        private={"by": by} if by else None,
    )


def _require_open(draft: PlanDraft) -> None:
    if draft.state != DraftState.OPEN:
        raise not_open(draft)


def not_open(draft: PlanDraft) -> PublishingError:
    """That a draft takes no more decisions."""
    return refuse(
        "draft-not-open",
        f"#{draft.id}",
        "bản nháp này không còn ở bước rà soát.",
        "this draft is no longer under review.",
        "Tải lại trang để xem trạng thái mới nhất.",
        "Load the page again to see where it stands.",
    )
