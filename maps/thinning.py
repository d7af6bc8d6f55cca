"""Outlines thinned out until a drawing is light, neighbours together: a border that two share stays one line.

Borders are taken apart where three or more meet; each stretch between is thinned once (Douglas and Peucker), whichever
of its sides asks. Outlines are rings in tenths of a unit, as of ``shapes.Cells``.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from maps.shapes import Cells

MOST_POINTS = 3500  # of a drawing, so that it stays light on a weak signal
TOLERANCES = (8, 14, 22, 34, 50, 80)  # how far a line may stray, in tenths

Point = tuple[int, int]
Stretch = tuple[Point, ...]


def thin(shapes: Sequence[Cells]) -> list[Cells]:
    """The shapes with few enough points, as true as that allows; a shape never vanishes."""
    found = list(shapes)
    for tolerance in TOLERANCES:
        if count_points(found) <= MOST_POINTS:
            break
        found = _thin_all(found, tolerance)
    return found


def count_points(shapes: Sequence[Cells]) -> int:
    return sum(len(ring) for cells in shapes for ring in cells)


def _thin_all(shapes: Sequence[Cells], tolerance: float) -> list[Cells]:
    nodes, known = _find_nodes(shapes), dict[Stretch, list[Point]]()
    found = []
    for cells in shapes:
        rings = [_thin_ring(ring, nodes, tolerance, known) for ring in cells]
        found.append([ring for ring in rings if len(ring) >= 3] or cells[:1])
    return found


def _find_nodes(shapes: Sequence[Cells]) -> set[Point]:
    """The points that more or fewer than two lines lead to: where borders meet."""
    led: dict[Point, set[Point]] = defaultdict(set)
    for cells in shapes:
        for ring in cells:
            for one, other in pairwise([*ring, ring[0]]):
                led[one].add(other)
                led[other].add(one)
    return {point for point, others in led.items() if len(others) != 2}


def _thin_ring(
    ring: list[Point], nodes: set[Point], tolerance: float, known: dict[Stretch, list[Point]]
) -> list[Point]:
    ends = _ends(ring, nodes)
    turned = ring[ends[0] :] + ring[: ends[0] + 1]
    stops = [*(end - ends[0] for end in ends), len(ring)]
    return [point for a, b in pairwise(stops) for point in _thin_stretch(tuple(turned[a : b + 1]), tolerance, known)]


def _ends(ring: list[Point], nodes: set[Point]) -> list[int]:
    """Where a ring is taken apart: at its nodes, and where it has fewer than two, at points that lie far apart."""
    found = [number for number, point in enumerate(ring) if point in nodes]
    if len(found) > 1:
        return found
    first = found[0] if found else ring.index(min(ring))
    far = max(range(len(ring)), key=lambda n: (_squared(ring[n], ring[first]), ring[n]))
    return sorted({first, far})


def _thin_stretch(stretch: Stretch, tolerance: float, known: dict[Stretch, list[Point]]) -> list[Point]:
    """The points kept, without the last, which begins the next stretch; the same from either side."""
    turned = stretch[::-1]
    one_way = min(stretch, turned)
    if one_way not in known:
        known[one_way] = _thin_line(one_way, tolerance)
    kept = known[one_way]
    return kept[:-1] if one_way == stretch else kept[:0:-1]


def _thin_line(line: Stretch, tolerance: float) -> list[Point]:
    keep, open_ends = {0, len(line) - 1}, [(0, len(line) - 1)]
    while open_ends:
        start, end = open_ends.pop()
        far, way = _farthest(line, start, end)
        if way > tolerance * tolerance:
            keep.add(far)
            open_ends += [(start, far), (far, end)]
    return [line[number] for number in sorted(keep)]


def _farthest(line: Stretch, start: int, end: int) -> tuple[int, float]:
    """The point between two that strays farthest from their line, and how far, squared."""
    (ax, ay), (bx, by) = line[start], line[end]
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    if end - start < 2:
        return start, 0.0
    if not length:
        far = max(range(start + 1, end), key=lambda n: _squared(line[n], line[start]))
        return far, _squared(line[far], line[start])
    strays = [abs((x - ax) * dy - (y - ay) * dx) for x, y in line[start + 1 : end]]
    most = max(strays)
    return start + 1 + strays.index(most), most * most / length


def _squared(one: Point, other: Point) -> int:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2
