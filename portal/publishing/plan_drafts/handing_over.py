"""From the reviewed draft to the public plan: one person submits it, another approves, and it is loaded.

What the loader would refuse is told when the draft is submitted, so that the approver never meets it.
"""

import datetime as dt
import hashlib
import tempfile
from pathlib import Path

from sqlalchemy.orm import Session

from portal.db import Store, lock_writers
from portal.domain.plans import get_plan
from portal.publishing.audit import record
from portal.publishing.plan_drafts.draft import TABLES, Decision, Draft
from portal.publishing.plan_drafts.folder import ACCEPTED, csv_files, write_folder
from portal.publishing.plan_drafts.storing import DraftState, PlanDraft, as_draft
from portal.publishing.plan_loading import put_plan, take_plan
from portal.publishing.plan_rows import as_rows
from portal.publishing.problems import PublishingError, refuse
from portal.publishing.workflow import Role


def seal_of(draft: Draft) -> str:
    """What stands for everything a draft would publish: the approver approves what the page showed."""
    found = hashlib.sha256()
    for name, content in csv_files(draft).items():
        found.update(f"{name}\n".encode() + content)
    return found.hexdigest()


def check_load(public: Store, draft: Draft, slug: str, amends: str | None) -> None:
    """Load the plan and take it back.

    :raises Refused: with everything the loader finds wrong.
    """
    cells = {table: [row.cells for row in draft.rows[table] if row.decision in ACCEPTED] for table in TABLES}
    with public.begin() as session:
        there = get_plan(session, slug) is not None
        put_plan(session, slug, as_rows(slug, cells), amends=amends, replace=there)
        session.rollback()


def submit(session: Session, draft: PlanDraft, *, amends: str | None, by: str | None, at: dt.datetime) -> None:
    """Send a draft for approval.

    :param amends: the older plan whose targets it takes the place of where indicator and year are the same.
    :raises PublishingError: it is not open, or a row is not decided.
    """
    _require(draft, DraftState.OPEN)
    left = sum(row.decision == Decision.OPEN for row in as_draft(session, draft).every_row())
    if left:
        raise refuse(
            "rows-undecided",
            f"#{draft.id}",
            f"còn {left} dòng chưa quyết định.",
            f"{left} rows are not decided yet.",
            "Nhận, sửa hoặc bỏ từng dòng.",
            "Accept, mend or drop each.",
        )
    draft.state, draft.submitted_by, draft.returned_because = DraftState.SUBMITTED, by, None
    draft.amends = amends
    _tell(session, draft, "plan-draft.submitted", Role.OFFICER, by, at)


def recall(session: Session, draft: PlanDraft, *, by: str | None, at: dt.datetime) -> None:
    """Take a submitted draft back to mend it.

    :raises PublishingError: it does not wait for approval.
    """
    _require(draft, DraftState.SUBMITTED)
    draft.state, draft.submitted_by = DraftState.OPEN, None
    _tell(session, draft, "plan-draft.recalled", Role.OFFICER, by, at)


def send_back(session: Session, draft: PlanDraft, *, because: str, by: str | None, at: dt.datetime) -> None:
    """Give a submitted draft back to its officer.

    :raises PublishingError: it does not wait for approval, or nothing is said about why.
    """
    _require(draft, DraftState.SUBMITTED)
    if not because.strip():
        raise refuse(
            "told-why",
            f"#{draft.id}",
            "trả lại cần nói rõ vì sao.",
            "returning needs a word on why.",
            "Ghi điều cần sửa.",
            "Write what has to be mended.",
        )
    draft.state, draft.submitted_by, draft.returned_because = DraftState.OPEN, None, because.strip()
    _tell(session, draft, "plan-draft.returned", Role.APPROVER, by, at)


def approve(public: Store, desk: Store, number: int, *, seen: str, by: str, at: dt.datetime) -> str:
    """Load what was submitted into the public store; answers the plan's slug.

    The plan is loaded first and the draft marked afterwards: interrupted in between, approving again finds the plan
    there just so and marks the draft.

    :param seen: the seal of what the approver looked at.
    :raises Refused: it does not wait for approval, the approver read or submitted it, it has changed, or the loader
        finds something wrong.
    """
    with desk.reading() as session:
        stored = session.get_one(PlanDraft, number)
        draft = as_draft(session, stored)
        slug, amends = stored.slug, stored.amends
        _require_another(stored, by)
        if seal_of(draft) != seen:
            raise _changed(stored)
    with public.reading() as session:
        there = get_plan(session, slug) is not None
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / slug
        write_folder(draft, folder)
        take_plan(public, desk, folder, amends=amends, replace=there)
    with desk.begin() as session:
        lock_writers(session, PlanDraft)
        stored = session.get_one(PlanDraft, number)
        stored.state, stored.approved_by, stored.ended_at = DraftState.LOADED, by, at
        _tell(session, stored, "plan-draft.approved", Role.APPROVER, by, at)
    return slug


def may_approve(draft: PlanDraft, name: str) -> bool:
    """Whether this person is another than who had the document read and who submitted the draft."""
    return name not in {draft.made_by, draft.submitted_by}


def _require_another(draft: PlanDraft, by: str) -> None:
    _require(draft, DraftState.SUBMITTED)
    if not may_approve(draft, by):
        raise refuse(
            "another-person",
            f"#{draft.id}",
            "người duyệt phải là người khác với người đọc văn bản và người gửi.",
            "whoever approves must be another person than whoever had it read and whoever submitted it.",
            "Nhờ một người có quyền duyệt khác.",
            "Ask another approver.",
        )


def _require(draft: PlanDraft, state: DraftState) -> None:
    if draft.state != state:
        raise refuse(
            "wrong-state",
            f"#{draft.id}",
            "bản nháp không ở trạng thái làm được việc này.",
            "the draft is not in a state in which this can be done.",
            "Tải lại trang để xem trạng thái mới nhất.",
            "Load the page again to see where it stands.",
        )


def _changed(draft: PlanDraft) -> PublishingError:
    return refuse(
        "changed-since-seen",
        f"#{draft.id}",
        "bản nháp đã thay đổi từ lúc bạn mở trang.",
        "the draft has changed since you opened the page.",
        "Xem lại rồi mới duyệt.",
        "Look at it again before you approve.",
    )


def _tell(session: Session, draft: PlanDraft, event: str, role: Role, by: str | None, at: dt.datetime) -> None:
    record(
        session,
        at=at,
        event=event,
        subject=f"plan draft {draft.id}",
        role=role,
        details={"plan": draft.slug, "commune": draft.commune},
        private={"by": by} if by else None,
    )
