"""Other plans of a commune that seem to be the same document: the same bytes, or the same number."""

from portal.desk.stores import desk_session, public_session
from portal.domain.folding import fold
from portal.domain.localities import Locality
from portal.domain.plans import list_plans
from portal.publishing.plan_drafts.draft import field_of
from portal.publishing.plan_drafts.storing import DraftState, PlanDraft, as_row, list_drafts, list_rows

ENDED = {DraftState.REPLACED, DraftState.DISCARDED}


def doubles_of(commune: Locality, draft: PlanDraft) -> list[str]:
    """The plans, by their slugs, that a draft under review would be a second time; empty when it is done with."""
    if draft.state not in {DraftState.OPEN, DraftState.SUBMITTED}:
        return []
    number = _number(draft)
    same = [
        each.slug
        for each in list_drafts(desk_session(), commune.code)
        if each.slug != draft.slug
        and each.state not in ENDED
        and (each.sha256 == draft.sha256 or (number and _number(each) == number))
    ]
    public = list_plans(public_session(), commune=commune)
    same += [plan.slug for plan in public if plan.slug != draft.slug and number and fold(plan.number or "") == number]
    return sorted(set(same))


def _number(draft: PlanDraft) -> str:
    """The number and sign of the document, folded; empty where it has none."""
    rows = [as_row(row) for row in list_rows(desk_session(), draft, "plan") if not row.vanished]
    return fold(field_of(rows, "number"))
