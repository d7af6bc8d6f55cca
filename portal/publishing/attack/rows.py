"""The attack on a commune's rows: from outside, and by each village that has something withheld."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from portal.publishing.attack.blocks import Block
from portal.publishing.attack.components import Component, settle, split
from portal.publishing.attack.facts import Fact
from portal.publishing.attack.insiders import Insiders
from portal.publishing.attack.programs import Effort
from portal.publishing.attack.public_rows import Exposure, PublicRow, Report, Rule, Table
from portal.publishing.attack.ranges import Attackable, Range, count_values
from portal.publishing.attack.relations import Totals, gather_facts
from portal.publishing.attack.spells import UNBOUNDED, Unknown, read_rows
from portal.publishing.attack.targets import Targets, Truth, key_of

ALL = 3 * UNBOUNDED  # more values than anything has


def attack_rows(
    rows: Sequence[PublicRow],
    rules: Mapping[str, Rule],
    *,
    threshold: int,
    truth: Truth | None = None,
    totals: Totals | None = None,
    touching: Collection[Table] | None = None,
) -> Report:
    """Bound every withheld cell of one commune as closely as its public rows allow.

    :param rows: all there ever were, the superseded too.
    :param rules: by indicator code, for every indicator among the rows.
    :param threshold: k: a cell that can be fewer whole numbers than this is exposed.
    :param truth: the desk's figures in force; with them each village is also taken as an attacker that knows its own.
    :param totals: the commune's figures that are known though not published.
    :param touching: only what these tables have something to say about.
    """
    ledger = read_rows(rows, rules)
    targets = Targets(rules, threshold, truth or {})
    targets.read(rows)
    attack = _Attack(targets)
    attack.run(split(ledger, gather_facts(ledger, totals), touching))
    live = [row for row in rows if row.village is not None and row.superseded_in is None]
    counted = [row for row in live if touching is None or row.table in touching]
    return Report(
        cells=len(counted),
        withheld=sum(row.withheld for row in counted),
        narrowest=None if attack.least == ALL else attack.least,
        exposures=sorted(attack.exposures.values(), key=_order),
        solved=attack.effort.solved,
        set_aside=attack.set_aside,
    )


def _order(exposure: Exposure) -> tuple[object, ...]:
    place = exposure.indicator, exposure.period, exposure.village, exposure.quantity
    return exposure.insider is not None, *place, exposure.insider or ""


@dataclass
class _Attack:
    targets: Targets
    effort: Effort = field(default_factory=Effort)
    exposures: dict[tuple[object, ...], Exposure] = field(default_factory=dict)
    least: int = ALL
    set_aside: int = 0

    def run(self, components: list[Component]) -> None:
        """The blocks that cost nothing first: the narrowest cell among them tells how far to look in the others."""
        settled = [(component, *settle(component, self.effort)) for component in components]
        sides = [(kept, Attackable(block, self.effort)) for _, kept, blocks in settled for block in blocks]
        self.set_aside += sum(len(component.facts) - len(kept.facts) for component, kept, _ in settled)
        for component, side in sorted(sides, key=lambda pair: not pair[1].block.is_plain):
            self._from_outside(component, side)
        if self.targets.truth:
            for _, component, blocks in settled:
                self._by_insiders(component, blocks)

    def _from_outside(self, component: Component, side: Attackable) -> None:
        columns = [c for c in range(len(side.block.members)) if self._wanted(component, side.block, c)]
        if not columns:
            return
        attacked = side.knowing({})
        found = attacked.narrow(columns, self.targets.threshold)
        for column, values in found.items():
            for unknown in self._wanted(component, side.block, column):
                self._found(unknown, values)
        others = [c for c in columns if c not in found and not self._has_been_shown(component, side.block, c)]
        self.least = attacked.least(others, self.least, self.targets.threshold)

    def _has_been_shown(self, component: Component, block: Block, column: int) -> bool:
        """Whether the range may say no more than another row of the cell does."""
        unknowns = (component.unknowns[number] for number in block.members[column])
        return any(self.targets.shown.get((key_of(u.spell.row), u.quantity)) for u in unknowns)

    def _wanted(self, component: Component, block: Block, column: int) -> list[Unknown]:
        unknowns = (component.unknowns[number] for number in block.members[column])
        return [unknown for unknown in unknowns if self.targets.is_target(unknown)]

    def _found(self, unknown: Unknown, found: Range, insider: str | None = None) -> None:
        if self.targets.is_public(unknown, found):
            return
        self._expose(unknown, found, insider)
        if insider is None:
            self.least = min(self.least, count_values(found))

    def _expose(self, unknown: Unknown, found: Range, insider: str | None) -> None:
        row = unknown.spell.row
        exposure = Exposure(row.indicator, row.village or "", row.period, unknown.quantity, *found, insider)
        key = row.indicator, row.village, row.period, unknown.quantity, insider
        known = self.exposures.get(key)
        if known is None or exposure.values < known.values:
            self.exposures[key] = exposure

    def _by_insiders(self, component: Component, blocks: list[Block]) -> None:
        """Without the assumptions that the desk knows to be wrong: who has the figures is not misled by them."""
        true = Component(component.unknowns, [fact for fact in component.facts if self._holds(component, fact)])
        if len(true.facts) < len(component.facts):
            true, blocks = settle(true, self.effort)
        for block in blocks:
            exposed = {c for c in range(len(block.members)) if self._is_exposed(component, block, c)}
            insiders = Insiders(Attackable(block, self.effort), component.unknowns, self.targets)
            for insider, unknown, found in insiders.exposures(exposed):
                self._found(unknown, found, insider)
            self.set_aside += insiders.failed

    def _is_exposed(self, component: Component, block: Block, column: int) -> bool:
        unknowns = (component.unknowns[number] for number in block.members[column])
        rows = ((u.spell.row, u.quantity) for u in unknowns)
        return any((r.indicator, r.village, r.period, quantity, None) in self.exposures for r, quantity in rows)

    def _holds(self, component: Component, fact: Fact) -> bool:
        values = [(self.targets.true_value(component.unknowns[n]), coefficient) for n, coefficient in fact.terms]
        known = [value * coefficient for value, coefficient in values if value is not None]
        return len(known) < len(values) or fact.low <= sum(known) <= fact.high
