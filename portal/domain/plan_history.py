"""What came before a plan and what took its place: told by its targets, each of which may name the one it amends."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, joinedload

from portal.domain.localities import Locality
from portal.domain.plans import Plan, Target
from portal.domain.whole_plans import list_amendments


@dataclass(frozen=True)
class Neighbours:
    """The plans of which a plan amends targets, and those that amend targets of it; the oldest first."""

    amended: tuple[Plan, ...] = ()
    amending: tuple[Plan, ...] = ()


def list_neighbours(session: Session, plan: Plan) -> Neighbours:
    """The plans before and after it; one query where there are none."""
    found = list_amendments(session, plan)
    before = {each.older_plan for each in found if each.newer_plan == plan.slug} - {plan.slug}
    after = {each.newer_plan for each in found if each.older_plan == plan.slug} - {plan.slug}
    if not before | after:
        return Neighbours()
    plans = session.scalars(select(Plan).where(Plan.slug.in_(before | after)).order_by(Plan.year, Plan.slug)).all()
    return Neighbours(tuple(p for p in plans if p.slug in before), tuple(p for p in plans if p.slug in after))


def list_histories(session: Session, targets: Iterable[Target]) -> dict[str, tuple[Target, ...]]:
    """The older targets that each of these took the place of, one after another, the oldest first; by its id.

    No query where none amends another.
    """
    given = list(targets)
    known = {target.id: target for target in given}
    wanted = {target.amends_id for target in given if target.amends_id} - set(known)
    while wanted:
        older = session.scalars(select(Target).where(Target.id.in_(wanted)).options(joinedload(Target.plan))).all()
        known |= {target.id: target for target in older}
        wanted = {target.amends_id for target in older if target.amends_id} - set(known)
    chains = {target.id: _chain(target, known) for target in given}
    return {ref: chain for ref, chain in chains.items() if chain}


def _chain(target: Target, known: dict[str, Target]) -> tuple[Target, ...]:
    """From the oldest to the one that ``target`` amends; no target twice, whatever the store says."""
    chain: list[Target] = []
    here = known.get(target.amends_id or "")
    while here is not None and here not in chain:
        chain.insert(0, here)
        here = known.get(here.amends_id or "")
    return tuple(chain)


def list_newer(session: Session, refs: Iterable[str]) -> dict[str, Target]:
    """Of these targets, by id, those by which each was amended; no query of none."""
    ids = list(refs)
    if not ids:
        return {}
    found = session.scalars(select(Target).where(Target.amends_id.in_(ids)).options(joinedload(Target.plan)))
    return {target.amends_id: target for target in found if target.amends_id}


def list_plans_above(session: Session, commune: Locality, basis: str) -> list[Plan]:
    """The plans that a plan of this commune with this legal basis has to follow: those of the province above, then
    those of the commune itself that the basis names by their number.
    """
    named = and_(Plan.commune_id == commune.id, Plan.number.in_(numbers_in(basis)))
    conditions = [named] if commune.parent_id is None else [named, Plan.commune_id == commune.parent_id]
    query = select(Plan).join(Plan.commune).where(or_(*conditions))
    return list(session.scalars(query.order_by(Locality.kind.desc(), Plan.year, Plan.slug)))


def numbers_in(basis: str) -> list[str]:
    """The numbers of documents that a plan's legal basis names, parted by semicolons."""
    return [number for number in (part.strip() for part in basis.split(";")) if number]


def list_targets_above(session: Session, commune: Locality, basis: str, *, but: Iterable[str] = ()) -> list[Target]:
    """The targets in force of the plans above; one query where there are no such plans.

    :param but: the slugs of plans that are not held to be above: the plan itself, and those that it amends.
    """
    above = {plan.slug for plan in list_plans_above(session, commune, basis)} - set(but)
    if not above:
        return []
    query = select(Target).where(Target.plan_slug.in_(above)).order_by(Target.plan_slug, Target.position)
    found = session.scalars(query.options(joinedload(Target.plan), joinedload(Target.indicator))).all()
    amended = list_newer(session, [target.id for target in found])
    return [target for target in found if target.id not in amended]
