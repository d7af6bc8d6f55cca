"""Files that are cut short, mislabelled or made to do harm are refused for what they are; others are read whole."""

import hashlib
import shutil
import sqlite3
import struct
import subprocess
import sys
import unicodedata
import zipfile

import numpy as np
import pytest
import shapely
from pyogrio import raw

from portal.publishing.boundaries.files import formats, read_layer
from portal.publishing.boundaries.files.reading import SETTINGS, Bounds, read_apart
from portal.publishing.layers.curves import has_arcs
from portal.publishing.limited import ROOT
from portal.publishing.problems import Refused
from tests.publishing.boundaries.making import draw, in_system, rezip, write_geojson, write_layer, write_zip
from tests.publishing.hostile.zips import MEGA

TABLE = {"mã": ["99001-01", "99001-02"], "tên": ["Thôn Đồng Dạ", "Buôn Akŏ Dhŏng"]}
ZONE = 5898


@pytest.fixture(scope="module")
def shapes():
    return in_system(draw(2)[1:], ZONE)


@pytest.fixture
def geopackage(tmp_path, shapes):
    return write_layer(tmp_path / "ranh giới.gpkg", shapes, TABLE, ZONE)


@pytest.fixture
def shapefile(tmp_path, shapes):
    return write_zip(tmp_path / "ranh giới.zip", shapes, TABLE, ZONE)


def refused(path, layer=None):
    with pytest.raises(Refused) as caught:
        read_layer(path, layer)
    (problem,) = caught.value.problems
    assert all([problem.message, problem.message_en, problem.fix, problem.fix_en])
    assert problem.where == path.name
    return problem


def test_both_formats_are_read_as_features_with_their_own_names_and_system(geopackage, shapefile, shapes):
    for path in (geopackage, shapefile):
        layer = read_layer(path)
        assert [feature["properties"] for feature in layer.features] == [
            dict(zip(TABLE, row, strict=True)) for row in zip(*TABLE.values(), strict=True)
        ]
        found = [shapely.geometry.shape(feature["geometry"]) for feature in layer.features]
        assert all(shapely.equals(a, b) for a, b in zip(found, shapes, strict=True))
    assert read_layer(geopackage).crs == "EPSG:5898"


def test_a_shapefile_in_a_folder_beside_others_things_is_found(tmp_path, shapes):
    path = write_zip(tmp_path / "xã.zip", shapes, TABLE, ZONE, folder="Bản đồ/Thôn/")
    extra = {"Bản đồ/đọc tôi.txt": b"x", "__MACOSX/Thôn/._xã.shp": b"x"}
    with zipfile.ZipFile(path, "a") as archive:
        for name, content in extra.items():
            archive.writestr(name, content)
    assert len(read_layer(path).features) == 2


def test_old_metadata_beside_a_shapefile_is_not_read(shapefile):
    """ArcGIS writes a .shp.xml, which in older versions names its DTD."""
    with zipfile.ZipFile(shapefile, "a") as archive:
        archive.writestr("ranh giới.shp.xml", '<!DOCTYPE metadata SYSTEM "http://www.example.org/a.dtd"><metadata/>')
    assert len(read_layer(shapefile).features) == 2


def test_a_layer_says_which_bytes_were_read(geopackage, shapefile):
    for path in (geopackage, shapefile):
        assert read_layer(path).sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_of_several_layers_one_must_be_named(tmp_path, shapes):
    path = write_layer(tmp_path / "xã.gpkg", shapes, TABLE, ZONE, layer="Thôn")
    write_layer(path, shapes[:1], {"ma": ["1"]}, ZONE, layer="Xã", append=True)
    problem = refused(path)
    assert (problem.code, "Thôn, Xã" in problem.message) == ("several-layers", True)
    assert len(read_layer(path, "THÔN").features) == 2
    assert refused(path, "Ấp").code == "no-such-layer"
    one, two = (write_zip(tmp_path / f"{name}.zip", shapes, TABLE, ZONE) for name in ("a", "b"))
    with zipfile.ZipFile(one, "a") as archive, zipfile.ZipFile(two) as other:
        for info in other.infolist():
            archive.writestr(info, other.read(info))
    assert refused(one).code == "several-layers"
    assert len(read_layer(one, "b").features) == 2
    assert refused(write_geojson(tmp_path / "x.geojson", shapes, TABLE), "a").code == "no-layers"


def encoded(path, shapes, name, told):
    """A zipped Shapefile with a name in these bytes, and what its .cpg says."""
    stand_in = "N" * len(name)
    write_zip(path, shapes, {"ma": ["1", "2"], "ten": [stand_in, "Thon 2"]}, ZONE)

    def change(part, content):
        if part.endswith(".cpg"):
            return [(part, told)] if told is not None else []
        return [(part, content.replace(stand_in.encode(), name))]

    return rezip(path, change)


def test_a_table_in_windows_1258_is_read_where_it_says_so(tmp_path, shapes):
    name = "Thôn Đồng Dạ – Œ"
    path = encoded(tmp_path / "a.zip", shapes, b"Th\xf4n \xd0\xf4\xccng Da\xf2 \x96 \x8c", b"1258")
    (first, second) = [feature["properties"]["ten"] for feature in read_layer(path).features]
    assert (unicodedata.normalize("NFC", first), second) == (name, "Thon 2")


@pytest.mark.parametrize("told", [b"ISO-8859-1", b"", None, b"UTF-8"])
def test_a_table_in_another_encoding_is_refused(tmp_path, shapes, told):
    tcvn3 = b"Th\xabn \xa7\xe5ng D\xb9"
    assert refused(encoded(tmp_path / "a.zip", shapes, tcvn3, told)).code == "encoding"


KINDS = {
    "a.shp": "not-zipped",
    "a.dbf": "not-zipped",
    "a.tab": "mapinfo",
    "a.MIF": "mapinfo",
    "a.kml": "unknown-kind",
    "a": "unknown-kind",
    "a.gpkg": "wrong-kind",
    "a.zip": "wrong-kind",
}


@pytest.mark.parametrize("name", KINDS)
def test_a_file_of_another_kind_is_refused_for_its_name(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"anything")
    assert refused(path).code == KINDS[name]


def test_a_file_whose_content_is_of_another_kind_than_its_name_is_refused(geopackage, shapefile, tmp_path):
    for path in (geopackage, shapefile):
        for ending in {".geojson", ".gpkg", ".zip"} - {path.suffix}:
            assert refused(shutil.copy(path, tmp_path / f"x{ending}")).code == "wrong-kind"


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_file_that_was_cut_short_is_refused(geopackage, shapefile, share):
    for path in (geopackage, shapefile):
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * share)])
        assert refused(path).code in {"damaged", "zip-damaged"}


@pytest.mark.parametrize("ending", [".shp", ".shx", ".dbf"])
def test_a_shapefile_with_a_part_cut_short_or_missing_is_refused(shapefile, tmp_path, shapes, ending):
    rezip(shapefile, lambda name, content: [(name, content[:-40] if name.endswith(ending) else content)])
    assert refused(shapefile).code == "damaged"
    other = write_zip(tmp_path / "b.zip", shapes, TABLE, ZONE, leave_out=[ending])
    assert refused(other).code == ("no-shapefile" if ending == ".shp" else "missing-part")


def test_a_layer_without_features_is_refused(geopackage, shapefile, tmp_path, shapes):
    with sqlite3.connect(geopackage) as database:
        database.execute("drop trigger if exists rtree_x_geom_delete")
        for (trigger,) in database.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            database.execute(f'drop trigger "{trigger}"')
        database.execute('delete from "ranh giới"')
    database.close()
    assert refused(geopackage).code == "empty"


def test_a_layer_of_points_is_refused(tmp_path):
    points = shapely.to_wkb([shapely.Point(1, 2)])
    loose = tmp_path / "p.shp"
    raw.write(loose, points, [np.array(["1"], dtype=object)], np.array(["ma"]), geometry_type="Point", crs="EPSG:5898")
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as archive:
        for ending in (".shp", ".shx", ".dbf"):
            archive.write(loose.with_suffix(ending), f"p{ending}")
    problem = refused(tmp_path / "p.zip")
    assert (problem.code, "Point" in problem.message) == ("wrong-layer", True)


def zip_of(path, *parts, **more):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content, **more)
    return path


def test_archives_of_other_things_are_refused_for_what_they_hold(tmp_path):
    for name, code in {"a.tab": "mapinfo", "a.gpkg": "zip-of-others", "a.txt": "no-shapefile"}.items():
        assert refused(zip_of(tmp_path / "x.zip", (name, b"x"))).code == code


def test_an_archive_that_leads_elsewhere_or_swells_is_refused(tmp_path, shapefile):
    parts = [("../a.shp", b"x")]
    assert refused(zip_of(tmp_path / "up.zip", *parts)).code == "zip-entry-name"
    assert refused(zip_of(tmp_path / "root.zip", ("/etc/a.shp", b"x"))).code == "zip-entry-name"
    link = zipfile.ZipInfo("a.shp")
    link.external_attr = 0o120777 << 16
    assert refused(zip_of(tmp_path / "link.zip", (link, b"/etc/passwd"))).code == "zip-link"
    bomb = zip_of(tmp_path / "bomb.zip", *((f"{n}.dbf", bytes(20 * MEGA)) for n in range(9)))
    assert refused(bomb).code == "zip-bomb"
    many = zip_of(tmp_path / "many.zip", *((f"{n}.shp", b"") for n in range(501)))
    assert refused(many).code == "zip-too-many-entries"


def test_a_shapefile_whose_header_claims_more_than_there_is_is_refused(shapefile):
    def swell(name, content):
        if name.endswith(".dbf"):
            content = content[:4] + (2**31).to_bytes(4, "little") + content[8:]
        return [(name, content)]

    assert refused(rezip(shapefile, swell)).code == "damaged"


PROGRAMS = {
    "a view in the layer's place": (
        'alter table "ranh giới" rename to hidden',
        'create view "ranh giới" as select * from hidden',
    ),
    "a view in the place of the list of layers": (
        "alter table gpkg_contents rename to hidden",
        "create view gpkg_contents as select * from hidden",
    ),
    "a view in the place of the list of geometries": (
        "alter table gpkg_geometry_columns rename to hidden",
        "create view gpkg_geometry_columns as select * from hidden",
    ),
    "a column that is reckoned": ('alter table "ranh giới" add column x as (hex(zeroblob(100000000))) virtual',),
    "a table of a module": (
        "pragma writable_schema = on",
        "insert into sqlite_master (type, name, tbl_name, rootpage, sql) values "
        "('table', 'evil', 'evil', 0, 'CREATE VIRTUAL TABLE evil USING VirtualOGR(''/etc/passwd'')')",
    ),
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_geopackage_that_would_run_a_program_is_refused(geopackage, name):
    database = sqlite3.connect(geopackage)
    for (trigger,) in database.execute("select name from sqlite_master where type = 'trigger'").fetchall():
        database.execute(f'drop trigger "{trigger}"')
    for statement in PROGRAMS[name]:
        database.execute(statement)
    database.commit()
    database.close()
    assert refused(geopackage).code == "unsafe-table"


def test_a_geopackage_that_points_at_another_file_s_layer_is_refused(geopackage):
    database = sqlite3.connect(geopackage)
    database.execute("update gpkg_contents set table_name = 'sqlite_master'")
    database.commit()
    database.close()
    assert refused(geopackage).code in {"unsafe-table", "damaged"}


def surface(ring):
    """A GeoPackage's MultiSurface of one CurvePolygon with this ring."""
    return b"GP\0\1" + struct.pack("<i", ZONE) + struct.pack("<BIIBII", 1, 12, 1, 1, 10, 1) + ring


def ring_of(kind, points):
    return struct.pack("<BII", 1, kind, len(points)) + b"".join(struct.pack("<2d", *point) for point in points)


def put_surface(path, ring):
    with sqlite3.connect(path) as database:
        for (trigger,) in database.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            database.execute(f'drop trigger "{trigger}"')
        database.execute('update "ranh giới" set geom = ? where fid = 2', [surface(ring)])
    database.close()


def test_arcs_are_refused_and_surfaces_of_straight_lines_are_read(geopackage, shapes):
    points = shapely.get_coordinates(shapely.get_parts(shapes[1])[0])
    put_surface(geopackage, ring_of(2, points))
    assert read_layer(geopackage).features[1]["geometry"]["type"] == "MultiPolygon"
    put_surface(geopackage, ring_of(8, points[[0, 1, 2, 1, 0]]))
    assert refused(geopackage).code == "curves"
    compound = struct.pack("<BII", 1, 9, 2) + ring_of(2, points[:2]) + ring_of(8, points[[1, 2, 0]])
    put_surface(geopackage, compound)
    assert refused(geopackage).code == "curves"


@pytest.mark.parametrize("more", ["", " Z", " M", " ZM"])
def test_no_straight_geometry_is_taken_for_an_arc(more):
    numbers = {"": "{0} {1}", " ZM": "{0} {1} 5 6"}.get(more, "{0} {1} 5")
    ring = ", ".join(numbers.format(x, y) for x, y in ((0, 0), (8, 0), (8, 8), (0, 0)))
    for text in (f"POLYGON{more} (({ring}))", f"MULTIPOLYGON{more} ((({ring}), ({ring})), (({ring})))"):
        for flavor in ("iso", "extended"):
            for order in (0, 1):
                wkb = shapely.to_wkb(shapely.from_wkt(text), flavor=flavor, byte_order=order, output_dimension=4)
                head = b"GP\0" + bytes([order]) + struct.pack("<i", ZONE)
                assert not has_arcs(head + wkb)
                arc = struct.pack("<BII", 1, 8, 0)
                both = struct.pack("<BII", 1, 7, 2) + wkb + arc
                assert has_arcs(head + both)
                assert not has_arcs((head + both)[:-9])


def test_another_sqlite_database_is_no_geopackage(tmp_path):
    path = tmp_path / "a.gpkg"
    database = sqlite3.connect(path)
    database.execute("create table a (b)")
    database.commit()
    database.close()
    assert refused(path).code == "not-geopackage"


def test_a_geopackage_with_changes_beside_it_is_refused_and_one_that_was_closed_is_read(geopackage):
    database = sqlite3.connect(geopackage)
    database.execute("pragma journal_mode = wal")
    database.close()
    assert len(read_layer(geopackage).features) == 2
    beside = geopackage.with_name(f"{geopackage.name}-wal")
    beside.write_bytes(b"changes")
    assert refused(geopackage).code == "still-open"


def test_a_file_without_a_system_says_none(tmp_path, shapes):
    assert read_layer(write_zip(tmp_path / "a.zip", shapes, TABLE, ZONE, leave_out=[".prj"])).crs is None
    assert read_layer(write_layer(tmp_path / "a.gpkg", shapes, TABLE, ZONE)).crs == "EPSG:5898"
    with sqlite3.connect(tmp_path / "a.gpkg") as database:
        database.execute("update gpkg_geometry_columns set srs_id = -1")
    database.close()
    assert read_layer(tmp_path / "a.gpkg").crs is None


@pytest.mark.parametrize(
    ("bounds", "codes"),
    [
        (Bounds(memory=150 * MEGA), {"too-much-memory", "reader-failed"}),
        (Bounds(seconds=0), {"too-slow"}),
        (Bounds(answer=100), {"reader-failed"}),
    ],
)
def test_reading_is_stopped_when_it_takes_too_much(geopackage, bounds, codes):
    with pytest.raises(Refused) as caught:
        read_apart(geopackage, geopackage.read_bytes(), formats.GEOPACKAGE, None, bounds)
    assert caught.value.problems[0].code in codes


def test_the_reading_process_knows_two_drivers_alone():
    """A newer GDAL may bring more; ``OTHER_DRIVERS`` must then name them."""
    asked = [sys.executable, "-c", "import pyogrio; print(*sorted(pyogrio.list_drivers()), sep=',')"]
    done = subprocess.run(asked, env=SETTINGS | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "ESRI Shapefile,GPKG,MEM"
    assert done.stderr == ""


def test_nothing_is_left_behind_by_reading(geopackage, shapefile):
    before = sorted(geopackage.parent.iterdir())
    read_layer(geopackage)
    read_layer(shapefile)
    assert sorted(geopackage.parent.iterdir()) == before


def test_a_geopackage_with_a_name_that_is_no_text_is_refused(geopackage):
    content = geopackage.read_bytes()
    geopackage.write_bytes(content.replace("ranh giới".encode(), b"ranh gi\xff\xff\xffi"))
    assert refused(geopackage).code in {"unsafe-table", "damaged", "no-layer"}
