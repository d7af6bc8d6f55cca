"""How villages are set on a map: by their outlines, by points where only points are known, else on a grid of tiles."""

import enum
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from maps.tiles import lay_tiles
from portal.domain.boundaries import Outline
from portal.domain.localities import Locality

VIET_NAM = (16.0, 107.0)  # where tiles are laid of a commune without a point


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


def list_forms(villages: Sequence[Locality], outlines: Mapping[int, Outline]) -> list[Form]:
    """The forms that a map of these villages can have, the one it has unless asked otherwise first.

    Outlines or points come first where at least half of the villages have them; tiles are always possible.
    """
    counts = {
        Form.OUTLINES: sum(village.id in outlines for village in villages),
        Form.POINTS: sum(_point(village) is not None for village in villages),
    }
    known = [form for form, count in counts.items() if count]
    good = [form for form in known if 2 * counts[form] >= len(villages)]
    tiles = [Form.TILES] if villages else []
    return [*good, *tiles, *(form for form in known if form not in good)] or [Form.OUTLINES]


def place_villages(
    form: Form, commune: Locality, villages: Sequence[Locality], outlines: Mapping[int, Outline]
) -> dict[int, Placing]:
    """Where each village is drawn, by its id; those that the form has no place for lack.

    Among outlines, a village that has only a point is drawn as one.
    """
    if form is Form.TILES:
        return _on_tiles(commune, villages, outlines)
    points = {village.id: point for village in villages if (point := _point(village)) is not None}
    placed = {place: Placing(Kind.POINT, point) for place, point in points.items()}
    if form is Form.OUTLINES:
        placed |= {place: Placing(Kind(o.kind), o.geometry) for place, o in outlines.items()}
    return {village.id: placed[village.id] for village in villages if village.id in placed}


def _point(village: Locality) -> str | None:
    if village.lat is None or village.lon is None:
        return None
    return json.dumps({"type": "Point", "coordinates": [village.lon, village.lat]})


def _on_tiles(commune: Locality, villages: Sequence[Locality], outlines: Mapping[int, Outline]) -> dict[int, Placing]:
    known = [(v.lon, v.lat) if v.lon is not None and v.lat is not None else None for v in villages]
    centre = (commune.lon or VIET_NAM[1], commune.lat or VIET_NAM[0])
    tiles = lay_tiles(known, centre, commune.area_km2 or 20.0)
    return {village.id: Placing(Kind.TILE, tile) for village, tile in zip(villages, tiles, strict=True)}
