"""Choosing what a release withholds: the sensitive cells, what was withheld before, and partners until all is wide."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from portal.domain.disclosure import hides_denominator, is_sensitive
from portal.publishing.guard.components import Component, all_components, touched_components
from portal.publishing.guard.facts import Cell, Facts, State
from portal.publishing.guard.groups import Shelf
from portal.publishing.guard.model import Level, Protection, PublishedTable, Series, Tables, Unprotectable
from portal.publishing.guard.partners import Partners
from portal.publishing.guard.widths import Failure, Key, Widths, exact_width


def protect(
    series: Mapping[str, Series],
    history: Sequence[PublishedTable],
    new: Tables,
    *,
    threshold: int,
    secret: bytes,
    sizes: Mapping[str, int] | None = None,
) -> Protection:
    """What of the new tables is withheld, so that no withheld cell of any release has fewer than ``threshold`` values.

    ``history`` is every state that a table of the commune ever had in public, oldest first. ``sizes`` are public sizes
    of the villages; without them a village's own denominator gives its class. ``secret`` breaks ties.

    :raises Unprotectable: no choice protects some cells.
    """
    shelf = Shelf(series, history, new)
    partners = Partners(shelf, secret, sizes)
    joined = shelf.small_populations(threshold)
    while True:
        try:
            groups = [Group(shelf, states, partners, threshold, joined) for states in shelf.groups(joined)]
            for group in groups:
                group.settle()
            return _together(groups)
        except JoinPopulation as wanted:
            joined.add(wanted.population)


class JoinPopulation(Exception):
    """A denominator must be withheld, so all indicators of its population have to be looked at together."""

    def __init__(self, population: str) -> None:
        super().__init__(population)
        self.population = population


def _together(groups: Iterable["Group"]) -> Protection:
    levels: dict[Cell, Level] = {}
    totals: set[tuple[str, str]] = set()
    solved = 0
    for group in groups:
        levels |= group.levels()
        totals |= group.totals_withheld()
        solved += group.widths.solved
    return Protection(levels, frozenset(totals), solved)


class Group:
    """Linked tables, some of them new, and the choice of what is withheld of these."""

    def __init__(self, shelf: Shelf, states: list[State], partners: Partners, threshold: int, joined: set[str]) -> None:
        self.shelf, self.states, self.partners, self.threshold, self.joined = shelf, states, partners, threshold, joined
        self.facts = Facts(states)
        self.widths = Widths(self.facts, threshold)
        self._before: Facts | None = None
        self._lines = {state.series.code: shelf.timeline(state.series.code) for state in states}

    def levels(self) -> dict[Cell, Level]:
        found = {cell: self.facts.level(number) for cell, number in self.facts.cells.items()}
        return {cell: level for cell, level in found.items() if level}

    def totals_withheld(self) -> set[tuple[str, str]]:
        states = (self.states[index] for index in self.facts.totals_withheld)
        return {(state.series.code, state.period.text) for state in states}

    def settle(self) -> None:
        self._begin()
        while (found := self._first_failure()) is not None:
            component, failure = found
            if not self._was_lost(failure):
                self._mend(component, failure)

    def _first_failure(self) -> tuple[Component, Failure] | None:
        for component in sorted(touched_components(self.facts), key=lambda component: min(component.times)):
            failure = self.widths.failure(component)
            if failure is not None:
                return component, failure
        return None

    # What is withheld whatever others know

    def _begin(self) -> None:
        sensitive = list(self._sensitive())
        villages = {village for _, village, _ in sensitive}
        for state in self.states:
            villages.update(state.withheld())
        for line in self._lines.values():
            for state in line:
                villages.update(state.withheld())
        for village in sorted(villages):
            self.facts.open(village)
        for state, village, level in sensitive:
            self._hide(state, village, level)
        for village in sorted(villages):
            self._carry(village)

    def _sensitive(self) -> Iterator[tuple[State, str, Level]]:
        for state in self.states:
            if state.new and state.series.protected:
                for village, count in state.counts.items():
                    if is_sensitive(count.numerator, count.denominator, self.threshold):
                        small = hides_denominator(count.denominator, self.threshold)
                        yield state, village, Level.EVERYTHING if small else Level.NUMERATOR

    def _hide(self, state: State, village: str, level: Level) -> bool:
        self.facts.open(village)
        name = state.series.code, state.period.text
        number = self.facts.cells[*name, village]
        if not self.facts.hide_cell(number, level):
            return False
        for index in self.facts.found_in[number]:
            other = self.states[index]
            self.shelf.hidden.setdefault((other.series.code, other.period.text), set()).add(village)
        return True

    def _carry(self, village: str) -> None:
        """A village withheld in the period before, or in the version that is replaced, is withheld now."""
        changed = True
        while changed:
            changed = sum(self._carry_along(line, village) for line in self._lines.values()) > 0

    def _carry_along(self, line: list[State], village: str) -> bool:
        changed, year, ends, level, before = False, 0, None, Level.SHOWN, Level.SHOWN
        for state in line:
            if state.count(village) is None:
                continue
            if state.period.end != ends:
                before = level if state.series.stock and state.period.end.year == year else Level.SHOWN
                ends, year, level = state.period.end, state.period.end.year, Level.SHOWN
            if state.new:
                changed |= self._hide(state, village, max(before, self._stood(state, village)))
            level = max(level, self._level(state, village))
        return changed

    def _stood(self, state: State, village: str) -> Level:
        live = self.shelf.live.get((state.series.code, state.period.text))
        return Level.SHOWN if live is None or live.count(village) is None else self._level(live, village)

    def _level(self, state: State, village: str) -> Level:
        if state.published is not None:
            return state.published.cells[village][1]
        return self.facts.level(self.facts.cells[state.series.code, state.period.text, village])

    # What more is withheld when something fails

    def _was_lost(self, failure: Failure) -> bool:
        """Whether what was published before gives the figure away; then the new tables may not narrow it further."""
        need = self.widths.need(failure.insider, failure.target.key)
        width = self._width_before(failure, need)
        if width >= need:
            return False
        self.widths.lowered[failure.insider, failure.target.key] = width
        return failure.width >= width

    def _width_before(self, failure: Failure, need: int) -> int:
        number, kind = failure.target.key
        if not self.facts.old[number]:
            return need
        before = self._facts_before()
        then = before.number(self.facts.key[number])
        for component in all_components(before):
            if then in component.numbers:
                form = next(t.form for t in Widths(before, need).targets(component) if t.key == (then, kind))
                return min(need, exact_width(component, failure.insider, form))
        return 1

    def _facts_before(self) -> Facts:
        if self._before is None:
            self._before = Facts(state for state in self.states if not state.new)
        for village in sorted(self.facts.opened):
            self._before.open(village)
        return self._before

    def _mend(self, component: Component, failure: Failure) -> None:
        level = Level.NUMERATOR if failure.target.key[1] == "count" else Level.EVERYTHING
        position = component.numbers.index(failure.target.key[0]) if failure.target.key[0] in component.numbers else -1
        narrow = component.high[position] - component.low[position] + 1 < self.widths.need("", failure.target.key)
        if narrow and self._hide_linked([failure.target.key[0]], level):
            return
        near = [n for n, members in enumerate(component.sums) if position in members]
        if self._hide_partner(component, near, level):
            return
        linked = [component.numbers[member] for n in near for member in component.sums[n]]
        if self._hide_linked([failure.target.key[0], *linked], level):
            return
        if self._hide_partner(component, range(len(component.sums)), level) or self._hide_linked(
            component.numbers, level
        ):
            return
        if not self._withhold_total(component, near) and not self._hide_own_whole(failure.target.key):
            raise Unprotectable(self._cells(failure.target.key[0]))

    def _hide_partner(self, component: Component, sums: Iterable[int], level: Level) -> bool:
        for equation in sorted({equation for n in sums for equation in component.sources[n]}):
            state = self.states[equation // 2]
            if state.new and state.series.protected:
                for village in self.partners.ordered(state, state.counts):
                    if self._hide_if_unknown(state, village, level):
                        return True
        return False

    def _hide_if_unknown(self, state: State, village: str, level: Level) -> bool:
        if self.facts.shown_before(state, village, level) or not self._hide(state, village, level):
            return False
        self._carry(village)
        number = self.facts.cells[state.series.code, state.period.text, village]
        while self._hide_first(self.facts.giving_away(number), level):
            pass
        return True

    def _hide_first(self, numbers: Iterable[int], level: Level) -> bool:
        for number in numbers:
            for index in self.facts.found_in.get(number, ()):
                if self._hide_if_unknown(self.states[index], self.facts.village[number], level):
                    return True
        return False

    def _hide_linked(self, numbers: Iterable[int], level: Level) -> bool:
        """Withhold a new cell of the same village at another time that bounds one of these numbers."""
        return any(self._hide_first(sorted(self.facts.near(number)), level) for number in numbers)

    def _withhold_total(self, component: Component, near: list[int]) -> bool:
        for sums in (near, range(len(component.sums))):
            for equation in sorted({equation for n in sums for equation in component.sources[n]}):
                if self.states[equation // 2].new and self.facts.knows_total(equation):
                    self.facts.totals_withheld.add(equation // 2)
                    return True
        return False

    def _hide_own_whole(self, key: Key) -> bool:
        number = key[0]
        if number not in self.facts.whole or self.facts.forever[self.facts.whole[number]]:
            return False
        population = self.facts.series[number].population
        if population not in self.joined:
            raise JoinPopulation(population)
        return self.facts.hide_whole(self.facts.whole[number])

    def _cells(self, number: int) -> list[Cell]:
        numerators = self.facts.parts.get(number, [number])
        return [cell for cell, each in self.facts.cells.items() if each in numerators] or [
            (self.facts.series[each].code, str(self.facts.when[each][0]), self.facts.village[each])
            for each in numerators
        ]
