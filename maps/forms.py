"""How villages are set on a map: by their outlines, by points where only points are known, else on a grid of tiles."""

import enum
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from maps.tiles import KM_A_DEGREE, Degrees, lay_tiles
from portal.domain.boundaries import Outline
from portal.domain.localities import Locality

VIET_NAM = (16.0, 107.0)  # latitude and longitude where tiles are laid of a commune without a point
LARGE_KM2 = 100.0  # the area of a commune whose area is not known
FAR = 4.0  # times as far out as a round commune of its area: no village of it lies there


class Form(enum.StrEnum):
    OUTLINES = "outlines"
    POINTS = "points"
    TILES = "tiles"


class Kind(enum.StrEnum):
    """What the geometry of a place is; the first two are the kinds of ``Boundary``."""

    REFERENCE = "reference"
    SCHEMATIC = "schematic"
    POINT = "point"
    TILE = "tile"


@dataclass(frozen=True)
class Placing:
    """Where a village is drawn; ``geometry`` is GeoJSON in WGS 84 degrees, as text: areas, or a Point."""

    kind: Kind
    geometry: str
    source: str = ""  # of an outline


def list_forms(commune: Locality, villages: Sequence[Locality], outlines: Mapping[int, Outline]) -> list[Form]:
    """The forms that a map of these villages can have, the one it has unless asked otherwise first.

    Outlines or points come first where at least half of the villages have them; tiles are always possible.
    """
    counts = {
        Form.OUTLINES: sum(village.id in outlines for village in villages),
        Form.POINTS: len(_list_points(commune, villages)),
    }
    known = [form for form, count in counts.items() if count]
    good = [form for form in known if 2 * counts[form] >= len(villages)]
    tiles = [Form.TILES] if villages else []
    return [*good, *tiles, *(form for form in known if form not in good)] or [Form.OUTLINES]


def place_villages(
    form: Form, commune: Locality, villages: Sequence[Locality], outlines: Mapping[int, Outline]
) -> dict[int, Placing]:
    """Where each village is drawn, by its id; those that the form has no place for lack.

    Among outlines, a village that has only a point is drawn as one; among points, one that has only an outline is drawn
    at its centre.
    """
    points = {village: outline.centre for village, outline in outlines.items()} | _list_points(commune, villages)
    if form is Form.TILES:
        return _on_tiles(commune, villages, points)
    placed = {village: Placing(Kind.POINT, _geojson(point)) for village, point in points.items()}
    if form is Form.OUTLINES:
        placed |= {village: Placing(Kind(o.kind), o.geometry, o.source) for village, o in outlines.items()}
    return {village.id: placed[village.id] for village in villages if village.id in placed}


def _list_points(commune: Locality, villages: Sequence[Locality]) -> dict[int, Degrees]:
    """Longitude and latitude by the village's id, where known; one far outside of the commune is a mistake."""
    told = {v.id: (v.lon, v.lat) for v in villages if v.lon is not None and v.lat is not None}
    if not told:
        return {}
    middle = (median(lon for lon, _ in told.values()), median(lat for _, lat in told.values()))
    centre = middle if commune.lon is None or commune.lat is None else (commune.lon, commune.lat)
    reach = FAR * math.sqrt((commune.area_km2 or LARGE_KM2) / math.pi)
    return {village: point for village, point in told.items() if _distance(point, centre) <= reach}


def _distance(one: Degrees, other: Degrees) -> float:
    """Kilometres between two points of a commune, which is small enough to be flat."""
    east = (one[0] - other[0]) * math.cos(math.radians(one[1]))
    return KM_A_DEGREE * math.hypot(east, one[1] - other[1])


def _geojson(point: Degrees) -> str:
    return json.dumps({"type": "Point", "coordinates": [round(part, 6) for part in point]}, separators=(",", ":"))


def _on_tiles(commune: Locality, villages: Sequence[Locality], points: Mapping[int, Degrees]) -> dict[int, Placing]:
    known = [points.get(village.id) for village in villages]
    tiles = lay_tiles(known, _middle(commune, points), commune.area_km2 or LARGE_KM2)
    return {village.id: Placing(Kind.TILE, tile) for village, tile in zip(villages, tiles, strict=True)}


def _middle(commune: Locality, points: Mapping[int, Degrees]) -> Degrees:
    if commune.lon is not None and commune.lat is not None:
        return commune.lon, commune.lat
    if points:
        return fmean(lon for lon, _ in points.values()), fmean(lat for _, lat in points.values())
    return VIET_NAM[1], VIET_NAM[0]
