"""Outlines come in whole or not at all; what is wrong is said with its feature, in both languages."""

import json
import shutil
from pathlib import Path

import pytest
import shapely
from sqlalchemy import select

from portal.domain.boundaries import Boundary
from portal.publishing.boundaries import collection, import_boundaries
from portal.publishing.layers import layer
from portal.publishing.problems import Refused
from portal.publishing.reference import load_localities
from portal.settings import DATA
from tests.builders import COMMUNE, make_installation
from tests.conftest import NOW, SHARED

SQUARE = [[108.0, 15.0], [108.1, 15.0], [108.1, 15.1], [108.0, 15.1], [108.0, 15.0]]
BOWTIE = [[108.0, 15.0], [108.1, 15.1], [108.1, 15.0], [108.0, 15.1], [108.0, 15.0]]


def feature(code=f"{COMMUNE}-01", ring=SQUARE, **more):
    properties = {} if code is None else {"code": code}
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    } | more


def moved(ring, east, north):
    return [[x + east, y + north] for x, y in ring]


@pytest.fixture
def write(tmp_path):
    def write(*features, name="outlines.geojson", **more):
        path = tmp_path / name
        path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)} | more), encoding="utf-8")
        return path

    return write


@pytest.fixture
def store(public):
    """A commune of three villages, the first with an outline already."""
    make_installation(public)
    with public.begin() as session:
        locality = import_id(session, f"{COMMUNE}-01")
        where = {"west": 1, "south": 2, "east": 3, "north": 4}
        session.add(Boundary(locality_id=locality, kind="schematic", geometry="{}", source="drawn", **where))
    return public


def import_id(session, code):
    from portal.domain.localities import get_locality

    return get_locality(session, code, on=NOW).id


def take(store, path, **more):
    with store.begin() as session:
        return import_boundaries(session, path, today=NOW, **more)


def stored(store):
    with store.session() as session:
        rows = session.scalars(select(Boundary).order_by(Boundary.locality_id)).all()
        return {row.locality.code: (row.kind, row.geometry, row.west, row.source) for row in rows}


def refused(store, path):
    """The problems; nothing may have changed."""
    before = stored(store)
    with pytest.raises(Refused) as caught:
        take(store, path)
    assert stored(store) == before
    for problem in caught.value.problems:
        assert all([problem.message, problem.message_en, problem.fix, problem.fix_en])
        assert "{" not in str(problem).replace('{"', "")
    return caught.value.problems


def codes(problems):
    return [problem.code for problem in problems]


def test_outlines_are_stored_for_reference_and_take_the_place_of_earlier_ones(store, write):
    path = write(feature(), feature(COMMUNE, moved(SQUARE, 0.1, 0)))
    done = take(store, path, source="Sở Nội vụ, 2026")
    assert (done.count, done.replaced) == (2, 1)
    found = stored(store)
    assert set(found) == {COMMUNE, f"{COMMUNE}-01"}
    assert {row[0] for row in found.values()} == {"reference"}
    assert found[f"{COMMUNE}-01"][2:] == (108.0, "Sở Nội vụ, 2026")
    assert json.loads(found[COMMUNE][1])["type"] == "Polygon"


def test_the_source_is_the_argument_else_the_feature_s_else_the_file(store, write):
    told = feature(properties={"code": f"{COMMUNE}-01", "source": "Bản đồ xã"})
    other = feature(f"{COMMUNE}-02", moved(SQUARE, 0.1, 0))
    take(store, write(told, other))
    assert [row[3] for row in stored(store).values()] == ["Bản đồ xã", "outlines.geojson"]


def test_the_feature_s_id_serves_as_code_and_a_number_is_one(store, write):
    take(store, write(feature(None, id=f"{COMMUNE}-02"), feature(int(COMMUNE), moved(SQUARE, 0.1, 0))))
    assert {f"{COMMUNE}-02", COMMUNE} <= set(stored(store))


def test_rings_are_turned_as_rfc_7946_wants_and_heights_dropped(store, write):
    clockwise = [[x, y, 12.5] for x, y in reversed(SQUARE)]
    take(store, write(feature(ring=clockwise)))
    (ring,) = json.loads(stored(store)[f"{COMMUNE}-01"][1])["coordinates"]
    assert shapely.is_ccw(shapely.LinearRing(ring))
    assert {len(point) for point in ring} == {2}


def test_importing_twice_leaves_the_same_bytes(store, write):
    path = write(feature())
    take(store, path)
    first = stored(store)
    assert take(store, path).replaced == 1
    assert stored(store) == first


FILES = {
    "not-json": b'{"type": "FeatureCollection", "features": [',
    "not-utf8": '{"type": "Đăk"}'.encode("utf-16"),
    "not-a-collection": b'{"type": "Feature", "properties": {}, "geometry": null}',
    "empty": b'{"type": "FeatureCollection", "features": []}',
    "crs-unknown": b'{"type": "FeatureCollection", "features": [{}], "crs": {"properties": {"href": "a"}}}',
}


@pytest.mark.parametrize("code", sorted(FILES))
def test_a_file_that_is_not_a_collection_of_features_is_refused(store, tmp_path, code):
    path = tmp_path / "broken.geojson"
    path.write_bytes(FILES[code])
    (problem,) = refused(store, path)
    assert (problem.code, problem.where) == (code, "broken.geojson")


@pytest.mark.parametrize("content", [b"[" * 100_000, b"[]", b"null", b'{"type":"FeatureCollection","features":{}}'])
def test_odd_json_is_refused_like_any_other(store, tmp_path, content):
    path = tmp_path / "odd.geojson"
    path.write_bytes(content)
    assert codes(refused(store, path))[0] in {"not-json", "not-a-collection"}


def test_a_file_that_is_not_there_is_named(store, tmp_path):
    assert codes(refused(store, tmp_path / "none.geojson")) == ["no-file"]


def test_a_file_too_large_is_not_even_read(store, tmp_path):
    path = tmp_path / "huge.geojson"
    with path.open("wb") as file:
        file.truncate(layer.MOST_BYTES + 1)
    (problem,) = refused(store, path)
    assert problem.code == "too-large"
    assert "31 MB" in problem.message_en


def test_too_many_points_are_refused(store, write, monkeypatch):
    monkeypatch.setattr(collection, "MOST_POINTS", 9)
    (problem,) = refused(store, write(feature(), feature(COMMUNE)))
    assert problem.code == "too-many-points"
    assert "10" in problem.message


GEOMETRIES = {
    "no-geometry": [None, {"type": "Polygon", "coordinates": []}, "a square"],
    "wrong-geometry": [{"type": "Point", "coordinates": [108, 15]}, {"coordinates": [SQUARE]}],
    "not-numbers": [
        {"type": "Polygon", "coordinates": [[["108", 15], *SQUARE[1:]]]},
        {"type": "Polygon", "coordinates": [[[float("nan"), 15], *SQUARE[1:]]]},
        {"type": "Polygon", "coordinates": [[[True, 15], *SQUARE[1:]]]},
        {"type": "Polygon", "coordinates": [[[10**400, 15], *SQUARE[1:]]]},
        {"type": "Polygon", "coordinates": SQUARE},
        {"type": "MultiPolygon", "coordinates": [SQUARE]},
        {"type": "MultiPolygon", "coordinates": None},
        {"type": "Polygon"},
    ],
    "few-points": [{"type": "Polygon", "coordinates": [[SQUARE[0], SQUARE[1], SQUARE[0]]]}],
    "not-closed": [{"type": "Polygon", "coordinates": [SQUARE[:-1]]}],
    "outside": [{"type": "Polygon", "coordinates": [moved(SQUARE, -98, 0)]}],
    "swapped": [{"type": "Polygon", "coordinates": [[[y, x] for x, y in SQUARE]]}],
    "metres": [{"type": "Polygon", "coordinates": [[[x * 5000, y * 100_000] for x, y in SQUARE]]}],
    "crosses-itself": [
        {"type": "Polygon", "coordinates": [BOWTIE]},
        {"type": "MultiPolygon", "coordinates": [[SQUARE], [BOWTIE]]},
    ],
    "unsound": [{"type": "Polygon", "coordinates": [SQUARE, moved(SQUARE, 1, 1)]}],
}


@pytest.mark.parametrize(("code", "shape"), [(code, shape) for code, shapes in GEOMETRIES.items() for shape in shapes])
def test_a_wrong_geometry_is_refused_with_its_feature_and_reason(store, write, code, shape):
    other = feature(f"{COMMUNE}-02", moved(SQUARE, 0.1, 0))
    (problem,) = refused(store, write(other, feature(geometry=shape)))
    assert problem.code == code
    assert problem.where == "outlines.geojson, đối tượng (feature) 2"


def test_a_polygon_that_crosses_itself_says_where(store, write):
    (problem,) = refused(store, write(feature(ring=BOWTIE)))
    assert "108.05, 15.05" in problem.message
    assert "108.05, 15.05" in problem.message_en


def test_swapped_and_metric_coordinates_get_a_hint(store, write):
    swapped = feature(ring=[[y, x] for x, y in SQUARE])
    metric = feature(COMMUNE, [[x * 5000, y * 100_000] for x, y in SQUARE])
    first, second = refused(store, write(swapped, metric))
    assert "đảo" in first.message
    assert "swapped" in first.message_en
    assert "VN-2000" in second.message


@pytest.mark.parametrize("code", [None, "", "  ", [], {"a": 1}, True])
def test_a_feature_without_a_code_is_refused(store, write, code):
    assert codes(refused(store, write(feature(properties={"code": code})))) == ["no-code"]


def test_an_unknown_code_and_one_given_twice_are_refused(store, write):
    problems = refused(store, write(feature("00000"), feature(), feature()))
    assert codes(problems) == ["unknown-code", "same-code"]
    assert "00000" in problems[0].message
    assert "2" in problems[1].message_en


def test_a_code_resolves_to_the_unit_of_today_not_to_its_former_bearer(public, write):
    with public.begin() as session:
        load_localities(session, DATA)
    take(public, write(feature("21451", moved(SQUARE, 0.9, -0.2))))
    with public.session() as session:
        boundary = session.scalars(select(Boundary)).one()
        assert (boundary.locality.slug, boundary.locality.valid_to) == ("tra-cau", None)


def test_an_outline_far_from_the_known_centre_of_its_place_is_refused(public, write):
    with public.begin() as session:
        load_localities(session, DATA)
    (problem,) = refused(public, write(feature("21451")))
    assert (problem.code, "km from the known centre of Phường Trà Câu" in problem.message_en) == ("elsewhere", True)


def test_a_former_code_alone_is_unknown(public, write):
    with public.begin() as session:
        load_localities(session, DATA)
    assert codes(refused(public, write(feature("21454")))) == ["unknown-code"]


def test_every_problem_is_told_at_once_in_the_order_of_the_file(store, write):
    broken = [feature("nowhere", BOWTIE), "text", feature(ring=SQUARE[:2]), feature(None)]
    problems = refused(store, write(*broken))
    assert codes(problems) == ["crosses-itself", "unknown-code", "not-a-feature", "few-points", "no-code"]


@pytest.fixture(scope="module")
def real_outlines():
    path = SHARED / "geo" / "communes.geojson"
    if not path.is_file():
        pytest.skip("the real commune outlines (../shared/geo) are not on this machine")
    return path


def test_the_five_real_communes_come_in(public, real_outlines):
    with public.begin() as session:
        load_localities(session, DATA)
    done = take(public, real_outlines)
    assert (done.count, done.replaced) == (5, 0)
    with public.session() as session:
        for boundary in session.scalars(select(Boundary)):
            assert shapely.from_geojson(boundary.geometry).is_valid
            assert boundary.crs == "EPSG:4326"
            assert boundary.area_km2 == pytest.approx(boundary.locality.area_km2, rel=0.02)


def test_one_broken_feature_keeps_the_real_ones_out(public, real_outlines, tmp_path):
    with public.begin() as session:
        load_localities(session, DATA)
    path = Path(shutil.copy(real_outlines, tmp_path / "communes.geojson"))
    content = json.loads(path.read_text(encoding="utf-8"))
    content["features"][3]["geometry"] = {"type": "Polygon", "coordinates": [BOWTIE]}
    path.write_text(json.dumps(content), encoding="utf-8")
    (problem,) = refused(public, path)
    assert problem.where == "communes.geojson, đối tượng (feature) 4"
    assert stored(public) == {}
