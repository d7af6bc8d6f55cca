"""A document comes to the desk: its reading is put there, with every decision that an older reading already had."""

import datetime as dt

from sqlalchemy.orm import Session

from portal.publishing.audit import record
from portal.publishing.plan_drafts.chosen_year import set_chosen_year
from portal.publishing.plan_drafts.draft import Decision, Draft, DraftRow
from portal.publishing.plan_drafts.keeping import keep
from portal.publishing.plan_drafts.standing import Standing, add_standing, fill
from portal.publishing.plan_drafts.storing import (
    DraftState,
    PlanDraft,
    as_draft,
    get_newest,
    list_rows,
    store_draft,
)
from portal.publishing.problems import PublishingError, refuse
from portal.publishing.submissions import Upload
from portal.publishing.workflow import Role

Deciders = dict[str, tuple[str | None, dt.datetime | None]]


def put_draft(
    session: Session,
    draft: Draft,
    *,
    commune: str,
    slug: str,
    by: str | None,
    at: dt.datetime,
    content: bytes | None = None,
    standing: Standing | None = None,
) -> PlanDraft:
    """Put a reading on the desk, in place of the open draft of the same plan, with its audit event.

    :param content: the document's bytes, which are kept so that it can be read again.
    :param standing: the plan as the portal has it; what this reading lacks of it becomes rows that are accepted.
    :raises PublishingError: the draft before it waits for approval.
    """
    before = get_newest(session, commune, slug)
    if before is not None and before.state == DraftState.SUBMITTED:
        raise _waiting(before)
    draft = fill(draft, standing) if standing else draft
    vanished: list[DraftRow] = []
    deciders: Deciders = {}
    if before is not None:
        kept = keep(as_draft(session, before, vanished=True), draft)
        draft, vanished = kept.draft, kept.vanished
        deciders = _deciders(session, before)
        if before.state == DraftState.OPEN:
            before.state, before.ended_at = DraftState.REPLACED, at
    draft = set_chosen_year(draft, slug)
    if standing:
        draft, vanished = add_standing(draft, vanished, standing)
    if content is not None and session.get(Upload, draft.sha256) is None:
        session.add(Upload(sha256=draft.sha256, name=draft.name[-200:], content=content, at=at))
    stored = store_draft(session, draft, commune=commune, slug=slug, by=by, at=at, vanished=vanished)
    _put_deciders(session, stored, deciders)
    _tell(session, stored, before, draft, vanished, by, at)
    return stored


def _deciders(session: Session, before: PlanDraft) -> Deciders:
    decided = [row for row in list_rows(session, before) if row.decision != Decision.OPEN]
    return {row.key: (row.decided_by, row.decided_at) for row in decided}


def _put_deciders(session: Session, stored: PlanDraft, deciders: Deciders) -> None:
    """Who decided what, from the draft before."""
    for row in list_rows(session, stored) if deciders else []:
        if row.decision != Decision.OPEN:
            row.decided_by, row.decided_at = deciders.get(row.key, (None, None))
    session.flush()


def _tell(
    session: Session,
    stored: PlanDraft,
    before: PlanDraft | None,
    draft: Draft,
    vanished: list[DraftRow],
    by: str | None,
    at: dt.datetime,
) -> None:
    rows = list(draft.every_row())
    record(
        session,
        at=at,
        event="plan-draft.read",
        subject=f"plan draft {stored.id}",
        role=Role.OFFICER,
        details={
            "plan": stored.slug,
            "commune": stored.commune,
            "sha256": stored.sha256,
            "rows": len(rows),
            "kept": sum(row.decision != Decision.OPEN for row in rows),
            "vanished": len(vanished),
            "after": before.id if before else None,
        },
        private={"by": by} if by else None,
    )


def discard(session: Session, draft: PlanDraft, *, by: str | None, at: dt.datetime) -> None:
    """Put a draft aside, with its audit event; its decisions count for no later reading.

    :raises PublishingError: it is not open.
    """
    if draft.state != DraftState.OPEN:
        raise _waiting(draft)
    draft.state, draft.ended_at = DraftState.DISCARDED, at
    record(
        session,
        at=at,
        event="plan-draft.discarded",
        subject=f"plan draft {draft.id}",
        role=Role.OFFICER,
        details={"plan": draft.slug},
        private={"by": by} if by else None,
    )


def _waiting(draft: PlanDraft) -> PublishingError:
    return refuse(
        "draft-waiting",
        f"#{draft.id}",
        "bản nháp của kế hoạch này đang chờ duyệt hoặc đã xong.",
        "the draft of this plan waits for approval or is done with.",
        "Rút bản nháp về trước đã.",
        "Recall it first.",
    )
