"""A table of thousands of rows is shown in pages; addresses of a row lead to its page."""

import pytest

from portal.desk import plan_paging
from tests.builders import COMMUNE
from tests.desk.drafting import make_draft, make_target, put, rows_of
from tests.desk.test_plan_review import at


@pytest.fixture
def number(twelve, desk, monkeypatch):
    """A draft with twelve targets, in pages of five; the last asks for less than the one before."""
    monkeypatch.setattr(plan_paging, "ROWS", 5)
    rows = [make_target(f"Chỉ tiêu thứ {n}", line=2 + n, year=2026 + n, item=n, value=70) for n in range(1, 12)]
    rows.append(make_target("Chỉ tiêu thứ 12", line=14, year=2038, item=12, value=60))
    return put(desk, make_draft(*rows), commune=COMMUNE)


def shown(page):
    """The numbers of the rows on a page."""
    return [int(page.words_of(each)) for each in page.find("span", class_="row-number")]


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("", 1, 5),
        ("&page=2", 6, 10),
        ("&page=3", 11, 12),
        ("&page=4", 1, 5),
        ("&page=0", 1, 5),
        ("&page=-1", 1, 5),
        ("&page=²", 1, 5),
        (f"&page={'9' * 99}", 1, 5),
        ("&row=x", 1, 5),
    ],
)
def test_the_page_that_is_asked_for_is_shown_else_that_of_the_first_open_row(officer, number, asked, first, last):
    page = officer.get(f"{at(number)}?table=targets{asked}")
    assert shown(page) == list(range(first, last + 1))
    assert f"Từ {first} đến {last} trong 12" in page.text


def test_the_page_goes_on_where_rows_are_open(officer, desk, number):
    rows = rows_of(desk, number)
    for row in rows[:5]:
        answer = officer.post(at(number, row.id), decision="kept")
    assert answer.headers["Location"] == f"{at(number)}?table=targets&row={rows[5].id}#first-{rows[5].id}"
    page = officer.get(f"{at(number)}?table=targets")
    assert shown(page) == [6, 7, 8, 9, 10]
    back = officer.get(f"{at(number)}?table=targets&page=1")
    (done,) = back.find("a", id="done")
    assert back.words_of(done) == "Sang trang còn dòng chưa quyết định"
    assert done.get("href") == f"{at(number)}?table=targets&row={rows[5].id}#first-{rows[5].id}"


@pytest.mark.parametrize("name", ["row", "mend"])
def test_a_row_is_shown_on_its_page(officer, desk, number, name):
    last = rows_of(desk, number)[11]
    page = officer.get(f"{at(number)}?table=targets&{name}={last.id}")
    assert shown(page) == [11, 12]
    assert len(page.find("input", name="value")) == (name == "mend")


def test_a_row_of_another_page_that_disagrees_is_led_to(officer, desk, number):
    links = officer.get(f"{at(number)}?table=targets&page=1").links
    last = rows_of(desk, number)[11]
    assert f"{at(number)}?table=targets&row={last.id}#row-{last.id}" in links
    assert f"#row-{last.id}" in officer.get(f"{at(number)}?table=targets&page=3").links


def test_the_sure_rows_of_every_page_are_accepted_at_once(officer, desk, number):
    assert "Nhận một lần 12 dòng chắc chắn" in officer.get(f"{at(number)}?table=targets").text
    officer.post(f"{at(number)}/sure", table="targets", seen="12")
    assert {row.decision for row in rows_of(desk, number)} == {"kept"}
