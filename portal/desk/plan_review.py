"""Reviewing a draft of a plan: the document on one side, the rows of one table on the other.

Every row is a form, so that all of it works without a script. ``static/review.js`` sends the same forms in the
background and asks for JSON: the row as it stands then, and how many are left.
"""

from collections.abc import Iterable

from flask import Blueprint, abort, get_template_attribute, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.db import lock_writers
from portal.desk.access import account, now, required
from portal.desk.office import actor
from portal.desk.plan_contradictions import Told, tell_contradictions
from portal.desk.plan_doubles import doubles_of
from portal.desk.plan_showing import (
    ORDER,
    Adding,
    Shown,
    fields_of,
    left_text,
    next_open,
    share_text,
    show_row,
    show_rows,
    sure_text,
    tabs_of,
)
from portal.desk.plan_words import FUNCTIONS
from portal.desk.roles import Role
from portal.desk.stores import desk_session, public_session, writing
from portal.domain.indicators import Indicator, list_indicators
from portal.domain.localities import Locality
from portal.domain.plan_history import list_targets_above
from portal.domain.plans import list_plans, list_targets
from portal.i18n import gettext as _
from portal.i18n import language
from portal.publishing.plan_drafts.deciding import accept_sure, decide, get_row, list_sure, mend
from portal.publishing.plan_drafts.draft import TABLES, Decision, field_of
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
from portal.publishing.plans import COLUMNS
from portal.publishing.problems import Problem, PublishingError, Refused

SHOWING = {"share_text": share_text, "sure_text": sure_text}
pages = Blueprint("plan_review", __name__, url_prefix="/desk/<commune>/plans/<int:number>")
pages.record_once(lambda setup: setup.app.jinja_env.globals.update(FUNCTIONS | SHOWING))

DECISIONS = {
    "kept": Decision.KEPT,
    "mended": Decision.MENDED,
    "dropped": Decision.DROPPED,
    "open": Decision.OPEN,
}
LARGEST = 2**31
DIGITS = 9  # of the number of rows that a page told
JSON = "application/json"


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
    shown = show_rows(rows, indicators, draft, mending=request.args.get("mend", ""))
    contradictions = _contradictions(commune, draft, rows, indicators) if table == "targets" else []
    first, following = next_open(rows, -1), next((tab for tab in tabs if tab.left and tab.table != table), None)
    return render_template(
        "desk/plan.html",
        commune=commune,
        draft=draft,
        table=table,
        tabs=tabs,
        left=sum(tab.left for tab in tabs),
        summary=left_text(tabs),
        bare=[each for each in ORDER if each not in {tab.table for tab in tabs}],
        adding=_adding(table, indicators) if _may_decide(commune, draft) and "add" in request.args else None,
        doubles=doubles_of(commune, draft),
        shown=[each for each in shown if not each.row.vanished],
        vanished=[each for each in shown if each.row.vanished],
        sure=list_sure(desk_session(), draft, table) if _may_decide(commune, draft) else [],
        asks_sure="sure" in request.args,
        first=first,
        following=following,
        contradictions=contradictions,
        may_decide=_may_decide(commune, draft),
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


def _may_decide(commune: Locality, draft: PlanDraft) -> bool:
    return draft.state == DraftState.OPEN and Role.OFFICER in actor(commune).roles


def _seal(commune: Locality, draft: PlanDraft) -> str:
    """What the approve button sends along; empty for who may not approve this draft."""
    waits = draft.state == DraftState.SUBMITTED and Role.APPROVER in actor(commune).roles
    return seal_of(as_draft(desk_session(), draft)) if waits and may_approve(draft, account().name) else ""


@pages.get("/rows/<int:row>")
@required()
def row_alone(commune: Locality, number: int, row: int) -> ResponseReturnValue:
    """What stands in a row, for the script; with ``?mend=…`` its form."""
    draft = draft_of(commune, number)
    found = _row_of(draft, row)
    mending = str(row) if "mend" in request.args else ""
    return _inside(commune, draft, *show_rows([found], indicators_by_code(), draft, mending=mending))


def _row_of(draft: PlanDraft, row: int) -> PlanDraftRow:
    return (get_row(desk_session(), draft, row) if row < LARGEST else None) or abort(404)


def _inside(commune: Locality, draft: PlanDraft, shown: Shown) -> str:
    inside = get_template_attribute("desk/plan-row.html", "row_inside")
    where = {"commune": commune.slug, "number": draft.id}
    return str(inside(shown, where, language(), may_decide=_may_decide(commune, draft)))


@pages.post("/rows/<int:row>")
@required(Role.OFFICER)
def decide_row(commune: Locality, number: int, row: int) -> ResponseReturnValue:
    """Accept, mend, drop or open again; to the next open row."""
    wished = DECISIONS.get(request.form.get("decision", ""))
    if wished is None:
        abort(400)
    try:
        with writing() as session:
            lock_writers(session, PlanDraft)
            draft = draft_of(commune, number)
            found = _row_of(draft, row)
            if wished == Decision.MENDED:
                mend(
                    session,
                    draft,
                    found,
                    _typed(found),
                    facts_for(commune, draft, found.table_name),
                    by=account().name,
                    at=now(),
                )
            else:
                decide(session, draft, found, wished, by=account().name, at=now())
    except Refused as refused:
        return _refused(commune, number, row, refused, typed=wished == Decision.MENDED)
    return _decided(commune, number, row, stay=wished == Decision.OPEN)


def _typed(row: PlanDraftRow) -> dict[str, str]:
    return {column: request.form.get(column, "") for column in COLUMNS[row.table_name]}


def facts_for(commune: Locality, draft: PlanDraft, table: str) -> Facts:
    """What a row of a table that is typed at the desk is checked against."""
    targets = list_targets(public_session(), commune=commune)
    older = [target.id for target in targets if target.plan_slug != draft.slug]
    return facts_of(as_draft(desk_session(), draft), draft.slug, indicators_by_code(), older, table=table)


def _wants_json() -> bool:
    return request.accept_mimetypes.best == JSON


def _decided(commune: Locality, number: int, row: int, *, stay: bool) -> ResponseReturnValue:
    draft = draft_of(commune, number)
    found = _row_of(draft, row)
    if _wants_json():
        tabs = tabs_of(count_decisions(desk_session(), [draft])[draft.id])
        return jsonify(
            html=_inside(commune, draft, *show_rows([found], indicators_by_code(), draft)),
            left={tab.table: tab.left for tab in tabs},
            summary=left_text(tabs),
            sure=sure_text(len(list_sure(desk_session(), draft, found.table_name))),
        )
    following = found if stay else next_open(list_rows(desk_session(), draft, found.table_name), found.position)
    anchor = f"first-{following.id}" if following else "done"
    address = url_for(".show", commune=commune.slug, number=number, table=found.table_name, _anchor=anchor)
    return redirect(address, 303)


def _refused(commune: Locality, number: int, row: int, refused: Refused, *, typed: bool) -> ResponseReturnValue:
    """The row's form with what is wrong; or why nothing can be decided any more.

    :param typed: with what was typed, else with its cells as they are.
    """
    if isinstance(refused, PublishingError):
        if _wants_json():
            return jsonify(said=" ".join(_said(problem) for problem in refused.problems)), 409
        return review_page(commune, number, refused.problems), 409
    draft = draft_of(commune, number)
    found, indicators = _row_of(draft, row), indicators_by_code()
    fields = fields_of(found, indicators, typed=_typed(found) if typed else None, problems=refused.problems)
    shown = show_row(found, indicators, fields)
    if _wants_json():
        return jsonify(html=_inside(commune, draft, shown)), 422
    return render_template("desk/plan-mend.html", commune=commune, draft=draft, shown=shown), 422


def _said(problem: Problem) -> str:
    english = language() == "en"
    said = problem.message_en if english else problem.message
    return f"{said[:1].upper()}{said[1:]} {problem.fix_en if english else problem.fix}"


@pages.post("/sure")
@required(Role.OFFICER)
def accept_sure_rows(commune: Locality, number: int) -> ResponseReturnValue:
    """Accept the rows of a table that are not in doubt, as many as the page told."""
    table, seen = request.form.get("table", ""), request.form.get("seen", "")
    if table not in TABLES:
        abort(400)
    if not (seen.isascii() and seen.isdecimal() and len(seen) <= DIGITS):
        sentence = _("Số dòng gửi kèm không đúng. Hãy tải lại trang rồi bấm lại.")
        return review_page(commune, number, sentence=sentence), 422
    try:
        with writing() as session:
            lock_writers(session, PlanDraft)
            accept_sure(session, draft_of(commune, number), table, seen=int(seen), by=account().name, at=now())
    except Refused as refused:
        return review_page(commune, number, refused.problems), 409
    rows = list_rows(desk_session(), draft_of(commune, number), table)
    following = next_open(rows, -1)
    anchor = f"first-{following.id}" if following else "done"
    return redirect(url_for(".show", commune=commune.slug, number=number, table=table, _anchor=anchor), 303)
