"""What more is withheld when a figure can be pinned down.

One cell at a time, in the partners' order, and only if it widens the figure that failed. Where not even withholding
every new cell would do, a commune's figure goes; then the size of the place.
"""

import itertools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from portal.publishing.guard.beliefs import believed_component
from portal.publishing.guard.components import Component, component_of
from portal.publishing.guard.facts import Facts
from portal.publishing.guard.model import Level, Unprotectable
from portal.publishing.guard.states import Cell, State
from portal.publishing.guard.widths import Failure, Key, Widths, exact_width, form_of, outer_width

if TYPE_CHECKING:
    from portal.publishing.guard.settling import Group

Step = tuple[int, str]
"""A cell that might be withheld: its new table, by its place among the states, and the village."""


TRIES = 3
"""Partners tried against what someone believes wrongly."""
MANY = 1_000_000
"""The width of what published figures contradict: nobody knows what to believe then."""


def _seen(facts: Facts, number: int, failure: Failure) -> Component | None:
    """The component of a number as those see it who pinned the figure down."""
    return believed_component(facts, number, failure.insider) if failure.believed else component_of(facts, number)


class JoinPopulation(Exception):
    """A denominator must be withheld, so all indicators of its population have to be looked at together."""

    def __init__(self, population: str) -> None:
        super().__init__(population)
        self.population = population


class Mending:
    """The remedies for a group of tables."""

    def __init__(self, group: "Group") -> None:
        self._group = group
        self._before: Facts | None = None

    @property
    def _facts(self) -> Facts:
        return self._group.facts

    def mend(self, component: Component, failure: Failure) -> None:
        """Withhold something that widens what failed.

        :raises Unprotectable: nothing does.
        """
        if self._was_lost(failure):
            return
        level = self._facts.level(failure.target.key[0])  # where it hides its denominator, partners hide theirs
        steps = self._steps(component, failure, level)
        if failure.believed:  # a wrong belief is worth a few partners, not a commune's figure
            if not self._helps(itertools.islice(steps, TRIES), failure, level):
                self._widths(failure).lowered[failure.insider, failure.target.key] = 0
            return
        first = next(steps, None)
        if first is not None and self._helps([first], failure, level):
            return
        hidden = self._all_hidden(level)
        if first is not None and self._twin_width(hidden, failure) >= self._need(failure):
            if not self._helps(dict.fromkeys(steps), failure, level):
                self._take(first, level)  # it can only help together with others
            return
        if not self._withhold_total(failure, hidden) and not self._hide_own_whole(failure.target.key):
            raise Unprotectable(self._cells(failure.target.key[0]))

    # Cells that might be withheld

    def _steps(self, component: Component, failure: Failure, level: Level) -> Iterator[Step]:
        number = failure.target.key[0]
        position = component.numbers.index(number)
        own_bounds = component.high[position] - component.low[position] + 1
        if own_bounds < self._need(failure):
            yield from self._linked([number], level)
        near = [n for n, members in enumerate(component.sums) if position in members]
        yield from self._partners(component, near, level)
        yield from self._linked([component.numbers[member] for n in near for member in component.sums[n]], level)
        yield from self._partners(component, range(len(component.sums)), level)
        yield from self._linked(component.numbers, level)

    def _partners(self, component: Component, sums: Iterable[int], level: Level) -> Iterator[Step]:
        for equation in sorted({equation for n in sums for equation in component.sources[n]}):
            state = self._group.states[equation // 2]
            if state.new and state.series.protected:
                for village in self._group.partners.ordered(state, state.counts):
                    if self._can_hide(state, village, level):
                        yield equation // 2, village

    def _linked(self, numbers: Iterable[int], level: Level) -> Iterator[Step]:
        """New cells of the same village at another time that bound one of these numbers."""
        for number in numbers:
            yield from self._cells_of(sorted(self._facts.near(number)), level)

    def _cells_of(self, numbers: Iterable[int], level: Level) -> Iterator[Step]:
        for number in numbers:
            for index in self._facts.found_in.get(number, ()):
                if self._can_hide(self._group.states[index], self._facts.village[number], level):
                    yield index, self._facts.village[number]

    def _can_hide(self, state: State, village: str, level: Level) -> bool:
        if self._facts.shown_before(state, village):
            return False
        if village not in self._facts.opened:
            return True
        number = self._facts.cells[state.series.code, state.period.text, village]
        return self._facts.can_hide(number, level)

    # Withholding, and taking it back

    def _take(self, step: Step, level: Level) -> None:
        state, village = self._group.states[step[0]], step[1]
        self._group.hide(state, village, level)
        self._group.carry(village)
        number = self._facts.cells[state.series.code, state.period.text, village]
        for other in self._cells_of(self._facts.giving_away(number), level):
            self._take(other, level)
            break

    def _helps(self, steps: Iterable[Step], failure: Failure, level: Level) -> bool:
        """Take the first of these steps that widens what failed."""
        for step in steps:
            before = self._group.remember()
            self._take(step, level)
            if self._width(self._facts, failure) > failure.width and self._has_room(step):
                return True
            self._group.recall(before)
        return False

    def _has_room(self, step: Step) -> bool:
        """Whether a partner is not bounded itself by what its own village has published."""
        state, village = self._group.states[step[0]], step[1]
        number = self._facts.cells[state.series.code, state.period.text, village]
        component = component_of(self._facts, number)
        position = component.numbers.index(number)
        return component.high[position] - component.low[position] >= self._group.threshold - 1

    def _width(self, facts: Facts, failure: Failure) -> int:
        number = failure.target.key[0]
        component = _seen(facts, number, failure)
        if component is None:
            return MANY
        form = form_of(facts, component, failure.target.key)
        if failure.exact:
            return exact_width(component, failure.insider, form)
        return outer_width(component, failure.insider, form)

    # Last resorts

    def _all_hidden(self, level: Level) -> Facts:
        """The facts if every new cell were withheld."""
        facts = Facts(self._group.states)
        facts.totals_withheld = set(self._facts.totals_withheld)
        for village in sorted({*self._facts.opened, *(v for state in facts.states if state.new for v in state.counts)}):
            facts.open(village)
        for number, pinned in enumerate(self._facts.pinned):
            twin = facts.number(self._facts.key[number])
            if not pinned and twin is not None:
                facts.pinned[twin] = False
        for number in facts.cells.values():
            if facts.series[number].protected:
                facts.hide_cell(number, level)
        return facts

    def _need(self, failure: Failure) -> int:
        return self._widths(failure).need(failure.insider, failure.target.key)

    def _widths(self, failure: Failure) -> Widths:
        return self._group.beliefs if failure.believed else self._group.widths

    def _twin_width(self, facts: Facts, failure: Failure) -> int:
        number, kind = failure.target.key
        twin = facts.number(self._facts.key[number])
        if twin is None or facts.pinned[twin]:
            return 1
        component = component_of(facts, twin)
        return min(
            self._need(failure), exact_width(component, failure.insider, form_of(facts, component, (twin, kind)))
        )

    def _withhold_total(self, failure: Failure, facts: Facts) -> bool:
        """The commune's figure of one table: of the finest that helps alone, else of the one that failed.

        :param facts: what is known if every new cell is withheld.
        """
        known = self._facts.totals_withheld
        states = enumerate(facts.states)
        order = [index for index, state in states if state.new and index not in known and state.series.protected]
        order.sort(key=lambda index: facts.states[index].period)
        for index in order:
            facts.totals_withheld = {*known, index}
            if self._twin_width(facts, failure) >= self._need(failure):
                known.add(index)
                return True
        facts.totals_withheld = {*known, *order}
        if not order or self._twin_width(facts, failure) < self._need(failure):
            return False
        known.add(min(order, key=lambda index: not self._stands_in(index, failure)))
        return True

    def _stands_in(self, index: int, failure: Failure) -> bool:
        return failure.target.key[0] in self._facts.members[2 * index]

    def _hide_own_whole(self, key: Key) -> bool:
        facts, number = self._facts, key[0]
        if number not in facts.whole or not facts.can_hide(number, Level.EVERYTHING) or number not in facts.found_in:
            return False
        population = facts.series[number].population
        if population not in self._group.joined:
            raise JoinPopulation(population)
        return facts.hide_whole(facts.whole[number])

    def _cells(self, number: int) -> Iterator[Cell]:
        numerators = self._facts.parts.get(number, [number])
        for numerator in numerators:
            for index, state in enumerate(self._group.states):
                if numerator in self._facts.members[2 * index]:
                    yield state.series.code, state.period.text, self._facts.village[numerator]

    # What was lost before

    def _was_lost(self, failure: Failure) -> bool:
        """Whether what was published before gives the figure away; then the new tables may not narrow it further."""
        need = self._need(failure)
        width = self._width_before(failure, need)
        if width >= need:
            return False
        self._widths(failure).lowered[failure.insider, failure.target.key] = width
        return failure.width >= width

    def _width_before(self, failure: Failure, need: int) -> int:
        number, kind = failure.target.key
        if not self._facts.old[number]:
            return need
        if self._before is None:
            self._before = Facts(state for state in self._group.states if not state.new)
        before = self._before
        for village in sorted(self._facts.opened):
            before.open(village)
        then = before.number(self._facts.key[number])
        if then is None or before.pinned[then]:
            return 1
        component = _seen(before, then, failure)
        if component is None:
            return need
        return min(need, exact_width(component, failure.insider, form_of(before, component, (then, kind))))
