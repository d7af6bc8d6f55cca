"""Blocks: unknowns that hang together, reduced to what is left to find.

Unknowns that are equal become one column, facts about a single one become its bounds, and what is fixed by that falls
out, until nothing more follows; the rest comes apart into blocks that can be attacked one by one.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from portal.publishing.attack.facts import Fact, Terms
from portal.publishing.attack.joining import Joined
from portal.publishing.attack.programs import Row
from portal.publishing.attack.spells import Unknown

Bounds = dict[int, tuple[int, int]]


class Contradiction(Exception):
    """No numbers fit all the facts."""


@dataclass(frozen=True, eq=False)
class Block:
    """Columns with bounds and rows; ``members`` are the unknowns that each column stands for."""

    low: list[int]
    high: list[int]
    members: list[list[int]]
    rows: list[Row]

    @cached_property
    def total(self) -> int | None:
        """What all columns add up to, where that is all there is to say of them."""
        if len(self.rows) != 1:
            return None
        terms, low, high = self.rows[0]
        plain = low == high and len({coefficient for _, coefficient in terms}) == 1
        return round(low / terms[0][1]) if plain else None

    @property
    def is_plain(self) -> bool:
        """Whether the ranges can be written down without solving anything."""
        return not self.rows or self.total is not None

    def check_sum(self) -> None:
        """:raises Contradiction: the bounds leave no way to the total."""
        if self.total is not None and not sum(self.low) <= self.total <= sum(self.high):
            raise Contradiction


def make_blocks(unknowns: Mapping[int, Unknown], facts: Iterable[Fact]) -> list[Block]:
    """The blocks of some unknowns under their facts.

    :raises Contradiction: where that can be seen without solving a program.
    """
    facts = list(facts)
    joined = Joined(unknowns)
    for fact in facts:
        if _says_equal(fact):
            joined.join(fact.terms[0][0], fact.terms[1][0])
    members = joined.groups()
    bounds = {root: _shared_bounds([unknowns[n] for n in group]) for root, group in members.items()}
    rows = _reduce({_rewritten(fact, joined) for fact in facts}, bounds)
    blocks = [_block(columns, members, bounds, rows) for columns in _apart(members, rows)]
    for block in blocks:
        block.check_sum()
    return blocks


def _says_equal(fact: Fact) -> bool:
    return fact.low == fact.high == 0 and sorted(c for _, c in fact.terms) == [-1, 1]


def _shared_bounds(unknowns: Sequence[Unknown]) -> tuple[int, int]:
    return _sound(max(u.low for u in unknowns), min(u.high for u in unknowns))


def _sound(low: int, high: int) -> tuple[int, int]:
    if low > high:
        raise Contradiction
    return low, high


_Line = tuple[Terms, float, float]


def _rewritten(fact: Fact, joined: Joined) -> _Line:
    terms: dict[int, int] = defaultdict(int)
    for unknown, coefficient in fact.terms:
        terms[joined.root(unknown)] += coefficient
    return tuple(sorted((n, c) for n, c in terms.items() if c)), fact.low, fact.high


def _reduce(lines: set[_Line], bounds: Bounds) -> set[_Line]:
    """The lines that still bind several columns; the bounds are narrowed by the others."""
    while True:
        kept = {line for line in (_without_fixed(line, bounds) for line in lines) if not _absorbed(line, bounds)}
        if kept == lines:
            return kept
        lines = kept


def _without_fixed(line: _Line, bounds: Bounds) -> _Line:
    terms, low, high = line
    fixed = sum(c * bounds[n][0] for n, c in terms if bounds[n][0] == bounds[n][1])
    free = tuple((n, c) for n, c in terms if bounds[n][0] != bounds[n][1])
    return free, low - fixed, high - fixed


def _absorbed(line: _Line, bounds: Bounds) -> bool:
    """Whether the line says no more than the bounds do, once they are narrowed by it."""
    terms, low, high = line
    if not terms:
        if not low <= 0 <= high:
            raise Contradiction
        return True
    if len(terms) > 1:
        return False
    (column, coefficient) = terms[0]
    ends = sorted((low / coefficient, high / coefficient))
    least, most = bounds[column]
    least = least if ends[0] == -math.inf else max(least, math.ceil(ends[0]))
    most = most if ends[1] == math.inf else min(most, math.floor(ends[1]))
    bounds[column] = _sound(least, most)
    return True


def _apart(columns: Iterable[int], lines: Iterable[_Line]) -> Iterable[list[int]]:
    joined = Joined(columns)
    for terms, _, _ in lines:
        for column, _ in terms:
            joined.join(terms[0][0], column)
    return joined.groups().values()


def _block(columns: list[int], members: Mapping[int, list[int]], bounds: Bounds, lines: Iterable[_Line]) -> Block:
    place = {column: number for number, column in enumerate(columns)}
    rows = [([(place[n], c) for n, c in t], low, high) for t, low, high in lines if t[0][0] in place]
    return Block(
        low=[bounds[c][0] for c in columns],
        high=[bounds[c][1] for c in columns],
        members=[members[c] for c in columns],
        rows=sorted(rows, key=str),
    )
