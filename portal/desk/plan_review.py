"""Reviewing a draft of a plan: the document on one side, the rows of one table on the other."""

from collections.abc import Iterable

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from portal.desk.access import account, required
from portal.desk.office import actor
from portal.desk.plan_contradictions import Told, tell_contradictions
from portal.desk.plan_counts import ORDER, left_text, next_open, sure_text, tabs_of
from portal.desk.plan_doubles import doubles_of
from portal.desk.plan_paging import page_of, row_address
from portal.desk.plan_showing import Adding, share_text, show_rows
from portal.desk.plan_words import FUNCTIONS
from portal.desk.roles import Role
from portal.desk.stores import desk_session, public_session
from portal.domain.indicators import Indicator, list_indicators
from portal.domain.localities import Locality
from portal.domain.plan_history import list_targets_above
from portal.domain.plans import list_plans, list_targets
from portal.publishing.plan_drafts.deciding import count_sure
from portal.publishing.plan_drafts.draft import TABLES, field_of
from portal.publishing.plan_drafts.handing_over import may_approve, seal_of
from portal.publishing.plan_drafts.mending import Facts, facts_of
from portal.publishing.plan_drafts.storing import (
    DraftState,
    PlanDraft,
    PlanDraftRow,
    as_draft,
    as_row,
    count_decisions,
    get_draft,
    list_rows,
)
from portal.publishing.problems import Problem

SHOWING = {"row_address": row_address, "share_text": share_text, "sure_text": sure_text}
pages = Blueprint("plan_review", __name__, url_prefix="/desk/<commune>/plans/<int:number>")
pages.record_once(lambda setup: setup.app.jinja_env.globals.update(FUNCTIONS | SHOWING))

LARGEST = 2**31


def draft_of(commune: Locality, number: int) -> PlanDraft:
    """A draft of this commune, to be read or, inside ``writing``, changed."""
    return (get_draft(desk_session(), number, commune.code) if number < LARGEST else None) or abort(404)


def indicators_by_code() -> dict[str, Indicator]:
    return {indicator.code: indicator for indicator in list_indicators(public_session())}


@pages.get("")
@required()
def show(commune: Locality, number: int) -> ResponseReturnValue:
    return review_page(commune, number)


def review_page(commune: Locality, number: int, problems: Iterable[Problem] = (), sentence: str = "") -> str:
    """The draft with one of its tables; above all else, why something could not be done."""
    draft = draft_of(commune, number)
    counts = count_decisions(desk_session(), [draft])[draft.id]
    tabs = tabs_of(counts)
    table = _asked_table([tab.table for tab in tabs if tab.left] or [tab.table for tab in tabs])
    rows = list_rows(desk_session(), draft, table)
    indicators = indicators_by_code()
    page = page_of(commune, draft, table, [row for row in rows if not row.vanished])
    vanished = [row for row in rows if row.vanished]
    contradictions = _contradictions(commune, draft, rows, indicators) if table == "targets" else []
    following = next((tab for tab in tabs if tab.left and tab.table != table), None)
    return render_template(
        "desk/plan.html",
        commune=commune,
        draft=draft,
        table=table,
        tabs=tabs,
        left=sum(tab.left for tab in tabs),
        summary=left_text(tabs),
        bare=[each for each in ORDER if each not in {tab.table for tab in tabs}],
        adding=_adding(table, indicators) if may_decide(commune, draft) and "add" in request.args else None,
        doubles=doubles_of(commune, draft),
        page=page,
        shown=show_rows(page.rows, indicators, draft, mending=request.args.get("mend", "")),
        vanished=show_rows(vanished, indicators, draft),
        sure=count_sure(desk_session(), draft, table) if may_decide(commune, draft) else 0,
        asks_sure="sure" in request.args,
        first=next_open(page.rows, -1),
        following=following,
        contradictions=contradictions,
        may_decide=may_decide(commune, draft),
        seal=_seal(commune, draft),
        older=[plan.slug for plan in list_plans(public_session(), commune=commune) if plan.slug != draft.slug],
        roles=actor(commune).roles,
        problems=problems,
        sentence=sentence,
    )


def _adding(table: str, indicators: dict[str, Indicator]) -> Adding:
    return Adding.of(table, indicators, line=request.args.get("from", ""))


def _contradictions(
    commune: Locality, draft: PlanDraft, rows: list[PlanDraftRow], indicators: dict[str, Indicator]
) -> list[Told]:
    particulars = [as_row(row) for row in list_rows(desk_session(), draft, "plan") if not row.vanished]
    basis = field_of(particulars, "basis")
    above = list_targets_above(public_session(), commune, basis, but=[draft.slug])
    return tell_contradictions(rows, indicators, draft.slug, above)


def _asked_table(tables: list[str]) -> str:
    """The table that the address asks for, else the first one that has something left."""
    asked = request.args.get("table", "")
    return asked if asked in TABLES else (tables or ["targets"])[0]


def may_decide(commune: Locality, draft: PlanDraft) -> bool:
    return draft.state == DraftState.OPEN and Role.OFFICER in actor(commune).roles


def _seal(commune: Locality, draft: PlanDraft) -> str:
    """What the approve button sends along; empty for who may not approve this draft."""
    waits = draft.state == DraftState.SUBMITTED and Role.APPROVER in actor(commune).roles
    return seal_of(as_draft(desk_session(), draft)) if waits and may_approve(draft, account().name) else ""


def facts_for(commune: Locality, draft: PlanDraft, table: str) -> Facts:
    """What a row of a table that is typed at the desk is checked against."""
    targets = list_targets(public_session(), commune=commune)
    older = [target.id for target in targets if target.plan_slug != draft.slug]
    return facts_of(as_draft(desk_session(), draft), draft.slug, indicators_by_code(), older, table=table)
