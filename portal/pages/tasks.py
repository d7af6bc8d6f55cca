"""A plan's tasks by the "5 rõ": who, what, by when, who answers, with what to show, and what of it is not clear."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby

from flask import Response, abort, render_template

from portal.domain.bodies import Role, names_in
from portal.domain.clarity import Unclear, count_unclear, unclear_of
from portal.domain.plans import Plan, get_plan, list_sections
from portal.domain.tasks import Task, TaskKind, TaskRecord, TaskState, list_task_records, list_tasks, seen_state
from portal.formats.http import table_answer
from portal.i18n import gettext as _
from portal.i18n import language, localized
from portal.i18n.record_words import FUNCTIONS, task_state_name, unclear_name
from portal.pages.deadline_words import MARKS
from portal.pages.facets import Facet, Narrowed, narrow
from portal.pages.task_rows import task_table
from portal.routing import Pages
from portal.web import session, today

pages = Pages("tasks", __name__)
NOBODY = "none"
Records = Mapping[str, TaskRecord]


@pages.get("/plans/<slug>/tasks")
def of_plan(slug: str) -> str:
    plan, records, narrowed = _asked(slug)
    work = list_tasks(session(), plan, kind=TaskKind.TASK)
    return render_template(
        "plans/tasks.html",
        plan=plan,
        narrowed=narrowed,
        records=records,
        illustrative=any(r.dataset.illustrative for r in records.values()),
        all_tasks=len(work),
        unclear_counts=count_unclear(work, records),
        unclear=lambda task: unclear_of(task, records.get(task.id)),
        sections={s.path: s for s in list_sections(session(), plan)},
        tasks=_by_section(t for t in narrowed.things if t.kind == TaskKind.TASK),
        responsibilities=_by_lead(t for t in narrowed.things if t.kind == TaskKind.RESPONSIBILITY),
        state=lambda task: seen_state(task, records.get(task.id), today()),
        states={seen_state(t, records.get(t.id), today()) for t in narrowed.things},
        marks=MARKS,
        named=named,
        **FUNCTIONS,
    )


@pages.get("/plans/<slug>/tasks.<any(csv,json,xlsx,embed):suffix>")
def rows(slug: str, suffix: str) -> Response:
    plan, records, narrowed = _asked(slug)
    title = _("Nhiệm vụ của %(commune)s", commune=localized(plan.commune))
    return table_answer(task_table(slug, narrowed.things, records), suffix, title)


def _asked(slug: str) -> tuple[Plan, Records, Narrowed[Task]]:
    plan = get_plan(session(), slug) or abort(404)
    records = list_task_records(session(), plan)
    return plan, records, _narrowed(plan, records)


def named(thing: Task, role: str) -> list[tuple[str, str]]:
    """The bodies of a task in a role: what an address calls each, and its name in the language of the page."""
    return [(slug, english if language() == "en" else name) for slug, name, english in names_in(thing, role)]


def bodies_of(task: Task) -> dict[str, str]:
    """The bodies that lead a task or take part in it: their names by what an address calls them in either language."""
    return dict([*named(task, Role.LEAD), *named(task, Role.PARTNER)]) or {NOBODY: _("không nêu cơ quan")}


def _by_section(tasks: Iterable[Task]) -> list[tuple[str, list[Task]]]:
    return [(section, list(group)) for section, group in groupby(tasks, key=lambda t: t.section)]


def _by_lead(tasks: Iterable[Task]) -> list[tuple[list[tuple[str, str]], list[Task]]]:
    """Responsibilities under the bodies that bear them; several bodies together count as one heading."""
    found: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        found[task.lead or ""].append(task)
    return [(named(group[0], Role.LEAD), group) for group in found.values()]


def _narrowed(plan: Plan, records: Records) -> Narrowed[Task]:
    tasks = list_tasks(session(), plan)
    bodies = {code: name for task in tasks for code, name in bodies_of(task).items()}
    state = Facet[Task](
        "state", _("Tình trạng"), lambda t: [seen_state(t, records.get(t.id), today())], task_state_name, [*TaskState]
    )
    unclear = Facet[Task]("unclear", _("Chỗ chưa rõ"), lambda t: _lacking(t, records), unclear_name, [*Unclear])
    return narrow(
        tasks,
        [
            state,
            unclear,
            Facet("kind", _("Loại việc"), lambda t: [t.kind], kind_text, [*TaskKind]),
            Facet("body", _("Cơ quan"), bodies_of, lambda code: bodies[code]),
        ],
    )


def _lacking(task: Task, records: Records) -> list[str]:
    """What is not clear of a task; a body's responsibility is not measured by the "5 rõ"."""
    return [*unclear_of(task, records.get(task.id))] if task.kind == TaskKind.TASK else []


def kind_text(kind: str) -> str:
    words = {TaskKind.TASK: _("nhiệm vụ, giải pháp"), TaskKind.RESPONSIBILITY: _("trách nhiệm của cơ quan")}
    return words[TaskKind(kind)]
