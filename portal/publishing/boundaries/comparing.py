"""Outlines against what else is known: declared areas, each other, and the commune around them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import shapely

from portal.domain.localities import Locality, LocalityKind
from portal.publishing.boundaries.systems import area_km2

LEAST = 1.0  # square metres of an overlap or a gap that is told
UNLIKE = 5.0  # per cent between a measured and a declared area that is told
SQUARE_METRES = 1_000_000  # in a square kilometre


class Shape(NamedTuple):
    """An outline to be compared; ``number`` is its feature's, None for one that was stored before."""

    locality: Locality
    shape: Any
    number: int | None


@dataclass(frozen=True)
class Area:
    code: str
    name: str
    measured_km2: float
    declared_km2: float | None

    @property
    def percent(self) -> float | None:
        """By how much the measured area is more than the declared one."""
        return (self.measured_km2 / self.declared_km2 - 1) * 100 if self.declared_km2 else None


@dataclass(frozen=True)
class Overlap:
    """Two neighbours that both claim some land. ``share`` is of the smaller of the two, in per cent."""

    code: str
    name: str
    other: str
    other_name: str
    area_m2: float
    share: float
    stored: bool  # whether the other was stored before


@dataclass(frozen=True)
class Gap:
    """Land of a commune that none of its villages has; ``lon`` and ``lat`` are a point within."""

    commune: str
    name: str
    area_m2: float
    lon: float
    lat: float


@dataclass(frozen=True)
class Outside:
    """A village's land outside its commune's outline."""

    code: str
    name: str
    commune: str
    area_m2: float


@dataclass(frozen=True)
class Comparison:
    areas: list[Area] = field(default_factory=list)
    overlaps: list[Overlap] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    outside: list[Outside] = field(default_factory=list)


def compare(shapes: Sequence[Shape], stored: Sequence[Shape], communes: Mapping[int, Locality]) -> Comparison:
    """:param stored: the outlines that stay, of the same communes and of neighbouring places.
    :param communes: the parents of the villages, by id."""
    everything = [*shapes, *stored]
    return Comparison(
        areas=[Area(s.locality.code, s.locality.name, area_km2(s.shape), s.locality.area_km2) for s in shapes],
        overlaps=[overlap for level in LocalityKind for overlap in _overlaps(_of(level, shapes), _of(level, stored))],
        gaps=list(_gaps(everything, {s.locality.id for s in shapes}, communes)),
        outside=list(_outside(everything, {s.locality.id for s in shapes}, communes)),
    )


def _of(level: LocalityKind, shapes: Iterable[Shape]) -> list[Shape]:
    return [one for one in shapes if one.locality.kind == level]


def _overlaps(shapes: Sequence[Shape], stored: Sequence[Shape]) -> Iterator[Overlap]:
    """Each pair once, of which one at least is new."""
    if not shapes:
        return
    everything = [*shapes, *stored]
    tree = shapely.STRtree([one.shape for one in everything])
    for n, one in enumerate(shapes):
        for m in sorted(int(found) for found in tree.query(one.shape, predicate="intersects")):
            if m > n and (overlap := _overlap(one, everything[m])):
                yield overlap


def _overlap(one: Shape, other: Shape) -> Overlap | None:
    common = square_metres(shapely.intersection(one.shape, other.shape))
    if common <= LEAST:
        return None
    smaller = min(square_metres(one.shape), square_metres(other.shape))
    names = (one.locality.code, one.locality.name, other.locality.code, other.locality.name)
    return Overlap(*names, common, common / smaller * 100, other.number is None)


def square_metres(shape: Any) -> float:
    """Of the areas in a shape; points and lines, where neighbours only touch, have none."""
    parts = [part for part in shapely.get_parts(shape, return_index=False) if part.geom_type.endswith("Polygon")]
    return sum(area_km2(part) for part in parts) * SQUARE_METRES


def _families(everything: Sequence[Shape], changed: set[int]) -> dict[int, list[Any]]:
    """The shapes of the villages by their commune's id, where a village or the commune itself changed."""
    families: dict[int, list[Any]] = defaultdict(list)
    touched = set()
    for one in everything:
        if one.locality.kind == LocalityKind.VILLAGE and one.locality.parent_id:
            families[one.locality.parent_id].append(one.shape)
            touched |= {one.locality.parent_id} if one.locality.id in changed else set()
    touched |= changed
    return {commune: shapes for commune, shapes in families.items() if commune in touched}


def _gaps(everything: Sequence[Shape], changed: set[int], communes: Mapping[int, Locality]) -> Iterator[Gap]:
    """Holes among a commune's villages, and what of its outline none of them has; the largest first."""
    wholes = {one.locality.id: one.shape for one in everything if one.locality.kind == LocalityKind.COMMUNE}
    found = []
    for number, shapes in _families(everything, changed).items():
        together = shapely.union_all(shapes)
        around = wholes.get(number, _filled(together))
        commune = communes[number]
        for part in shapely.get_parts(shapely.difference(around, together)):
            area = square_metres(part)
            if area > LEAST:
                point = part.representative_point()
                found.append(Gap(commune.code, commune.name, area, round(point.x, 6), round(point.y, 6)))
    yield from sorted(found, key=lambda gap: -gap.area_m2)


def _filled(shape: Any) -> Any:
    """The shape without its holes."""
    return shapely.union_all([shapely.Polygon(part.exterior) for part in shapely.get_parts(shape)])


def _outside(everything: Sequence[Shape], changed: set[int], communes: Mapping[int, Locality]) -> Iterator[Outside]:
    wholes = {one.locality.id: one.shape for one in everything if one.locality.kind == LocalityKind.COMMUNE}
    for one in everything:
        whole = wholes.get(one.locality.parent_id or 0)
        if one.locality.kind != LocalityKind.VILLAGE or whole is None:
            continue
        if not {one.locality.id, one.locality.parent_id} & changed:
            continue
        area = square_metres(shapely.difference(one.shape, whole))
        if area > LEAST:
            yield Outside(one.locality.code, one.locality.name, communes[one.locality.parent_id or 0].code, area)
