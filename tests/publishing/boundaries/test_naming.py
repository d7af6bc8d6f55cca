"""A feature finds its place by the column that tells most places apart, or by its name within one commune."""

import pytest
import shapely
from sqlalchemy import select

from portal.domain.boundaries import Boundary
from portal.publishing.boundaries import Wanted, import_boundaries
from portal.publishing.problems import Refused
from tests.builders import make_commune
from tests.conftest import NOW
from tests.publishing.boundaries.making import draw, make_place, write_geojson

COMMUNE = "00991"


@pytest.fixture
def store(public):
    """Two communes of three villages; the first one's code begins with zeros."""
    with public.begin() as session:
        make_place(session, 3, code=COMMUNE)
        make_commune(session, code="99002", slug="xa-khac")
    return public


@pytest.fixture(scope="module")
def shapes():
    return draw(3)[1:]


VILLAGES = [f"{COMMUNE}-0{n}" for n in (1, 2, 3)]


def take(store, tmp_path, shapes, table, **more):
    path = write_geojson(tmp_path / "a.geojson", shapes, table)
    with store.begin() as session:
        done = import_boundaries(session, path, today=NOW, wanted=Wanted(**more))
        by_place = {b.locality.code: shapely.from_geojson(b.geometry) for b in session.scalars(select(Boundary))}
    return done, [next((c for c, s in by_place.items() if s.equals_exact(shape, 1e-6)), None) for shape in shapes]


def problems_of(store, tmp_path, shapes, table, **more):
    with pytest.raises(Refused) as caught:
        take(store, tmp_path, shapes, table, **more)
    return caught.value.problems


@pytest.mark.parametrize("column", ["code", "MA", "mã", "Mã thôn", "MA_TDP", "ma_dinh_danh", "MaDVHC", "ID", "GSO"])
def test_the_column_of_codes_is_known_by_many_names(store, tmp_path, shapes, column):
    table = {"stt": [1, 2, 3], "mau": ["a", "b", "c"], column: VILLAGES}
    assert take(store, tmp_path, shapes, table)[1] == VILLAGES


def test_of_two_columns_the_one_that_tells_places_apart_is_taken_and_told(store, tmp_path, shapes):
    done, found = take(store, tmp_path, shapes, {"ma_xa": [COMMUNE] * 3, "ma_thon": VILLAGES})
    assert found == VILLAGES
    assert "codes are taken from the column “ma_thon”" in done.notes


def test_a_column_can_be_named_and_must_be_there(store, tmp_path, shapes):
    table = {"Cột 7": VILLAGES, "code": ["x", "y", "z"]}
    assert take(store, tmp_path, shapes, table, code_field="CỘT 7")[1] == VILLAGES
    (problem,) = problems_of(store, tmp_path, shapes, table, code_field="ma")
    assert (problem.code, "Cột 7, code" in problem.message) == ("no-field", True)


def test_zeros_that_a_table_of_numbers_lost_are_put_back_and_told(store, tmp_path):
    whole = draw(3)[:1]
    for value in (991, 991.0, "991"):
        done, found = take(store, tmp_path, whole, {"ma_xa": [value]})
        assert found == [COMMUNE]
        assert "1 codes were completed, such as 991 to 00991" in done.notes


def test_a_count_of_rows_is_no_code(store, tmp_path, shapes):
    for column in ("id", "fid", "STT", "OBJECTID"):
        problems = problems_of(store, tmp_path, shapes, {column: [1, 2, 3]}, commune="thu-nghiem")
        assert [problem.code for problem in problems] == ["no-code"] * 3


def test_within_a_commune_the_last_part_of_a_code_is_enough(store, tmp_path, shapes):
    assert take(store, tmp_path, shapes, {"ma_thon": ["02", 3, "1"]}, commune=COMMUNE)[1] == [
        VILLAGES[1],
        VILLAGES[2],
        VILLAGES[0],
    ]


def test_within_a_commune_names_are_folded_as_in_workbooks(store, tmp_path, shapes):
    names = ["THÔN 2", "thon 03", "Thôn số 1"]
    done, found = take(store, tmp_path, shapes, {"Tên thôn": names}, commune="thu-nghiem")
    assert found == [VILLAGES[1], VILLAGES[2], VILLAGES[0]]
    assert "names are taken from the column “Tên thôn”" in done.notes


def test_a_name_alone_is_no_key_outside_a_commune(store, tmp_path, shapes):
    problems = problems_of(store, tmp_path, shapes, {"ten": ["Thôn 1", "Thôn 2", "Thôn 3"]})
    assert [problem.code for problem in problems] == ["no-code"] * 3
    assert "--commune" in problems[0].fix


def test_an_unknown_name_and_another_communes_village_are_named(store, tmp_path, shapes):
    table = {"ma": ["", "99002-01", ""], "ten": ["Thôn Mười", "Thôn 2", ""]}
    problems = problems_of(store, tmp_path, shapes, table, commune=COMMUNE)
    assert [problem.code for problem in problems] == ["unknown-place", "other-commune", "no-code"]


def test_two_features_of_one_village_are_refused_however_they_say_it(store, tmp_path, shapes):
    table = {"ma": [VILLAGES[0], "", VILLAGES[2]], "ten": ["", "Thôn 1", ""]}
    (problem,) = problems_of(store, tmp_path, shapes, table, commune=COMMUNE)
    assert (problem.code, problem.where) == ("same-code", "a.geojson, đối tượng (feature) 2")


def test_a_name_that_contradicts_its_code_is_told(store, tmp_path, shapes):
    table = {"ma": VILLAGES, "ten": ["Thôn 1", "Thôn 3", "Thôn 3"]}
    done, found = take(store, tmp_path, shapes, table, commune=COMMUNE)
    assert found == VILLAGES
    assert [note for note in done.notes if note.startswith("feature 2")]


def test_a_commune_that_is_not_there_is_refused(store, tmp_path, shapes):
    (problem,) = problems_of(store, tmp_path, shapes, {"ma": VILLAGES}, commune="khong-co")
    assert problem.code == "no-commune"
