"""Where a commune's plans do not agree with themselves or with the plan above them, found by rule from their targets.

Nothing is smoothed and nobody is judged: a contradiction names the targets concerned, each with the place where its
document says so. A target that another one took the place of no longer counts.
"""

import enum
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from portal.domain.indicators import Indicator
from portal.domain.plans import Target, slip_note
from portal.domain.progress import aim_of

SCALE_FREE = frozenset({"percent", "index"})
"""The units in which a province and a commune can be held against each other."""


class Kind(enum.StrEnum):
    """In the order in which they are told."""

    SAME_YEAR = "same-year"  # one indicator and year, two values
    SLIP = "slip"  # a later target asks for less than an earlier one
    BELOW_PLAN_ABOVE = "below-plan-above"  # it asks for less than the plan above it does by then
    COUNTED_OTHERWISE = "counted-otherwise"  # one section counts among others than the next
    DEFINITION = "definition"  # the document's words differ from the indicator's definition


@dataclass(frozen=True)
class Contradiction:
    """Of an indicator; ``targets`` are those that disagree, the earlier first.

    For ``COUNTED_OTHERWISE`` one of each way of counting; for ``DEFINITION`` all that say it in the same words.
    """

    kind: Kind
    targets: tuple[Target, ...]

    @property
    def indicator(self) -> Indicator:
        return self.targets[0].indicator


def find_contradictions(targets: Iterable[Target], above: Iterable[Target] = ()) -> list[Contradiction]:
    """The contradictions among the targets of one commune: kind by kind, the indicators in the order given.

    Of a target only its own columns and its indicator are asked, so those of a draft need no store.

    :param above: the targets of the plans that this one has to follow, against which they are held too.
    """
    given = list(targets)
    amended = {t.amends_id for t in given} - {None}
    by_indicator: dict[str, list[Target]] = defaultdict(list)
    for target in given:
        if target.id not in amended:
            by_indicator[target.indicator_code].append(target)
    higher: dict[str, list[Target]] = defaultdict(list)
    for target in above:
        higher[target.indicator_code].append(target)
    found = [each for group in by_indicator.values() for each in _of_indicator(group)]
    found += [each for code, group in by_indicator.items() for each in _below(group, higher[code])]
    return sorted(found, key=lambda each: list(Kind).index(each.kind))


def _of_indicator(targets: list[Target]) -> Iterator[Contradiction]:
    dated = sorted(targets, key=lambda t: (t.year or 9999, t.position or 0))
    yield from _same_years(dated)
    yield from _slips(dated)
    yield from _words(dated)


def _same_years(dated: Sequence[Target]) -> Iterator[Contradiction]:
    """Each target that asks for something else than the first of its year, with that one."""
    first: dict[int | None, Target] = {}
    for target in dated:
        before = first.setdefault(target.year, target)
        if _asked(before) != _asked(target):
            yield Contradiction(Kind.SAME_YEAR, (before, target))


def _asked(target: Target) -> tuple[str, float, float | None]:
    return target.comparator, target.value, target.value_high


def _slips(dated: Sequence[Target]) -> Iterator[Contradiction]:
    """Each target that asks for less than an earlier year's, with the earlier one that asks for most."""
    for target in dated:
        earlier = [t for t in dated if t.year and target.year and t.year < target.year]
        if more := _asking_for_more(target, earlier):
            yield Contradiction(Kind.SLIP, (more, target))


def _asking_for_more(target: Target, others: Sequence[Target]) -> Target | None:
    """The one of others that asks for most, where that is more than the target does."""
    if not others:
        return None
    down = aim_of(target).lowers
    most = (min if down else max)(others, key=lambda t: aim_of(t).mark)
    mark, reached = aim_of(target).mark, aim_of(most).mark
    return most if (mark > reached if down else mark < reached) else None


def _below(targets: Sequence[Target], above: Sequence[Target]) -> Iterator[Contradiction]:
    """Each target that asks for less than a plan above it does for the same year or an earlier one.

    A number of things of a province is no measure of those of a commune: counts are held only against a plan for the
    same place.
    """
    for target in targets:
        by_then = [t for t in above if t.year == target.year or (t.year and target.year and t.year < target.year)]
        alike = [t for t in by_then if target.indicator.unit in SCALE_FREE or _is_of_one_place(t, target)]
        if more := _asking_for_more(target, alike):
            yield Contradiction(Kind.BELOW_PLAN_ABOVE, (more, target))


def _is_of_one_place(one: Target, other: Target) -> bool:
    return bool(one.plan and other.plan) and one.plan.commune_id == other.plan.commune_id


def _words(dated: Sequence[Target]) -> Iterator[Contradiction]:
    """Notes that the document counts otherwise than the indicator; or that it does so in some years and not in others.

    Plans are compared with themselves: of two plans each has its own words.
    """
    by_plan: dict[str, dict[str, list[Target]]] = defaultdict(lambda: defaultdict(list))
    for target in dated:
        by_plan[target.plan_slug][note_on_words(target)[0]].append(target)
    for ways in by_plan.values():
        if len(ways) > 1:
            yield Contradiction(Kind.COUNTED_OTHERWISE, tuple(alike[0] for alike in ways.values()))
        else:
            yield from (Contradiction(Kind.DEFINITION, tuple(alike)) for note, alike in ways.items() if note)


def note_on_words(target: Target) -> tuple[str, str]:
    """What the document's words mean beside the indicator's, in both languages; without the note on a slip."""
    vietnamese, english = slip_note(None, target.indicator.unit)
    return (target.note or "").partition(vietnamese)[0].strip(), (target.note_en or "").partition(english)[0].strip()
