"""Where a village's name and figure are written: inside its shape where they fit, beside its dot where there is room.

A shape is looked through in level strips; words stand where as many strips as they are high are wide enough for them.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from maps.shapes import WIDTH, Cells, crossings
from portal.formats.letters import REGULAR, measure

STRIPS = 24  # that a shape is looked through in
MARGIN = 5.0  # left free beside words
NAME, FIGURE = 21.0, 25.0  # sizes of letters
LEAD = 1.12  # from line to line, in sizes
HANGING = 0.24  # of a size, that letters reach below their line

Span = tuple[float, float]
Strip = tuple[float, list[Span]]
Spot = tuple[float, float]
UNKNOWN: Spot = (math.nan, math.nan)
SHAPES, SIZES = 1024, 64  # how many shapes, and sizes of words in each, are remembered
Box = tuple[float, float, float, float]  # left, top, right, bottom
Disc = tuple[float, float, float]  # the middle and the radius


@dataclass(frozen=True)
class Words:
    """Lines over each other, each with its size and weight."""

    lines: tuple[tuple[str, float, int], ...]

    @property
    def width(self) -> float:
        return max(measure(text, size, weight) for text, size, weight in self.lines) + MARGIN

    @property
    def height(self) -> float:
        return sum(size * LEAD for _text, size, _weight in self.lines)


@dataclass(frozen=True)
class Label:
    """A line of words, its middle at ``x``, standing on ``y``."""

    text: str
    x: float
    y: float
    size: float
    weight: int = REGULAR


def choices(names: Sequence[str], figure: str) -> list[Words]:
    """What may be written of a village, best first.

    :param names: from the full one to the shortest.
    :param figure: empty where there is none.
    """
    number = ((figure, FIGURE, REGULAR),) if figure else ()
    named = [Words(((name, NAME, REGULAR), *number)) for name in names]
    return [*named, *([Words(number)] if number else [])]


def write_inside(cells: Cells, wanted: Sequence[Words], keep_off: Disc | None = None) -> list[Label]:
    """The first of the wanted words that the shape has room for, about as high as its middle; none where none fits.

    :param keep_off: a circle in the shape that nothing may be written over.
    """
    if not cells:
        return []
    shape = _inside(tuple(map(tuple, cells)))
    room = Room(shape.kept_off(keep_off)) if keep_off else shape
    for words in wanted:
        spot = room.find(words)
        if spot is not None:
            return place(words, *spot)
    return []


class Room:
    """The level lines through a shape, with where words of each size found room.

    A shape stays while figures come and go: what is found of it once holds for all maps that it is on.
    """

    def __init__(self, strips: list[Strip]) -> None:
        self._strips = strips
        self._found: dict[tuple[float, float], Spot | None] = {}

    def kept_off(self, circle: Disc) -> list[Strip]:
        return [(level, _beside(spans, level, circle)) for level, spans in self._strips]

    def find(self, words: Words) -> Spot | None:
        size = words.width, words.height
        spot = self._found.get(size, UNKNOWN)
        if spot is UNKNOWN:
            spot = _find_room(self._strips, words)
            if len(self._found) >= SIZES:
                self._found.clear()
            self._found[size] = spot
        return spot


@lru_cache(maxsize=SHAPES)
def _inside(cells: tuple[tuple[tuple[int, int], ...], ...]) -> Room:
    return Room(list(_strips([list(ring) for ring in cells])))


def place(words: Words, x: float, y: float) -> list[Label]:
    """The lines about a point."""
    top, found = y - words.height / 2, []
    for text, size, weight in words.lines:
        top += size * LEAD
        found.append(Label(text, round(x, 1), round(top - size * HANGING, 1), size, weight))
    return found


def write_beside(discs: Sequence[Disc], wanted: Sequence[Sequence[Words]], height: float) -> list[list[Label]]:
    """Below, above, right or left of each disc, where neither a disc nor other words are in the way."""
    taken = [(x - radius, y - radius, x + radius, y + radius) for x, y, radius in discs]
    found = []
    for each, words in zip(discs, wanted, strict=True):
        free = next((place for place in _around(each, words) if _is_free(place[0], taken, height)), None)
        taken += [free[0]] if free else []
        found.append(place(free[1], (free[0][0] + free[0][2]) / 2, (free[0][1] + free[0][3]) / 2) if free else [])
    return found


def _around(around: Disc, wanted: Sequence[Words]) -> Iterator[tuple[Box, Words]]:
    x, y, radius = around
    for words in wanted:
        wide, high, out = words.width / 2, words.height / 2, radius + 2
        for middle in ((x, y + out + high), (x, y - out - high), (x + out + wide, y), (x - out - wide, y)):
            yield (middle[0] - wide, middle[1] - high, middle[0] + wide, middle[1] + high), words


def _is_free(box: Box, taken: Sequence[Box], height: float) -> bool:
    left, top, right, bottom = box
    if left < 0 or top < 0 or right > WIDTH or bottom > height:
        return False
    return not any(left < b[2] and b[0] < right and top < b[3] and b[1] < bottom for b in taken)


def _strips(cells: Cells) -> Iterator[tuple[float, list[Span]]]:
    """Level lines through a shape, from the top, each with the stretches of it that are inside; in units."""
    heights = [y for ring in cells for _x, y in ring]
    top, bottom = min(heights), max(heights)
    for number in range(STRIPS):
        level = top + (bottom - top) * (number + 0.5) / STRIPS
        met = sorted(crossings(cells, level))
        yield level / 10, [(a / 10, b / 10) for a, b in zip(met[::2], met[1::2], strict=False)]


def _beside(spans: Sequence[Span], level: float, circle: Disc) -> list[Span]:
    """What a circle leaves of the stretches of a level line."""
    x, y, radius = circle
    half = math.sqrt(max(0.0, (radius + MARGIN) ** 2 - (level - y) ** 2))
    parts = [part for a, b in spans for part in ((a, min(b, x - half)), (max(a, x + half), b))]
    return [(a, b) for a, b in parts if b > a] if half else list(spans)


def _find_room(strips: Sequence[tuple[float, list[Span]]], words: Words) -> tuple[float, float] | None:
    """The middle of a place for the words, as near to the middle of the shape as can be."""
    step = (strips[-1][0] - strips[0][0]) / (STRIPS - 1) or 1.0
    needed = max(1, round(words.height / step) + 1)
    middle = (strips[0][0] + strips[-1][0]) / 2
    wide = words.width
    found: list[tuple[float, float, float, float]] = []
    for first in range(STRIPS - needed + 1):
        part = strips[first : first + needed]
        y = (part[0][0] + part[-1][0]) / 2
        found += [(abs(y - middle), a - b, (a + b) / 2, y) for a, b in _common(part) if b - a >= wide]
    return min(found)[2:] if found else None


def _common(strips: Sequence[tuple[float, list[Span]]]) -> list[Span]:
    """The stretches that are inside on every one of the lines."""
    kept = strips[0][1]
    for _level, spans in strips[1:]:
        kept = [(max(a, c), min(b, d)) for a, b in kept for c, d in spans if min(b, d) > max(a, c)]
    return kept
