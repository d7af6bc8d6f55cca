"""What the table says otherwise than the register. The register is right until an operator changes it."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from portal.domain.localities import Locality
from portal.publishing.national.table import Unit

APART_KM = 1.0  # points of one place that differ by less are two ways to say where its middle is
AREA_KM2 = 0.01


@dataclass(frozen=True)
class Difference:
    """``ours`` stands in the register and stays."""

    code: str
    name: str
    field: str
    ours: str
    theirs: str

    def __str__(self) -> str:
        return f"{self.code} {self.name}: {self.field} is {self.ours} here, {self.theirs} in the table"


def compare(place: Locality, above: str | None, unit: Unit) -> Iterator[Difference]:
    """:param above: the code of the province that the register has the place in."""
    pairs = [("name", place.name, unit.name), ("unit", place.unit, unit.unit), ("province", above, unit.above)]
    for field, ours, theirs in pairs:
        if ours != theirs:
            yield Difference(unit.code, place.name, field, str(ours), str(theirs))
    if place.area_km2 and unit.area_km2 and abs(place.area_km2 - unit.area_km2) > AREA_KM2:
        yield Difference(unit.code, place.name, "area", f"{place.area_km2} km²", f"{unit.area_km2} km²")
    apart = _apart_km(place, unit)
    if apart > APART_KM:
        ours, theirs = f"{place.lat}, {place.lon}", f"{unit.lat}, {unit.lon} ({apart:.1f} km away)"
        yield Difference(unit.code, place.name, "point", ours, theirs)


def _apart_km(place: Locality, unit: Unit) -> float:
    """How far the two points are from each other; 0 where one is not known."""
    if place.lat is None or place.lon is None or unit.lat is None or unit.lon is None:
        return 0.0
    north = (unit.lat - place.lat) * 111.0
    east = (unit.lon - place.lon) * 111.3 * math.cos(math.radians(place.lat))
    return math.hypot(north, east)
