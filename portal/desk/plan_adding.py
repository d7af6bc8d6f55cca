"""Adding a row that the reader missed: the form of its table, empty, at the head of the list."""

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.db import lock_writers
from portal.desk.access import account, now, required
from portal.desk.plan_paging import row_address
from portal.desk.plan_review import draft_of, facts_for, indicators_by_code, review_page
from portal.desk.plan_showing import Adding
from portal.desk.roles import Role
from portal.desk.stores import desk_session, writing
from portal.domain.localities import Locality
from portal.publishing.plan_drafts.adding import LINE, add_row
from portal.publishing.plan_drafts.draft import TABLES
from portal.publishing.plan_drafts.storing import PlanDraft
from portal.publishing.plans import COLUMNS
from portal.publishing.problems import PublishingError, Refused

pages = Blueprint("plan_adding", __name__, url_prefix="/desk/<commune>/plans/<int:number>")


@pages.post("/rows")
@required(Role.OFFICER)
def add(commune: Locality, number: int) -> ResponseReturnValue:
    """Keep the row that was typed, and show it in its place; or its form again with what is wrong."""
    table = request.form.get("table", "")
    if table not in TABLES:
        abort(400)
    line = request.form.get(LINE, "")
    cells = {column: request.form.get(column, "") for column in COLUMNS[table]}
    try:
        with writing() as session:
            lock_writers(session, PlanDraft)
            draft = draft_of(commune, number)
            facts = facts_for(commune, draft, table)
            row = add_row(session, draft, table, cells, facts, line=line, by=account().name, at=now()).id
    except PublishingError as refused:
        return review_page(commune, number, refused.problems), 409
    except Refused as refused:
        draft = desk_session().get_one(PlanDraft, number)
        form = Adding.of(table, indicators_by_code(), line=line, typed=cells, problems=refused.problems)
        return render_template("desk/plan-add.html", commune=commune, draft=draft, adding=form), 422
    return redirect(row_address(commune.slug, number, table, row), 303)
