"""A person's decisions about the rows of a draft: one row, or all sure ones of a table at once.

The audit log hears of a table when its last open row is decided, not of every key that was pressed.
"""

import datetime as dt
import unicodedata
from collections.abc import Iterable, Mapping

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from portal.publishing.audit import record
from portal.publishing.plan_drafts.draft import Decision, Doubt
from portal.publishing.plan_drafts.mending import Facts, check_cells, list_gaps
from portal.publishing.plan_drafts.storing import DraftState, PlanDraft, PlanDraftRow, count_decisions
from portal.publishing.plans import COLUMNS
from portal.publishing.problems import PublishingError, Refused, refuse
from portal.publishing.workflow import Role


def decide(
    session: Session, draft: PlanDraft, row: PlanDraftRow, decision: Decision, *, by: str | None, at: dt.datetime
) -> None:
    """Accept a row as it stands, drop it, or open it again as it was read.

    A row that was mended stays so when it is accepted again; one that a person added keeps its cells when it is opened
    again. To mend one is ``mend``.

    :raises PublishingError: the draft is not open any more.
    :raises Refused: a row that is accepted lacks what it cannot be without, each problem ``where`` its column is.
    """
    require_open(draft)
    if decision == Decision.OPEN:
        row.cells = row.read or row.cells
    elif decision == Decision.KEPT and (gaps := list_gaps(row.table_name, row.cells)):
        raise Refused(gaps)
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
    require_open(draft)
    row.cells = typed = typed_cells(row.table_name, cells, facts)
    _note(session, draft, [row], Decision.KEPT if typed == row.read else Decision.MENDED, by, at)


def typed_cells(table: str, cells: Mapping[str, str], facts: Facts) -> dict[str, str]:
    """What a person typed, as it is kept: in NFC, without control characters and needless spaces.

    :raises Refused: what is wrong with it, each problem ``where`` its column is.
    """
    typed = {column: _clean(cells.get(column, "")) for column in COLUMNS[table]}
    if problems := check_cells(table, typed, facts):
        raise Refused(problems)
    return typed


def _clean(cell: str) -> str:
    shown = "".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in cell)
    return " ".join(unicodedata.normalize("NFC", shown).split())


def count_sure(session: Session, draft: PlanDraft, table: str) -> int:
    """How many open rows of a table lack nothing and leave the reader in no doubt."""
    cells = session.scalars(select(PlanDraftRow.cells).where(*_undoubted(draft, table)))
    return sum(not list_gaps(table, each) for each in cells)


def _list_sure(session: Session, draft: PlanDraft, table: str) -> list[PlanDraftRow]:
    rows = session.scalars(select(PlanDraftRow).where(*_undoubted(draft, table)).order_by(PlanDraftRow.position))
    return [row for row in rows if not list_gaps(table, row.cells)]


def _undoubted(draft: PlanDraft, table: str) -> tuple[ColumnElement[bool], ...]:
    return (
        PlanDraftRow.draft_id == draft.id,
        PlanDraftRow.table_name == table,
        PlanDraftRow.decision == Decision.OPEN,
        PlanDraftRow.vanished.is_(False),
        PlanDraftRow.doubts.in_([[], [Doubt.FILLED]]),
    )


def accept_sure(session: Session, draft: PlanDraft, table: str, *, seen: int, by: str | None, at: dt.datetime) -> int:
    """Accept every sure row of a table; answers how many.

    :param seen: how many the person was told.
    :raises PublishingError: there are now others than that, or the draft is not open any more.
    """
    require_open(draft)
    rows = _list_sure(session, draft, table)
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


def require_open(draft: PlanDraft) -> None:
    """:raises PublishingError: the draft takes no more decisions."""
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
