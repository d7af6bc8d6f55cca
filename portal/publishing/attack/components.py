"""Components: unknowns that share facts, with the facts that contradict the others set aside."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from portal.publishing.attack.blocks import Block, Contradiction, make_blocks
from portal.publishing.attack.facts import Fact
from portal.publishing.attack.joining import Joined
from portal.publishing.attack.programs import Effort, Program, Row
from portal.publishing.attack.public_rows import Table
from portal.publishing.attack.spells import Ledger, Unknown

CERTAIN = 1000.0
"""How unwilling one is to set aside what is no assumption; that happens where published figures are at odds."""
SLACK = 1e-6


@dataclass(frozen=True)
class Component:
    unknowns: Mapping[int, Unknown]
    facts: list[Fact]

    @property
    def tables(self) -> set[Table]:
        own = {unknown.spell.row.table for unknown in self.unknowns.values()}
        return own.union(*(fact.tables for fact in self.facts))


def split(ledger: Ledger, facts: Iterable[Fact], touching: Collection[Table] | None = None) -> list[Component]:
    """The components; where ``touching`` is given, those to which one of these tables has something to say."""
    joined = Joined(range(len(ledger.unknowns)))
    by_root: dict[int, list[Fact]] = defaultdict(list)
    facts = list(facts)
    for fact in facts:
        for unknown, _ in fact.terms:
            joined.join(fact.terms[0][0], unknown)
    for fact in facts:
        by_root[joined.root(fact.terms[0][0])].append(fact)
    found = [
        Component({n: ledger.unknowns[n] for n in group}, by_root[root]) for root, group in joined.groups().items()
    ]
    return found if touching is None else [c for c in found if not c.tables.isdisjoint(touching)]


def settle(component: Component, effort: Effort) -> tuple[Component, list[Block]]:
    """The component without what contradicts itself, and its blocks, each of which has a solution."""
    ever_fewer: tuple[Callable[[], list[Fact]], ...] = (
        lambda: component.facts,
        lambda: _consistent(component, effort),
        lambda: [fact for fact in component.facts if fact.group is None],
    )
    for facts in ever_fewer:
        tried = Component(component.unknowns, facts())
        try:
            return tried, _solvable(tried, effort)
        except Contradiction:
            continue
    bare = Component(component.unknowns, [])
    return bare, make_blocks(bare.unknowns, [])


def _solvable(component: Component, effort: Effort) -> list[Block]:
    blocks = make_blocks(component.unknowns, component.facts)
    for block in blocks:
        if not block.is_plain and Program(block.low, block.high, block.rows, effort).solve({}) is None:
            raise Contradiction
    return blocks


def _consistent(component: Component, effort: Effort) -> list[Fact]:
    """The facts that hold together: those that give way where all may give, at a price, for the least price.

    With one assumption its whole group goes.
    """
    facts = component.facts
    place = {unknown: number for number, unknown in enumerate(component.unknowns)}
    count = len(place)
    more, less = range(count, count + len(facts)), range(count + len(facts), count + 2 * len(facts))
    rows: list[Row] = []
    for fact, up, down in zip(facts, more, less, strict=True):
        rows.append(([*((place[n], c) for n, c in fact.terms), (up, 1), (down, -1)], fact.low, fact.high))
    low = [float(u.low) for u in component.unknowns.values()] + [0.0] * 2 * len(facts)
    high = [float(u.high) for u in component.unknowns.values()] + [float("inf")] * 2 * len(facts)
    price = {c: -_weight(fact) for fact, *pair in zip(facts, more, less, strict=True) for c in pair}
    point = Program(low, high, rows, effort).solve(price) or [1.0] * len(low)
    broken = [fact for fact, up, down in zip(facts, more, less, strict=True) if point[up] + point[down] > SLACK]
    groups = {fact.group for fact in broken if fact.group is not None}
    return [fact for fact in facts if fact.group not in groups and not any(fact is b for b in broken)]


def _weight(fact: Fact) -> float:
    return CERTAIN if fact.group is None else fact.weight
