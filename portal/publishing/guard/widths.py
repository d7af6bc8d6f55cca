"""Whether every withheld cell of a component could have at least k values, for strangers and for village heads.

Three looks, each cheaper than the next: bounds from one sum at a time, which can only disprove (and, where nothing
else holds between the cells, prove too); dealings by hand, which can only prove; linear programs, which settle all.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from portal.domain.disclosure import hides_denominator, is_sensitive
from portal.publishing.guard import chains
from portal.publishing.guard.components import Component
from portal.publishing.guard.facts import Facts
from portal.publishing.guard.programs import Form, Ints, Program

Key = tuple[int, str]
"""A number and which of its figures must stay wide: "count", "rest" (the denominator less the count) or "whole"."""
STRANGER = ""
SWEEPS = 2


@dataclass(frozen=True)
class Target:
    """A figure that nobody may pin down."""

    key: Key
    village: str
    form: Form
    sensitive: bool


@dataclass(frozen=True)
class Failure:
    """A figure that can be pinned down to fewer values than it must have, by whom and how far."""

    target: Target
    insider: str
    width: int
    exact: bool  # found by a linear program; else one equation at a time is enough
    believed: bool  # by who believes that the counts grew where they did not


@dataclass
class Widths:
    """What has been proven so far. Withholding more never narrows anything, so proofs stay."""

    facts: Facts
    threshold: int
    solved: int = 0
    proven: set[tuple[str, Key]] = field(default_factory=set)
    lowered: dict[tuple[str, Key], int] = field(default_factory=dict)

    def need(self, insider: str, key: Key) -> int:
        return self.lowered.get((insider, key), self.threshold)

    def failure(self, component: Component) -> Failure | None:
        """The first figure of a component that fails; None if all are proven wide."""
        targets = self.targets(component)
        insiders = [STRANGER, *sorted(set(component.villages))]
        if component.believed_by is not None:
            insiders = list(component.believed_by)
        found = self._disprove(component, targets, insiders)
        if found is not None or not self._open(targets, insiders):
            return found
        self._deal(component, targets, insiders)
        return self._solve(component, targets, insiders)

    def targets(self, component: Component) -> list[Target]:
        found: list[Target] = []
        at = {number: position for position, number in enumerate(component.numbers)}
        for position, number in enumerate(component.numbers):
            if component.wholes[position]:
                small = hides_denominator(self.facts.value[number], self.threshold)
                found.append(Target((number, "whole"), component.villages[position], ((position, 1),), small))
            elif self.facts.series[number].protected:
                found += self._counts(component, position, at.get(self.facts.whole[number]))
        return sorted(found, key=lambda target: component.times[target.form[0][0]])

    def _counts(self, component: Component, position: int, whole: int | None) -> Iterable[Target]:
        number, village = component.numbers[position], component.villages[position]
        value, facts = self.facts.value, self.facts
        sensitive = is_sensitive(value[number], value[facts.whole[number]], self.threshold)
        yield Target((number, "count"), village, ((position, 1),), sensitive)
        if whole is not None:
            yield Target((number, "rest"), village, ((whole, 1), (position, -1)), sensitive)

    def _open(self, targets: list[Target], insiders: list[str]) -> dict[str, list[Target]]:
        """What is still to be proven, by insider: a stranger must learn no figure, a village head no sensitive one."""
        found = {insider: [target for target in targets if self._asked(insider, target)] for insider in insiders}
        return {insider: asked for insider, asked in found.items() if asked}

    def _asked(self, insider: str, target: Target) -> bool:
        if insider and (not target.sensitive or target.village == insider):
            return False
        return (insider, target.key) not in self.proven

    def _disprove(self, component: Component, targets: list[Target], insiders: list[str]) -> Failure | None:
        simple = _simple(component)
        for insider, asked in self._open(targets, insiders).items():
            low, high = outer_bounds(component, insider)
            for target in asked:
                if len(target.form) == 1:
                    width = high[target.form[0][0]] - low[target.form[0][0]] + 1
                    if width < self.need(insider, target.key):
                        return Failure(target, insider, width, exact=False, believed=component.believed_by is not None)
                    if simple:
                        self.proven.add((insider, target.key))
        return None

    def _deal(self, component: Component, targets: list[Target], insiders: list[str]) -> None:
        grid = chains.grid(component)
        if grid is None:
            return
        column = {village: n for n, village in enumerate(grid.villages)} | {STRANGER: -1}
        asked = self._open(targets, insiders)
        self._learn(grid, asked, *chains.shuffled(grid, [column[insider] for insider in asked]))
        asked = self._open(targets, insiders)
        pairs = {(column[insider], column[target.village]) for insider, some in asked.items() for target in some}
        self._learn(grid, asked, *chains.aimed(grid, sorted(pairs)))
        self._deal_by_runs(grid, self._open(targets, insiders), column)

    def _deal_by_runs(self, grid: chains.Grid, asked: dict[str, list[Target]], column: dict[str, int]) -> None:
        """Again, only among villages that are withheld as long without a break as the one it is about."""
        runs: dict[tuple[int, int], set[tuple[str, Target]]] = {}
        for insider, targets in asked.items():
            for target in targets:
                run = chains.run_of(grid, *grid.slots[target.form[0][0]])
                runs.setdefault(run, set()).add((insider, target))
        for run, wanted in sorted(runs.items(), key=lambda item: item[0]):
            some = {insider: [target for each, target in wanted if each == insider] for insider, _ in wanted}
            pairs = {(column[insider], column[target.village]) for insider, target in wanted}
            self._learn(chains.during(grid, *run), some, *chains.aimed(grid, sorted(pairs)))

    def _learn(self, grid: chains.Grid, asked: dict[str, list[Target]], orders: Ints, insiders: Ints) -> None:
        moves, good = chains.deal(grid, orders, insiders)
        for insider, targets in asked.items():
            who = grid.villages.index(insider) if insider else -1
            chosen = moves[:, (insiders == who) & (good == 1), :]
            if chosen.shape[1]:
                width = chosen.max(axis=1) - chosen.min(axis=1) + 1
                for target in targets:
                    if width[grid.slots[target.form[0][0]]] >= self.need(insider, target.key):
                        self.proven.add((insider, target.key))

    def _solve(self, component: Component, targets: list[Target], insiders: list[str]) -> Failure | None:
        remaining = self._open(targets, insiders)
        if not remaining:
            return None
        program = Program(component)
        try:
            for insider, asked in remaining.items():
                program.know(component.positions_of(insider))
                found = self._settle(Ranges(program), insider, asked, believed=component.believed_by is not None)
                if found is not None:
                    return found
        finally:
            self.solved += program.solved
        return None

    def _settle(self, ranges: "Ranges", insider: str, asked: list[Target], *, believed: bool) -> Failure | None:
        ranges.sweep(asked)
        for target in asked:
            need = self.need(insider, target.key)
            if ranges.width(target.form) < need and ranges.exact(target.form, need) < need:
                return Failure(target, insider, ranges.width(target.form), exact=True, believed=believed)
            self.proven.add((insider, target.key))
        return None


class Ranges:
    """The moves that programs have come back with for one insider: how far each form is known to go."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._seen: list[Ints] = []

    def width(self, form: Form) -> int:
        values = [0, *(sum(sign * int(moves[position]) for position, sign in form) for moves in self._seen)]
        return max(values) - min(values) + 1

    def sweep(self, asked: list[Target]) -> None:
        """Push everything at once: all figures of a village one way, and villages different ways."""
        villages = sorted({target.village for target in asked})
        rng = np.random.default_rng(len(asked))
        for _ in range(SWEEPS):
            ways = dict(zip(villages, rng.permutation(len(villages)) % 2 * 2.0 - 1.0, strict=True))
            self._push([(target.form, ways[target.village]) for target in asked])
            self._push([(target.form, -ways[target.village]) for target in asked])

    def exact(self, form: Form, enough: int) -> int:
        """The width of a figure, or one that is at least ``enough``."""
        self._push([(form, 1.0)])
        if self.width(form) < enough:
            self._push([(form, -1.0)])
        return self.width(form)

    def _push(self, forms: list[tuple[Form, float]]) -> None:
        self._seen.append(self._program.farthest_whole(self._program.costs(forms)))


def _simple(component: Component) -> bool:
    """Whether every number stands in one sum at most and nothing else holds, so that bounds by sums are exact."""
    if component.adds or component.orders:
        return False
    members = [position for sum_ in component.sums for position in sum_]
    return len(members) == len(set(members))


def outer_bounds(component: Component, insider: str) -> tuple[list[int], list[int]]:
    """Bounds of every move by one equation at a time: the truth may be narrower, never wider."""
    low, high = component.low.copy(), component.high.copy()
    for position in component.positions_of(insider):
        low[position] = high[position] = 0
    narrowed_low, narrowed_high = low.copy(), high.copy()
    for bottom, top, row in component.rows():
        least = sum(sign * (low if sign > 0 else high)[position] for position, sign in row)
        most = sum(sign * (high if sign > 0 else low)[position] for position, sign in row)
        for position, sign in row:
            if sign > 0:
                up, down = top - (least - low[position]), bottom - (most - high[position])
            else:
                up, down = most + low[position] - bottom, least + high[position] - top
            narrowed_high[position] = min(narrowed_high[position], up)
            narrowed_low[position] = max(narrowed_low[position], down)
    return narrowed_low, narrowed_high


def form_of(facts: Facts, component: Component, key: Key) -> Form:
    """The moves that a figure is made of."""
    number, kind = key
    position = component.numbers.index(number)
    if kind != "rest":
        return ((position, 1),)
    return ((component.numbers.index(facts.whole[number]), 1), (position, -1))


def outer_width(component: Component, insider: str, form: Form) -> int:
    """How many values a figure can have at most, one equation at a time."""
    low, high = outer_bounds(component, insider)
    return sum(high[position] - low[position] for position, _ in form) + 1


def exact_width(component: Component, insider: str, form: Form) -> int:
    """How many values a figure can have, by linear programs alone."""
    program = Program(component)
    program.know(component.positions_of(insider))
    return Ranges(program).exact(form, 1_000_000_000)
