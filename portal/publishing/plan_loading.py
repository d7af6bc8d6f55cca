"""A plan's folder into a running public store: a new plan, a successor, or a mended one in place of itself.

All of it or nothing, told in the audit log. The desk is opened before the public store, in the order in which a
publication holds them; its entry is kept first, so that no change is ever without one.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.db import Store, lock_writers
from portal.domain.indicators import Indicator
from portal.domain.localities import Locality
from portal.domain.obligations import Obligation
from portal.domain.plan_changes import PlanChanges, compare_plans
from portal.domain.plan_tables import plan_tables
from portal.domain.plans import Goal, Plan, PlanSection, Target, get_plan
from portal.domain.tasks import Task
from portal.domain.whole_plans import WholePlan, get_whole_plan
from portal.publishing.audit import AuditEntry, keep_import
from portal.publishing.indexing import index_plan
from portal.publishing.plan_amending import about_plan, amendment_problems, fill_amendments
from portal.publishing.plan_making import make_whole
from portal.publishing.plan_rows import COLUMNS, Tables, read_tables
from portal.publishing.plan_standing import loss_problems
from portal.publishing.plans import find_place, store_plan
from portal.publishing.problems import Refused

EVENT = "plan-imported"


@dataclass(frozen=True)
class Taken:
    """What a load did.

    :param amends: the older plan it was held against, if any.
    :param amended: how many of its targets take the place of older ones.
    :param changes: against the plan as it was before, or against the older one; None of a plan that has neither.
    :param is_nothing: the store had the plan just so.
    """

    slug: str
    place: Locality
    replaced: bool
    targets: int
    tasks: int
    amends: str | None
    amended: int
    changes: PlanChanges | None
    is_nothing: bool


def take_plan(public: Store, desk: Store, folder: Path, *, amends: str | None = None, replace: bool = False) -> Taken:
    """Load the plan of the folder's name; nothing, and no new state of the store, where it is there just so.

    :param amends: the slug of the older plan whose targets it takes the place of where indicator and year are the same.
    :param replace: the plan is there and was misread; what it has now is mended.
    :raises Refused: with every problem found; the stores are as they were.
    """
    with desk.begin() as audit, public.begin() as session:
        lock_writers(audit, AuditEntry)
        lock_writers(session, Plan)
        done = put_plan(session, folder.name, read_tables(folder), amends=amends, replace=replace)
        if done.is_nothing:
            session.rollback()
            return done
        details = {
            "plan": done.slug,
            "sha256": hash_folder(folder),
            "replaced": done.replaced,
            "targets": done.targets,
            "tasks": done.tasks,
            "amended": done.amended,
        }
        keep_import(audit, session, EVENT, {done.place.code: details})
    return done


def hash_folder(folder: Path) -> str:
    """SHA-256 over the names and the contents of a plan's files."""
    found = hashlib.sha256()
    for name in COLUMNS:
        found.update(f"{name}\n".encode() + hashlib.sha256((folder / f"{name}.csv").read_bytes()).digest())
    return found.hexdigest()


def put_plan(session: Session, slug: str, tables: Tables, *, amends: str | None = None, replace: bool = False) -> Taken:
    """Load the rows of a plan, as ``take_plan`` does, in a transaction of the caller's, who tells of it.

    :raises Refused: with every problem found; the session is left for the caller to roll back.
    """
    before = _before(session, slug, replace=replace)
    indicators = {indicator.code: indicator for indicator in session.scalars(select(Indicator))}
    older = set(session.scalars(select(Target.id).where(Target.plan_slug != slug)))
    whole = make_whole(slug, tables, indicators, older)
    place = find_place(session, slug, whole.plan.year)
    whole.plan.commune_id = place.id
    against = fill_amendments(session, whole, before, amends)
    problems = [*amendment_problems(session, whole), *(loss_problems(session, before, whole) if before else ())]
    if problems:
        raise Refused(problems)
    compared = before or against
    changes = compare_plans(compared, whole) if compared else None
    is_nothing = before is not None and plan_tables(before) == plan_tables(whole)
    if before is None:
        store_plan(session, whole)
    else:
        _replace(session, before, whole)
    session.expunge_all()  # what is told of the load stays readable after it
    index_plan(session, slug, former_tasks=[task.id for task in before.tasks] if before else ())
    return Taken(
        slug=slug,
        place=place,
        replaced=before is not None,
        targets=len(whole.targets),
        tasks=len(whole.tasks),
        amends=against.plan.slug if against else None,
        amended=sum(target.amends_id is not None for target in whole.targets),
        changes=changes,
        is_nothing=is_nothing,
    )


def _before(session: Session, slug: str, *, replace: bool) -> WholePlan | None:
    """The plan as it is, no longer bound to the store; None of one that is new.

    :raises Refused: it is there and not to be replaced, or to be replaced and not there.
    """
    there = get_plan(session, slug)
    if (there is not None) != replace:
        raise Refused([about_plan("plan-there" if there else "plan-not-there", slug)])
    if there is None:
        return None
    before = get_whole_plan(session, there)
    session.expunge_all()
    return before


def _replace(session: Session, before: WholePlan, whole: WholePlan) -> None:
    """Put the plan in place of itself; what has a permanent id keeps it."""
    slug = whole.plan.slug
    _delete_targets(session, {t.id for t in before.targets} - {t.id for t in whole.targets})
    session.merge(whole.plan)
    for target in whole.targets:
        session.merge(target)
    for table in (PlanSection, Goal, Task, Obligation):
        session.execute(delete(table).where(table.plan_slug == slug))
    for things in (whole.sections, whole.goals, whole.tasks, whole.duties):
        session.add_all(things)
    session.flush()


def _delete_targets(session: Session, gone: Iterable[str]) -> None:
    session.execute(delete(Target).where(Target.id.in_(sorted(gone))))
