"""Outlines of places from a GeoJSON file into the public store, whole or not at all.

Every feature is checked before anything is stored, and all problems are named together. An imported outline is kept
as kind ``reference`` and takes the place of the one the locality had.
"""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any

import shapely
from sqlalchemy.orm import Session

from portal import clock
from portal.domain.boundaries import Boundary, BoundaryKind
from portal.domain.localities import Locality, LocalityKind, list_localities_by_code
from portal.publishing.boundaries.collection import SOURCE_LENGTH, Outline, check_codes, check_places, read_outlines
from portal.publishing.problems import Refused

LARGE = 500  # vertices: an outline with more makes a map heavy
TOLERANCE = 20 / 111_000  # degrees, about 20 m


@dataclass(frozen=True)
class Imported:
    """What an import did."""

    count: int
    replaced: int
    simplified: int  # outlines that were thinned out


def import_boundaries(
    session: Session, path: Path, *, source: str | None = None, today: dt.date | None = None
) -> Imported:
    """Store the outlines of a GeoJSON FeatureCollection (WGS 84), features keyed by ``properties.code``.

    :param source: where the outlines are from; without it each feature's ``source``, else the file's name.
    :param today: the day on which the codes are looked up.
    :raises Refused: with every problem found; the store is as it was.
    """
    outlines, problems = read_outlines(path)
    codes = [outline.code for outline in outlines if outline.code]
    localities = list_localities_by_code(session, codes, on=today or clock.today())
    problems += [*check_codes(outlines, localities), *check_places(outlines, localities)]
    if problems:
        raise Refused(sorted(problems, key=attrgetter("order")))
    pairs = [(localities[outline.code], outline) for outline in outlines]
    shapes, simplified = _simplify(pairs)
    replaced = sum(
        _store(session, locality, shape, source or outline.source or path.name)
        for (locality, outline), shape in zip(pairs, shapes, strict=True)
    )
    session.flush()
    return Imported(len(pairs), replaced, simplified)


def _simplify(pairs: Sequence[tuple[Locality, Outline]]) -> tuple[list[Any], int]:
    """The shapes in their order, and how many were thinned out: neighbours together, so that no gap opens."""
    shapes: list[Any] = [outline.shape for _, outline in pairs]
    simplified = 0
    for kind in LocalityKind:
        numbers = [n for n, (locality, _) in enumerate(pairs) if locality.kind == kind]
        before = [shapes[n] for n in numbers]
        if not any(shapely.get_num_coordinates(shape) > LARGE for shape in before):
            continue
        after = shapely.coverage_simplify(before, TOLERANCE)
        if not _is_faithful(before, after):
            continue
        for n, shape in zip(numbers, after, strict=True):
            simplified += int(shapely.get_num_coordinates(shape) < shapely.get_num_coordinates(shapes[n]))
            shapes[n] = shape
    return shapes, simplified


def _is_faithful(before: Sequence[Any], after: Any) -> bool:
    """Whether thinning kept every shape sound and its area within 2 %; overlapping input can go wrong."""
    kept = abs(shapely.area(after) - shapely.area(before)) <= 0.02 * shapely.area(before)
    return bool((shapely.is_valid(after) & ~shapely.is_empty(after) & kept).all())


def _store(session: Session, locality: Locality, shape: Any, source: str) -> bool:
    """Whether an earlier outline was replaced."""
    boundary = session.get(Boundary, locality.id)
    replaced = boundary is not None
    if boundary is None:
        boundary = Boundary(locality_id=locality.id)
        session.add(boundary)
    boundary.kind = BoundaryKind.REFERENCE
    boundary.geometry = geometry_text(shape)
    boundary.west, boundary.south, boundary.east, boundary.north = map(float, shape.bounds)
    boundary.source = source[:SOURCE_LENGTH]
    return replaced


def geometry_text(shape: Any) -> str:
    """The shape as GeoJSON: outer rings counter-clockwise (RFC 7946), six decimals where that leaves it sound."""
    shape = shapely.force_2d(shapely.orient_polygons(shape))
    rounded = shapely.transform(shape, lambda degrees: degrees.round(6))
    geometry = json.loads(shapely.to_geojson(rounded if rounded.is_valid else shape))
    return json.dumps(geometry, separators=(",", ":"))
