"""The outlines of a commune and its villages as precise as they are stored, for an operator's mapping program."""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from sqlalchemy.orm import Session

from portal.disk import drafted
from portal.domain.boundaries import Boundary, BoundaryKind, list_boundaries
from portal.domain.localities import get_commune, list_villages
from portal.publishing.boundaries.problems import about_file
from portal.publishing.boundaries.systems import WGS84, System, find_system
from portal.publishing.layers.flaws import Flaw
from portal.publishing.problems import Refused

COLUMNS = ("code", "name", "unit", "kind", "commune", "boundary", "illustrative", "area_km2", "source")
LAYER = "boundaries"
METRES, DEGREES = 4, 9  # decimals that are written: less than 1 mm
NOTE = "Ranh giới tham khảo; nơi ghi “schematic” là sơ đồ minh họa, không phải ranh giới thật."


def export_boundaries(session: Session, ref: str, path: Path, *, crs: str = WGS84, on: dt.date) -> int:
    """Write the outlines of a commune and of its villages of a day as GeoJSON or GeoPackage; how many.

    :param crs: what the coordinates are written in.
    :raises Refused: there is no such commune, it has no outline, or the file's name or the system is not one of ours.
    """
    if path.suffix.lower() not in (".geojson", ".json", ".gpkg"):
        raise Refused([about_file("unknown-kind", path.name, ending=path.suffix or "?")])
    try:
        system = find_system(crs)
    except Flaw as flaw:
        raise Refused([about_file(flaw.code, path.name, **flaw.values)]) from None
    boundaries = _boundaries(session, path.name, ref, on)
    shapes = [system.from_degrees(shapely.from_geojson(boundary.geometry)) for boundary in boundaries]
    write = _write_geopackage if path.suffix.lower() == ".gpkg" else _write_geojson
    with drafted(path) as draft:
        write(draft, list(_rows(boundaries)), shapes, system)
    return len(boundaries)


def _boundaries(session: Session, file: str, ref: str, on: dt.date) -> list[Boundary]:
    commune = get_commune(session, ref, on=on)
    if commune is None:
        raise Refused([about_file("no-commune", file, commune=ref)])
    places = [commune, *list_villages(session, commune, on=on)]
    known = list_boundaries(session, [place.id for place in places])
    if not known:
        raise Refused([about_file("no-outline", file, commune=commune.name)])
    return [known[place.id] for place in places if place.id in known]


def _rows(boundaries: Sequence[Boundary]) -> Iterator[dict[str, Any]]:
    commune = {b.locality.id: b.locality.code for b in boundaries}
    for boundary in boundaries:
        place = boundary.locality
        values = (
            *(place.code, place.name, place.unit, place.kind, commune.get(place.parent_id or 0)),
            *(boundary.kind, boundary.kind == BoundaryKind.SCHEMATIC, boundary.area_km2, boundary.source),
        )
        yield dict(zip(COLUMNS, values, strict=True))


def _write_geojson(path: Path, rows: list[dict[str, Any]], shapes: list[Any], system: System) -> None:
    features = [
        {"type": "Feature", "properties": row, "geometry": _geometry(shape, system)}
        for row, shape in zip(rows, shapes, strict=True)
    ]
    urn = f"urn:ogc:def:crs:{system.name.replace(':', '::')}"
    crs = {} if system.is_wgs84 else {"crs": {"type": "name", "properties": {"name": urn}}}
    content = {"type": "FeatureCollection", "name": LAYER, "note": NOTE} | crs | {"features": features}
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def _geometry(shape: Any, system: System) -> Any:
    decimals = METRES if system.is_metric else DEGREES
    return json.loads(shapely.to_geojson(shapely.transform(shape, lambda points: points.round(decimals))))


def _write_geopackage(path: Path, rows: list[dict[str, Any]], shapes: list[Any], system: System) -> None:
    """:raises OSError: GDAL cannot write there."""
    from pyogrio import errors, raw  # type: ignore[import-untyped]  # noqa: PLC0415 - costs 0.7 s, which only this needs

    columns = [np.array([row[name] for row in rows], dtype=_dtype(name)) for name in COLUMNS]
    multi = [shapely.MultiPolygon(shapely.get_parts(shape).tolist()) for shape in shapes]
    geometries = np.array(shapely.to_wkb(multi), dtype=object)
    told = {"crs": system.name, "driver": "GPKG", "layer": LAYER, "layer_metadata": {"NOTE": NOTE}}
    try:
        raw.write(path, geometries, columns, np.array(COLUMNS, dtype=object), geometry_type="MultiPolygon", **told)
    except errors.DataSourceError as error:
        raise OSError(str(error)) from None


def _dtype(column: str) -> Any:
    return {"area_km2": np.float64, "illustrative": np.bool_}.get(column, object)
