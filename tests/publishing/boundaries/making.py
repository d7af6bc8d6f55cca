"""Files of outlines as operators have them, written by the libraries their programs use."""

import json
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyproj
import shapely
from pyogrio import raw  # type: ignore[import-untyped]

from portal.domain.localities import Locality
from portal.publishing.boundaries.systems import ELLIPSOID
from portal.publishing.outlines import draw_outlines
from tests.builders import COMMUNE, make_commune, make_village

LON, LAT, KM2 = 108.9494, 14.8656, 54.46  # of the commune that is made here
PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")


def in_system(shapes: Sequence[Any], number: int) -> list[Any]:
    """Shapes in WGS 84, brought over to another system by pyproj alone."""
    way = pyproj.Transformer.from_crs(4326, number, always_xy=True)
    return [shapely.transform(s, lambda xy: np.column_stack(way.transform(xy[:, 0], xy[:, 1]))) for s in shapes]


def write_geojson(path: Path, shapes: Sequence[Any], table: dict[str, list[Any]], number: int = 4326) -> Path:
    features = [
        {
            "type": "Feature",
            "properties": dict(zip(table, row, strict=True)),
            "geometry": shapely.geometry.mapping(shape),
        }
        for shape, *row in zip(shapes, *table.values(), strict=True)
    ]
    crs = {"crs": {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{number}"}}} if number != 4326 else {}
    path.write_text(json.dumps({"type": "FeatureCollection", **crs, "features": features}), encoding="utf-8")
    return path


def write_layer(
    path: Path, shapes: Sequence[Any], table: dict[str, list[Any]], number: int | None = 4326, **more: Any
) -> Path:
    """By GDAL, in the format that the path's ending names."""
    multi = [shapely.MultiPolygon(shapely.get_parts(shape).tolist()) for shape in shapes]
    columns = [np.array(values, dtype=object if isinstance(values[0], str) else None) for values in table.values()]
    raw.write(
        path,
        np.array(shapely.to_wkb(multi), dtype=object),
        columns,
        np.array(list(table), dtype=object),
        geometry_type="MultiPolygon",
        crs=f"EPSG:{number}" if number else None,
        **more,
    )
    return path


def write_zip(
    path: Path,
    shapes: Sequence[Any],
    table: dict[str, list[Any]],
    number: int | None = 4326,
    *,
    folder: str = "",
    leave_out: Sequence[str] = (),
    **more: Any,
) -> Path:
    """A zipped Shapefile, its parts named as the archive is."""
    loose = path.with_suffix(".shp")
    write_layer(loose, shapes, table, number, **({"ENCODING": "UTF-8"} | more))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for ending in PARTS:
            part = path.with_suffix(ending)
            if part.exists() and ending not in leave_out:
                archive.write(part, folder + part.name)
    return path


def rezip(path: Path, change: Callable[[str, bytes], Iterable[tuple[str, bytes]]]) -> Path:
    """The archive's parts, each by way of ``change``, which answers the parts that take its place."""
    with zipfile.ZipFile(path) as archive:
        parts = [(info.filename, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            for new_name, new in change(name, content):
                archive.writestr(new_name, new)
    return path


WRITERS = {".geojson": write_geojson, ".gpkg": write_layer, ".zip": write_zip}


def make_place(session: Any, villages: int, *, code: str = COMMUNE, **more: Any) -> list[Locality]:
    """A commune with a known centre and area, and its villages."""
    commune = make_commune(session, code=code, villages=0, **more)
    commune.lon, commune.lat, commune.area_km2 = LON, LAT, KM2
    made = [make_village(commune, number) for number in range(1, villages + 1)]
    session.add_all(made)
    session.flush()
    return [commune, *made]


def draw(villages: int, *, seed: int = 5, km2: float = KM2) -> list[Any]:
    """The shapes of a commune and its villages."""
    whole, parts = draw_outlines(LAT, LON, km2, villages, seed=seed)
    return [shapely.from_geojson(text) for text in (whole, *parts)]


def metres_apart(one: Any, other: Any) -> float:
    """The Hausdorff distance of two shapes in degrees, in metres."""
    lon, lat = one.centroid.x, one.centroid.y
    east = ELLIPSOID.inv(lon - 0.5, lat, lon + 0.5, lat)[2]
    north = ELLIPSOID.inv(lon, lat - 0.5, lon, lat + 0.5)[2]
    flat = [shapely.transform(shape, lambda xy: (xy - (lon, lat)) * (east, north)) for shape in (one, other)]
    return float(shapely.hausdorff_distance(*flat))
