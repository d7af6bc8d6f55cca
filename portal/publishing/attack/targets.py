"""What an attacker is after: the numbers that withheld rows keep back."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from portal.domain.disclosure import is_sensitive
from portal.publishing.attack.public_rows import PublicRow, Quantity, Rule
from portal.publishing.attack.ranges import Range
from portal.publishing.attack.spells import Unknown

Truth = Mapping[tuple[str, str, str], tuple[int, int]]
"""Numerator and denominator as the desk holds them now, by indicator, village and period."""

CellKey = tuple[str, str, str]


def key_of(row: PublicRow) -> CellKey:
    return row.indicator, row.village or "", row.period


@dataclass
class Targets:
    """Which unknowns count, and what of them is public, or the desk's knowledge, already."""

    rules: Mapping[str, Rule]
    threshold: int
    truth: Truth
    shown: dict[tuple[CellKey, Quantity], set[int]] = field(default_factory=lambda: defaultdict(set))

    def read(self, rows: Iterable[PublicRow]) -> None:
        """Take in what other rows of the same cells show."""
        for row in rows:
            if row.numerator is None or row.withheld:
                continue
            self.shown[key_of(row), "numerator"].add(row.numerator)
            if row.denominator is not None:
                self.shown[key_of(row), "denominator"].add(row.denominator)
                self.shown[key_of(row), "complement"].add(row.denominator - row.numerator)

    def is_target(self, unknown: Unknown) -> bool:
        """Counts of what is not protected are no secret; the size of a place that is hidden is one everywhere."""
        return unknown.quantity == "denominator" or self.rules[unknown.spell.row.indicator].protected

    def is_public(self, unknown: Unknown, found: Range) -> bool:
        """Whether the range says no more than another row of the cell does: the number it showed before it was
        withheld, or shows since it no longer is.
        """
        shown = self.shown.get((key_of(unknown.spell.row), unknown.quantity), set())
        if unknown.spell.row.superseded_in is None:
            return found[0] == found[1] and found[0] in shown
        return any(found[0] <= number <= found[1] for number in shown)

    def true_value(self, unknown: Unknown) -> int | None:
        """What the number is now; None for a row of the past, or where the desk does not know."""
        counts = self.truth.get(key_of(unknown.spell.row)) if unknown.spell.end == math.inf else None
        if counts is None:
            return None
        numerator, denominator = counts
        return {"numerator": numerator, "denominator": denominator, "complement": denominator - numerator}[
            unknown.quantity
        ]

    def is_sensitive(self, unknown: Unknown) -> bool:
        """Whether it is withheld for its own sake, as far as the desk knows."""
        counts = self.truth.get(key_of(unknown.spell.row))
        known = counts is not None and self.true_value(unknown) is not None
        return known and counts is not None and is_sensitive(*counts, self.threshold)
