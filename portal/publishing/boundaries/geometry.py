"""One geometry, checked from its numbers up; a wrong one is refused, never repaired."""

import re
import reprlib
from collections.abc import Iterator
from typing import Any

import shapely
from shapely.geometry import shape as shape_of
from shapely.validation import explain_validity

from portal.publishing.boundaries.systems import EAST, NORTH, SOUTH, WEST, System
from portal.publishing.layers.flaws import Flaw
from portal.publishing.workbooks.words import show

MOST_DEGREES = 360  # a larger number is a length
_PLACE = re.compile(r"\[(\S+) (\S+)\]")


def make_shape(geometry: Any, points: list[Any], system: System) -> Any:
    """The geometry as a shape in WGS 84.

    :param points: of its rings, as ``list_points`` has them.
    :param system: what its coordinates are in.
    :raises Flaw: the first thing wrong with it, the point named as it stands in the file.
    """
    _check_place(points, system)
    return _brought_over(_check_sound(shape_of(_flat(geometry))), system)


def list_points(geometry: Any) -> list[Any]:
    """The points of a geometry, once its rings are found closed and of numbers.

    :raises Flaw: the first thing wrong with them.
    """
    if not isinstance(geometry, dict):
        raise Flaw("no-geometry")
    kind = geometry.get("type")
    if kind == "unreadable":
        raise Flaw("unreadable")
    if kind not in ("Polygon", "MultiPolygon"):
        raise Flaw("wrong-geometry", kind=_shown(kind))
    rings = list(_rings(geometry))
    if not rings:
        raise Flaw("no-geometry")
    for ring in rings:
        _check_ring(ring)
    return [point for ring in rings for point in ring]


def _brought_over(shape: Any, system: System) -> Any:
    """The shape in WGS 84; what falls out of Viet Nam on the way is refused in its own coordinates."""
    if system.is_wgs84:
        return shape
    over = system.to_degrees(shape)
    points = shapely.get_coordinates(over)
    outside = ~((points >= (WEST, SOUTH)) & (points <= (EAST, NORTH))).all(axis=1)  # also what is not a number
    if outside.any():
        raise _strayed(shapely.get_coordinates(shape)[outside.argmax()].tolist(), system)
    return _check_sound(over)


def _strayed(point: list[float], system: System) -> Flaw:
    x, y = point
    turned = system.to_degrees(shapely.Point(y, x))
    if WEST <= turned.x <= EAST and SOUTH <= turned.y <= NORTH:
        return Flaw("swapped-metres", point=_place(x, y), crs=system.name)
    return Flaw("outside-crs", point=_place(x, y), crs=system.name)


def count_points(geometry: Any) -> int:
    """How many points a geometry has, as far as it looks like one."""
    if not isinstance(geometry, dict):
        return 0
    try:
        return sum(len(ring) for ring in _rings(geometry) if isinstance(ring, list))
    except Flaw:
        return 0


def _rings(geometry: dict[str, Any]) -> Iterator[Any]:
    coordinates = geometry.get("coordinates")
    polygons = coordinates if geometry.get("type") == "MultiPolygon" else [coordinates]
    if not isinstance(polygons, list):
        raise Flaw("not-numbers", found=_shown(polygons))
    for polygon in polygons:
        if not isinstance(polygon, list):
            raise Flaw("not-numbers", found=_shown(polygon))
        yield from polygon


def _check_ring(ring: Any) -> None:
    if not isinstance(ring, list):
        raise Flaw("not-numbers", found=_shown(ring))
    for point in ring:
        if not _is_point(point):
            raise Flaw("not-numbers", found=_shown(point))
    if len(ring) < 4:
        raise Flaw("few-points", count=len(ring))
    if ring[0] != ring[-1]:
        raise Flaw("not-closed", start=_place(*ring[0][:2]), end=_place(*ring[-1][:2]))


def _is_point(point: Any) -> bool:
    return isinstance(point, list) and 2 <= len(point) <= 4 and all(_is_number(number) for number in point)


def _is_number(value: Any) -> bool:
    return type(value) in (int, float) and -1e300 < value < 1e300  # a truth value and what is not a number are none


def _check_place(points: list[Any], system: System) -> None:
    """Whether the numbers can be degrees or metres, whichever they must be, and degrees lie in Viet Nam."""
    if system.is_metric:
        return _check_metres(points, system)
    outside = next((p for p in points if not (WEST <= p[0] <= EAST and SOUTH <= p[1] <= NORTH)), None)
    if outside is None:
        return None
    x, y = outside[:2]
    if max(abs(x), abs(y)) > MOST_DEGREES:
        raise Flaw("metres", point=_place(x, y))
    if WEST <= y <= EAST and SOUTH <= x <= NORTH:
        raise Flaw("swapped", point=_place(x, y))
    raise Flaw("outside", point=_place(x, y), west=WEST, south=SOUTH, east=EAST, north=NORTH)


def _check_metres(points: list[Any], system: System) -> None:
    if all(max(abs(p[0]), abs(p[1])) <= MOST_DEGREES for p in points):
        raise Flaw("degrees", point=_place(*points[0][:2]), crs=system.name)


def _flat(geometry: dict[str, Any]) -> dict[str, Any]:
    """The geometry without heights, which some points may have and others not."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    flat = [[[point[:2] for point in ring] for ring in polygon] for polygon in polygons if polygon]
    return (
        {"type": "MultiPolygon", "coordinates": flat} if len(flat) > 1 else {"type": "Polygon", "coordinates": flat[0]}
    )


def _check_sound(shape: Any) -> Any:
    if shape.is_valid:
        return shape
    said = explain_validity(shape)  # such as "Self-intersection[106.1 20.8]"
    found = _PLACE.search(said)
    point = _place(float(found[1]), float(found[2])) if found else "?"
    if "self-intersection" in said.lower():
        raise Flaw("crosses-itself", point=point)
    raise Flaw("unsound", point=point, reason=said.partition("[")[0])


def _place(x: float, y: float) -> str:
    return f"{x:.6g}, {y:.6g}" if max(abs(x), abs(y)) < 1000 else f"{x:.0f}, {y:.0f}"


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else "null" if value is None else reprlib.repr(value)
    return show(text)
