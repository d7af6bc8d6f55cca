"""A grid of hexagons, one a village, that says nothing of where its borders run."""

import json
import math
from collections.abc import Sequence

Degrees = tuple[float, float]
KM_A_DEGREE = 111.0


def lay_tiles(points: Sequence[Degrees | None], centre: Degrees, area_km2: float) -> list[str]:
    """A hexagon for each village in their order, as GeoJSON Polygons around a centre, covering about an area.

    :param points: longitude and latitude of those villages of which they are known.
    """
    count = len(points)
    across = max(1, round(math.sqrt(count * 1.1)))
    radius = math.sqrt(area_km2 / count / (1.5 * math.sqrt(3)))
    return [_hexagon(number % across, number // across, radius, centre) for number in range(count)]


def _hexagon(column: int, row: int, radius: float, centre: Degrees) -> str:
    x = radius * math.sqrt(3) * (column + row % 2 / 2)
    y = -radius * 1.5 * row
    lon, lat = centre
    turns = (math.tau * step / 6 for step in range(6, -1, -1))
    corners = [(x + radius * math.sin(turn), y + radius * math.cos(turn)) for turn in turns]
    shrink = math.cos(math.radians(lat))
    ring = [[round(lon + a / KM_A_DEGREE / shrink, 6), round(lat + b / KM_A_DEGREE, 6)] for a, b in corners]
    return json.dumps({"type": "Polygon", "coordinates": [ring]}, separators=(",", ":"))
