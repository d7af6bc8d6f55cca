"""Plans: the documents, their outline, targets with progress, tasks and reporting duties."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from flask import Response, abort, render_template

from portal.domain.folding import slugify
from portal.domain.localities import Locality
from portal.domain.obligations import Report, ReportState, list_obligations, list_plan_reports
from portal.domain.plans import (
    Plan,
    Target,
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
    TaskKind,
    TaskRecord,
    TaskState,
    count_clarity,
    count_tasks_by_plan,
    list_task_records,
    list_tasks,
    seen_state,
)
from portal.formats.http import table_answer
from portal.i18n import gettext as _
from portal.i18n import localized
from portal.i18n.record_words import report_state_name, task_state_name
from portal.pages.facets import Facet, Narrowed, narrow
from portal.pages.outline import outline
from portal.pages.plan_rows import report_table, task_table
from portal.pages.tables import table_of
from portal.routing import Pages
from portal.web import session, today

pages = Pages("plans", __name__)
NOBODY = "none"


@pages.get("/plans")
def index() -> str:
    progress = _by_plan(_progress(list_targets(session())))
    return render_template(
        "plans/index.html",
        plans=list_plans(session()),
        progress=progress,
        rollups={slug: count_statuses(of_plan) for slug, of_plan in progress.items()},
        tasks=count_tasks_by_plan(session()),
        illustrative=any(p.illustrative for of_plan in progress.values() for p in of_plan),
    )


@pages.get("/plans.<any(csv,json):suffix>")
def rows(suffix: str) -> Response:
    query = select_plans().order_by(Locality.position, Plan.slug)
    return table_answer(table_of("plans", query), suffix)


@pages.get("/plans/<slug>.<any(csv,json):suffix>")
def plan_row(slug: str, suffix: str) -> Response:
    return table_answer(table_of(_plan(slug).slug, select_plans(slug=slug)), suffix)


@pages.get("/plans/<slug>")
def show(slug: str) -> str:
    plan = _plan(slug)
    progress = _progress(list_targets(session(), plan=slug))
    tasks, goals, duties = (
        list_tasks(session(), plan),
        list_goals(session(), plan),
        list_obligations(session(), plan=slug),
    )
    return render_template(
        "plans/show.html",
        plan=plan,
        outline=outline(
            list_sections(session(), plan),
            targets=[p.target for p in progress],
            goals=goals,
            tasks=tasks,
            duties=duties,
        ),
        first_targets=_first_by_section(p.target for p in progress),
        first_tasks=_first_by_section(tasks),
        progress=progress,
        by_year=[(year, count_statuses(of_year)) for year, of_year in _by_year(progress)],
        goals=[(year, list(of_year)) for year, of_year in groupby(goals, key=lambda g: g.year)],
        duties=duties,
        tasks=tasks,
        illustrative=any(p.illustrative for p in progress),
    )


@pages.get("/plans/<slug>/tasks")
def tasks(slug: str) -> str:
    plan = _plan(slug)
    records = list_task_records(session(), plan)
    narrowed = _narrowed_tasks(plan, records)
    duties = [t for t in narrowed.things if t.kind == TaskKind.RESPONSIBILITY]
    return render_template(
        "plans/tasks.html",
        plan=plan,
        narrowed=narrowed,
        records=records,
        illustrative=any(r.dataset.illustrative for r in records.values()),
        clarity=count_clarity(list_tasks(session(), plan, kind=TaskKind.TASK)),
        sections={s.path: s for s in list_sections(session(), plan)},
        tasks=_by_section(t for t in narrowed.things if t.kind == TaskKind.TASK),
        responsibilities=_by_lead(duties),
        state=lambda task: seen_state(task, records.get(task.id), today()),
        task_state_name=task_state_name,
    )


@pages.get("/plans/<slug>/tasks.<any(csv,json):suffix>")
def task_rows(slug: str, suffix: str) -> Response:
    plan = _plan(slug)
    narrowed = _narrowed_tasks(plan, list_task_records(session(), plan))
    return table_answer(task_table(slug, narrowed.things), suffix)


@pages.get("/plans/<slug>/deadlines")
def deadlines(slug: str) -> str:
    plan = _plan(slug)
    reports = list_plan_reports(session(), plan=slug, today=today())
    records = list_task_records(session(), plan)
    progress = _progress([t for t in list_targets(session(), plan=slug) if t.year])
    return render_template(
        "plans/deadlines.html",
        plan=plan,
        upcoming=sorted((r for r in reports if r.due and r.due >= today()), key=lambda r: r.due),
        past=sorted((r for r in reports if r.due and r.due < today()), key=lambda r: r.due, reverse=True),
        undated=sorted((r for r in reports if r.receipt and not r.due), key=lambda r: r.received_on, reverse=True),
        counts=_count_states(reports),
        report_state_name=report_state_name,
        no_date=[r for r in reports if r.state == ReportState.NO_DATE],
        tasks=sorted((t for t in list_tasks(session(), plan) if t.due), key=lambda t: t.due),
        state=lambda task: seen_state(task, records.get(task.id), today()),
        task_state_name=task_state_name,
        years=[(year, count_statuses(of_year)) for year, of_year in _by_year(progress)],
        illustrative=any(p.illustrative for p in progress)
        or any(report.illustrative for report in reports)
        or any(record.dataset.illustrative for record in records.values()),
        today=today(),
    )


@pages.get("/plans/<slug>/deadlines.<any(csv,json):suffix>")
def deadline_rows(slug: str, suffix: str) -> Response:
    reports = list_plan_reports(session(), plan=_plan(slug).slug, today=today())
    return table_answer(report_table(slug, reports), suffix)


def _count_states(reports: Iterable[Report]) -> dict[str, int]:
    """How many reports that were due are in each state."""
    counts = Counter(r.state for r in reports if r.due and r.due < today())
    return {state: counts[state] for state in ReportState if counts[state]}


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


def _first_by_section(things: Iterable[Target | Task]) -> dict[str, str]:
    """The id of the first of each section, to link to."""
    first: dict[str, str] = {}
    for thing in things:
        first.setdefault(thing.section, thing.id)
    return first


def _by_section(tasks: Iterable[Task]) -> list[tuple[str, list[Task]]]:
    return [(section, list(group)) for section, group in groupby(tasks, key=lambda t: t.section)]


def _by_lead(tasks: Iterable[Task]) -> list[tuple[str, list[Task]]]:
    """Responsibilities under the bodies that bear them; several bodies together count as one heading."""
    found: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        found[localized(task, "lead") or _("Văn bản không nêu cơ quan")].append(task)
    return list(found.items())


def _narrowed_tasks(plan: Plan, records: Mapping[str, TaskRecord]) -> Narrowed[Task]:
    tasks = list_tasks(session(), plan)
    bodies = {code: name for task in tasks for code, name in bodies_of(task).items()}
    return narrow(
        tasks,
        [
            Facet("kind", _("Loại việc"), lambda t: [t.kind], kind_text, [*TaskKind]),
            Facet(
                "state",
                _("Tình trạng"),
                lambda t: [seen_state(t, records.get(t.id), today())],
                task_state_name,
                [*TaskState],
            ),
            Facet("body", _("Cơ quan"), bodies_of, lambda code: bodies[code]),
        ],
    )


def kind_text(kind: str) -> str:
    words = {TaskKind.TASK: _("nhiệm vụ, giải pháp"), TaskKind.RESPONSIBILITY: _("trách nhiệm của cơ quan")}
    return words[TaskKind(kind)]


def bodies_of(task: Task) -> dict[str, str]:
    """The bodies that lead a task or take part in it: their names by what an address calls them in either language."""
    bodies: dict[str, str] = {}
    for field in ("lead", "partners"):
        vietnamese, shown = (getattr(task, field) or "").split("; "), localized(task, field).split("; ")
        bodies |= {slugify(name): text for name, text in zip(vietnamese, shown, strict=True) if name}
    return bodies or {NOBODY: _("không nêu cơ quan")}
