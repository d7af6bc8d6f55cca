"""What a plan changed of the one before it."""

from flask import Response, abort, render_template, request

from portal.domain.plan_changes import PlanChanges, compare_plans
from portal.domain.plan_history import list_neighbours
from portal.domain.plans import Plan, get_plan, list_plans
from portal.domain.whole_plans import get_whole_plan
from portal.formats.http import table_answer
from portal.formats.plan_changes import change_table
from portal.i18n import gettext as _
from portal.pages.plan_change_words import sum_up, tell_pieces, tell_targets
from portal.routing import Pages
from portal.web import session

pages = Pages("plan_changes", __name__)
NOTHING = PlanChanges([], [], [])


@pages.get("/plans/<slug>/changes")
def show(slug: str) -> str:
    plan = _plan(slug)
    older = _older(plan)
    changes = _changes(older, plan)
    return render_template(
        "plans/changes.html",
        plan=plan,
        older=older,
        summary=sum_up(changes),
        is_nothing=changes.is_nothing,
        targets=tell_targets(changes.targets),
        pieces=tell_pieces(changes.pieces),
        others=[each for each in list_plans(session(), commune=plan.commune) if each.slug != slug],
    )


@pages.get("/plans/<slug>/changes.<any(csv,json,xlsx,embed):suffix>")
def rows(slug: str, suffix: str) -> Response:
    plan = _plan(slug)
    changes = _changes(_older(plan), plan)
    return table_answer(change_table(f"{slug}-changes", changes), suffix, _("Điểm thay đổi của kế hoạch"))


def _plan(slug: str) -> Plan:
    return get_plan(session(), slug) or abort(404)


def _older(plan: Plan) -> Plan | None:
    """The plan that is asked for with ``from``, of the same place; else the newest of those that this one amends."""
    asked = request.args.get("from")
    if asked:
        found = get_plan(session(), asked)
        return found if found and found.commune_id == plan.commune_id else abort(404)
    amended = list_neighbours(session(), plan).amended
    return amended[-1] if amended else None


def _changes(older: Plan | None, plan: Plan) -> PlanChanges:
    if older is None:
        return NOTHING
    return compare_plans(get_whole_plan(session(), older), get_whole_plan(session(), plan))
