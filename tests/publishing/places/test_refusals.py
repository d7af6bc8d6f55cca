"""What is wrong is refused with file, row, cell, reason and remedy in both languages; all together, nothing stored."""

import datetime as dt

import pytest
from sqlalchemy import select

from portal.domain.localities import Locality, get_commune
from portal.domain.periods import parse_period
from portal.publishing.places import export_csv, import_places
from portal.publishing.places.offered import list_offered
from portal.publishing.publisher import Publisher
from portal.publishing.submissions import Cell
from tests.builders import COMMUNE, make_commune, make_submission
from tests.conftest import NOW
from tests.publishing.places.lists import codes, refused, stored, take, village, write_xlsx


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (village(4, ""), "no-name", "name"),
        (village(4, "…"), "name-unreadable", "name"),
        (village(4, "Thôn " + "a" * 200), "too-long", "name"),
        (village(4, "Phú An"), "no-unit", "name"),
        (village(4, "Phú An", unit="hội"), "unknown-unit", "unit"),
        (village(4, code="A-1"), "code-form", "code"),
        (village(4, code="99002-04"), "code-form", "code"),
        (village(4, code=f"{COMMUNE}-4"), "code-form", "code"),
        (village(4, valid_from="31/02/2026"), "not-a-date", "valid_from"),
        (village(4, valid_from="1/7/25"), "not-a-date", "valid_from"),
        (village(4, valid_from="2026"), "not-a-date", "valid_from"),
        (village(4, valid_from="01/07/0202"), "unlikely-date", "valid_from"),
        (village(4, valid_from="01/07/2026", valid_to="30/06/2026"), "backwards", "valid_to"),
        (village(4, valid_from="30/06/2025"), "outside-commune", "valid_from"),
        (village(4, population="-5"), "negative", "population"),
        (village(4, population="12,5"), "not-a-count", "population"),
        (village(4, population="nhiều"), "not-a-count", "population"),
        (village(4, population="99999999"), "too-large", "population"),
        (village(4, area_km2="1km"), "not-a-number", "area_km2"),
        (village(4, population=10, households=11), "households-over-people", "households"),
        (village(4, lat="15"), "half-point", "lon"),
        (village(4, lat="108.5", lon="15"), "swapped", "lat"),
        (village(4, lat="51.5", lon="0.1"), "outside", "lat"),
        (village(4, lat="15.5", lon="108.5"), "far", "lat"),
        (village(4, commune="tra-cau"), "unknown-commune", "commune"),
        (village(None, "TDP 1") | {"valid_from": "nay"}, "not-a-date", "valid_from"),
    ],
)
def test_a_wrong_cell_is_said_with_file_row_and_column(register, listed, row, code, column):
    row = {"lon": ""} | row if "lat" in row else row
    (problem,) = refused(register, listed(row))
    assert problem.code == code
    assert problem.where.startswith("thon.csv, ")
    assert "dòng (row) 2" in problem.where
    assert problem.where.endswith(f"cột (column) {column}")


def test_all_problems_are_told_together_in_the_order_of_the_rows(register, listed):
    rows = [
        village(4, population="x1"),
        village(5),
        village(6, "", valid_from="9/9"),
        village(7, predecessors="99001-99"),
    ]
    problems = refused(register, listed(*rows))
    assert codes(problems) == ["not-a-count", "no-name", "not-a-date", "no-predecessor"]
    assert ["dòng (row) 2" in problems[0].where, "dòng (row) 5" in problems[-1].where] == [True, True]


def test_after_a_hundred_problems_the_rest_are_counted(register, listed):
    problems = refused(register, listed(*(village(n, "") for n in range(4, 124))))
    assert (len(problems), problems[-1].code) == (101, "more-problems")
    assert "20" in problems[-1].message_en


@pytest.mark.parametrize("name", ["Thôn 1", "THÔN 1", "thon 1", "Thôn  01", "Thôn số 1"])
def test_a_name_that_officers_could_not_tell_from_a_known_one_is_refused(register, listed, name):
    (problem,) = refused(register, listed(village(4, name)))
    assert problem.code == "same-name"
    assert f"{COMMUNE}-01" in problem.message


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tổ dân phố 3", "TDP 3"),
        ("Tổ DP 03", "tổ dân phố số 3"),
        ("Thôn Hòa An", "thôn Hoà An"),
        ("Khóm Hóa", "Khóm Hoá"),
    ],
)
def test_two_rows_of_one_name_are_refused_and_name_each_other(register, listed, one, other):
    (problem,) = refused(register, listed(village(4, one), village(5, other)))
    assert problem.code == "same-name"
    assert ("dòng 2" in problem.message, "row 2" in problem.message_en) == (True, True)
    assert "dòng (row) 3" in problem.where


@pytest.mark.parametrize(
    ("one", "other"),
    [("Thôn 3", "Tổ dân phố 3"), ("Thôn An Hòa", "Thôn An Hoa"), ("Khóm Vĩnh", "Khóm Vinh"), ("Thôn 31", "Thôn 3A")],
)
def test_names_that_differ_by_unit_marks_or_number_are_two(register, listed, one, other):
    take(register, listed(village(4, one) if one != "Thôn 3" else village(3), village(5, other)))


def test_one_name_at_two_times_is_no_clash(register, listed):
    take(register, listed(village(1, valid_to="31/12/2025"), village(4, "Thôn 1", valid_from="01/01/2026")))
    assert codes(refused(register, listed(village(4, valid_from="31/12/2025", name="Thôn 1")))) == ["same-name"]


def test_a_code_twice_is_an_overlap_or_a_reuse(register, listed):
    (problem,) = refused(register, listed(village(4, "Thôn A"), village(4, "Thôn B")))
    assert problem.code == "same-code"
    rows = [village(4, "Thôn A", valid_to="31/12/2025"), village(4, "Thôn B", valid_from="01/01/2026")]
    assert codes(refused(register, listed(*rows))) == ["code-reused"]


def test_a_code_of_a_village_that_is_no_more_is_never_given_again(register, listed):
    take(register, listed(village(1, valid_to="31/12/2025")))
    assert codes(refused(register, listed(village(1, "Thôn Mới", valid_from="01/02/2026")))) == ["code-reused"]


def test_a_name_twice_without_codes_is_said(register, listed):
    assert codes(refused(register, listed(village(None, "Thôn 1"), village(None, "thôn 1")))) == ["row-twice"]
    assert codes(refused(register, listed(village(None, "Thôn X"), village(None, "thôn X")))) == ["same-name"]


def test_rows_of_another_commune_than_the_one_asked_for_are_refused(register, listed):
    from tests.builders import make_commune

    with register[0].begin() as session:
        make_commune(session, code="99009", slug="xa-kia", villages=0)
    path = listed(village(1) | {"commune": "xa-kia"})
    assert codes(refused(register, path)) == ["other-commune"]
    assert codes(refused(register, listed({"name": "Thôn 1", "code": ""}), None)) == ["no-commune"]


def test_a_code_that_a_spreadsheet_made_a_date_of_is_said(register, tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", [["Mã", "Tên"], [dt.date(2026, 5, 1), "Thôn 4"]])
    (problem,) = refused(register, path)
    assert (problem.code, problem.where) == ("code-is-date", "a.xlsx, Thôn!A2, dòng (row) 2, cột (column) Mã")


@pytest.fixture
def published(register, tmp_path):
    """Thôn 1 has a figure of March and one of September 2026."""
    public, desk = register
    publisher = Publisher(desk, public, tmp_path / "files", secret=b"a secret of tests")
    cells = [
        Cell("vneid-level2", f"{COMMUNE}-{village:02}", period, numerator=60 + village, denominator=100)
        for period in ("2026-03", "2026-09")
        for village in (1, 2, 3)
    ]
    publisher.publish(make_submission(desk, cells))
    return register


def test_a_village_with_later_figures_is_not_ended(published, listed):
    (problem,) = refused(published, listed(village(1, valid_to="30/06/2026")))
    assert problem.code == "ends-before-figures"
    assert ("2026-09" in problem.message, "2026-03" in problem.message) == (True, False)


def test_nor_by_a_successor(published, listed):
    row = village(4, valid_from="01/07/2026", predecessors=f"{COMMUNE}-01; {COMMUNE}-02")
    problems = refused(published, listed(row))
    assert codes(problems) == ["ends-before-figures"]
    assert problems[0].where.endswith("predecessors")


def test_a_village_may_end_on_or_after_the_last_day_of_the_last_period_it_has_figures_of(published, listed):
    take(published, listed(village(1, valid_to="30/09/2026"), village(2, valid_to="31/12/2026")))
    assert stored(published, "01").valid_to == parse_period("2026-09").end


def test_and_not_within_a_period_that_would_be_its_successors_too(published, listed):
    row = village(4, valid_from="15/09/2026", predecessors=f"{COMMUNE}-01; {COMMUNE}-02")
    (problem,) = refused(published, listed(row))
    assert (problem.code, "2026-09" in problem.message, "2026-03" in problem.message) == (
        "ends-before-figures",
        True,
        False,
    )


@pytest.mark.parametrize(("numerator", "ends"), [(60, True), (2, False)])
def test_what_was_withheld_keeps_its_period_when_all_is_taken_back(register, tmp_path, listed, numerator, ends):
    public, desk = register
    publisher = Publisher(desk, public, tmp_path / "files", secret=b"a secret of tests")
    places = [f"{COMMUNE}-{village:02}" for village in (1, 2, 3)]
    counts = dict(zip(places, (numerator, 60, 61), strict=True))
    cells = [Cell("vneid-level2", place, "2026-09", numerator=counts[place], denominator=100) for place in places]
    publisher.publish(make_submission(desk, cells))
    taken_back = [Cell("vneid-level2", place, "2026-09", withdrawn=True) for place in places]
    publisher.publish(make_submission(desk, taken_back, kind="retraction", reason="Đếm nhầm."))
    row = village(4, valid_from="15/09/2026", predecessors=f"{places[0]}; {places[1]}")
    if ends:
        take(register, listed(row))
    else:
        assert codes(refused(register, listed(row))) == ["ends-before-figures"]


def test_nor_does_a_village_begin_after_its_figures(published, listed):
    (problem,) = refused(published, listed(village(1, valid_from="01/05/2026")))
    assert (problem.code, "2026-03" in problem.message) == ("begins-after-figures", True)


def test_another_name_for_published_figures_is_a_renaming_with_a_day_or_a_slip(published, listed):
    (problem,) = refused(published, listed(village(1, "Thôn An Bình"), village(2, "thôn  02")))
    assert (problem.code, "2026-03" in problem.message, "Thôn 1" in problem.message) == ("renamed", True, True)
    path = listed(village(1, "Thôn An Bình"))
    public, desk = published
    done = import_places(public, desk, path, commune=COMMUNE, today=NOW, mends_names=True)
    assert done.changed[0].values["name"] == ("Thôn 1", "Thôn An Bình")


def test_a_renaming_of_a_village_with_figures_is_a_row_of_its_own(published, listed):
    row = village(None, "Thôn An Bình", valid_from="01/10/2026", predecessors=f"{COMMUNE}-01")
    assert take(published, listed(row)).links == ((f"{COMMUNE}-01", f"{COMMUNE}-04", 1.0),)
    assert stored(published, "01").name == "Thôn 1"


def test_what_a_demonstration_made_up_is_refused_by_a_real_register(register, demo, tmp_path):
    with demo.public.session() as session:
        commune = get_commune(session, "phuoc-binh", on=NOW)
        rows = list_offered(session, commune)
        (tmp_path / "thon.csv").write_bytes(export_csv(session, commune))
    with register[0].begin() as session:
        make_commune(session, code=commune.code, slug=commune.slug, villages=0)
    problems = refused(register, tmp_path / "thon.csv", None)
    assert codes(problems) == ["made-up"] * len(rows)


def test_nothing_of_a_refused_file_is_stored_even_where_rows_are_sound(register, listed):
    refused(register, listed(village(4), village(5), village(6, "")))
    with register[0].session() as session:
        assert len(session.scalars(select(Locality).where(Locality.kind == "village")).all()) == 3
