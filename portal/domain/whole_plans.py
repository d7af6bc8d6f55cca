"""A plan whole: the document with everything that stands in it, as the forms in which it leaves the portal need it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portal.db import Rows
from portal.domain.bodies import Role, names_in
from portal.domain.obligations import Obligation, list_obligations
from portal.domain.plans import Goal, Plan, PlanSection, Target, list_goals, list_sections, list_targets
from portal.domain.tasks import Task, TaskKind, list_tasks

Piece = Goal | Target | Task | Obligation
"""What stands at a place of the document."""


@dataclass(frozen=True)
class Amendment:
    """One target that takes the place of another; each with the plan it is of."""

    newer: str
    newer_plan: str
    older: str
    older_plan: str


@dataclass(frozen=True)
class WholePlan:
    """:param tasks: the tasks, then the responsibilities of bodies.
    :param amendments: those in which a target of this plan takes the place of another or gives way to one.
    """

    plan: Plan
    sections: Sequence[PlanSection]
    goals: Sequence[Goal]
    targets: Sequence[Target]
    tasks: Sequence[Task]
    duties: Sequence[Obligation]
    amendments: Sequence[Amendment] = ()

    def tasks_of(self, kind: TaskKind) -> list[Task]:
        return [task for task in self.tasks if task.kind == kind]

    @cached_property
    def bodies(self) -> dict[str, tuple[str, str, str]]:
        """Everybody it names, in the order of first naming: by the Vietnamese name the slug and both names."""
        return {body[1]: body for body in self._named()}

    def _named(self) -> Iterator[tuple[str, str, str]]:
        for task in self.tasks:
            for role in (Role.LEAD, Role.PARTNER):
                yield from names_in(task, role)
        for duty in self.duties:
            for role in (Role.REPORTER, Role.RECIPIENT):
                yield from names_in(duty, role)

    @cached_property
    def pieces(self) -> Mapping[str, list[Piece]]:
        """What stands under each heading and no deeper one, by its path: goals, targets, tasks, then reporting duties.

        A label below the headings (``II.1.3`` where ``II.1`` is the last of them) is under the nearest.
        """
        pieces: list[Piece] = [*self.goals, *self.targets, *self.tasks, *self.duties]
        paths, found = self._paths, dict[str, list[Piece]]()
        for piece in pieces:
            found.setdefault(nearest_heading(piece.section, paths) or piece.section, []).append(piece)
        return found

    def heading_above(self, path: str) -> str | None:
        """The path of the heading that one stands under; None at the top."""
        return nearest_heading(path.rpartition(".")[0], self._paths)

    @cached_property
    def _paths(self) -> frozenset[str]:
        return frozenset(section.path for section in self.sections)


def nearest_heading(path: str, paths: Collection[str]) -> str | None:
    """The deepest of the headings that a labelled place is or stands under."""
    while path and path not in paths:
        path = path.rpartition(".")[0]
    return path or None


def get_whole_plan(session: Session, plan: Plan) -> WholePlan:
    """All of it, in as many queries for eighty targets as for one."""
    return WholePlan(
        plan,
        list_sections(session, plan),
        list_goals(session, plan),
        list_targets(session, plan=plan.slug),
        list_tasks(session, plan),
        list_obligations(session, plan=plan.slug),
        list_amendments(session, plan),
    )


def list_amendments(session: Session, plan: Plan) -> list[Amendment]:
    """Those that a plan makes and those made to it."""
    newer, older = Target.__table__.alias("newer"), Target.__table__.alias("older")
    query: Rows = (
        select(newer.c.id, newer.c.plan_slug, older.c.id, older.c.plan_slug)
        .join(older, newer.c.amends_id == older.c.id)
        .where(or_(newer.c.plan_slug == plan.slug, older.c.plan_slug == plan.slug))
        .order_by(newer.c.id)
    )
    return [Amendment(*row) for row in session.execute(query)]
