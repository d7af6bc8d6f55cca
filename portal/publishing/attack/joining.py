"""Things that are joined, directly or by way of others."""

from collections import defaultdict
from collections.abc import Iterable


class Joined:
    """Disjoint sets of numbers."""

    def __init__(self, numbers: Iterable[int]) -> None:
        self._above = {number: number for number in numbers}

    def root(self, number: int) -> int:
        """The number that stands for all that it is joined with."""
        root = number
        while self._above[root] != root:
            root = self._above[root]
        while self._above[number] != root:
            self._above[number], number = root, self._above[number]
        return root

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.root(one), self.root(other)))
        self._above[second] = first

    def groups(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for number in self._above:
            found[self.root(number)].append(number)
        return dict(found)
