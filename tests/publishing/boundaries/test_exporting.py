"""What an operator takes out is what was stored, to the millimetre, and comes in again the same."""

import json

import pytest
import shapely
from pyogrio import raw
from sqlalchemy import select

from portal.domain.boundaries import Boundary, SimplifiedBoundary
from portal.publishing.boundaries import export_boundaries, import_boundaries, put_schematic
from portal.publishing.problems import Refused
from tests.builders import COMMUNE
from tests.conftest import NOW
from tests.publishing.boundaries.making import draw, in_system, make_place, metres_apart, write_geojson


@pytest.fixture
def store(public, tmp_path):
    with public.begin() as session:
        codes = [place.code for place in make_place(session, 12)]
    with public.begin() as session:
        import_boundaries(session, write_geojson(tmp_path / "a.geojson", draw(12), {"code": codes}), today=NOW)
    return public


def stored(store):
    with store.session() as session:
        return {b.locality.code: b.geometry for b in session.scalars(select(Boundary))}


def export(store, path, **more):
    with store.session() as session:
        return export_boundaries(session, "thu-nghiem", path, on=NOW, **more)


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:4756", "EPSG:5898", "EPSG:9216"])
@pytest.mark.parametrize("ending", [".geojson", ".gpkg"])
def test_what_is_taken_out_comes_in_again_the_same(store, tmp_path, crs, ending):
    before = stored(store)
    path = tmp_path / f"ranh giới{ending}"
    assert export(store, path, crs=crs) == 13
    with store.begin() as session:
        assert import_boundaries(session, path, today=NOW).crs == crs
    assert stored(store) == before


def test_coordinates_in_a_zone_are_pyproj_s_to_a_millimetre(store, tmp_path):
    path = tmp_path / "a.gpkg"
    export(store, path, crs="EPSG:9216")
    meta, _, shapes, columns = raw.read(path)
    codes = dict(zip(meta["fields"], columns, strict=True))["code"]
    before = [shapely.from_geojson(stored(store)[code]) for code in codes]
    expected = in_system(before, 9216)
    assert meta["crs"] == "EPSG:9216"
    assert max(map(shapely.hausdorff_distance, shapely.from_wkb(shapes), expected)) < 0.001


def test_every_feature_says_what_it_is_and_the_file_what_it_is_not(store, tmp_path):
    path = tmp_path / "a.geojson"
    export(store, path)
    content = json.loads(path.read_text(encoding="utf-8"))
    first, second = [feature["properties"] for feature in content["features"][:2]]
    assert (first["code"], first["kind"], second["commune"]) == (COMMUNE, "commune", COMMUNE)
    assert (second["boundary"], second["illustrative"], second["source"]) == ("reference", False, "a.geojson")
    assert "crs" not in content
    assert "tham khảo" in content["note"]


def test_drawn_outlines_are_marked_as_illustrative(public, tmp_path):
    with public.begin() as session:
        places = make_place(session, 2)
        put_schematic(session, places, [json.dumps(shapely.geometry.mapping(s)) for s in draw(2)], "drawn", on=NOW)
    export(public, tmp_path / "a.geojson")
    features = json.loads((tmp_path / "a.geojson").read_text(encoding="utf-8"))["features"]
    assert [feature["properties"]["illustrative"] for feature in features] == [True] * 3
    with public.session() as session:
        assert all(b.area_km2 and b.crs == "EPSG:4326" for b in session.scalars(select(Boundary)))


@pytest.mark.parametrize("name", ["a.geojson", "a.gpkg"])
def test_drawn_outlines_that_were_exported_never_come_back_as_real_ones(public, tmp_path, name):
    with public.begin() as session:
        places = make_place(session, 2)
        put_schematic(session, places, [json.dumps(shapely.geometry.mapping(s)) for s in draw(2)], "drawn", on=NOW)
    export(public, tmp_path / name)
    with public.begin() as session, pytest.raises(Refused) as caught:
        import_boundaries(session, tmp_path / name, today=NOW)
    assert [problem.code for problem in caught.value.problems] == ["drawn"] * 3


@pytest.mark.parametrize(("name", "value"), [("boundary", "tile"), ("outline", "schematic"), ("BOUNDARY", "schematic")])
def test_nor_do_the_tiles_and_schemes_that_readers_are_given(public, tmp_path, name, value):
    table = {"code": [f"{COMMUNE}-01", f"{COMMUNE}-02"], name: [value, "reference"]}
    with public.begin() as session:
        make_place(session, 2)
        with pytest.raises(Refused, match=f"{name}: {value}") as caught:
            import_boundaries(session, write_geojson(tmp_path / "a.geojson", draw(2)[1:], table), today=NOW)
    assert [problem.order for problem in caught.value.problems] == [1]


def test_what_cannot_be_taken_out_is_refused_and_leaves_no_file(store, tmp_path):
    for name, more, code in (
        ("a.shp", {}, "unknown-kind"),
        ("a.gpkg", {"crs": "EPSG:4147"}, "crs-inexact"),
        ("a.gpkg", {"crs": "nothing"}, "crs-unknown"),
    ):
        with pytest.raises(Refused) as caught:
            export(store, tmp_path / "out" / name, **more)
        assert caught.value.problems[0].code == code
    with store.begin() as session:
        session.query(SimplifiedBoundary).delete()
        session.query(Boundary).delete()
        with pytest.raises(Refused, match="chưa có ranh giới"):
            export_boundaries(session, COMMUNE, tmp_path / "b.gpkg", on=NOW)
        with pytest.raises(Refused, match="không có xã"):
            export_boundaries(session, "nowhere", tmp_path / "b.gpkg", on=NOW)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.geojson"]


def test_an_export_takes_the_place_of_an_earlier_one(store, tmp_path):
    path = tmp_path / "b.gpkg"
    export(store, path, crs="EPSG:9216")
    export(store, path)
    assert raw.read(path)[0]["crs"] == "EPSG:4326"
    assert metres_apart(*shapely.from_wkb(raw.read(path)[2][:1].repeat(2))) == 0


@pytest.mark.parametrize("ending", [".geojson", ".gpkg"])
def test_a_folder_that_is_not_there_is_told_as_what_the_system_refused(store, tmp_path, ending):
    with pytest.raises(OSError, match=r"unable to open|No such file"):
        export(store, tmp_path / "nowhere" / f"a{ending}")
