"""A row that the reader missed is added by hand: kept, in the files, on reading again, in the plan."""

import io
import zipfile

import pytest

from tests.builders import COMMUNE
from tests.desk.drafting import make_draft, make_row, make_target, put, rows_of
from tests.desk.handing_in import PLACE

CELLS = {"indicator": "vneid-level2", "comparator": ">=", "value": "90", "year": "2029", "section": "I.1", "item": "3"}


def targets(*, line=3):
    return [
        make_target("Có 70% người dân có tài khoản", line=line),
        make_target("Đến 2030 đạt 80%", line=line + 4, value=80, item=2, year=2030),
    ]


@pytest.fixture
def number(twelve, desk):
    said = make_row("tasks", "Đến 2029 đạt 90% như đã nêu", line=5, section="I.1", item=4, title="Mở lớp học số")
    return put(desk, make_draft(*targets(), said), commune=COMMUNE)


def at(number):
    return f"{PLACE}/plans/{number}"


def add(officer, number, table="targets", **cells):
    return officer.post(f"{at(number)}/rows", table=table, **(CELLS | cells if table == "targets" else cells))


def values(desk, number):
    return [row.cells["value"] for row in rows_of(desk, number)]


def test_the_list_leads_to_an_empty_form_of_its_table(officer, number):
    page = officer.get(f"{at(number)}?table=targets")
    address = f"{at(number)}?table=targets&add=1#first-new"
    assert address in page.links
    page = officer.get(f"{at(number)}?table=targets&add=1&from=5")
    assert page.find("select", id="first-new")[0].get("name") == "indicator"
    assert page.find("input", id="line-new")[0].get("value") == "5"
    assert "Thêm dòng vào bảng Chỉ tiêu" in page.text


def test_an_added_row_stands_behind_its_sentence_as_mended(officer, desk, number):
    answer = add(officer, number, line="6")
    assert answer.status_code == 303
    assert values(desk, number) == ["70", "90", "80"]
    row = rows_of(desk, number)[1]
    assert answer.headers["Location"].endswith(f"?table=targets&row={row.id}#first-{row.id}")
    assert (row.decision, row.decided_by, row.read, row.position) == ("mended", "can.bo", {}, 1)
    assert (row.line, row.source) == (5, "Đến 2029 đạt 90% như đã nêu")
    page = officer.get(f"{at(number)}?table=targets")
    assert "Dòng người rà soát thêm" in page.text
    assert add(officer, number, year="2028", line="").status_code == 303
    assert values(desk, number) == ["70", "90", "80", "90"]


def test_two_rows_without_a_sentence_have_keys_of_their_own(officer, desk, number):
    add(officer, number)
    add(officer, number, year="2028")
    assert len({row.key for row in rows_of(desk, number)}) == 4


def test_a_table_of_which_nothing_was_read_takes_rows_too(officer, desk, number):
    page = officer.get(at(number))
    assert f"{at(number)}?table=bodies#rows" in page.links
    assert add(officer, number, "bodies", name="Đội thử nghiệm", name_en="").status_code == 303
    assert [row.cells["name"] for row in rows_of(desk, number, "bodies")] == ["Đội thử nghiệm"]


WRONG = {"value": "rất nhiều", "section": "IX", "indicator": "", "line": "٣"}


@pytest.mark.parametrize("column", WRONG)
def test_what_cannot_be_is_told_at_its_field_and_what_was_typed_stays(officer, desk, number, column):
    answer = add(officer, number, **{column: WRONG[column]})
    assert answer.status_code == 422
    assert answer.text.count("field-wrong") == 1
    assert f"field-{column} field-wrong" in answer.text
    assert 'value="I' in answer.text
    assert values(desk, number) == ["70", "80"]


@pytest.mark.parametrize("line", ["0", "9" * 5000, "-1", "2.5"])
def test_a_line_that_the_text_does_not_have_is_told(officer, desk, number, line):
    answer = add(officer, number, line=line)
    assert (answer.status_code, "văn bản không có dòng" in answer.text.lower()) == (422, True)


def test_an_added_row_is_dropped_and_opened_again_with_its_cells(officer, desk, number):
    add(officer, number)
    row = rows_of(desk, number)[2]
    for decision, stands in [("dropped", "dropped"), ("open", ""), ("kept", "mended")]:
        officer.post(f"{at(number)}/rows/{row.id}", decision=decision)
        found = rows_of(desk, number)[2]
        assert (found.decision, found.cells["value"]) == (stands, "90")


def test_reading_again_keeps_added_rows_each_where_its_sentence_is_now(officer, desk, number):
    add(officer, number, line="5")
    add(officer, number, year="2028")
    said = make_row("tasks", "Đến 2029 đạt 90% như  đã nêu", line=12, section="I.1", item=4, title="Mở lớp học số")
    again = put(desk, make_draft(*targets(line=10), said), commune=COMMUNE)
    rows = rows_of(desk, again)
    assert [(row.cells["value"], row.cells["year"], row.line) for row in rows] == [
        ("70", "2027", 10),
        ("90", "2029", 12),
        ("80", "2030", 14),
        ("90", "2028", None),
    ]
    assert [(row.decision, row.decided_by, row.read == {}) for row in rows[1::2]] == [("mended", "can.bo", True)] * 2
    third = put(desk, make_draft(*targets(line=10)), commune=COMMUNE)
    rows = rows_of(desk, third)
    assert [row.doubts for row in rows if row.read == {}] == [["read-otherwise"], []]
    assert not any(row.vanished for row in rows)


def test_added_rows_are_in_the_files(officer, number):
    add(officer, number, line="5")
    with zipfile.ZipFile(io.BytesIO(officer.client.get(f"{at(number)}/files.zip").data)) as archive:
        lines = archive.read("thu-nghiem/targets.csv").decode().splitlines()
    assert lines[1:] == ["vneid-level2,>=,90,,2029,I.1,3,,,"]


def test_nobody_adds_to_what_is_not_under_review_nor_without_the_role(officer, approver, desk, number):
    assert approver.post(f"{at(number)}/rows", table="targets", **CELLS).status_code == 403
    assert officer.post(f"{at(number)}/rows", table="no-such", **CELLS).status_code == 400
    officer.post(f"{at(number)}/discard")
    assert add(officer, number).status_code == 409
    assert "Thêm dòng" not in officer.get(at(number)).text
