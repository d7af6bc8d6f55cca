"""Places of which only a point is known, as dots on a drawing: small enough for their number, apart from each other.

Everything is in the units of the drawing. The points themselves stay as they are: only drawings move dots.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from maps.shapes import TALLEST, WIDTH

Spot = tuple[float, float]

RADII = (34.0, 27.0, 21.0, 16.0, 12.0, 9.0, 7.0)  # the largest has room for a number
SHARE = 0.25  # of the sheet, that dots cover at most
BETWEEN = 3.0  # from dot to dot
ROUNDS = 40
TURN = math.pi * (3 - math.sqrt(5))  # the golden angle, by which dots at one point spread evenly
NOTICED = 6.0  # a dot that is moved less far still stands where it belongs


@dataclass(frozen=True)
class Dots:
    spots: list[Spot]
    radius: float
    moved: bool  # so far that it must be said


def set_dots(spots: Sequence[Spot], height: float) -> Dots:
    """Dots moved until none lies over another, if there is room, and never over the edge of a sheet of this height.

    They are as large as lets them stay, on average, within their own breadth of where they belong.
    """
    fitting = math.sqrt(SHARE * WIDTH * TALLEST / (math.pi * max(len(spots), 1)))
    for radius in RADII:
        if radius > fitting and radius > RADII[-1]:
            continue
        placed = _set_apart(spots, radius, height)
        ways = [math.dist(before, after) for before, after in zip(spots, placed, strict=True)]
        settled = not _close(placed, 2 * radius)
        if settled and sum(ways) <= 2 * radius * len(ways):
            break
    return Dots([(round(x, 1), round(y, 1)) for x, y in placed], radius, max(ways, default=0) > NOTICED)


def _set_apart(spots: Sequence[Spot], radius: float, height: float) -> list[Spot]:
    gap = 2 * radius + BETWEEN
    placed = _scatter(spots, gap)
    for _ in range(ROUNDS):
        close = _close(placed, gap - BETWEEN / 4)
        if not close:
            break
        for one, other in close:
            _push(placed, one, other, gap)
        placed = [_inside(spot, radius, height) for spot in placed]
    return placed


def _close(spots: Sequence[Spot], gap: float) -> list[tuple[int, int]]:
    return [(one, other) for one, other in _pairs(spots, gap) if math.dist(spots[one], spots[other]) < gap]


def _scatter(spots: Sequence[Spot], gap: float) -> list[Spot]:
    """Dots at one and the same point turned out around it, as nothing else says which way to push them."""
    seen: dict[Spot, int] = defaultdict(int)
    found = []
    for x, y in spots:
        key = (round(x), round(y))
        out, turn = gap * math.sqrt(seen[key]) / 1.8, TURN * seen[key]
        seen[key] += 1
        found.append((x + out * math.cos(turn), y + out * math.sin(turn)))
    return found


def _pairs(spots: Sequence[Spot], gap: float) -> Iterator[tuple[int, int]]:
    """Every two dots that may lie nearer than the gap, found by squares as wide as it."""
    squares: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, (x, y) in enumerate(spots):
        column, row = int(x // gap), int(y // gap)
        for near in ((column + across, row + down) for across in (-1, 0, 1) for down in (-1, 0, 1)):
            for other in squares.get(near, []):
                yield other, number
        squares[column, row].append(number)


def _push(spots: list[Spot], one: int, other: int, gap: float) -> None:
    """Move both away from each other, by half of what lacks each."""
    apart = math.dist(spots[one], spots[other])
    if apart >= gap:
        return
    x, y = _way(spots[one], spots[other], apart) if apart else (math.cos(TURN * other), math.sin(TURN * other))
    half = (gap - apart) / 2
    spots[one] = spots[one][0] - x * half, spots[one][1] - y * half
    spots[other] = spots[other][0] + x * half, spots[other][1] + y * half


def _way(start: Spot, end: Spot, apart: float) -> Spot:
    return (end[0] - start[0]) / apart, (end[1] - start[1]) / apart


def _inside(spot: Spot, radius: float, height: float) -> Spot:
    edge = radius + BETWEEN
    return min(max(spot[0], edge), WIDTH - edge), min(max(spot[1], edge), max(height - edge, edge))
