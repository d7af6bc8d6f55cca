"""Outlines thinned out for screens, neighbours together, so that their common border stays one.

Only outlines that part the land among them can be thinned out together. Where they overlap, or leave a gap by less than
would be seen, that is mended in the thinned form alone; where the thinned form would stray further than its tolerance,
a finer one is tried, and in the end none is kept.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from sqlalchemy import and_, delete, func, insert, select
from sqlalchemy.orm import Session

from portal.db import Condition, portions
from portal.domain.boundaries import TOLERANCES, Boundary, BoundaryKind, SimplifiedBoundary
from portal.domain.localities import Locality, valid_on
from portal.publishing.boundaries.text import geometry_text

Box = tuple[float, float, float, float]

DEGREE = 111_000  # metres; a degree of longitude is less, so that nothing strays further than it may
FINER = (1.0, 0.7, 0.5, 0.25, 0.1)  # shares of the tolerance that are tried
DECIMALS = (5, 6, 7)  # of a degree: about 1 m, else finer
NEAR = (5e-7, 5e-6)  # degrees, 5 and 50 cm, within which corners are taken for one
AREA = 0.05  # share of its area that an outline may gain or lose
TOUCHING = 1e-6  # degrees, about 0.1 m


@dataclass(frozen=True)
class _Near:
    """The outlines around those that changed, of one kind of place."""

    ids: list[int]
    texts: list[str]
    shapes: Any  # an array, in the order of the ids


def thin_out(session: Session, changed: Iterable[Locality], *, kind: BoundaryKind, on: dt.date) -> int:
    """Store the thinned forms of outlines that changed, and anew those of their neighbours.

    :returns: how many of the changed have one.
    """
    families: dict[tuple[str, int | None], set[int]] = defaultdict(set)
    for locality in changed:
        families[locality.kind, locality.parent_id].add(locality.id)
    return sum(
        _thin_family(session, ids, [Locality.kind == level, Boundary.kind == kind, *valid_on(on)])
        for (level, _), ids in families.items()
    )


def _thin_family(session: Session, changed: set[int], conditions: list[Condition]) -> int:
    near = _load_near(session, changed, conditions)
    tree = shapely.STRtree(near.shapes)
    stored = _meeting(tree, near, [n for n, locality in enumerate(near.ids) if locality in changed])
    context = _meeting(tree, near, stored)  # a neighbour's own corners are where its other neighbours meet it
    rows = [
        {"locality_id": near.ids[n], "tolerance": tolerance, "geometry": text}
        for group in _groups(tree, near, context)
        for tolerance in TOLERANCES.values()
        for n, text in zip(group, _thinned([near.shapes[n] for n in group], tolerance), strict=True)
        if n in stored and len(text) < len(near.texts[n])
    ]
    _replace(session, changed | {near.ids[n] for n in stored}, rows)
    return len({row["locality_id"] for row in rows} & changed)


def _load_near(session: Session, changed: set[int], conditions: list[Condition]) -> _Near:
    """The outlines around, as far as the neighbours' neighbours."""
    box = _box_around(session, _in_portions(changed))
    for _ in range(2):
        box = _box_around(session, [[_overlaps(box), *conditions]], at_least=box)
    query = (
        select(Boundary.locality_id, Boundary.geometry)
        .join(Boundary.locality)
        .where(_overlaps(box), *conditions)
        .order_by(Boundary.locality_id)
    )
    rows = session.execute(query).all()
    texts = [row.geometry for row in rows]
    return _Near([row.locality_id for row in rows], texts, shapely.from_geojson(np.array(texts, dtype=object)))


def _in_portions(ids: set[int]) -> list[list[Condition]]:
    return [[Boundary.locality_id.in_(some)] for some in portions(sorted(ids))]


def _box_around(session: Session, wheres: Iterable[list[Condition]], at_least: Box | None = None) -> Box:
    boxes = [at_least] if at_least else []
    for conditions in wheres:
        query = select(
            func.min(Boundary.west), func.min(Boundary.south), func.max(Boundary.east), func.max(Boundary.north)
        )
        west, south, east, north = session.execute(query.join(Boundary.locality).where(*conditions)).one()
        if west is not None:
            boxes.append((west, south, east, north))
    wests, souths, easts, norths = zip(*boxes, strict=True)
    return min(wests), min(souths), max(easts), max(norths)


def _overlaps(box: Box) -> Condition:
    west, south, east, north = box
    return and_(
        Boundary.west <= east + TOUCHING,
        Boundary.east >= west - TOUCHING,
        Boundary.south <= north + TOUCHING,
        Boundary.north >= south - TOUCHING,
    )


def _meeting(tree: shapely.STRtree, near: _Near, numbers: Iterable[int]) -> list[int]:
    """Those whose boxes meet one of these, and these themselves."""
    asked = list(numbers)
    if not asked:
        return []
    return sorted({int(n) for n in tree.query(near.shapes[asked])[1]})


def _groups(tree: shapely.STRtree, near: _Near, numbers: Iterable[int]) -> Iterator[list[int]]:
    """Parted where nothing touches, so that what is wrong in one place does not keep another from being thinned."""
    left = set(numbers)
    while left:
        group, new = set[int](), {min(left)}
        while new:
            group |= new
            new = (set(_meeting(tree, near, new)) & left) - group
        left -= group
        yield sorted(group)


def _thinned(shapes: Sequence[Any], tolerance: int) -> list[str]:
    """The outlines as GeoJSON geometries, thinned out together; as they are where that cannot be done faithfully."""
    parted = _parted(shapes, tolerance)
    for share in FINER:
        after = shapely.coverage_simplify(parted, tolerance * share / DEGREE)
        for decimals in DECIMALS:
            texts = [geometry_text(shape, decimals) for shape in after]
            rounded = shapely.from_geojson(texts)
            if _count_corners(rounded) == _count_corners(after) and _is_faithful(shapes, rounded, tolerance):
                return texts
    return [geometry_text(shape) for shape in shapes]


def _parted(shapes: Sequence[Any], tolerance: int) -> Any:
    """The shapes with every corner of a common border in both, and no gap narrower than the tolerance.

    Corners are taken for one within as little as mends the borders: short borders between neighbours stay.
    """
    parted: Any = shapes
    if shapely.coverage_is_valid(shapes):
        return parted
    width = tolerance / DEGREE
    for near in (*NEAR, width / 4):
        parted = shapely.coverage_clean(shapes, gap_width=width, snapping_distance=near)
        if _is_near(shapes, parted, tolerance) and not _has_sliver(parted, width):
            break
    return parted


def _has_sliver(shapes: Any, width: float) -> bool:
    holes = [hole for part in shapely.get_parts(shapely.union_all(shapes)) for hole in part.interiors]
    return any(shapely.Polygon(hole).buffer(-width / 2).is_empty for hole in holes)


def _count_corners(shapes: Any) -> int:
    """Fewer after rounding: a short border became a point, and two neighbours are none any more."""
    return int(shapely.get_num_coordinates(shapely.remove_repeated_points(shapes)).sum())


def _is_faithful(before: Sequence[Any], after: Any, tolerance: int) -> bool:
    """Whether every outline strays no further than it may and keeps its area, and neighbours still fit."""
    if not _is_near(before, after, tolerance):
        return False
    area = shapely.area(before)
    return bool((abs(shapely.area(after) - area) <= AREA * area).all())


def _is_near(before: Sequence[Any], after: Any, tolerance: int) -> bool:
    if not (shapely.is_valid(after) & ~shapely.is_empty(after)).all() or not shapely.coverage_is_valid(after):
        return False
    return bool((shapely.hausdorff_distance(before, after) * DEGREE <= tolerance).all())


def _replace(session: Session, localities: set[int], rows: list[dict[str, Any]]) -> None:
    for some in portions(sorted(localities)):
        session.execute(delete(SimplifiedBoundary).where(SimplifiedBoundary.locality_id.in_(some)))
    if rows:
        session.execute(insert(SimplifiedBoundary), rows)
