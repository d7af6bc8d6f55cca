"""Coordinate systems: which ones a file may be in, and their way to WGS 84 and back.

VN-2000 goes to WGS 84 by the seven parameters of Decision 05/2007/QĐ-BTNMT everywhere ("VN-2000 to WGS 84 (2)", good to
1 m): pyproj left alone would take another set within the Mekong delta.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
import pyproj
import shapely
from pyproj.aoi import AreaOfInterest
from pyproj.enums import TransformDirection
from pyproj.exceptions import CRSError
from pyproj.transformer import TransformerGroup

from portal.publishing.layers.flaws import Flaw
from portal.publishing.workbooks.words import show

WEST, SOUTH, EAST, NORTH = 102.0, 6.0, 117.9, 23.5
"""Viet Nam in degrees, with Hoàng Sa and Trường Sa."""
WGS84 = "EPSG:4326"
SAME_AS_WGS84 = {WGS84, "EPSG:4979", "OGC:CRS84", "OGC:CRS84H"}
VN2000 = "EPSG:4756"
ZONES = {
    **{3405: 105.0, 3406: 111.0},  # UTM, scale 0.9996; all others TM-3, scale 0.9999
    **{5896: 102.0, 5897: 105.0, 5898: 108.0, 5899: 107.75},
    **{9205: 103.0, 9206: 104.0, 9207: 104.5, 9208: 104.75, 9209: 105.5, 9210: 105.75, 9211: 106.0},
    **{9212: 106.25, 9213: 106.5, 9214: 107.0, 9215: 107.25, 9216: 107.5, 9217: 108.25, 9218: 108.5},
}
"""The zones of VN-2000 by EPSG number, each with its central meridian."""
INEXACT = 2.0  # metres: a transformation that may be farther off is refused
FAR_OUTSIDE = 1.0  # degrees beyond the area a system is meant for
ELLIPSOID = pyproj.Geod(ellps="WGS84")
SHIFT = (-191.90441429, -39.30318279, -111.45032835)  # of VN-2000 to WGS 84, metres
_NAME = re.compile(r"(?:urn:ogc:def:crs:)?(EPSG|OGC):(?:[0-9.]*:)?([A-Z0-9]{1,6})", re.IGNORECASE)
_MARKUP = re.compile(r"\s*(?:PROJ|GEOG|GEOD|COMPD|BOUND)[A-Z]*\[")


@dataclass(frozen=True)
class System:
    """A coordinate system whose way to WGS 84 is known to 2 m. ``name`` is such as ``EPSG:9216``."""

    name: str
    is_metric: bool
    area: tuple[float, float, float, float]  # that it is meant for: west, south, east, north
    _way: Any = field(repr=False, compare=False, default=None)  # None: it is WGS 84

    @property
    def is_wgs84(self) -> bool:
        return self._way is None

    def to_degrees(self, shape: Any) -> Any:
        """A shape in this system, in WGS 84; infinite where a point cannot be brought over."""
        return self._moved(shape, TransformDirection.FORWARD)

    def from_degrees(self, shape: Any) -> Any:
        return self._moved(shape, TransformDirection.INVERSE)

    def _moved(self, shape: Any, direction: TransformDirection) -> Any:
        if self._way is None:
            return shape

        def move(points: Any) -> Any:
            return np.column_stack(self._way.transform(points[:, 0], points[:, 1], direction=direction))

        return shapely.transform(shape, move)

    def is_far_outside(self, lon: float, lat: float) -> bool:
        west, south, east, north = self.area
        inside = west - FAR_OUTSIDE <= lon <= east + FAR_OUTSIDE and south - FAR_OUTSIDE <= lat <= north + FAR_OUTSIDE
        return not inside


def wgs84() -> System:
    return System(WGS84, is_metric=False, area=(-180.0, -90.0, 180.0, 90.0))


def find_system(told: str) -> System:
    """The system that a name (``EPSG:9216``, ``urn:ogc:def:crs:OGC:1.3:CRS84``) or well-known text means.

    :raises Flaw: it is unknown, its way to WGS 84 is not exact enough, it lacks its datum, or is for elsewhere.
    """
    name = _named(told) or _recognised(told)
    return wgs84() if name in SAME_AS_WGS84 else _system(name)


def _named(told: str) -> str:
    """A plain name, its authority in capitals; nothing else is handed to the library, which would open files."""
    found = _NAME.fullmatch(told.strip())
    return f"{found[1]}:{found[2]}".upper() if found else ""


def _recognised(told: str) -> str:
    """The name of the system that a well-known text spells out."""
    if not _MARKUP.match(told):
        raise Flaw("crs-unknown", crs=show(told))
    try:
        crs = pyproj.CRS.from_wkt(told)
    except CRSError:
        raise Flaw("crs-unknown", crs=show(told)) from None
    base = crs.source_crs if crs.is_bound and crs.source_crs else crs
    number = base.to_epsg() if not crs.is_bound else None
    if number:
        return f"EPSG:{number}"
    zone = _zone_of(base)
    if zone and (_says_vn2000(base) or _is_vn2000_shift(crs)):
        return f"EPSG:{zone}"
    if zone:
        raise Flaw("crs-no-datum", crs=show(crs.name), zone=f"EPSG:{zone}")
    raise Flaw("crs-unknown", crs=show(crs.name))


def _zone_of(crs: pyproj.CRS) -> int | None:
    """The zone with the same central meridian and scale, whatever the datum."""
    projection = crs.coordinate_operation
    if projection is None or projection.method_name != "Transverse Mercator":
        return None
    told: dict[str, Any] = {known.name: known.value for known in projection.params}
    if (told.get("False easting"), told.get("False northing"), told.get("Latitude of natural origin")) != (
        500000,
        0,
        0,
    ):
        return None
    meridian, scale = told["Longitude of natural origin"], told["Scale factor at natural origin"]
    return next((n for n, at in ZONES.items() if math.isclose(at, meridian, abs_tol=1e-6) and scale == _scale(n)), None)


def _scale(zone: int) -> float:
    return 0.9996 if zone in (3405, 3406) else 0.9999


def _says_vn2000(crs: pyproj.CRS) -> bool:
    name = re.sub(r"[^a-z0-9]", "", crs.datum.name.lower()) if crs.datum else ""
    return "vn2000" in name or "vietnam2000" in name


def _is_vn2000_shift(crs: pyproj.CRS) -> bool:
    """Whether the text carries Viet Nam's own parameters (``TOWGS84``), whatever it calls the datum."""
    if not crs.is_bound or crs.coordinate_operation is None:
        return False
    told = [float(known.value) for known in crs.coordinate_operation.params if "translation" in known.name]
    return len(told) == len(SHIFT) and all(abs(a - b) < INEXACT for a, b in zip(told, SHIFT, strict=True))


@cache
def _system(name: str) -> System:
    try:
        crs = pyproj.CRS.from_user_input(name)
    except CRSError:
        raise Flaw("crs-unknown", crs=name) from None
    if not (crs.is_projected or crs.is_geographic) or crs.area_of_use is None:
        raise Flaw("crs-unknown", crs=name)
    area = crs.area_of_use.bounds
    if area[0] > EAST or area[2] < WEST or area[1] > NORTH or area[3] < SOUTH:
        raise Flaw("crs-elsewhere", crs=f"{name} ({show(crs.name)})")
    return System(name, crs.is_projected, area, _way(name, crs))


def _way(name: str, crs: pyproj.CRS) -> pyproj.Transformer:
    aoi: Any = AreaOfInterest(WEST, SOUTH, EAST, NORTH)
    ways = TransformerGroup(crs, WGS84, always_xy=True, area_of_interest=aoi, allow_ballpark=False).transformers
    official = [way for way in ways if "VN-2000 to WGS 84 (2)" in way.description]
    best = next(iter(official or ways), None)
    if best is None or not 0 <= best.accuracy <= INEXACT:
        raise Flaw("crs-inexact", crs=f"{name} ({show(crs.name)})", limit=int(INEXACT))
    return best


def zones_for(lon: float, lat: float) -> list[str]:
    """The zones of VN-2000 meant for a place, the most local first."""
    systems = [_system(f"EPSG:{number}") for number in ZONES]
    meant = [s for s in systems if s.area[0] <= lon <= s.area[2] and s.area[1] <= lat <= s.area[3]]
    return [system.name for system in sorted(meant, key=lambda s: (s.area[2] - s.area[0]) * (s.area[3] - s.area[1]))]


def fitting(x: float, y: float, lon: float, lat: float, km: float) -> list[str]:
    """The systems in which a point lies within so many km of a place, the closest first; None further off by 1 km."""
    found = sorted(_reaching(x, y, lon, lat, km))
    return [name for distance, name in found if distance < found[0][0] + 1]


def _reaching(x: float, y: float, lon: float, lat: float, km: float) -> Iterator[tuple[float, str]]:
    names = [f"EPSG:{number}" for number in ZONES] if abs(x) > 360 or abs(y) > 360 else [WGS84]
    for system in map(find_system, names):
        point = system.to_degrees(shapely.Point(x, y))
        distance = km_between(point.x, point.y, lon, lat)
        if distance <= km:
            yield distance, system.name


def km_between(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Along the ellipsoid; infinite for a point that is nowhere."""
    if not (abs(lon) <= 360 and abs(lat) <= 90):
        return math.inf
    return float(ELLIPSOID.inv(lon, lat, other_lon, other_lat)[2]) / 1000


def area_km2(shape: Any) -> float:
    """Within a shape in degrees, on the ellipsoid of WGS 84."""
    return abs(float(ELLIPSOID.geometry_area_perimeter(shapely.orient_polygons(shape))[0])) / 1_000_000
