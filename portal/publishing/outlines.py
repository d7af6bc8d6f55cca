"""Made-up outlines for the demonstration: a commune of a real area around its real centre, parted into villages.

No village boundary of the five communes is public, so these are drawn, labelled ``schematic``, and owe nothing to the
ground. Everything follows from the seed: the same arguments give the same bytes.
"""

import itertools
import json
import math
import random
from collections.abc import Sequence
from typing import Any

import shapely
from shapely import LineString, MultiPoint, Polygon

GRID = 1e-6  # degrees, about 0.1 m: coordinates are written with six decimals
CORNERS = 120  # of a commune's outline
RELAXATIONS = 3  # few, so that villages keep unlike sizes
WOBBLE = 0.11  # how far the middle of a border strays, as a share of its length


def draw_outlines(lat: float, lon: float, area_km2: float, count: int, *, seed: int) -> tuple[str, list[str]]:
    """A commune and its ``count`` villages as GeoJSON geometries, which fill it without a gap or an overlap.

    :param lat, lon: where the commune's centre of gravity lies, in degrees.
    :param area_km2: its area; kept within 0.5 % by reckoning in the local degree's length on WGS 84.
    :raises ValueError: no village is asked for.
    """
    if count < 1:
        raise ValueError("a commune is parted into at least one village")
    rng = random.Random(seed)  # noqa: S311 - drawings, not secrets
    commune = _draw_commune(area_km2, rng)
    sites = _spread_sites(commune, count, rng)
    borders = [commune.exterior, *_draw_borders(commune, sites, rng)]
    faces = _faces([_to_degrees(line, lat, lon) for line in borders])
    places = shapely.get_coordinates(_to_degrees(MultiPoint(sites), lat, lon)).tolist()
    villages = [_tidy(part) for part in _assign(faces, places)]
    whole = _tidy(shapely.union_all(villages, grid_size=GRID))
    return _write(whole), [_write(village) for village in _in_reading_order(villages)]


def degree_lengths(lat: float) -> tuple[float, float]:
    """The length in km of a degree of longitude and of latitude, on WGS 84 at a latitude."""
    phi = math.radians(lat)
    along = 111.41284 * math.cos(phi) - 0.0935 * math.cos(3 * phi) + 0.000118 * math.cos(5 * phi)
    across = 111.132954 - 0.559822 * math.cos(2 * phi) + 0.001175 * math.cos(4 * phi)
    return along, across


def _draw_commune(area_km2: float, rng: random.Random) -> Polygon:
    """A star-shaped outline in km around the origin, of exactly this area."""
    waves = [(k, rng.uniform(0.35, 1.0) * 0.34 / k**1.15, rng.uniform(0, math.tau)) for k in range(2, 14)]
    stretch, turn = rng.uniform(1.1, 1.45), rng.uniform(0, math.pi)
    points = []
    for step in range(CORNERS):
        angle = math.tau * step / CORNERS
        radius = max(0.35, 1 + sum(size * math.cos(k * angle + phase) for k, size, phase in waves))
        radius *= rng.uniform(0.975, 1.025)
        x, y = radius * stretch * math.cos(angle), radius * math.sin(angle)
        points.append((x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)))
    shape = Polygon(points)
    scale, middle = math.sqrt(area_km2 / shape.area), shape.centroid
    return Polygon([((x - middle.x) * scale, (y - middle.y) * scale) for x, y in points])


def _spread_sites(commune: Polygon, count: int, rng: random.Random) -> list[tuple[float, float]]:
    """One point a village, pushed apart so that no village is a sliver."""
    sites = _scatter(commune, count, rng)
    for _ in range(RELAXATIONS):
        sites = [_inner_point(cell.intersection(commune)) for cell in _cells(commune, sites)]
    return sites


def _scatter(commune: Polygon, count: int, rng: random.Random) -> list[tuple[float, float]]:
    """Points inside, denser towards the middle, as settlements are."""
    shapely.prepare(commune)
    west, south, east, north = commune.bounds
    reach = math.hypot(east - west, north - south) / 2
    sites: list[tuple[float, float]] = []
    while len(sites) < count:
        x, y = rng.uniform(west, east), rng.uniform(south, north)
        if rng.random() > math.hypot(x, y) / reach * 0.8 and shapely.contains_xy(commune, x, y):
            sites.append((x, y))
    return sites


def _inner_point(cell: Any) -> tuple[float, float]:
    """The centre of the largest piece of a cell; a point within it where the centre falls outside."""
    piece = max(shapely.get_parts(cell).tolist(), key=lambda part: part.area)
    point = piece.centroid if piece.contains(piece.centroid) else piece.representative_point()
    return point.x, point.y


def _cells(commune: Polygon, sites: Sequence[tuple[float, float]]) -> list[Any]:
    if len(sites) == 1:
        return [commune]
    return list(shapely.voronoi_polygons(MultiPoint(sites), extend_to=commune, ordered=True).geoms)


def _draw_borders(commune: Polygon, sites: list[tuple[float, float]], rng: random.Random) -> list[LineString]:
    """The borders between villages, drawn by a less steady hand than a ruler's."""
    if len(sites) == 1:
        return []
    edges = shapely.voronoi_polygons(MultiPoint(sites), extend_to=commune, only_edges=True)
    within = shapely.intersection(edges, commune.buffer(0.02))  # a little over, so that every border meets the outline
    pieces = shapely.get_parts(shapely.normalize(within)).tolist()
    return [_roughen(list(piece.coords), rng) for piece in pieces]


def _roughen(points: list[tuple[float, ...]], rng: random.Random) -> LineString:
    """Each straight piece bent at its middle, and the halves again."""
    for share in (WOBBLE, WOBBLE * 0.8):
        bent = [points[0]]
        for (ax, ay), (bx, by) in itertools.pairwise(points):
            off = rng.uniform(-share, share)
            bent += [((ax + bx) / 2 - (by - ay) * off, (ay + by) / 2 + (bx - ax) * off), (bx, by)]
        points = bent
    return LineString(points)


def _to_degrees(shape: Any, lat: float, lon: float) -> Any:
    along, across = degree_lengths(lat)
    return shapely.transform(shape, lambda km: km / (along, across) + (lon, lat))


def _faces(lines: list[Any]) -> list[Any]:
    """The areas that the lines enclose, corners on the grid: neighbours share every corner of their border."""
    noded = shapely.union_all(lines, grid_size=GRID)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded))).tolist()
    return sorted(faces, key=lambda face: shapely.to_wkt(shapely.normalize(face), rounding_precision=6))


def _assign(faces: list[Any], places: list[list[float]]) -> list[Any]:
    """One area a place: the face around it, with the scraps that touch it most."""
    areas = [next(face for face in faces if shapely.contains_xy(face, x, y)) for x, y in places]
    scraps = [face for face in faces if not any(face is area for area in areas)]
    while scraps:
        scraps.sort(key=lambda scrap: -max(scrap.intersection(area).length for area in areas))
        scrap = scraps.pop(0)
        shared = [scrap.intersection(area).length for area in areas]
        nearest = shared.index(max(shared))
        areas[nearest] = shapely.union_all([areas[nearest], scrap], grid_size=GRID)
    return areas


def _tidy(shape: Any) -> Any:
    return shapely.orient_polygons(shapely.normalize(shape))


def _in_reading_order(villages: list[Any]) -> list[Any]:
    """West to east, row by row from the north, so that numbers go through the commune as a reader would."""
    middle = shapely.union_all(villages)
    rows = max(1, round(math.sqrt(len(villages))))
    height = (middle.bounds[3] - middle.bounds[1]) / rows
    return sorted(villages, key=lambda v: (int((middle.bounds[3] - v.centroid.y) / height), v.centroid.x))


def write_outline(shape: Any) -> str:
    """A polygon as GeoJSON, written the same way every time."""
    return _write(_tidy(shape))


def _write(shape: Any) -> str:
    rings = [shape.exterior, *shape.interiors]
    coordinates = [[[round(x, 6), round(y, 6)] for x, y in ring.coords] for ring in rings]
    return json.dumps({"type": "Polygon", "coordinates": coordinates}, separators=(",", ":"))
