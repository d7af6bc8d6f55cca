"""Facts: what anyone can say of the unknowns, each a linear expression between two bounds.

Some are certain, such as a sum over the villages. Others are assumptions that a sensible reader would make and that
the figures may contradict; they bear the name of the group that falls together when one of it does.
"""

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from portal.publishing.attack.public_rows import Table
from portal.publishing.attack.spells import Amount, Spell

Terms = tuple[tuple[int, int], ...]
"""Unknowns, each with its coefficient."""


@dataclass(frozen=True)
class Fact:
    """``low ≤ Σ coefficient × unknown ≤ high``, from what stands in ``tables``.

    :param group: None: certain.
    :param weight: how unwilling one is to set it aside.
    """

    terms: Terms
    low: float
    high: float
    tables: frozenset[Table]
    group: Hashable = None
    weight: float = 1.0


Part = tuple[int, Amount]


@dataclass
class Facts:
    """Facts as they are found; one in which everything is known already is not kept."""

    found: list[Fact] = field(default_factory=list)

    def note(
        self,
        parts: Iterable[Part],
        tables: Iterable[Table],
        *,
        low: float = 0,
        high: float = math.inf,
        group: Hashable = None,
        weight: float = 1.0,
    ) -> None:
        """The sum of the parts lies between the bounds; known parts are taken over to them."""
        known = 0
        terms: dict[int, int] = defaultdict(int)
        for coefficient, amount in parts:
            if amount.unknown is None:
                known += coefficient * amount.known
            else:
                terms[amount.unknown] += coefficient
        if terms:
            fact = Fact(tuple(sorted(terms.items())), low - known, high - known, frozenset(tables), group, weight)
            self.found.append(fact)

    def equal(self, one: Amount | None, other: Amount | None, spells: tuple[Spell, Spell], group: Hashable) -> None:
        """Two amounts are the same number, where both are numbers at all."""
        if one is None or other is None or (one.is_known and other.is_known):
            return
        self.note([(1, one), (-1, other)], [s.row.table for s in spells], low=0, high=0, group=group)
