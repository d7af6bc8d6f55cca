"""Deciding about the rows of a draft: one, or all sure ones of a table.

The forms work without a script; ``static/review.js`` sends the same in the background and asks for JSON: the row as it
stands then, and how many are left.
"""

from flask import Blueprint, abort, get_template_attribute, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.db import lock_writers
from portal.desk.access import account, now, required
from portal.desk.plan_counts import left_text, next_open, sure_text, tabs_of
from portal.desk.plan_paging import row_address
from portal.desk.plan_review import LARGEST, draft_of, facts_for, indicators_by_code, may_decide, review_page
from portal.desk.plan_showing import Shown, fields_of, show_row, show_rows
from portal.desk.roles import Role
from portal.desk.stores import desk_session, writing
from portal.desk.words import problem_text
from portal.domain.localities import Locality
from portal.i18n import gettext as _
from portal.i18n import language
from portal.publishing.plan_drafts.deciding import accept_sure, count_sure, decide, get_row, mend
from portal.publishing.plan_drafts.draft import TABLES, Decision
from portal.publishing.plan_drafts.storing import PlanDraft, PlanDraftRow, count_decisions, list_rows
from portal.publishing.plans import COLUMNS
from portal.publishing.problems import PublishingError, Refused

pages = Blueprint("plan_deciding", __name__, url_prefix="/desk/<commune>/plans/<int:number>")

DECISIONS = {
    "kept": Decision.KEPT,
    "mended": Decision.MENDED,
    "dropped": Decision.DROPPED,
    "open": Decision.OPEN,
}
DIGITS = 9  # of the number of rows that a page told
JSON = "application/json"


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
    return str(inside(shown, where, language(), may_decide=may_decide(commune, draft)))


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
            sure=sure_text(count_sure(desk_session(), draft, found.table_name)),
        )
    following = found if stay else next_open(list_rows(desk_session(), draft, found.table_name), found.position)
    return redirect(_address(commune, number, found.table_name, following), 303)


def _address(commune: Locality, number: int, table: str, row: PlanDraftRow | None) -> str:
    """Of a row, or where none is open of what comes after the table."""
    if row:
        return row_address(commune.slug, number, table, row.id)
    return url_for("plan_review.show", commune=commune.slug, number=number, table=table, _anchor="done")


def _refused(commune: Locality, number: int, row: int, refused: Refused, *, typed: bool) -> ResponseReturnValue:
    """The row's form with what is wrong; or why nothing can be decided any more.

    :param typed: with what was typed, else with its cells as they are.
    """
    if isinstance(refused, PublishingError):
        if _wants_json():
            return jsonify(said=" ".join(problem_text(problem) for problem in refused.problems)), 409
        return review_page(commune, number, refused.problems), 409
    draft = draft_of(commune, number)
    found, indicators = _row_of(draft, row), indicators_by_code()
    fields = fields_of(found, indicators, typed=_typed(found) if typed else None, problems=refused.problems)
    shown = show_row(found, indicators, fields)
    if _wants_json():
        return jsonify(html=_inside(commune, draft, shown)), 422
    return render_template("desk/plan-mend.html", commune=commune, draft=draft, shown=shown), 422


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
    return redirect(_address(commune, number, table, next_open(rows, -1)), 303)
