"""GeoPackage and Shapefile read in a child process: its features, or a refusal, whatever the bytes are."""

import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path

from portal.publishing.boundaries.problems import about_file
from portal.publishing.layers.layer import Layer
from portal.publishing.limited import Died, ask
from portal.publishing.problems import Refused

CHILD = "portal.publishing.layers.child"
MEGA = 1_000_000
OTHER_DRIVERS = (
    "PCIDSK,PDS4,VICAR,PDF,MBTiles,EEDA,OGCAPI,GDALG,MapInfo File,LVBAG,S57,DGN,OGR_VRT,CSV,GML,GPX,LIBKML,KML,GeoJSON,"
    "GeoJSONSeq,ESRIJSON,TopoJSON,OGR_GMT,SQLite,WAsP,OpenFileGDB,DXF,FlatGeobuf,GeoRSS,VFK,PGDUMP,OSM,GPSBabel,"
    "OGR_PDS,WFS,OAPIF,EDIGEO,Idrisi,ODS,XLSX,Elasticsearch,Carto,AmigoCloud,SXF,Selafin,JML,PLSCENES,CSW,VDV,MVT,NGW,"
    "MapML,GTFS,PMTiles,JSONFG,MiraMonVector,ADBC,AVCBin,AVCE00,AIVector,HTTP"
)
"""What GDAL would read besides; among them are drivers that fetch addresses and open other files."""
SETTINGS = {
    "GDAL_SKIP": OTHER_DRIVERS,
    "GDAL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",  # the process may start no thread
    "PROJ_NETWORK": "OFF",
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": "{none}",
    "OGR_SQLITE_PRAGMA": "trusted_schema=0",
}

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Bounds:
    """What the child may use; sizes in bytes, times in seconds."""

    memory: int = 1_200 * MEGA  # GDAL alone maps 280 MB
    answer: int = 150 * MEGA
    processor: int = 25
    seconds: int = 30
    files: int = 64


def read_apart(path: Path, content: bytes, format_: str, layer: str | None, bounds: Bounds | None = None) -> Layer:
    """:raises Refused: with what is wrong with the file."""
    bounds = bounds or Bounds()
    given = {"format": format_, "layer": layer, "open": _is_open(path)}
    try:
        answer = ask(CHILD, [json.dumps(given), json.dumps(asdict(bounds))], content, bounds, settings=SETTINGS)
    except Died as died:
        raise Refused([about_file(died.reason, path.name, seconds=bounds.seconds)]) from None
    return _decode(path.name, answer)


def _is_open(path: Path) -> bool:
    """Whether a GeoPackage's changes lie beside it, in a file of their own."""
    beside = path.with_name(f"{path.name}-wal")
    return beside.is_file() and beside.stat().st_size > 0


def _decode(file: str, answer: bytes) -> Layer:
    try:
        told = json.loads(answer)
        if "flaw" in told:
            raise Refused([about_file(told["flaw"], file, **told["values"])])
        return Layer(file, told["features"], told["crs"])
    except (ValueError, KeyError, TypeError):
        log.exception("the reading process answered what is no layer")
        raise Refused([about_file("reader-failed", file)]) from None
