"""The attack by someone who knows one village's own figures, such as its head."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from portal.publishing.attack.ranges import Attackable, NoSolution, Range
from portal.publishing.attack.spells import Unknown
from portal.publishing.attack.targets import Targets

FEW = 4  # villages that are tried one by one at once

Known = dict[int, int]
"""Columns and their true values."""


class Insiders:
    """The villages that have something withheld in a block, each attacking the others' sensitive cells.

    What stays wide for someone who knows half of the villages stays so for each of these. With the villages halved
    by every bit of their numbers, nearly all pairs of village and cell are settled by a few searches.
    """

    def __init__(self, attackable: Attackable, unknowns: Mapping[int, Unknown], targets: Targets) -> None:
        self._attackable, self._targets = attackable, targets
        self._members = [[unknowns[n] for n in group] for group in attackable.block.members]
        self._village = [members[0].spell.row.village or "" for members in self._members]
        self._own: dict[str, Known] = defaultdict(dict)
        for column in range(len(self._members)):
            self._learn(column)
        self.failed = 0

    def _learn(self, column: int) -> None:
        values = (self._targets.true_value(unknown) for unknown in self._members[column])
        value = next((v for v in values if v is not None), None)
        if value is not None:
            self._own[self._village[column]][column] = value

    def exposures(self, exposed: set[int]) -> Iterator[tuple[str, Unknown, Range]]:
        """Insider, cell and range, of cells that are not exposed to everyone.

        :param exposed: the columns that are.
        """
        sensitive = {c for c in range(len(self._members)) if self._sensitive(c)} - exposed
        if not sensitive or not self._attackable.block.rows:
            return
        left = {village: {c for c in sensitive if self._village[c] != village} for village in self._own}
        if not self._attackable.block.is_plain and len(left) > FEW:
            self._settle_by_halves(left)
        for village, columns in left.items():
            yield from self._attack(village, columns)

    def _sensitive(self, column: int) -> list[Unknown]:
        return [u for u in self._members[column] if self._targets.is_target(u) and self._targets.is_sensitive(u)]

    def _settle_by_halves(self, left: dict[str, set[int]]) -> None:
        for half in _halves(sorted(left)):
            columns = set().union(*(left[village] for village in half))
            columns = {c for c in columns if self._village[c] not in half}
            wide = self._wide(half, columns)
            for village in half:
                left[village] -= wide

    def _wide(self, villages: set[str], columns: set[int]) -> set[int]:
        known = {column: value for village in villages for column, value in self._own[village].items()}
        try:
            return self._attackable.knowing(known).wide(sorted(columns), self._targets.threshold)
        except NoSolution:
            return set()

    def _attack(self, village: str, columns: set[int]) -> Iterator[tuple[str, Unknown, Range]]:
        if not columns:
            return
        try:
            attacked = self._attackable.knowing(self._own[village])
            found = attacked.narrow(sorted(columns), self._targets.threshold)
        except NoSolution:
            self.failed += 1
            return
        for column, values in found.items():
            for unknown in self._sensitive(column):
                yield village, unknown, values


def _halves(villages: list[str]) -> Iterable[set[str]]:
    """Sets such that of any two villages one is in one of them and the other is not."""
    for bit in range((len(villages) - 1).bit_length()):
        ones = {village for number, village in enumerate(villages) if number >> bit & 1}
        yield ones
        yield set(villages) - ones
