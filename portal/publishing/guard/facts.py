"""What anyone may know of a commune's counts: numbers, which of them are known, and what holds between them.

A *number* is a village's numerator or denominator at one time with one value; the same value at the same time is the
same number in every version and under every period that ends that day. A number is *pinned* while it is known, and
*forever* pinned once it has been shown. Everything that holds between numbers is true of the true values, so it is
told in moves away from them: the moves of the unpinned numbers of a table add up to nothing.

Only villages with something withheld are opened; of all others every number is known.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping

from portal.publishing.guard.model import Count, Level, Series
from portal.publishing.guard.states import Cell, State, When, covers

MANY = 1_000_000
"""More than any village counts."""
_Group = tuple[str, When, str]


class Facts:
    """The numbers of the opened villages in a group of linked tables."""

    def __init__(self, states: Iterable[State]) -> None:
        self.states = list(states)
        self.opened: set[str] = set()
        self.value: list[int] = []
        self.village: list[str] = []
        self.when: list[When] = []
        self.key: list[tuple[object, ...]] = []
        self.pinned: list[bool] = []
        self.forever: list[bool] = []
        self.old: list[bool] = []  # stood in public before, shown or withheld
        self.above: list[list[int]] = []  # numbers that are at least this one
        self.below: list[list[int]] = []
        self.doubts: list[tuple[int, int]] = []  # growth that anyone would believe in and that is not so in truth
        self.doubted: list[list[int]] = []  # per number, the others it stands in doubt with
        self.sums: list[list[int]] = []  # per number, the equations it stands in
        self.adds_of: list[list[int]] = []
        self.adds: list[tuple[int, ...]] = []  # a coarse number, then the finer ones within it
        self.room: list[tuple[int, int]] = []  # how much less, or more, the finer ones' moves may add up to
        self.members: list[list[int]] = [[] for _ in range(2 * len(self.states))]  # numerators, denominators of each
        self.whole: dict[int, int] = {}  # numerator → denominator
        self.series: dict[int, Series] = {}  # numerator → its indicator
        self.parts: dict[int, list[int]] = {}  # denominator → numerators
        self.cells: dict[Cell, int] = {}  # cells of the new tables → numerator
        self.found_in: dict[int, list[int]] = {}  # numerator → new states
        self.totals_withheld: set[int] = set()  # new states
        self._index: dict[tuple[object, ...], int] = {}
        self._groups: dict[_Group, list[int]] = {}  # denominators of one population, time and village
        self._group_of: dict[int, _Group] = {}
        self._withheld: set[int] = set()

    def knows_total(self, equation: int) -> bool:
        """Whether the commune's sum of a table is known; equations are numbered 2 × state, + 1 for denominators."""
        published = self.states[equation // 2].published
        if published is None:
            return equation // 2 not in self.totals_withheld
        return published.total_shown

    def open(self, village: str) -> None:
        """Bring in a village's numbers in every table of the group."""
        if village in self.opened:
            return
        self.opened.add(village)
        first = len(self.value)
        times: dict[tuple[str, When], dict[int, None]] = {}
        for index, state in enumerate(self.states):
            count = state.count(village)
            if count is not None:
                number = self._place(index, state, village, count)
                times.setdefault((state.series.code, state.when), {})[number] = None
        self._order(times)
        self._add_up(times)
        for number in range(first, len(self.value)):
            self.pinned[number] = self.is_known(number)
        for number in range(first, len(self.value)):
            if number in self._group_of and not self.pinned[number]:
                self.hide_whole(number)

    def _place(self, index: int, state: State, village: str, count: Count) -> int:
        when, series = state.when, state.series
        numerator = self._number((series.code, when, village, count), village, when, count.numerator)
        group = (series.population, when, village)
        denominator = self._number((*group, count.denominator, ""), village, when, count.denominator)
        if denominator not in self._group_of:
            self._group_of[denominator] = group
            self._groups.setdefault(group, []).append(denominator)
        if numerator not in self.whole:
            self.whole[numerator], self.series[numerator] = denominator, series
            self.parts.setdefault(denominator, []).append(numerator)
            self._at_most(numerator, denominator)
        self._join(2 * index, numerator)
        self._join(2 * index + 1, denominator)
        self._note(index, state, numerator, denominator)
        return numerator

    def is_known(self, number: int) -> bool:
        """Whether it is known, as long as nothing new is withheld."""
        return self.forever[number] or number not in self._withheld

    def number(self, key: tuple[object, ...]) -> int | None:
        """The number that another group's facts know under this key."""
        return self._index.get(key)

    def _number(self, key: tuple[object, ...], village: str, when: When, value: int) -> int:
        number = self._index.get(key)
        if number is None:
            number = self._index[key] = len(self.value)
            self.key.append(key)
            self.when.append(when)
            self.value.append(value)
            self.village.append(village)
            for flags in (self.pinned, self.forever, self.old):
                flags.append(False)
            for lists in (self.above, self.below, self.doubted, self.sums, self.adds_of):
                lists.append([])
        return number

    def _join(self, equation: int, number: int) -> None:
        self.members[equation].append(number)
        self.sums[number].append(equation)

    def _note(self, index: int, state: State, numerator: int, denominator: int) -> None:
        village = self.village[numerator]
        if state.published is None:
            self.cells[state.series.code, state.period.text, village] = numerator
            self.found_in.setdefault(numerator, []).append(index)
            return
        level = state.published.cells[village][1]
        self.old[numerator] = self.old[denominator] = True
        for number, hidden_from in ((numerator, Level.NUMERATOR), (denominator, Level.EVERYTHING)):
            if level < hidden_from:
                self.forever[number] = True
            else:
                self._withheld.add(number)

    def _at_most(self, low: int, high: int) -> None:
        self.above[low].append(high)
        self.below[high].append(low)

    def _order(self, times: Mapping[tuple[str, When], Iterable[int]]) -> None:
        """What only grows is at most what it is at the next time; pairs that are not so in truth are left out."""
        ordered = sorted(times, key=lambda key: (key[0], key[1]))
        for _code, keys in itertools.groupby(ordered, key=lambda key: key[0]):
            steps = [list(times[key]) for key in keys]
            series = self.series[steps[0][0]]
            if series.cumulative and series.stock:
                for n, numbers in enumerate(steps):
                    self._grow(numbers, steps[n + 1 :])

    def _grow(self, numbers: Iterable[int], later: Iterable[list[int]]) -> None:
        for number in numbers:
            for step in later:
                fitting = [other for other in step if self.value[other] >= self.value[number]]
                for other in fitting:
                    self._at_most(number, other)
                for other in set(step).difference(fitting):
                    self.doubts.append((number, other))
                    self.doubted[number].append(other)
                    self.doubted[other].append(number)
                if fitting:
                    break

    def _add_up(self, times: Mapping[tuple[str, When], Iterable[int]]) -> None:
        """Finer periods of a flow add up to the coarser one where the true values do, and else are no more than it."""
        flows: dict[str, dict[When, list[int]]] = {}
        for (code, when), numbers in times.items():
            if when[1]:
                flows.setdefault(code, {})[when] = list(numbers)
        for whens in flows.values():
            for coarse in whens:
                for cover in covers(coarse, whens):
                    versions = [whens[when] for when in (coarse, *cover)]
                    for counts in itertools.islice(itertools.product(*versions), 64):
                        self._add(counts, within=False)
                    if sum(months for _, months in cover) < coarse[1]:
                        self._add(tuple(each[-1] for each in versions), within=True)

    def _add(self, counts: tuple[int, ...], *, within: bool) -> None:
        """A coarser period and finer ones that add up to it or, where some were not reported, only lie within it."""
        wholes = tuple(self.whole[number] for number in counts)
        left, left_wholes = self._left(counts), self._left(wholes)
        if within or left == 0:
            self._relate(counts, left, left_wholes - left)
        if within or left_wholes == 0:
            self._relate(wholes, left_wholes, MANY)

    def _left(self, relation: tuple[int, ...]) -> int:
        """What the finer periods leave of the coarser one: something where one of them was not reported."""
        return self.value[relation[0]] - sum(self.value[part] for part in relation[1:])

    def _relate(self, relation: tuple[int, ...], left: int, left_rest: int) -> None:
        if left >= 0 and all(self.adds[add] != relation for add in self.adds_of[relation[0]]):
            for number in relation:
                self.adds_of[number].append(len(self.adds))
            self.adds.append(relation)
            self.room.append((0 if left == 0 else -max(0, left_rest) if left_rest >= 0 else -MANY, left))

    def hide(self, number: int) -> bool:
        """Withhold a numerator; False if it is known for good or withheld already."""
        if self.forever[number] or not self.pinned[number]:
            return False
        self.pinned[number] = False
        return True

    def hide_whole(self, denominator: int) -> bool:
        """Withhold a denominator and all that would give it back, in every indicator of its population."""
        if self.forever[denominator]:
            return False
        changed = False
        for each in self._groups[self._group_of[denominator]]:
            if not self.forever[each]:
                changed |= self.hide(each)
                for part in self.parts[each]:
                    changed |= self.hide(part)
        return changed

    def hide_cell(self, numerator: int, level: Level) -> bool:
        """Withhold a cell at least as much as ``level``; False if that changed nothing."""
        changed = self.hide(numerator) if level >= Level.NUMERATOR else False
        if level is Level.EVERYTHING:
            changed |= self.hide_whole(self.whole[numerator])
        return changed

    def can_hide(self, numerator: int, level: Level) -> bool:
        """Whether withholding a cell that much would change anything."""
        whole = self.whole[numerator]
        wanted = (numerator,) if level < Level.EVERYTHING else (numerator, whole)
        return any(self.pinned[number] and not self.forever[number] for number in wanted)

    def shown_before(self, state: State, village: str) -> bool:
        """Whether a new cell has been public with the same figures, so that withholding it hides nothing."""
        count = state.count(village)
        return any(
            other.published is not None
            and other.series is state.series
            and other.when == state.when
            and other.published.cells.get(village) == (count, Level.SHOWN)
            for other in self.states
        )

    def giving_away(self, number: int) -> Iterator[int]:
        """Known numbers that give an unpinned one away by periods that add up, the coarser first."""
        for add in self.adds_of[number]:
            others = [other for other in self.adds[add] if other != number]
            if self.room[add] == (0, 0) and all(self.pinned[other] for other in others):
                yield from others

    def near(self, number: int) -> set[int]:
        """Pinned numbers that bound this one, directly or through unpinned ones: numerators with them."""
        reached, queue, found = {number}, [number], set()
        while queue:
            each = queue.pop()
            added = (other for add in self.adds_of[each] for other in self.adds[add])
            for other in {*self.above[each], *self.below[each], *added} - reached:
                reached.add(other)
                if self.pinned[other]:
                    found.add(other)
                else:
                    queue.append(other)
        return found

    def level(self, number: int) -> Level:
        """How much of the cell that a number stands in is withheld."""
        if not self.pinned[self.whole.get(number, number)]:
            return Level.EVERYTHING
        return Level.SHOWN if self.pinned[number] else Level.NUMERATOR
