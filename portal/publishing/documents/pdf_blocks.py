"""Lines of two parts that stand under one another, as letterheads and signatures do: read one block after the other."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from portal.publishing.documents.pdf_words import Word

NARROW = 0.6  # of the size: a gap that parts a line where the lines beside it are parted
Parts = list[list[Word]]


@dataclass
class Block:
    """Lines with a gap that runs down through all of them, from ``low`` to ``high``."""

    low: float
    high: float
    lines: list[Parts] = field(default_factory=list)

    def take(self, parts: Parts) -> bool:
        """Add a line, unless it reaches over the gap."""
        if len(parts) == 1:
            parts = _split_at(parts[0], self.low, self.high)
        if len(parts) > 2 or not parts:
            return False
        low = max([self.low, *(part[-1].right for part in parts if part[-1].right <= self.high)])
        high = min([self.high, *(part[0].left for part in parts if part[0].left >= self.low)])
        if low >= high or any(part[0].left < low and part[-1].right > high for part in parts):
            return False
        self.low, self.high = low, high
        self.lines.append(parts)
        return True

    def columns(self) -> list[Parts]:
        """The parts on the left, then those on the right, each a line of its own."""
        middle = (self.low + self.high) / 2
        sides: tuple[list[Parts], list[Parts]] = ([], [])
        for parts in self.lines:
            for part in parts:
                sides[part[0].left > middle].append([part])
        return [*sides[0], *sides[1]]


def order_lines(lines: Iterable[Parts]) -> list[Parts]:
    """The lines of a page in the order they are read."""
    told: list[Parts] = []
    block: Block | None = None
    for parts in lines:
        if block and block.take(parts):
            continue
        if block:
            told += block.columns()
            block = None
        if len(parts) == 2:
            block = _begin(told, parts)
        else:
            told.append(parts)
    return [*told, *block.columns()] if block else told


def _begin(told: list[Parts], parts: Parts) -> Block:
    """A block from this line on, and from the one before where a narrower gap of it lies in the same place."""
    block = Block(parts[0][-1].right, parts[1][0].left)
    if told and len(told[-1]) == 1 and len(_split_at(told[-1][0], block.low, block.high)) == 2:
        block.take(told.pop())
    block.take(parts)
    return block


def _split_at(line: list[Word], low: float, high: float) -> Parts:
    """A line parted at its widest gap that lies over this one; whole where it stands beside it; none where neither."""
    if line[-1].right <= high or line[0].left >= low:
        return [line]
    gaps = [
        (word.left - before.right, place)
        for place, (before, word) in enumerate(pairwise(line), start=1)
        if before.right <= high and word.left >= low
    ]
    width, place = max(gaps, default=(0.0, 0))
    return [line[:place], line[place:]] if width > NARROW * line[0].size else []
