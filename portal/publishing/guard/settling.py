"""Linked tables settled together: what must be withheld whatever others know, then what fails, mended one by one."""

from collections.abc import Iterator

from portal.domain.disclosure import hides_denominator, is_sensitive
from portal.publishing.guard.beliefs import believed_components
from portal.publishing.guard.components import Component, touched_components
from portal.publishing.guard.facts import Facts
from portal.publishing.guard.groups import Name, Shelf
from portal.publishing.guard.mending import Mending
from portal.publishing.guard.model import Level
from portal.publishing.guard.partners import Partners
from portal.publishing.guard.states import Cell, State
from portal.publishing.guard.widths import Failure, Key, Widths

Memory = tuple[list[bool], set[tuple[str, Key]], set[tuple[str, Key]], dict[Name, set[str]]]


class Group:
    """Linked tables, some of them new, and the choice of what is withheld of these."""

    def __init__(self, shelf: Shelf, states: list[State], partners: Partners, threshold: int, joined: set[str]) -> None:
        self.shelf, self.states, self.partners, self.threshold, self.joined = shelf, states, partners, threshold, joined
        self.facts = Facts(states)
        self.widths = Widths(self.facts, threshold)
        self.beliefs = Widths(self.facts, threshold)
        self.mending = Mending(self)
        self._lines = {code: shelf.timeline(code) for code in dict.fromkeys(state.series.code for state in states)}

    def levels(self) -> dict[Cell, Level]:
        found = {cell: self.facts.level(number) for cell, number in self.facts.cells.items()}
        return {cell: level for cell, level in found.items() if level}

    def totals_withheld(self) -> set[tuple[str, str]]:
        states = (self.states[index] for index in self.facts.totals_withheld)
        return {(state.series.code, state.period.text) for state in states}

    def settle(self) -> None:
        self._begin()
        while (found := self._first_failure()) is not None:
            self.mending.mend(*found)

    def _first_failure(self) -> tuple[Component, Failure] | None:
        touched = sorted(touched_components(self.facts), key=lambda component: min(component.times))
        for component in touched:
            failure = self.widths.failure(component)
            if failure is not None:
                return component, failure
        for component in believed_components(self.facts, touched):
            failure = self.beliefs.failure(component)
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
            self.hide(state, village, level)
        for village in sorted(villages):
            self.carry(village)

    def _sensitive(self) -> Iterator[tuple[State, str, Level]]:
        for state in self.states:
            if state.new and state.series.protected:
                for village, count in state.counts.items():
                    if is_sensitive(count.numerator, count.denominator, self.threshold):
                        small = hides_denominator(count.denominator, self.threshold)
                        yield state, village, Level.EVERYTHING if small else Level.NUMERATOR

    def hide(self, state: State, village: str, level: Level) -> bool:
        self.facts.open(village)
        name = state.series.code, state.period.text
        number = self.facts.cells[*name, village]
        if not self.facts.hide_cell(number, level):
            return False
        for index in self.facts.found_in[number]:
            other = self.states[index]
            self.shelf.hidden.setdefault((other.series.code, other.period.text), set()).add(village)
        return True

    def remember(self) -> Memory:
        """What is withheld and proven now, to be recalled if a step turns out not to help."""
        hidden = {name: set(villages) for name, villages in self.shelf.hidden.items()}
        return list(self.facts.pinned), set(self.widths.proven), set(self.beliefs.proven), hidden

    def recall(self, memory: Memory) -> None:
        pinned, self.widths.proven, self.beliefs.proven, self.shelf.hidden = memory
        for number in range(len(self.facts.pinned)):
            self.facts.pinned[number] = pinned[number] if number < len(pinned) else self.facts.is_known(number)

    def carry(self, village: str) -> None:
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
                changed |= self.hide(state, village, max(before, self._stood(state, village)))
            level = max(level, self._level(state, village))
        return changed

    def _stood(self, state: State, village: str) -> Level:
        live = self.shelf.live.get((state.series.code, state.period.text))
        return Level.SHOWN if live is None or live.count(village) is None else self._level(live, village)

    def _level(self, state: State, village: str) -> Level:
        if state.published is not None:
            return state.published.cells[village][1]
        return self.facts.level(self.facts.cells[state.series.code, state.period.text, village])
