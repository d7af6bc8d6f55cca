"""Bodies of a plan: what each answers for, so that "who answers for this?" has an address."""

from collections import Counter
from collections.abc import Mapping

from flask import Response, abort, render_template

from portal.domain.bodies import Body, Role, find_body, list_bodies
from portal.domain.obligations import list_obligations
from portal.domain.plans import Plan, get_plan
from portal.domain.tasks import Task, TaskRecord, TaskState, list_task_records, list_tasks, seen_state
from portal.formats.http import table_answer
from portal.i18n import gettext as _
from portal.i18n import localized
from portal.i18n.plan_words import cadence_name
from portal.i18n.record_words import FUNCTIONS
from portal.pages.deadline_words import MARKS, duty_day
from portal.pages.task_rows import body_table, duty_table
from portal.routing import Pages
from portal.web import session, today

pages = Pages("bodies", __name__)


@pages.get("/plans/<slug>/bodies")
def of_plan(slug: str) -> str:
    plan, bodies, records = _loaded(slug)
    return render_template(
        "bodies/index.html",
        plan=plan,
        bodies=bodies,
        states={body.slug: count_states(body, records) for body in bodies},
        illustrative=_is_illustrative(records),
        marks=MARKS,
        **FUNCTIONS,
    )


@pages.get("/plans/<slug>/bodies.<any(csv,json,xlsx,embed):suffix>")
def rows(slug: str, suffix: str) -> Response:
    plan, bodies, records = _loaded(slug)
    states = {body.slug: count_states(body, records) for body in bodies}
    title = _("Ai trả lời cho việc gì ở %(commune)s", commune=localized(plan.commune))
    return table_answer(body_table(plan, bodies, states), suffix, title)


@pages.get("/plans/<slug>/bodies/<body>")
def one(slug: str, body: str) -> str:
    plan, bodies, records = _loaded(slug)
    found = find_body(bodies, body) or abort(404)
    return render_template(
        "bodies/show.html",
        plan=plan,
        body=found,
        counts=count_states(found, records),
        records=records,
        state=lambda task: seen_state(task, records.get(task.id), today()),
        illustrative=_is_illustrative(records),
        marks=MARKS,
        cadence_name=cadence_name,
        duty_day=duty_day,
        **FUNCTIONS,
    )


@pages.get("/plans/<slug>/bodies/<body>.<any(csv,json,xlsx,embed):suffix>")
def rows_of_one(slug: str, body: str, suffix: str) -> Response:
    plan, bodies, records = _loaded(slug)
    found = find_body(bodies, body) or abort(404)
    title = _("%(body)s: trả lời cho việc gì", body=localized(found))
    return table_answer(duty_table(plan, found, records), suffix, title)


def _loaded(slug: str) -> tuple[Plan, list[Body], Mapping[str, TaskRecord]]:
    plan = get_plan(session(), slug) or abort(404)
    bodies = list_bodies(list_tasks(session(), plan), list_obligations(session(), plan=slug))
    return plan, bodies, list_task_records(session(), plan)


def count_states(body: Body, records: Mapping[str, TaskRecord]) -> dict[str, int]:
    """How many of the tasks that a body leads are in each state, those of none left out."""
    led: list[Task] = body.tasks.get(Role.LEAD, [])
    counts = Counter(seen_state(task, records.get(task.id), today()) for task in led)
    return {state: counts[state] for state in TaskState if counts[state]}


def _is_illustrative(records: Mapping[str, TaskRecord]) -> bool:
    return any(record.dataset.illustrative for record in records.values())
