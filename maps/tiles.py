"""A grid of hexagons, one a village, that says nothing of where its borders run.

Where points are known, neighbours stay near each other: the villages share out a compact honeycomb, about as wide and
as high as the points lie, so that the sum of squared distances is the least. Where none is known they stand in their
order, row by row.

Cells are counted in half widths of a hexagon eastwards and half sides northwards, so that corners are whole numbers
and neighbours share theirs to the last digit.
"""

import json
import math
from collections.abc import Sequence
from functools import lru_cache
from statistics import fmean, pstdev

Degrees = tuple[float, float]
Cell = tuple[int, int]

KM_A_DEGREE = 111.0
HALF_WIDTH, HALF_SIDE = math.sqrt(3) / 2, 0.5  # of a hexagon with sides of 1
CORNERS = ((0, 2), (-1, 1), (-1, -1), (0, -2), (1, -1), (1, 1), (0, 2))  # against the clock, as RFC 7946 wants it
LONGEST = 2.0  # how much wider than high, or higher than wide, a honeycomb is at most


def lay_tiles(points: Sequence[Degrees | None], centre: Degrees, area_km2: float) -> list[str]:
    """A hexagon for each village in their order, as GeoJSON Polygons around a centre, covering about an area.

    :param points: longitude and latitude of those villages of which they are known.
    """
    cells = choose_cells(tuple(points))
    if not cells:
        return []
    side = math.sqrt(area_km2 / len(cells) / (1.5 * math.sqrt(3)))
    a_degree = KM_A_DEGREE * math.cos(math.radians(centre[1])), KM_A_DEGREE
    step = side * HALF_WIDTH / a_degree[0], side * HALF_SIDE / a_degree[1]
    middle = [(min(axis) + max(axis)) / 2 for axis in zip(*cells, strict=True)]
    start = centre[0] - middle[0] * step[0], centre[1] - middle[1] * step[1]
    return [_hexagon(cell, start, step) for cell in cells]


def _hexagon(cell: Cell, start: Degrees, step: tuple[float, float]) -> str:
    corners = [(cell[0] + a, cell[1] + b) for a, b in CORNERS]
    ring = [[round(start[0] + a * step[0], 6), round(start[1] + b * step[1], 6)] for a, b in corners]
    return json.dumps({"type": "Polygon", "coordinates": [ring]}, separators=(",", ":"))


@lru_cache(maxsize=512)
def choose_cells(points: tuple[Degrees | None, ...]) -> tuple[Cell, ...]:
    """The cell of each village; those without a point among others take the edge, in their order."""
    known = [number for number, point in enumerate(points) if point is not None]
    flat = _lay_flat([point for point in points if point is not None])
    if len(set(flat)) < 2:
        return tuple(_rows(len(points)))
    cells = _compact(len(points), _spread_ratio(flat))
    chosen = dict(zip(known, _nearest(flat, cells[: len(known)]), strict=True))
    edge = iter(sorted(cells[len(known) :], key=_reading_order))
    return tuple(chosen[number] if number in chosen else next(edge) for number in range(len(points)))


def _lay_flat(points: Sequence[Degrees]) -> list[tuple[float, float]]:
    """Degrees with longitudes shrunk, so that both count alike."""
    shrink = math.cos(math.radians(fmean(lat for _, lat in points))) if points else 1.0
    return [(lon * shrink, lat) for lon, lat in points]


def _rows(count: int) -> list[Cell]:
    """A honeycomb about as wide as high, row by row from the north-west."""
    across = max(round(math.sqrt(count * HALF_WIDTH)), min(count, 2))
    return [(2 * (n % across) + n // across % 2, -3 * (n // across)) for n in range(count)]


def _compact(count: int, ratio: float) -> list[Cell]:
    """The cells of an ellipse as many times wider than high, from the middle outwards."""
    reach = math.ceil(math.sqrt(count * LONGEST)) + 2
    cells = [(2 * column + row % 2, 3 * row) for row in range(-reach, reach + 1) for column in range(-reach, reach + 1)]

    def distance(cell: Cell) -> float:
        x, y = cell[0] * HALF_WIDTH, cell[1] * HALF_SIDE
        return round(x * x / ratio + y * y * ratio, 9)

    return sorted(cells, key=lambda cell: (distance(cell), *_reading_order(cell)))[:count]


def _reading_order(cell: Cell) -> tuple[int, int]:
    return -cell[1], cell[0]


def _spread_ratio(points: Sequence[tuple[float, float]]) -> float:
    """How many times farther points lie apart eastwards than northwards, within what a honeycomb may be."""
    east, north = (pstdev(axis) for axis in zip(*points, strict=True))
    return min(LONGEST, max(1 / LONGEST, east / north if north else LONGEST))


def _nearest(points: Sequence[tuple[float, float]], cells: Sequence[Cell]) -> list[Cell]:
    from maps.matching import match_nearest  # noqa: PLC0415 - numpy costs 20 MB, and most processes never need it

    spots = [(east * HALF_WIDTH, north * HALF_SIDE) for east, north in cells]
    return [cells[number] for number in match_nearest(_stretched(points, spots), spots)]


def _stretched(points: Sequence[tuple[float, float]], over: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The points moved and stretched until they lie about as the spots do."""
    axes = zip(zip(*points, strict=True), zip(*over, strict=True), strict=True)
    return list(zip(*(_stretched_axis(here, there) for here, there in axes), strict=True))


def _stretched_axis(here: Sequence[float], there: Sequence[float]) -> list[float]:
    middle, scale = fmean(here), pstdev(there) / (pstdev(here) or 1.0)
    return [fmean(there) + (value - middle) * scale for value in here]
