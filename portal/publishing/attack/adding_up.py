"""Flows whose finer periods add up to a coarser one: quarters to half-years and years."""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from portal.domain.periods import MONTHS, Period, parse_period
from portal.publishing.attack.facts import Facts, Part
from portal.publishing.attack.spells import Amount, Ledger, Spell, State

EVIDENCE = 3
"""Villages whose shown figures must add up before one believes that the others' do, where the totals do not say so."""


@dataclass(frozen=True)
class Whole:
    """A coarser period and the finer ones within it, at one moment."""

    coarse: State
    fine: list[State]

    def villages(self) -> Iterable[tuple[Spell, list[Spell]]]:
        """A village's spell of the whole and those of its parts, as many as there are."""
        for village, spell in self.coarse.villages.items():
            if spell.numerator is not None:
                parts = [s.villages[village] for s in self.fine if village in s.villages]
                yield spell, [part for part in parts if part.numerator is not None]


def note_adding_up(ledger: Ledger, facts: Facts, *, weight: float) -> None:
    """Where the published figures show that the parts make the whole, each village's do."""
    for whole in _wholes(ledger):
        if not _adds_up(whole):
            continue
        for spell, parts in whole.villages():
            _note_village(facts, spell, parts, complete=len(parts) == len(whole.fine), weight=weight)


def _wholes(ledger: Ledger) -> Iterable[Whole]:
    by_indicator: dict[str, list[Period]] = defaultdict(list)
    for indicator, period in ledger.states:
        if not ledger.rules[indicator].stock:
            by_indicator[indicator].append(parse_period(period))
    for indicator, periods in by_indicator.items():
        for coarse in periods:
            for months in MONTHS.values():
                fine = [p for p in periods if p.months == months < coarse.months and _within(p, coarse)]
                if fine:
                    yield from _moments(ledger, indicator, coarse, fine)


def _within(fine: Period, coarse: Period) -> bool:
    return coarse.start <= fine.start and fine.end <= coarse.end


def _moments(ledger: Ledger, indicator: str, coarse: Period, fine: list[Period]) -> Iterable[Whole]:
    """The whole with its parts at every moment at which all of them stand."""
    tables = [ledger.states[indicator, period.text] for period in [coarse, *fine]]
    for moment in sorted({state.start for states in tables for state in states}):
        found = [next((s for s in states if s.start <= moment < s.end), None) for states in tables]
        standing = [state for state in found if state is not None]
        if len(standing) == len(tables):
            yield Whole(standing[0], standing[1:])


def _adds_up(whole: Whole) -> bool:
    return _totals_add_up(whole) or _villages_add_up(whole)


def _totals_add_up(whole: Whole) -> bool:
    rows = [state.total for state in [whole.coarse, *whole.fine]]
    numbers = [(row.numerator, row.denominator or 0) for row in rows if row is not None]
    counted = [(n, d) for n, d in numbers if n is not None]
    if len(counted) < len(rows):
        return False
    return all(counted[0][part] == sum(pair[part] for pair in counted[1:]) for part in (0, 1))


def _villages_add_up(whole: Whole) -> bool:
    """Whether those that show everything do, without exception."""
    seen = [_shown_sums(spell, parts) for spell, parts in whole.villages() if len(parts) == len(whole.fine)]
    sums = [pair for pair in seen if pair is not None]
    return len(sums) >= EVIDENCE and all(one == other for one, other in sums)


def _shown_sums(spell: Spell, parts: list[Spell]) -> tuple[object, object] | None:
    amounts = [[s.numerator, s.denominator or Amount(0)] for s in [spell, *parts]]
    if any(a is None or not a.is_known for pair in amounts for a in pair):
        return None
    numbers = [[a.known for a in pair if a is not None] for pair in amounts]
    return numbers[0], [sum(column) for column in zip(*numbers[1:], strict=True)]


def _note_village(facts: Facts, spell: Spell, parts: list[Spell], *, complete: bool, weight: float) -> None:
    """The parts make the whole; where one was not reported, the others are no more than it."""
    spells = [spell, *parts]
    tables = [s.row.table for s in spells]
    group = ("adding up", *tables, spell.row.village)
    high = 0 if complete else math.inf
    for quantity in (_numerators(spells), _denominators(spells), _complements(spells)):
        if quantity:
            facts.note(quantity, tables, low=0, high=high, group=group, weight=weight)


def _signs(count: int) -> list[int]:
    return [1, *[-1] * (count - 1)]


def _numerators(spells: list[Spell]) -> list[Part]:
    return [(sign, s.numerator) for sign, s in zip(_signs(len(spells)), spells, strict=True) if s.numerator]


def _denominators(spells: list[Spell]) -> list[Part]:
    """Nothing where one is not counted among anybody."""
    if any(s.denominator is None for s in spells):
        return []
    return [(sign, s.denominator) for sign, s in zip(_signs(len(spells)), spells, strict=True) if s.denominator]


def _complements(spells: list[Spell]) -> list[Part]:
    wholes = _denominators(spells)
    return [*wholes, *[(-sign, amount) for sign, amount in _numerators(spells)]] if wholes else []
