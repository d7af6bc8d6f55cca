"""Coordinates that cannot be right for their system are refused, and the right system is named where it is known."""

import json

import pyproj
import pytest
import shapely

from portal.domain.localities import Locality
from portal.publishing.boundaries import Wanted, import_boundaries
from portal.publishing.boundaries.systems import ZONES, find_system, zones_for
from portal.publishing.layers.flaws import Flaw
from portal.publishing.problems import Refused
from tests.builders import COMMUNE
from tests.conftest import NOW
from tests.publishing.boundaries.making import LAT, LON, draw, in_system, make_place, rezip, write_geojson, write_zip

VN2000 = (
    'PROJCS["{name}",GEOGCS["{datum}",DATUM["{datum}",SPHEROID["WGS_1984",6378137.0,298.257223563]{shift}],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],'
    'PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",{meridian}],'
    'PARAMETER["Scale_Factor",0.9999],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)
SHIFT = ",TOWGS84[-191.90441429,-39.30318279,-111.45032835,-0.00928836,0.01975479,-0.00427372,0.252906278]"


@pytest.fixture
def store(public):
    with public.begin() as session:
        make_place(session, 6)
    return public


@pytest.fixture(scope="module")
def shapes():
    return draw(6)


CODES = {"code": [COMMUNE, *(f"{COMMUNE}-0{n}" for n in range(1, 7))]}


def take(store, path, **more):
    with store.session() as session:
        return import_boundaries(session, path, today=NOW, wanted=Wanted(**more))


def refused(store, path, **more):
    with pytest.raises(Refused) as caught:
        take(store, path, **more)
    for problem in caught.value.problems:
        assert all([problem.message, problem.message_en, problem.fix, problem.fix_en])
    return caught.value.problems


@pytest.mark.parametrize("told", [n for n in ZONES if n not in (5898, 3406, 5899)])
def test_a_wrong_zone_is_refused_and_the_right_one_named(store, shapes, tmp_path, told):
    path = write_geojson(tmp_path / "a.geojson", in_system(shapes, 5898), CODES, told)
    problem = refused(store, path)[-1]
    if problem.code == "wrong-zone":
        assert "khớp với EPSG:5898" in problem.fix
        assert "fit EPSG:5898" in problem.fix_en
    else:
        assert problem.code == "outside-crs"


def test_a_zone_a_quarter_of_a_degree_off_is_noticed_even_for_one_village(store, shapes, tmp_path):
    one = {"code": [f"{COMMUNE}-03"]}
    for number, told in ((9217, 5898), (5899, 5898), (9216, 5899)):
        path = write_geojson(tmp_path / "a.geojson", in_system(shapes[3:4], number), one, told)
        (problem,) = refused(store, path)
        assert (problem.code, f"EPSG:{number}" in problem.fix) == ("wrong-zone", True)


def test_the_right_zone_on_the_command_line_mends_a_wrong_one_in_the_file(store, shapes, tmp_path):
    path = write_geojson(tmp_path / "a.geojson", in_system(shapes, 5898), CODES, 9217)
    done = take(store, path, crs="EPSG:5898")
    assert (done.count, done.crs) == (7, "EPSG:5898")
    assert "the file says EPSG:9217; it was read as EPSG:5898, as told" in done.notes


def test_metres_without_a_system_are_refused_with_the_zone_they_fit(store, shapes, tmp_path):
    moved = in_system(shapes, 9216)
    (problem,) = refused(store, write_zip(tmp_path / "a.zip", moved, CODES, 9216, leave_out=[".prj"]))
    assert (problem.code, "EPSG:9216" in problem.fix) == ("no-crs", True)
    bare = write_geojson(tmp_path / "a.geojson", moved, CODES)
    (problem,) = refused(store, bare)
    assert (problem.code, "EPSG:9216" in problem.fix) == ("metres-here", True)
    assert take(store, bare, crs="EPSG:9216").count == 7


def test_metres_that_fit_no_zone_are_refused_with_the_zones_of_the_place(store, tmp_path):
    path = write_geojson(tmp_path / "a.geojson", [shapely.box(10_000, 20_000, 11_000, 21_000)], {"code": [COMMUNE]})
    (problem,) = refused(store, path)
    assert problem.code == "metres-here"
    assert set(zones_for(LON, LAT)) >= {"EPSG:5898", "EPSG:3406"}
    assert "EPSG:5898" in problem.fix


def test_degrees_without_a_system_are_refused_with_both_that_they_may_be(store, shapes, tmp_path):
    (problem,) = refused(store, write_zip(tmp_path / "a.zip", shapes, CODES, leave_out=[".prj"]))
    assert (problem.code, "EPSG:4326" in problem.fix) == ("no-crs", True)


def test_degrees_that_are_said_to_be_metres_are_refused(store, shapes, tmp_path):
    problems = refused(store, write_geojson(tmp_path / "a.geojson", shapes, CODES, 5898))
    assert {problem.code for problem in problems} == {"degrees"}


def test_northing_before_easting_is_refused_as_swapped(store, shapes, tmp_path):
    turned = [shapely.transform(shape, lambda xy: xy[:, ::-1]) for shape in in_system(shapes, 5898)]
    problems = refused(store, write_geojson(tmp_path / "a.geojson", turned, CODES, 5898))
    assert {problem.code for problem in problems} == {"swapped-metres"}


def test_a_system_of_another_country_an_inexact_and_an_unknown_one_are_refused(store, shapes, tmp_path):
    path = write_geojson(tmp_path / "a.geojson", shapes, CODES)
    for crs, code in {
        "EPSG:2043": "crs-elsewhere",
        "EPSG:4147": "crs-inexact",
        "EPSG:99999": "crs-unknown",
        "+init=file:x": "crs-unknown",
        "/etc/passwd": "crs-unknown",
    }.items():
        (problem,) = refused(store, path, crs=crs)
        assert problem.code == code


def test_many_features_with_one_fault_are_counted_after_the_first(store, tmp_path):
    boxes = [shapely.box(10 + n / 100, 50, 10.005 + n / 100, 50.005) for n in range(50)]
    problems = refused(store, write_geojson(tmp_path / "a.geojson", boxes, {"x": ["y"] * 50}))
    more = [problem for problem in problems if problem.code == "and-more"]
    assert len(problems) == 42
    assert all("30" in problem.message for problem in more)


def test_outlines_of_places_without_a_known_centre_must_lie_where_their_system_is_for(store, tmp_path, shapes):
    with store.begin() as session:
        session.query(Locality).filter_by(code=COMMUNE).one().lat = None
    far = [shapely.transform(shape, lambda xy: xy + (0, -5)) for shape in shapes]  # noqa: RUF005 - an array's sum
    path = write_geojson(tmp_path / "a.geojson", in_system(far, 9215), CODES, 9215)
    (problem,) = refused(store, path)
    assert problem.code == "outside-area"
    assert take(store, path, crs="EPSG:9215").count == 7


def test_vn2000_is_known_by_what_it_says_and_refused_where_its_datum_is_lost():
    for text in (
        VN2000.format(name="VN2000_KT", datum="D_Vietnam_2000", shift="", meridian=107.5),
        VN2000.format(name="Kon Tum", datum="VN2000", shift="", meridian=107.5),
        VN2000.format(name="x", datum="unknown", shift=SHIFT, meridian=107.5),
        VN2000.format(name="x", datum="Vietnam_2000", shift=SHIFT, meridian=107.5),
    ):
        assert find_system(text).name == "EPSG:9216"
    for datum, meridian, code in (
        ("WGS_1984", 107.5, "crs-no-datum"),
        ("unknown", 107.5, "crs-no-datum"),
        ("unknown", 107.6, "crs-unknown"),
    ):
        with pytest.raises(Flaw) as flaw:
            find_system(VN2000.format(name="unnamed", datum=datum, shift="", meridian=meridian))
        assert flaw.value.code == code


def test_a_lost_datum_is_refused_with_the_zone_to_name(store, shapes, tmp_path):
    lost = VN2000.format(name="unnamed", datum="WGS_1984", shift="", meridian=107.5)
    path = write_zip(tmp_path / "a.zip", in_system(shapes, 9216), CODES, 9216)
    rezip(path, lambda name, content: [(name, lost.encode() if name.endswith(".prj") else content)])
    (problem,) = refused(store, path)
    assert (problem.code, "--crs EPSG:9216" in problem.fix) == ("crs-no-datum", True)
    assert take(store, path, crs="EPSG:9216").count == 7


def test_vn2000_lies_about_two_hundred_metres_from_wgs_84_and_goes_by_one_set_of_parameters_everywhere():
    system = find_system("EPSG:4756")
    for lon, lat in ((105.8, 21.0), (108.0, 14.4), (105.8, 10.0)):
        over = system.to_degrees(shapely.Point(lon, lat))
        assert 150 < pyproj.Geod(ellps="WGS84").inv(lon, lat, over.x, over.y)[2] < 250
        assert "VN-2000 to WGS 84 (2)" in system._way.description
        back = system.from_degrees(over)
        assert (back.x, back.y) == pytest.approx((lon, lat), abs=1e-8)


def test_what_a_file_calls_its_system_is_never_handed_on_as_a_file_to_open(tmp_path):
    bait = tmp_path / "bait.json"
    bait.write_text(json.dumps(pyproj.CRS(9216).to_json_dict()))
    with pytest.raises(Flaw):
        find_system(str(bait))
