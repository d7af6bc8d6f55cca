"""Whether outlines lie where their places are known to be, and which zone would bring them there."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import shapely

from portal.domain.localities import Locality, LocalityKind
from portal.publishing.boundaries.collection import Outline
from portal.publishing.boundaries.problems import Found, about_feature, about_file
from portal.publishing.boundaries.systems import System, area_km2, fitting, km_between, zones_for

FAR = 22.0  # km between an outline and the known centre of its place, beyond what the place itself measures
RADIUS = 6.0  # km, of a commune whose area is not known
REACH = 2.5  # a village lies within so many radii of its commune's centre
NEAR = 2.0  # km that a known centre may be off
ALIKE = 1 / 2  # a zone is suggested where it brings the outlines so much closer
MOST_ZONES = 5


@dataclass
class Group:
    """What a file holds of one commune, whose centre is known."""

    commune: Locality
    lon: float
    lat: float
    outlines: list[Outline] = field(default_factory=list)

    @property
    def radius(self) -> float:
        return math.sqrt((self.commune.area_km2 or math.pi * RADIUS**2) / math.pi)

    @property
    def middle(self) -> tuple[float, float]:
        """Of the coordinates as they stand in the file."""
        xs, ys = zip(*[outline.middle for outline in self.outlines if outline.middle], strict=True)
        return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2

    @property
    def shapes(self) -> list[Any]:
        return [outline.shape for outline in self.outlines if outline.shape is not None]

    @property
    def reach(self) -> float:
        """How far, in km, the middle may lie from the centre; less where most of the commune is there."""
        whole = sum(map(area_km2, self.shapes)) > math.pi * self.radius**2 / 2
        return self.radius * (1 if whole else REACH) + NEAR


def group_outlines(
    outlines: Iterable[Outline], places: Mapping[int, Locality], communes: Mapping[int, Locality]
) -> list[Group]:
    """The outlines by commune, where its centre is known.

    :param communes: the parents of the villages, by id.
    """
    groups: dict[int, Group] = {}
    for outline in outlines:
        place = places.get(outline.number)
        commune = _commune_of(place, communes) if place and outline.middle else None
        if commune is None or commune.lat is None or commune.lon is None:
            continue
        groups.setdefault(commune.id, Group(commune, commune.lon, commune.lat)).outlines.append(outline)
    return list(groups.values())


def _commune_of(place: Locality, communes: Mapping[int, Locality]) -> Locality | None:
    return communes.get(place.parent_id or 0) if place.kind == LocalityKind.VILLAGE else place


def check_places(groups: Sequence[Group], system: System, file: str) -> Iterator[Found]:
    """Outlines that lie far from the known centre: in a wrong zone, or another place's."""
    for group in groups:
        if not group.shapes:
            continue
        wrong = _check_zone(group, system, file)
        yield from [wrong] if wrong else _check_distances(group)


def _check_zone(group: Group, system: System, file: str) -> Found | None:
    west, south, east, north = shapely.total_bounds(group.shapes)
    km = km_between((west + east) / 2, (south + north) / 2, group.lon, group.lat)
    if km <= group.reach or not system.is_metric:
        return None
    found = fitting(*group.middle, group.lon, group.lat, min(group.reach, km * ALIKE))
    if not found or system.name in found:
        return None
    told = {"crs": system.name, "name": group.commune.name, "km": round(km)}
    return about_file("wrong-zone", file, **told, **_fits(found))


def _check_distances(group: Group) -> Iterator[Found]:
    centre = shapely.Point(group.lon, group.lat)
    for outline in group.outlines:
        if outline.shape is None:
            continue
        nearest = shapely.shortest_line(centre, outline.shape)
        start, end = shapely.get_coordinates(nearest).tolist()
        km = km_between(*start, *end)
        if km > FAR + (REACH - 1) * group.radius:
            told = {"name": group.commune.name, "km": round(km)}
            yield about_feature("elsewhere", outline.file, outline.number, **told)


def hint(groups: Sequence[Group]) -> dict[str, str]:
    """Which system the coordinates fit, else which zones are for the place, as a sentence in both languages."""
    for group in groups:
        found = fitting(*group.middle, group.lon, group.lat, group.radius * REACH + NEAR)
        if found:
            return _fits(found)
    zones: dict[str, None] = {}
    for group in groups[:MOST_ZONES]:
        zones |= dict.fromkeys(zones_for(group.lon, group.lat)[:MOST_ZONES])
    if not zones:
        return {"hint": "", "hint_en": ""}
    told = ", ".join(list(zones)[:MOST_ZONES])
    return {"hint": f"Các múi VN-2000 dùng ở nơi này: {told}.", "hint_en": f"VN-2000's zones for this place: {told}."}


def _fits(found: Sequence[str]) -> dict[str, str]:
    return {
        "hint": f"Các tọa độ này khớp với {' hoặc '.join(found)}.",
        "hint_en": f"These coordinates fit {' or '.join(found)}.",
    }
