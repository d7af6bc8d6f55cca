"""A shape as the text that is stored."""

import json
from typing import Any

import shapely

DECIMALS = 7  # of a degree: about 1 cm


def geometry_text(shape: Any, decimals: int = DECIMALS) -> str:
    """The shape as GeoJSON: outer rings counter-clockwise (RFC 7946), so many decimals where that leaves it sound."""
    shape = shapely.force_2d(shapely.orient_polygons(shape))
    rounded = shapely.transform(shape, lambda degrees: degrees.round(decimals))
    geometry = json.loads(shapely.to_geojson(rounded if rounded.is_valid else shape))
    return json.dumps(geometry, separators=(",", ":"))
