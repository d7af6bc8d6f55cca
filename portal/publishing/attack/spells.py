"""Public rows cut into spells: what stood in a table between two changes of it, as numbers and unknowns.

While nothing in a table changes its villages add up to the commune's own figure. So every row is cut at the releases
that changed its table, and each piece, a *spell*, has unknowns of its own; that a row means one and the same number
all its life is an assumption, which the equations may contradict.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from portal.publishing.attack.public_rows import PublicRow, Quantity, Rule, Table

UNBOUNDED = 10_000_000
"""More than any count of a commune: the most that an unknown is when nothing says less."""


@dataclass(frozen=True)
class Amount:
    """A number everyone can read, or the place of an unknown in ``Ledger.unknowns``."""

    known: int = 0
    unknown: int | None = None

    @property
    def is_known(self) -> bool:
        return self.unknown is None


@dataclass(frozen=True, eq=False)
class Spell:
    """A village's row while nothing changed in its table; None where the row has no such number."""

    row: PublicRow
    start: int
    end: float
    numerator: Amount | None
    denominator: Amount | None
    complement: Amount | None = None  # only where the denominator is an unknown too

    def overlaps(self, other: "Spell") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, eq=False)
class State:
    """A table between two changes of it; ``total`` is the commune's own row."""

    table: Table
    start: int
    end: float
    total: PublicRow | None
    villages: Mapping[str, Spell]


@dataclass(frozen=True)
class Unknown:
    """A number that is not published, and what it must lie between whatever else is known."""

    spell: Spell
    quantity: Quantity
    low: int
    high: int


@dataclass
class Ledger:
    """Everything published of a commune's villages, table by table, oldest state first."""

    rules: Mapping[str, Rule]
    states: dict[Table, list[State]] = field(default_factory=dict)
    unknowns: list[Unknown] = field(default_factory=list)

    def spells(self) -> Iterable[Spell]:
        return (spell for states in self.states.values() for state in states for spell in state.villages.values())


def read_rows(rows: Iterable[PublicRow], rules: Mapping[str, Rule]) -> Ledger:
    """The ledger of one commune's rows."""
    ledger = Ledger(rules)
    by_table: dict[Table, list[PublicRow]] = defaultdict(list)
    for row in rows:
        by_table[row.table].append(row)
    for table, found in sorted(by_table.items()):
        ledger.states[table] = [_state(ledger, table, found, *span) for span in _spans(found)]
    return ledger


def _end(row: PublicRow) -> float:
    return math.inf if row.superseded_in is None else row.superseded_in


def _spans(rows: list[PublicRow]) -> Iterable[tuple[int, float]]:
    cuts = sorted({row.released_in for row in rows} | {row.superseded_in for row in rows if row.superseded_in})
    return zip(cuts, [*cuts[1:], math.inf], strict=True)


def _state(ledger: Ledger, table: Table, rows: list[PublicRow], start: int, end: float) -> State:
    live = [row for row in rows if row.released_in <= start < _end(row)]
    villages = {row.village: _spell(ledger, row, start, end) for row in live if row.village is not None}
    return State(table, start, end, next((row for row in live if row.village is None), None), villages)


def _spell(ledger: Ledger, row: PublicRow, start: int, end: float) -> Spell:
    if row.withheld:
        return _withheld(ledger, row, start, end)
    if row.status == "not-applicable":
        return Spell(row, start, end, Amount(0), Amount(0))
    return Spell(row, start, end, _shown(row.numerator), _shown(row.denominator))


def _shown(number: int | None) -> Amount | None:
    return None if number is None else Amount(number)


def _withheld(ledger: Ledger, row: PublicRow, start: int, end: float) -> Spell:
    """A spell whose unknowns point at it, so they are entered once it stands."""
    first = len(ledger.unknowns)
    counted = bool(ledger.rules[row.indicator].population)
    hides_size = counted and row.denominator is None
    spell = Spell(
        row,
        start,
        end,
        numerator=Amount(unknown=first),
        denominator=Amount(unknown=first + 1) if hides_size else _shown(row.denominator),
        complement=Amount(unknown=first + 2) if hides_size else None,
    )
    most = UNBOUNDED if row.denominator is None else row.denominator
    leaked = row.numerator
    ledger.unknowns.append(
        Unknown(spell, "numerator", *((0, most) if leaked is None else (leaked, leaked)))  # a number is a number
    )
    if hides_size:
        ledger.unknowns.append(Unknown(spell, "denominator", 0, UNBOUNDED))
        ledger.unknowns.append(Unknown(spell, "complement", 0, UNBOUNDED))
    return spell
