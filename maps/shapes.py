"""GeoJSON outlines as paths of a drawing: pure arithmetic on rings of points.

A commune is small, so degrees are laid flat: longitudes shrunk by the cosine of the middle latitude, north up. Every
corner is set on a grid, the same for neighbours, so that their common border stays one line however coarse it is.
"""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

WIDTH = 1000.0
TALLEST = 900.0
CORNERS = 24  # of a disc
MARGIN = 12.0
LEAST = 0.01  # degrees that a drawing shows at least: about 1 km

Degrees = tuple[float, float]
Ring = Sequence[Degrees]
Cells = list[list[tuple[int, int]]]  # rings in tenths of a unit


@dataclass(frozen=True)
class Spot:
    """Where a label stands, and how wide the place is there."""

    x: float
    y: float
    width: float


@dataclass(frozen=True)
class Frame:
    """How degrees become the units of a drawing."""

    west: float
    north: float
    across: float  # units in a degree of longitude
    down: float  # units in a degree of latitude
    left: float
    top: float
    height: float

    def place(self, degrees: Degrees) -> tuple[float, float]:
        lon, lat = degrees
        return self.left + (lon - self.west) * self.across, self.top + (self.north - lat) * self.down


def rings_of(geometry: str) -> list[list[Degrees]]:
    """The rings of a GeoJSON Polygon or MultiPolygon, outer and inner alike; of a Point, it alone."""
    content = json.loads(geometry)
    if content["type"] == "Point":
        return [[(content["coordinates"][0], content["coordinates"][1])]]
    polygons = content["coordinates"] if content["type"] == "MultiPolygon" else [content["coordinates"]]
    return [[(point[0], point[1]) for point in ring] for polygon in polygons for ring in polygon]


def fit(rings: Iterable[Ring], margin: float = MARGIN) -> Frame:
    """The frame in which these rings fill the drawing's width, or its greatest height.

    :param margin: left free on each side, in units.
    :raises ValueError: there is no point to fit.
    """
    points = list(chain.from_iterable(rings))
    if not points:
        raise ValueError("there is nothing to draw")
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    shrink = math.cos(math.radians((south + north) / 2))
    west, east = _widened(west, east, LEAST / shrink)
    south, north = _widened(south, north, LEAST)
    width, height = (east - west) * shrink, north - south
    scale = min((WIDTH - 2 * margin) / width, (TALLEST - 2 * margin) / height)
    left = (WIDTH - width * scale) / 2
    return Frame(west, north, scale * shrink, scale, left, margin, height * scale + 2 * margin)


def _widened(low: float, high: float, least: float) -> tuple[float, float]:
    """The same stretch, grown on both sides where it is shorter than the least."""
    lacking = max(0.0, least - (high - low))
    return low - lacking / 2, high + lacking / 2


def snap(rings: Sequence[Ring], frame: Frame, grid: float) -> Cells:
    """The rings on the grid, without repeated corners; a ring that shrinks to a line is left out."""
    step = round(grid * 10)
    snapped = []
    for ring in rings:
        cells = [(_on(x, step), _on(y, step)) for x, y in map(frame.place, ring)]
        kept = [cell for cell, after in pairwise(cells) if cell != after]
        if len(kept) >= 3:
            snapped.append(kept)
    return snapped


def _on(value: float, step: int) -> int:
    """The nearest line of the grid, in tenths."""
    return round(value * 10 / step) * step


def disc(spot: tuple[float, float], radius: float) -> Cells:
    """A polygon that looks round, about a spot of the drawing."""
    x, y = spot
    turns = (math.tau * step / CORNERS for step in range(CORNERS))
    return [[(round(10 * (x + radius * math.cos(t))), round(10 * (y + radius * math.sin(t)))) for t in turns]]


def path(cells: Cells) -> str:
    """The ``d`` of an SVG path: one decimal, each corner counted from the one before."""
    return "".join(_ring_path(ring) for ring in cells)


def _ring_path(ring: list[tuple[int, int]]) -> str:
    (x, y), *_ = ring
    steps = [part for a, b in pairwise(ring) for part in (b[0] - a[0], b[1] - a[1])]
    return f"M{_tenths(x)} {_tenths(y)}l{_join(steps)}z"


def _join(steps: list[int]) -> str:
    words = [_tenths(step) for step in steps]
    return words[0] + "".join(word if word.startswith("-") else " " + word for word in words[1:])


def _tenths(value: int) -> str:
    sign, (whole, tenth) = "-" if value < 0 else "", divmod(abs(value), 10)
    if not tenth:
        return f"{sign}{whole}"
    return f"{sign}{whole or ''}.{tenth}"


def label_spot(cells: Cells) -> Spot | None:
    """A point inside, in the widest stretch at the height of the centre of gravity; None where nothing is drawn."""
    if not cells:
        return None
    ring = max(cells, key=lambda ring: abs(_area_and_middle(ring)[0]))
    area, middle = _area_and_middle(ring)
    if not area:
        return None
    met = sorted(crossings(cells, middle + 0.01))
    start, end = max(zip(met[::2], met[1::2], strict=False), key=lambda span: span[1] - span[0])
    return Spot((start + end) / 20, middle / 10, (end - start) / 10)


def _area_and_middle(ring: list[tuple[int, int]]) -> tuple[float, float]:
    """Twice the signed area, and the height of the centre of gravity."""
    doubled, moment = 0.0, 0.0
    for (ax, ay), (bx, by) in pairwise([*ring, ring[0]]):
        cross = ax * by - bx * ay
        doubled += cross
        moment += (ay + by) * cross
    return doubled, moment / (3 * doubled) if doubled else 0.0


def crossings(cells: Cells, y: float) -> Iterable[float]:
    """Where the rings meet a level line."""
    for ring in cells:
        for (ax, ay), (bx, by) in pairwise([*ring, ring[0]]):
            if (ay > y) != (by > y):
                yield ax + (y - ay) * (bx - ax) / (by - ay)
