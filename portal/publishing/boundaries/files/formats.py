"""Which format a file is in: by its name, and by its first bytes, which must agree."""

import hashlib
from dataclasses import replace
from pathlib import Path

from portal.publishing.boundaries.files.geojson import read_geojson
from portal.publishing.boundaries.files.reading import read_apart
from portal.publishing.boundaries.problems import about_file
from portal.publishing.layers.layer import MOST_BYTES, Layer
from portal.publishing.problems import Refused

GEOJSON, GEOPACKAGE, SHAPEFILE = "GeoJSON", "GeoPackage", "ZIP"
FORMATS = {".geojson": GEOJSON, ".json": GEOJSON, ".gpkg": GEOPACKAGE, ".zip": SHAPEFILE}
LOOSE = {".shp", ".shx", ".dbf", ".prj", ".cpg"}
MAPINFO = {".tab", ".mif", ".mid", ".map", ".dat"}
FIRST_BYTES = {GEOPACKAGE: b"SQLite format 3\x00", SHAPEFILE: b"PK\x03\x04"}


def read_layer(path: Path, layer: str | None = None) -> Layer:
    """The features of one layer of a GeoJSON, GeoPackage or zipped Shapefile.

    :param layer: which one, where the file has several.
    :raises Refused: the file as a whole cannot be read.
    """
    format_ = _format(path)
    content = _content(path)
    found = next((known for known, first in FIRST_BYTES.items() if content.startswith(first)), None)
    if found != (format_ if format_ in FIRST_BYTES else None):
        raise Refused([about_file("wrong-kind", path.name, kind=format_, found=found or "?")])
    if format_ == GEOJSON and layer is not None:
        raise Refused([about_file("no-layers", path.name)])
    apart = format_ != GEOJSON
    read = read_apart(path, content, format_, layer) if apart else read_geojson(path.name, content)
    return replace(read, sha256=hashlib.sha256(content).hexdigest())


def _format(path: Path) -> str:
    ending = path.suffix.lower()
    if not path.is_file():
        raise Refused([about_file("no-file", path.name)])
    if ending in LOOSE:
        raise Refused([about_file("not-zipped", path.name)])
    if ending in MAPINFO:
        raise Refused([about_file("mapinfo", path.name)])
    if ending not in FORMATS:
        raise Refused([about_file("unknown-kind", path.name, ending=ending or "?")])
    return FORMATS[ending]


def _content(path: Path) -> bytes:
    size = path.stat().st_size
    if size > MOST_BYTES:
        limit = MOST_BYTES // 1_000_000
        raise Refused([about_file("too-large", path.name, size=-(-size // 1_000_000), limit=limit)])
    return path.read_bytes()
