"""A Shapefile in a ZIP: the parts of one layer, whole, and packed anew under names of our own."""

import io
import re
import stat
import struct
import unicodedata
import zipfile
from collections import defaultdict
from pathlib import PurePosixPath

from portal.publishing.layers.flaws import Flaw
from portal.publishing.layers.source import Source, choose_layer
from portal.publishing.problems import Refused
from portal.publishing.workbooks.archive import Archive, open_archive, pack
from portal.publishing.workbooks.limits import MEGA, Limits

LIMITS = Limits(entries=500, inflated=150 * MEGA, ratio=1_100)  # a .dbf of empty columns shrinks as far as deflate goes
NEEDED = (".shp", ".shx", ".dbf")
OPTIONAL = (".prj", ".cpg")
MAPINFO = (".tab", ".mif")
ELSE = (".gpkg", ".geojson", ".json", ".kml", ".kmz", ".gdb")
POLYGONS = {5: "Polygon", 15: "PolygonZ", 25: "PolygonM"}
SHAPES = {0: "Null", 1: "Point", 3: "PolyLine", 8: "MultiPoint", 31: "MultiPatch"}
LONGEST_PRJ = 20_000
HEADER = 100
FIELD = 32  # bytes that describe one field of a .dbf, and its header before them
_UTF8 = re.compile(r"utf-?8|65001", re.IGNORECASE)
_VIETNAMESE = re.compile(r"(ansi|cp|windows-?|oem)?[ _-]*1258", re.IGNORECASE)


def open_shapefile(content: bytes, layer: str | None) -> Source:
    """:raises Flaw: it is not one whole layer of areas, or its archive is not safe."""
    archive = _archive(content)
    layers = _layers(archive)
    if not layers:
        raise Flaw(*_instead(archive))
    chosen = choose_layer(sorted(layers), layer)
    parts = layers[chosen]
    missing = [ending for ending in NEEDED if ending not in parts]
    if missing:
        raise Flaw("missing-part", part=chosen + missing[0])
    pieces = {ending: b"".join(archive.inflate(name)) for ending, name in parts.items()}
    count = _check_whole(pieces)
    packed = pack((f"layer{ending}", archive.parts[parts[ending]]) for ending in NEEDED)
    prj = pieces.get(".prj", b"")[:LONGEST_PRJ].decode("utf-8", "replace").strip("\ufeff \r\n\t\x00")
    return Source(packed, "layer", prj or None, count, _encoding(pieces))


def _archive(content: bytes) -> Archive:
    try:
        archive = open_archive(content, "", LIMITS, markup=())  # none is read, though old metadata (.shp.xml) is there
    except Refused as refused:
        raise Flaw(f"zip-{refused.problems[0].code}".replace("zip-zip", "zip")) from None
    for entry in zipfile.ZipFile(io.BytesIO(content)).infolist():
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise Flaw("zip-link", entry=entry.filename)
    return archive


def _layers(archive: Archive) -> dict[str, dict[str, str]]:
    """The parts of each layer by their ending; two layers of one name are told apart by their folders."""
    found: dict[PurePosixPath, dict[str, str]] = defaultdict(dict)
    for name in archive.parts:
        path = PurePosixPath(unicodedata.normalize("NFC", name))
        ending = path.suffix.lower()
        if ending in NEEDED + OPTIONAL and not path.name.startswith("._"):
            found[path.with_suffix("")][ending] = name
    stems = {stem: parts for stem, parts in found.items() if ".shp" in parts}
    names = [stem.name for stem in stems]
    return {stem.name if names.count(stem.name) == 1 else str(stem): parts for stem, parts in stems.items()}


def _instead(archive: Archive) -> tuple[str]:
    endings = {PurePosixPath(name).suffix.lower() for name in archive.parts}
    if endings & set(MAPINFO):
        return ("mapinfo",)
    return ("zip-of-others",) if endings & set(ELSE) else ("no-shapefile",)


def _check_whole(pieces: dict[str, bytes]) -> int:
    """How many records all three parts agree on; GDAL would read what is there of a file that was cut short."""
    shp, shx, dbf = (pieces[ending] for ending in NEEDED)
    for ending, piece in ((".shp", shp), (".shx", shx)):
        told = int.from_bytes(piece[24:28], "big") * 2
        if len(piece) < HEADER or told > len(piece):
            raise Flaw("damaged", reason=f"{ending}: {len(piece)} < {max(told, HEADER)} bytes")
    _check_kind(shp)
    shapes, (rows, length) = (int.from_bytes(shx[24:28], "big") * 2 - HEADER) // 8, _rows(dbf)
    if length > len(dbf):
        raise Flaw("damaged", reason=f".dbf: {len(dbf)} < {length} bytes")
    if shapes != rows:
        raise Flaw("damaged", reason=f".shx: {shapes}, .dbf: {rows}")
    if not rows - _count_deleted(dbf):
        raise Flaw("empty")
    return rows - _count_deleted(dbf)


def _check_kind(shp: bytes) -> None:
    code, kind = struct.unpack(">i", shp[:4])[0], struct.unpack("<i", shp[32:36])[0]
    if code != 9994:
        raise Flaw("damaged", reason=".shp")
    if kind not in POLYGONS:
        raise Flaw("wrong-layer", kind=SHAPES.get(kind, str(kind)))


def _rows(dbf: bytes) -> tuple[int, int]:
    """How many rows a table has, and the bytes it takes with them."""
    if len(dbf) < FIELD:
        raise Flaw("damaged", reason=".dbf")
    rows, header, length = struct.unpack("<IHH", dbf[4:12])
    return rows, header + rows * length


def _count_deleted(dbf: bytes) -> int:
    """Rows that are marked as deleted, which GDAL leaves out."""
    rows, header, length = struct.unpack("<IHH", dbf[4:12])
    return dbf[header : header + rows * length : length or 1].count(b"*")


def _encoding(pieces: dict[str, bytes]) -> str:
    """UTF-8, or Windows-1258 where the .cpg says so; anything else is guesswork on Vietnamese letters."""
    told = pieces.get(".cpg", b"").decode("ascii", "replace").strip()
    if _VIETNAMESE.fullmatch(told):
        return "cp1258"
    texts = _texts(pieces[".dbf"])
    try:
        texts.decode("utf-8")
    except UnicodeDecodeError:
        raise Flaw("encoding", encoding=told or "?") from None
    if told and not _UTF8.fullmatch(told) and not texts.isascii():
        raise Flaw("encoding", encoding=told)
    return "UTF-8"


def _texts(dbf: bytes) -> bytes:
    """The names of the fields and all rows; what lies between them is no text."""
    (begin,) = struct.unpack("<H", dbf[8:10])
    names = [dbf[at : at + 11].partition(b"\x00")[0] for at in range(FIELD, begin - 1, FIELD)]
    return b"\n".join([*names, dbf[begin:].rstrip(b"\x1a")])
