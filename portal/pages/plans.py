"""Plans: the documents, their outline, targets with progress, tasks and reporting duties."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from flask import Response, abort, render_template

from portal.domain.bodies import list_bodies
from portal.domain.ledger import Standing, in_order, list_ledger
from portal.domain.localities import Locality
from portal.domain.obligations import Obligation, duty_id, list_obligations
from portal.domain.plan_history import list_neighbours
from portal.domain.plans import (
    Plan,
    Target,
    count_plans,
    get_plan,
    list_goals,
    list_plans,
    list_sections,
    list_targets,
    select_plans,
)
from portal.domain.progress import Progress, count_statuses, list_progress
from portal.domain.tasks import (
    Task,
    count_tasks_by_plan,
    list_tasks,
)
from portal.formats.http import table_answer
from portal.i18n import gettext as _
from portal.i18n import localized
from portal.pages.deadline_words import WORDS, counts_sentence
from portal.pages.outline import outline
from portal.pages.paging import asked_page
from portal.pages.plan_forms import FORMS, form_of
from portal.pages.tables import table_of
from portal.routing import Pages
from portal.web import session, today

pages = Pages("plans", __name__)
AHEAD, LATE, BODIES = 3, 5, 5  # as many of each as the plan's first page names
PAGE = 20  # plans
Named = dict[str, Any]


@pages.get("/plans")
def index() -> str:
    pager = asked_page(count_plans(session()), PAGE)
    plans = list_plans(session(), limit=PAGE, offset=pager.first)
    progress = _by_plan(_progress(list_targets(session(), communes=[plan.commune for plan in plans])))
    return render_template(
        "plans/index.html",
        plans=plans,
        pager=pager,
        progress=progress,
        rollups={slug: count_statuses(of_plan) for slug, of_plan in progress.items()},
        tasks=count_tasks_by_plan(session(), plans),
        illustrative=any(p.illustrative for of_plan in progress.values() for p in of_plan),
    )


@pages.get("/plans.<any(csv,json,xlsx,embed):suffix>")
def rows(suffix: str) -> Response:
    query = select_plans().order_by(Locality.position, Plan.slug)
    return table_answer(table_of("plans", query), suffix, _("Kế hoạch"))


@pages.get("/plans/<slug>.<any(csv,json,embed):suffix>")
def plan_row(slug: str, suffix: str) -> Response:
    """What the list of plans says of it; in the forms below is all of it."""
    plan = _plan(slug)
    return table_answer(table_of(plan.slug, select_plans(slug=slug)), suffix, localized(plan, "title"))


@pages.get("/plans/<slug>.<any(xlsx,zip,jsonld,stratml):suffix>")
def whole(slug: str, suffix: str) -> Response:
    return form_of(_plan(slug), suffix)


@pages.get("/plans/<slug>")
def show(slug: str) -> str:
    plan = _plan(slug)
    progress = _progress(list_targets(session(), plan=slug))
    tasks, duties = list_tasks(session(), plan), list_obligations(session(), plan=slug)
    return render_template(
        "plans/show.html",
        plan=plan,
        neighbours=list_neighbours(session(), plan),
        progress=progress,
        counts=count_statuses(progress),
        by_year=[(year, count_statuses(of_year)) for year, of_year in _by_year(progress)],
        duties=duties,
        tasks=tasks,
        bodies=list_bodies(tasks, duties)[:BODIES],
        illustrative=any(p.illustrative for p in progress),
        words=WORDS,
        forms=FORMS,
        duty_id=duty_id,
        **_outlined(plan, progress, tasks, duties),
        **_dated(plan),
    )


def _outlined(plan: Plan, progress: Sequence[Progress], tasks: Sequence[Task], duties: Sequence[Obligation]) -> Named:
    """The outline with what stands under each heading, and the goals by year."""
    goals, targets = list_goals(session(), plan), [p.target for p in progress]
    sections = list_sections(session(), plan)
    return {
        "outline": outline(sections, targets=targets, goals=goals, tasks=tasks, duties=duties),
        "goals": [(year, list(of_year)) for year, of_year in groupby(goals, key=lambda g: g.year)],
    }


def _dated(plan: Plan) -> Named:
    """What is due next and what is late, from the ledger of deadlines."""
    entries = list_ledger(session(), plan=plan.slug, today=today())
    found = dict(in_order(entries, list(Standing), today()))
    late, ahead = found.get(Standing.LATE, []), found.get(Standing.AHEAD, [])
    return {"late": late[:LATE], "all_late": len(late), "ahead": ahead[:AHEAD], "sentence": counts_sentence(entries)}


def _plan(slug: str) -> Plan:
    return get_plan(session(), slug) or abort(404)


def _progress(targets: Sequence[Target]) -> list[Progress]:
    return list_progress(session(), targets, today=today())


def _by_plan(progress: Iterable[Progress]) -> dict[str, list[Progress]]:
    found: dict[str, list[Progress]] = defaultdict(list)
    for one in progress:
        found[one.target.plan_slug].append(one)
    return found


def _by_year(progress: Iterable[Progress]) -> list[tuple[int | None, list[Progress]]]:
    """By due year, those without a year last; within a year in the document's order."""
    found: dict[int | None, list[Progress]] = defaultdict(list)
    for one in progress:
        found[one.target.year].append(one)
    return sorted(found.items(), key=lambda item: item[0] or 9999)
