"""How far a village is from what its commune promised: a gap to a target, never a status of the village's own."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from portal.domain.plans import Target
from portal.domain.progress import aim_of


@dataclass(frozen=True)
class Gap:
    """``distance`` is the value less the target's mark."""

    target: Target
    distance: Fraction
    satisfied: bool


def nearest_target(targets: Iterable[Target], year: int) -> Target | None:
    """Of targets for one indicator the next one due in or after a year, else the last one that was due.

    Targets without a year, and those that another has taken the place of, do not count.
    """
    given = list(targets)
    amended = {target.amends_id for target in given}
    dated = sorted((t for t in given if t.year and t.id not in amended), key=lambda t: t.year or 0)
    ahead = [t for t in dated if (t.year or 0) >= year]
    if ahead:
        return ahead[0]
    return dated[-1] if dated else None


def passed_target(targets: Iterable[Target], year: int) -> Target | None:
    """Of targets for one indicator the last one that was due before a year; those replaced by another do not count."""
    given = list(targets)
    amended = {target.amends_id for target in given}
    past = [t for t in given if t.year and t.year < year and t.id not in amended]
    return max(past, key=lambda t: t.year or 0, default=None)


def gap_to(target: Target, value: Fraction) -> Gap:
    aim = aim_of(target)
    return Gap(target, value - aim.mark, aim.satisfied_by(value))
