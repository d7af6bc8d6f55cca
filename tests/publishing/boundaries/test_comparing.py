"""What an import tells beside storing: areas unlike the declared ones, overlaps, gaps, land outside the commune."""

import json

import pyproj
import pytest
import shapely
from sqlalchemy import select

from portal.domain.boundaries import Boundary
from portal.publishing.boundaries import import_boundaries, make_report, report_lines
from portal.publishing.problems import Refused
from tests.builders import COMMUNE
from tests.conftest import NOW
from tests.publishing.boundaries.making import KM2, LAT, LON, make_place, write_geojson

DEGREE = 1 / 111_000  # about a metre


@pytest.fixture
def store(public):
    with public.begin() as session:
        make_place(session, 3)
    return public


def box(west, south, east, north):
    """In metres from the commune's centre."""
    return shapely.box(LON + west * DEGREE, LAT + south * DEGREE, LON + east * DEGREE, LAT + north * DEGREE)


def square_metres(shape):
    return abs(pyproj.Geod(ellps="WGS84").geometry_area_perimeter(shape)[0])


def take(store, tmp_path, *outlines):
    """Outlines of the villages 1, 2 and so on; of the commune for 0."""
    codes = [f"{COMMUNE}-0{number}" if number else COMMUNE for number, _ in outlines]
    path = write_geojson(tmp_path / "a.geojson", [shape for _, shape in outlines], {"code": codes})
    with store.begin() as session:
        return import_boundaries(session, path, today=NOW)


def test_areas_are_measured_on_the_ellipsoid_stored_and_told_where_unlike_the_declared(store, tmp_path):
    side = (KM2 * 1.1) ** 0.5 * 1000
    shape = box(0, 0, side, side)
    done = take(store, tmp_path, (0, shape), (1, box(0, 0, 100, 100)))
    commune, village = done.comparison.areas
    assert commune.measured_km2 == pytest.approx(square_metres(shape) / 1e6)
    assert commune.percent == pytest.approx((square_metres(shape) / 1e6 / KM2 - 1) * 100)
    assert village.percent is None
    assert any(line.startswith(f"warning: area: {COMMUNE} ") and "54.46 km² are" in line for line in report_lines(done))
    with store.session() as session:
        kept = {b.locality.code: b.area_km2 for b in session.scalars(select(Boundary))}
    assert kept[COMMUNE] == pytest.approx(commune.measured_km2, abs=1e-6)
    assert kept[f"{COMMUNE}-01"] == pytest.approx(0.0097, abs=0.0003)


def test_an_overlap_in_the_file_is_told_with_its_size_and_stored_all_the_same(store, tmp_path):
    done = take(store, tmp_path, (1, box(0, 0, 1000, 1000)), (2, box(950, 0, 2000, 1000)))
    (overlap,) = done.comparison.overlaps
    assert (overlap.code, overlap.other, overlap.stored) == (f"{COMMUNE}-01", f"{COMMUNE}-02", False)
    assert overlap.area_m2 == pytest.approx(square_metres(box(950, 0, 1000, 1000)), rel=1e-3)
    assert done.count == 2


def test_an_overlap_with_what_is_stored_is_told_but_not_with_what_is_replaced(store, tmp_path):
    take(store, tmp_path, (1, box(0, 0, 1000, 1000)), (2, box(1000, 0, 2000, 1000)))
    done = take(store, tmp_path, (2, box(900, 0, 2000, 1000)))
    (overlap,) = done.comparison.overlaps
    assert (overlap.code, overlap.other, overlap.stored) == (f"{COMMUNE}-02", f"{COMMUNE}-01", True)


def test_an_outline_mostly_within_another_of_the_file_is_refused(store, tmp_path):
    with pytest.raises(Refused) as caught:
        take(store, tmp_path, (1, box(0, 0, 1000, 1000)), (2, box(700, 0, 1700, 1000)))
    (problem,) = caught.value.problems
    assert (problem.code, "30 %" in problem.message, "feature 2" in problem.message_en) == ("overlap", True, True)


def test_neighbours_that_touch_do_not_overlap_and_leave_no_gap(store, tmp_path):
    done = take(store, tmp_path, (1, box(0, 0, 1000, 1000)), (2, box(1000, 0, 2000, 1000)), (0, box(0, 0, 2000, 1000)))
    compared = done.comparison
    assert (compared.overlaps, compared.gaps, compared.outside) == ([], [], [])


def test_a_sliver_between_two_villages_is_told_with_its_size_and_place(store, tmp_path):
    west = shapely.union(box(0, 0, 1000, 3000), box(0, 0, 2000, 1000))
    east = shapely.union(box(1002, 1000, 2000, 3000), box(0, 2900, 2000, 3000)).difference(box(0, 2900, 1000, 3000))
    lid = box(900, 2990, 1100, 3000)
    done = take(store, tmp_path, (1, west.difference(lid)), (2, shapely.union(east, lid)))
    (gap,) = done.comparison.gaps
    assert gap.area_m2 == pytest.approx(square_metres(box(1000, 1000, 1002, 2900)), rel=0.05)
    assert box(999, 999, 1003, 3000).contains(shapely.Point(gap.lon, gap.lat))
    assert any(line.startswith("warning: gap: ") for line in report_lines(done))


def test_land_of_the_commune_that_no_village_has_is_told(store, tmp_path):
    done = take(store, tmp_path, (0, box(0, 0, 2000, 1000)), (1, box(0, 0, 1500, 1000)))
    (gap,) = done.comparison.gaps
    assert gap.area_m2 == pytest.approx(square_metres(box(1500, 0, 2000, 1000)), rel=1e-3)


def test_a_village_that_sticks_out_of_its_commune_is_told_also_when_the_commune_was_stored_before(store, tmp_path):
    take(store, tmp_path, (0, box(0, 0, 2000, 1000)))
    done = take(store, tmp_path, (1, box(1000, 0, 2100, 1000)))
    (outside,) = done.comparison.outside
    assert (outside.code, outside.commune) == (f"{COMMUNE}-01", COMMUNE)
    assert outside.area_m2 == pytest.approx(square_metres(box(2000, 0, 2100, 1000)), rel=1e-3)


def test_a_square_metre_is_too_little_to_tell(store, tmp_path):
    done = take(store, tmp_path, (1, box(0, 0, 1000, 1000)), (2, box(999.9995, 0, 2000, 1000)))
    assert done.comparison.overlaps == []


def test_drawn_outlines_are_no_evidence(store, tmp_path):
    take(store, tmp_path, (1, box(0, 0, 1000, 1000)))
    with store.begin() as session:
        session.scalars(select(Boundary)).one().kind = "schematic"
    assert take(store, tmp_path, (2, box(500, 0, 2000, 1000))).comparison.overlaps == []


def test_the_report_is_json_and_has_everything(store, tmp_path):
    done = take(store, tmp_path, (1, box(0, 0, 1000, 1000)), (2, box(950, 0, 2000, 1000)), (0, box(0, 0, 1900, 1000)))
    told = json.loads(json.dumps(make_report(done)))
    assert {key: len(told[key]) for key in ("areas", "overlaps", "gaps", "outside")} == {
        "areas": 3,
        "overlaps": 1,
        "gaps": 0,
        "outside": 1,
    }
    assert (told["count"], told["crs"]) == (3, "EPSG:4326")
