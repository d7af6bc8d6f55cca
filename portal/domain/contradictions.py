"""Where a commune's plans do not agree with themselves, found by rule from their targets and told with both places.

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


class Kind(enum.StrEnum):
    """In the order in which they are told."""

    SAME_YEAR = "same-year"  # one indicator and year, two values
    SLIP = "slip"  # a later target asks for less than an earlier one
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


def find_contradictions(targets: Iterable[Target]) -> list[Contradiction]:
    """The contradictions among the targets of one commune: kind by kind, the indicators in the order given."""
    given = list(targets)
    amended = {t.amends_id for t in given}
    by_indicator: dict[str, list[Target]] = defaultdict(list)
    for target in given:
        if target.id not in amended:
            by_indicator[target.indicator_code].append(target)
    found = [each for group in by_indicator.values() for each in _of_indicator(group)]
    return sorted(found, key=lambda each: list(Kind).index(each.kind))


def _of_indicator(targets: list[Target]) -> Iterator[Contradiction]:
    dated = sorted(targets, key=lambda t: (t.year or 9999, t.position))
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
        if not earlier:
            continue
        down = aim_of(target).lowers
        most = (min if down else max)(earlier, key=lambda t: aim_of(t).mark)
        mark, reached = aim_of(target).mark, aim_of(most).mark
        if mark > reached if down else mark < reached:
            yield Contradiction(Kind.SLIP, (most, target))


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
