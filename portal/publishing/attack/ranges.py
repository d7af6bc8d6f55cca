"""How far the columns of a block can go: written down for a plain sum, searched for otherwise."""

import math
import random
from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

from portal.publishing.attack.blocks import Block
from portal.publishing.attack.programs import Effort, Program

ROUNDING = 1e-4  # a solver's bound this near to a whole number is that number
SMALLEST_SHARE = 16  # of the columns left, how small a part is pushed together before each is pushed alone

Range = tuple[int, int]


class NoSolution(Exception):
    """What is taken as known contradicts the facts."""


def count_values(found: Range) -> int:
    """How many whole numbers a range holds."""
    return max(0, found[1] - found[0] + 1)


class Attacked(Protocol):
    """A block under attack, some columns taken as known."""

    def narrow(self, columns: Collection[int], goal: int) -> dict[int, Range]:
        """The exact ranges of those columns that have fewer than ``goal`` values.

        :raises NoSolution: the known columns cannot be as they are said to be.
        """

    def wide(self, columns: Collection[int], goal: int) -> set[int]:
        """Columns that are easily seen to have ``goal`` values; perhaps not all that do."""

    def least(self, columns: Collection[int], most: int, floor: int) -> int:
        """How many values the narrowest column has, ``most`` when all have so many; not looked for below ``floor``."""


class PlainSum:
    """Columns whose sum is known, or of which nothing is."""

    def __init__(self, block: Block, known: Mapping[int, int]) -> None:
        self._total = block.total
        low = [known.get(n, value) for n, value in enumerate(block.low)]
        high = [known.get(n, value) for n, value in enumerate(block.high)]
        self._low, self._high, self._sums = low, high, (sum(low), sum(high))
        if self._total is not None and not self._sums[0] <= self._total <= self._sums[1]:
            raise NoSolution

    def range_of(self, column: int) -> Range:
        low, high = self._low[column], self._high[column]
        if self._total is None:
            return low, high
        return max(low, self._total - self._sums[1] + high), min(high, self._total - self._sums[0] + low)

    def narrow(self, columns: Collection[int], goal: int) -> dict[int, Range]:
        ranges = {column: self.range_of(column) for column in columns}
        return {column: found for column, found in ranges.items() if count_values(found) < goal}

    def wide(self, columns: Collection[int], goal: int) -> set[int]:
        return set(columns) - self.narrow(columns, goal).keys()

    def least(self, columns: Collection[int], most: int, floor: int) -> int:
        return min([most, *(count_values(self.range_of(column)) for column in columns)])


class Search:
    """Columns under facts of any kind.

    Every point that a program ends at shows how far each column can go at least, so one program, which pushes many
    columns at once and each only as far as is needed, speaks for many. What is left is pushed alone.
    """

    def __init__(self, block: Block, program: Program, known: Mapping[int, int]) -> None:
        self._block, self._program = block, program
        self._known = {n: (float(value), float(value)) for n, value in known.items()}
        self._random = random.Random(len(block.low))  # noqa: S311 - the same every time, and no secret
        self._seen_low, self._seen_high = [math.inf] * len(block.low), [-math.inf] * len(block.low)
        self._push({}, {}, needed=True)

    def _push(self, aim: dict[int, float], bounds: dict[int, tuple[float, float]], *, needed: bool = False) -> None:
        point = self._program.solve(aim, self._known | bounds)
        if point is None and needed:
            raise NoSolution
        for column, value in enumerate(point or []):
            self._seen_low[column] = min(self._seen_low[column], value)
            self._seen_high[column] = max(self._seen_high[column], value)

    def _seen(self, column: int) -> Range:
        return math.ceil(self._seen_low[column] - ROUNDING), math.floor(self._seen_high[column] + ROUNDING)

    def _open(self, columns: Iterable[int], goal: int) -> list[int]:
        return [column for column in columns if count_values(self._seen(column)) < goal]

    def wide(self, columns: Collection[int], goal: int) -> set[int]:
        left, share, upwards = self._open(columns, goal), 2, True
        while left and share <= SMALLEST_SHARE:
            self._push_together(self._random.sample(left, math.ceil(len(left) / share)), goal, upwards)
            remaining = self._open(left, goal)
            share, upwards = share * (1 + (len(remaining) == len(left))), not upwards
            left = remaining
        return set(columns) - set(left)

    def _push_together(self, columns: list[int], goal: int, upwards: bool) -> None:
        """As far as each must go to be wide, and no farther, so that there is something left for the others."""
        bounds = {}
        for column in columns:
            low, high = self._block.low[column], self._block.high[column]
            seen_low, seen_high = self._seen(column)
            if upwards:
                high = min(high, max(seen_low + goal - 1, low))
            else:
                low = max(low, min(seen_high - goal + 1, high))
            bounds[column] = float(low), float(high)
        self._push(dict.fromkeys(columns, 1.0 if upwards else -1.0), bounds)

    def narrow(self, columns: Collection[int], goal: int) -> dict[int, Range]:
        found = {}
        for column in sorted(set(columns) - self.wide(columns, goal)):
            if self._open([column], goal):
                self._push_to_ends(column)
            if self._open([column], goal):
                found[column] = self._seen(column)
        return found

    def _push_to_ends(self, column: int) -> None:
        self._push({column: 1.0}, {}, needed=True)
        self._push({column: -1.0}, {}, needed=True)

    def least(self, columns: Collection[int], most: int, floor: int) -> int:
        while most > floor and (left := self._open(columns, most)):
            column = min(left, key=lambda c: count_values(self._seen(c)))
            self._push_to_ends(column)
            values = count_values(self._seen(column))
            if values < most:
                most = values
                self.wide(columns, most)
        return most


class Attackable:
    """A block that can be attacked from several sides."""

    def __init__(self, block: Block, effort: Effort) -> None:
        self.block = block
        self._program = None if block.is_plain else Program(block.low, block.high, block.rows, effort)

    def knowing(self, known: Mapping[int, int]) -> Attacked:
        """The block where some columns are known.

        :raises NoSolution: they cannot be that.
        """
        if self._program is None:
            return PlainSum(self.block, known)
        return Search(self.block, self._program, known)
