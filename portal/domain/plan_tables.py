"""A plan as the tables of reviewed facts that it was loaded from: ``data/plans/<slug>/*.csv``, to be loaded again.

What the loader reckoned is taken off: ids, citations, the English names of bodies, the note on a target that asks for
less than an earlier one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from portal.domain.contradictions import note_on_words
from portal.domain.obligations import Obligation
from portal.domain.plans import Goal, Plan, PlanSection, Target
from portal.domain.tasks import Task, TaskKind
from portal.domain.whole_plans import WholePlan

Row = tuple[Any, ...]

_WORK = ("section", "item", "title", "title_en", "lead", "partners", "due", "due_note", "due_note_en")


@dataclass(frozen=True)
class PlanTable:
    """One of the tables, under the name of its file."""

    name: str
    fields: tuple[str, ...]
    rows: Sequence[Row]


def plan_tables(whole: WholePlan) -> list[PlanTable]:
    """Every table of a plan; of a kind that the plan has nothing of, the fields alone."""
    tasks, responsibilities = whole.tasks_of(TaskKind.TASK), whole.tasks_of(TaskKind.RESPONSIBILITY)
    return [
        PlanTable("plan", ("field", "value", "value_en"), list(_plan(whole.plan))),
        PlanTable("outline", ("section", "title", "title_en"), [_section(s) for s in whole.sections]),
        PlanTable("targets", _TARGET, [_target(t) for t in whole.targets]),
        PlanTable("goals", ("section", "item", "year", "title", "title_en"), [_goal(g) for g in whole.goals]),
        PlanTable("tasks", _WORK, [_task(t) for t in tasks]),
        PlanTable("responsibilities", _WORK, [_task(t) for t in responsibilities]),
        PlanTable("obligations", _DUTY, [_duty(d) for d in whole.duties]),
        PlanTable("bodies", ("name", "name_en"), [(name, name_en) for _, name, name_en in whole.bodies.values()]),
    ]


def _plan(plan: Plan) -> Iterator[Row]:
    """A row a field; ``signed_by_role`` is in the files and not in the store, so it stands empty."""
    yield "title", plan.title, plan.title_en
    yield "issuer", plan.issuer, plan.issuer_en
    yield "number", plan.number, None
    yield "issued_on", plan.issued_on, None
    yield "year", plan.year, None
    yield "period_from", plan.period_from, None
    yield "period_to", plan.period_to, None
    yield "basis", plan.basis or None, None
    yield "signed_by_role", None, None
    yield "note", plan.note or None, plan.note_en or None


def _section(section: PlanSection) -> Row:
    return section.path, section.title, section.title_en


_TARGET = tuple("indicator,comparator,value,value_high,year,section,item,note,note_en,amends".split(","))


def _target(target: Target) -> Row:
    note, note_en = note_on_words(target)
    return (
        target.indicator_code,
        target.comparator,
        target.value,
        target.value_high,
        target.year,
        target.section,
        target.item,
        note or None,
        note_en or None,
        target.amends_id,
    )


def _goal(goal: Goal) -> Row:
    return goal.section, goal.item, goal.year, goal.title, goal.title_en


def _task(task: Task) -> Row:
    return tuple(getattr(task, field) for field in _WORK)


_DUTY = ("section", "item", "cadence", "due_day", "due_month", "reporter", "recipient", "note", "note_en")


def _duty(duty: Obligation) -> Row:
    return tuple(getattr(duty, field) for field in _DUTY)
