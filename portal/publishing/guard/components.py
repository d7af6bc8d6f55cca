"""Numbers that hang together: what is withheld, cut into parts that say nothing about each other.

In a component everything is told as a *move*: by how much a number may differ from its true value. ``low`` ≤ 0 ≤
``high`` bound each move from what is known around it; moves of a table add up to nothing; a number that is at most
another stays so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from portal.publishing.guard.facts import MANY, Facts
from portal.publishing.guard.states import When

UNBOUNDED = MANY  # a denominator may be anything
Row = tuple[int, int, tuple[tuple[int, int], ...]]
"""low ≤ sum of moves ≤ high, the moves as (position, 1 or -1)."""


@dataclass
class Component:
    """Positions, not numbers, are used everywhere but in ``numbers``."""

    numbers: list[int]
    villages: list[str]
    times: list[When]
    wholes: list[bool]  # whether it is a denominator
    low: list[int]
    high: list[int]
    sums: list[tuple[int, ...]] = field(default_factory=list)
    sources: list[list[int]] = field(default_factory=list)  # the equations of the facts that each sum came from
    orders: list[tuple[int, int, int]] = field(default_factory=list)  # move of the first ≤ move of the second + gap
    adds: list[Row] = field(default_factory=list)
    believed_by: tuple[str, ...] | None = None  # whose belief the moves are away from; None: from the true counts

    def rows(self) -> list[Row]:
        """Everything that adds up."""
        return [(0, 0, tuple((n, 1) for n in members)) for members in self.sums] + self.adds

    def positions_of(self, village: str | None) -> list[int]:
        return [n for n, other in enumerate(self.villages) if other == village]


def touched_components(facts: Facts) -> list[Component]:
    """The components about which the new tables say anything that was not known before them."""
    seen: set[int] = set()
    found = []
    for seed in sorted(_seeds(facts)):
        if seed not in seen:
            numbers = reach(facts, seed)
            seen |= numbers
            found.append(make_component(facts, sorted(numbers)))
    return found


def component_of(facts: Facts, number: int) -> Component:
    """The component of an unpinned number."""
    return make_component(facts, sorted(reach(facts, number)))


def _seeds(facts: Facts) -> Iterator[int]:
    unpinned = [number for number, pinned in enumerate(facts.pinned) if not pinned]
    for number in unpinned:
        near = (*facts.above[number], *facts.below[number], *_added_with(facts, number))
        if not facts.old[number] or any(not facts.old[other] for other in near):
            yield number
    known = {sum_ for equation, sum_ in _open_sums(facts) if not facts.states[equation // 2].new}
    for equation, sum_ in _open_sums(facts):
        if facts.states[equation // 2].new and sum_ not in known:
            yield from sum_


def _open_sums(facts: Facts) -> Iterator[tuple[int, frozenset[int]]]:
    """Every known sum, by what is unpinned in it."""
    for equation, members in enumerate(facts.members):
        open_members = frozenset(number for number in members if not facts.pinned[number])
        if open_members and facts.knows_total(equation):
            yield equation, open_members


def _added_with(facts: Facts, number: int) -> Iterator[int]:
    for add in facts.adds_of[number]:
        yield from facts.adds[add]


def reach(facts: Facts, seed: int, *, believed: bool = False) -> set[int]:
    """All unpinned numbers that say something about this one."""
    reached, queue = {seed}, [seed]
    while queue:
        number = queue.pop()
        for other in (*_linked(facts, number), *(facts.doubted[number] if believed else ())):
            if other not in reached and not facts.pinned[other]:
                reached.add(other)
                queue.append(other)
    return reached


def _linked(facts: Facts, number: int) -> Iterator[int]:
    yield from facts.above[number]
    yield from facts.below[number]
    yield from _added_with(facts, number)
    for equation in facts.sums[number]:
        if facts.knows_total(equation):
            yield from facts.members[equation]


def make_component(facts: Facts, numbers: list[int]) -> Component:
    """What holds between these numbers, all that can be reached from one of them."""
    position = {number: n for n, number in enumerate(numbers)}
    component = Component(
        numbers,
        [facts.village[number] for number in numbers],
        [facts.when[number] for number in numbers],
        [number not in facts.whole for number in numbers],
        [max((-facts.value[number], *_differences(facts, number, facts.below[number]))) for number in numbers],
        [min((UNBOUNDED, *_differences(facts, number, facts.above[number]))) for number in numbers],
    )
    _collect_sums(facts, component, position)
    for number in numbers:
        for other in facts.above[number]:
            if other in position:
                gap = facts.value[other] - facts.value[number]
                component.orders.append((position[number], position[other], gap))
    for add in sorted({add for number in numbers for add in facts.adds_of[number]}):
        signs = ((number, 1 if n else -1) for n, number in enumerate(facts.adds[add]))
        terms = tuple((position[number], sign) for number, sign in signs if number in position)
        component.adds.append((*facts.room[add], terms))
    tighten(component)
    return component


def _differences(facts: Facts, number: int, others: Iterable[int]) -> list[int]:
    return [facts.value[other] - facts.value[number] for other in others if facts.pinned[other]]


def _collect_sums(facts: Facts, component: Component, position: dict[int, int]) -> None:
    at: dict[tuple[int, ...], int] = {}
    for equation in sorted({equation for number in component.numbers for equation in facts.sums[number]}):
        if facts.knows_total(equation):
            members = {position[number] for number in facts.members[equation] if number in position}
            key = tuple(sorted(members))
            if key not in at:
                at[key] = len(component.sums)
                component.sums.append(key)
                component.sources.append([])
            component.sources[at[key]].append(equation)


def tighten(component: Component) -> None:
    """Carry the bounds of moves along what is at most what, and fix what stands alone."""
    for members in component.sums:
        if len(members) == 1:
            component.low[members[0]] = component.high[members[0]] = 0
    for low, high, terms in component.adds:
        if len(terms) == 1:
            position, sign = terms[0]
            least, most = sorted((sign * low, sign * high))
            component.low[position] = max(component.low[position], least)
            component.high[position] = min(component.high[position], most)
    changed = True
    while changed:
        changed = _carry(component, component.orders) | _carry(component, component.orders[::-1])


def _carry(component: Component, orders: Iterable[tuple[int, int, int]]) -> bool:
    low, high, changed = component.low, component.high, False
    for first, second, gap in orders:
        if high[first] > high[second] + gap:
            high[first], changed = high[second] + gap, True
        if low[second] < low[first] - gap:
            low[second], changed = low[first] - gap, True
    return changed
