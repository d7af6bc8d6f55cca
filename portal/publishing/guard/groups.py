"""Which tables are looked at together, and what stands in public now."""

from collections.abc import Iterator, Mapping, Sequence

from portal.domain.disclosure import hides_denominator
from portal.publishing.guard.model import Level, PublishedTable, Series, Tables
from portal.publishing.guard.states import State, new_state, published_state

Name = tuple[str, str]
"""(indicator, period text)."""


class Shelf:
    """All tables of a commune: every state they had, and the new ones."""

    def __init__(self, series: Mapping[str, Series], history: Sequence[PublishedTable], new: Tables) -> None:
        self.series = series
        self.old = [published_state(series[table.series], table) for table in history]
        self.new = [new_state(series[code], period, counts) for (code, period), counts in new.items()]
        self.new.sort(key=lambda state: (state.period, state.series.code))
        self.live = {(state.series.code, state.period.text): state for state in self.old}
        self.hidden: dict[Name, set[str]] = {name: set(state.withheld()) for name, state in self.live.items()}

    def small_populations(self, threshold: int) -> set[str]:
        """Populations that some village has too few of to show even how many."""
        return {state.series.population for state in (*self.old, *self.new) if _hides_whole(state, threshold)}

    def groups(self, joined: set[str]) -> list[list[State]]:
        """The new tables with what can be linked to them: by indicator, or by population where that is joined."""
        found: dict[str, list[State]] = {}
        for state in self.new:
            found.setdefault(_group(state, joined), []).append(state)
        return [[*self._linked(name, states, joined), *states] for name, states in sorted(found.items())]

    def _linked(self, name: str, states: list[State], joined: set[str]) -> Iterator[State]:
        days = {state.period.end for state in states}
        years = {day.year for day in days}
        for state in self.old:
            if _group(state, joined) == name:
                series, end = state.series, state.period.end
                if end in days or (series.stock and series.cumulative) or (not series.stock and end.year in years):
                    yield state

    def timeline(self, code: str) -> list[State]:
        """The tables of an indicator as they will stand, by the end of their periods."""
        states = {name: state for name, state in self.live.items() if name[0] == code}
        states.update({(code, state.period.text): state for state in self.new if state.series.code == code})
        return sorted(states.values(), key=lambda state: state.period)


def _group(state: State, joined: set[str]) -> str:
    if state.series.population in joined:
        return f"population {state.series.population}"
    return f"series {state.series.code}"


def _hides_whole(state: State, threshold: int) -> bool:
    if state.published is not None:
        return any(level is Level.EVERYTHING for _, level in state.published.cells.values())
    if not state.series.protected:
        return False
    return any(hides_denominator(count.denominator, threshold) for count in state.counts.values())
