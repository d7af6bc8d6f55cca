"""A commune of 200 villages whose borders are as ragged as surveyed ones, with full figures of twelve periods."""

import json
import random
from itertools import pairwise, product
from pathlib import Path

from portal.publishing.boundaries import import_boundaries
from portal.publishing.publisher import Publisher
from portal.publishing.submissions import Cell
from tests.builders import AT, make_commune, make_group, make_indicator, make_submission

COLUMNS, ROWS = 20, 10
SIDE = 0.0065  # degrees: villages of half a square kilometre
WEST, SOUTH = 108.6, 14.9
STEPS = 38  # corners on each side of a village: about 150 around it
PERIODS = [f"2025-{month:02}" for month in range(11, 13)] + [f"2026-{month:02}" for month in range(1, 11)]
CODE = "99001"

Point = tuple[float, float]


def fill(public, desk, files: Path, folder: Path, today) -> None:
    """Commune, villages, outlines and figures, by the ways that operators have."""
    with public.begin() as session:
        session.add(make_group())
        session.flush()
        session.add(make_indicator())
        session.flush()
        make_commune(session, code=CODE, villages=COLUMNS * ROWS)
    path = folder / "ragged.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features()}), encoding="utf-8")
    with public.begin() as session:
        import_boundaries(session, path, today=today)
    publisher = Publisher(desk, public, files)
    publisher.publish(make_submission(desk, cells(), at=AT), at=AT)


def cells():
    dice = _dice(5)
    for number, period in product(range(1, COLUMNS * ROWS + 1), PERIODS):
        people = dice.randint(300, 1500)
        yield Cell("vneid-level2", f"{CODE}-{number:02}", period, dice.randint(people // 3, people), people)


def features():
    """Villages in rows, neighbours with one common border."""
    knots = {(x, y): _knot(x, y) for x in range(COLUMNS + 1) for y in range(ROWS + 1)}
    found = []
    for number, (y, x) in enumerate(product(range(ROWS), range(COLUMNS)), start=1):
        corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y)]
        ring = [knots[corners[0]]]
        for start, end in pairwise(corners):
            ring += _side(knots, start, end)
        geometry = {"type": "Polygon", "coordinates": [ring]}
        properties = {"code": f"{CODE}-{number:02}", "source": "made up"}
        found.append({"type": "Feature", "properties": properties, "geometry": geometry})
    return found


def _knot(x: int, y: int) -> Point:
    dice = _dice(1000 * x + y)
    return _degrees(WEST + (x + dice.uniform(-0.25, 0.25)) * SIDE, SOUTH + (y + dice.uniform(-0.25, 0.25)) * SIDE)


def _side(knots, start, end) -> list[Point]:
    """The corners after the start, up to the end; the same from either side."""
    if end < start:
        return _line(knots, end, start)[::-1][1:]
    return _line(knots, start, end)[1:]


def _line(knots, start, end) -> list[Point]:
    dice = _dice(f"{start}{end}")
    (ax, ay), (bx, by) = knots[start], knots[end]
    offsets = _displaced(dice, SIDE / 9, STEPS)
    ways = [n / (len(offsets) - 1) for n in range(len(offsets))]
    return [
        _degrees(ax + (bx - ax) * way - (by - ay) / SIDE * off, ay + (by - ay) * way + (bx - ax) / SIDE * off)
        for way, off in zip(ways, offsets, strict=True)
    ]


def _displaced(dice: random.Random, reach: float, least: int) -> list[float]:
    """How far a line strays at each of its corners: in parts that stray half as far as those they are parts of."""
    line = [0.0, 0.0]
    while len(line) <= least:
        middles = [(a + b) / 2 + dice.uniform(-reach, reach) for a, b in pairwise(line)]
        line = [point for pair in zip(line, middles, strict=False) for point in pair] + [line[-1]]
        reach /= 2
    return [line[round(n * (len(line) - 1) / least)] for n in range(least + 1)]


def _degrees(lon: float, lat: float) -> Point:
    return round(lon, 7), round(lat, 7)


def _dice(seed: int | str) -> random.Random:
    return random.Random(seed)  # noqa: S311 - no secret
