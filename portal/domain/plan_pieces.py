"""What a plan sets besides its targets, as like things that can be held against another plan's."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.domain.obligations import Obligation
from portal.domain.plans import Goal, Target
from portal.domain.tasks import Task, TaskKind
from portal.domain.whole_plans import WholePlan

TABLES = ("outline", "goals", "tasks", "responsibilities", "obligations")
"""Of what kind a piece can be, named like the files of ``data/plans/<slug>/`` and in this order."""


@dataclass(frozen=True)
class Piece:
    """A section, goal, task, responsibility or reporting duty; ``place`` is its section and item (``III.5, 3``).

    :param title: its words; of a duty the cadence.
    :param facts: what it says besides, by the name of the field.
    """

    table: str
    place: str
    title: str
    title_en: str
    facts: Mapping[str, object]


def pieces_of(whole: WholePlan) -> list[Piece]:
    """Everything but the targets, table by table."""
    work = {kind: [_work(kind, task) for task in whole.tasks_of(kind)] for kind in TaskKind}
    return [
        *(Piece("outline", each.path, each.title, each.title_en, {}) for each in whole.sections),
        *(Piece("goals", place_of(each), each.title, each.title_en, {"year": each.year}) for each in whole.goals),
        *work[TaskKind.TASK],
        *work[TaskKind.RESPONSIBILITY],
        *(_duty(each) for each in whole.duties),
    ]


def _work(kind: TaskKind, task: Task) -> Piece:
    table = "tasks" if kind is TaskKind.TASK else "responsibilities"
    facts = {"lead": task.lead, "partners": task.partners, "due": task.due, "due_note": task.due_note}
    return Piece(table, place_of(task), task.title, task.title_en, facts)


def _duty(duty: Obligation) -> Piece:
    names = ("due_day", "due_month", "reporter", "recipient")
    facts = {name: getattr(duty, name) for name in names}
    return Piece("obligations", place_of(duty), duty.cadence, duty.cadence, facts)


def place_of(thing: Target | Goal | Task | Obligation) -> str:
    """Where it stands: ``III.5, 3``, or the section alone."""
    return f"{thing.section}, {thing.item}" if thing.item else thing.section
