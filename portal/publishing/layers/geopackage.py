"""A GeoPackage looked over before GDAL opens it: a whole SQLite file, whose layer is a plain table.

A view or a virtual table is a program that would run when it is read; so is a column over an expression. Views that no
layer is (programs keep some beside theirs) are never read, and no function outside of SQLite's own is trusted.
"""

import re
import sqlite3
from typing import Any

from portal.publishing.layers.curves import has_arcs
from portal.publishing.layers.flaws import Flaw
from portal.publishing.layers.layer import MOST_FEATURES
from portal.publishing.layers.source import Source, choose_layer

JOURNAL = slice(18, 20)  # the header's two bytes that say how the file is written: 1 plain, 2 with a log beside it
PAGE_SIZE, PAGES = slice(16, 18), slice(28, 32)
LARGEST_PAGE = 65536
MOST_TABLES = 1000
OWN = ("gpkg_contents", "gpkg_geometry_columns", "gpkg_spatial_ref_sys")  # tables that GDAL reads besides the layer
_VIRTUAL = re.compile(r"create\s+virtual\s+table.*?\busing\s+(\w+)", re.IGNORECASE | re.DOTALL)
_FREE = {"rtree", "fts3", "fts4", "fts5"}


def open_geopackage(content: bytes, layer: str | None, *, is_open: bool = False) -> Source:
    """:param is_open: changes lie in a file beside it, which was not given.

    :raises Flaw: it is not a GeoPackage that can be read safely.
    """
    if is_open:
        raise Flaw("still-open")
    _check_length(content)
    content = content[: JOURNAL.start] + b"\x01\x01" + content[JOURNAL.stop :]
    database = sqlite3.connect(":memory:")
    database.text_factory = lambda told: told.decode("utf-8", "replace")
    try:
        database.deserialize(content)
        database.execute("pragma trusted_schema = off")
        return _open(database, content, layer)
    except (sqlite3.DatabaseError, OverflowError) as error:
        raise Flaw("damaged", reason=str(error)[:100]) from None
    finally:
        database.close()


def _check_length(content: bytes) -> None:
    size = int.from_bytes(content[PAGE_SIZE], "big")
    told = int.from_bytes(content[PAGES], "big") * (LARGEST_PAGE if size == 1 else size)
    if told > len(content):
        raise Flaw("damaged", reason=f"{len(content)} < {told} bytes")


def _open(database: sqlite3.Connection, content: bytes, wanted: str | None) -> Source:
    _check_schema(database)
    (verdict,) = database.execute("pragma quick_check(1)").fetchone()
    if verdict != "ok":
        raise Flaw("damaged", reason=str(verdict)[:100])
    for name in OWN:
        _check_own(database, name)
    names = [str(name) for (name,) in _ask(database, "select table_name from gpkg_contents where data_type='features'")]
    if not names:
        raise Flaw("no-layer")
    layer = choose_layer(names, wanted)
    if _kind(database, layer) != "table":
        raise Flaw("unsafe-table", table=layer)
    _check_arcs(database, layer)
    return Source(content, layer, _crs(database, layer))


def _check_schema(database: sqlite3.Connection) -> None:
    rows = _ask(database, "select type, name, sql from sqlite_master")
    if len(rows) > MOST_TABLES:
        raise Flaw("unsafe-table", table=f"{len(rows)} > {MOST_TABLES}")
    for kind, name, sql in rows:
        virtual = _VIRTUAL.match(str(sql).strip())
        foreign = virtual is not None and virtual[1].lower() not in _FREE
        if foreign or (kind == "table" and virtual is None and _is_computed(database, str(name))):
            raise Flaw("unsafe-table", table=str(name))


def _is_computed(database: sqlite3.Connection, table: str) -> bool:
    """Whether a column is reckoned from an expression when it is read."""
    return any(hidden for (hidden,) in database.execute("select hidden from pragma_table_xinfo(?)", [table]))


def _check_own(database: sqlite3.Connection, name: str) -> None:
    kind = _kind(database, name)
    if kind != "table":
        raise Flaw("unsafe-table", table=name) if kind else Flaw("not-geopackage", reason=f"no such table: {name}")


def _check_arcs(database: sqlite3.Connection, layer: str) -> None:
    query = "select column_name from gpkg_geometry_columns where lower(table_name) = lower(?)"
    for (column,) in database.execute(query, [layer]).fetchall():
        cells = f"select {_quoted(column)} from {_quoted(layer)} limit {MOST_FEATURES + 1}"  # noqa: S608 - quoted names
        for (blob,) in database.execute(cells):
            if isinstance(blob, bytes) and has_arcs(blob):
                raise Flaw("curves", layer=layer)


def _quoted(name: object) -> str:
    return '"' + str(name).replace('"', '""') + '"'


def _kind(database: sqlite3.Connection, name: str) -> str:
    found = database.execute("select type, sql from sqlite_master where lower(name) = lower(?)", [name]).fetchall()
    plain = [kind for kind, sql in found if not _VIRTUAL.match(str(sql).strip())]
    return plain[0] if len(plain) == 1 else ""


def _crs(database: sqlite3.Connection, layer: str) -> str | None:
    """The name of the layer's coordinate system where it has a number, else its text; None where it has none."""
    row = database.execute(
        "select s.srs_id, s.organization, s.organization_coordsys_id, s.definition from gpkg_geometry_columns g "
        "join gpkg_spatial_ref_sys s on s.srs_id = g.srs_id where lower(g.table_name) = lower(?)",
        [layer],
    ).fetchone()
    if row is None or row[0] in (0, -1):
        return None
    _, organisation, number, text = row
    return f"EPSG:{number}" if str(organisation).upper() == "EPSG" else str(text)


def _ask(database: sqlite3.Connection, query: str) -> list[Any]:
    try:
        return database.execute(query).fetchmany(MOST_TABLES + 1)
    except sqlite3.OperationalError as error:
        raise Flaw("not-geopackage", reason=str(error)[:100]) from None
