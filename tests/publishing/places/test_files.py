"""The files operators have: CSV of three delimiters, workbooks with real dates, other encodings, other headings."""

import datetime as dt

import pytest

from portal.domain.localities import Locality
from tests.builders import COMMUNE
from tests.publishing.places.lists import codes, refused, stored, take, village, write_csv, write_xlsx


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_csv_of_any_usual_delimiter_with_and_without_a_mark(register, tmp_path, delimiter, encoding):
    rows = [village(4, population=12), village(5, population=13)]
    take(register, write_csv(tmp_path / "a.csv", rows, delimiter=delimiter, encoding=encoding))
    assert stored(register, "05").population == 13


@pytest.mark.parametrize("encoding", ["utf-16", "cp1258"])
def test_another_encoding_is_refused_with_what_to_do(register, tmp_path, encoding):
    row = village(4, "Thôn Phú") if encoding == "cp1258" else village(4)
    (problem,) = refused(register, write_csv(tmp_path / "a.csv", [row], encoding=encoding))
    assert problem.code in {"utf16", "not-utf8"}
    assert "CSV UTF-8" in problem.fix_en


def test_line_breaks_inside_quotes_belong_to_the_cell(register, listed):
    path = listed(
        village(
            4,
            "Thôn\nPhú An",
            source="Sổ bộ\n2026",
            valid_from="01/01/2026",
            predecessors=f"{COMMUNE}-01;\n{COMMUNE}-02",
        )
    )
    take(register, path)
    place = stored(register, "04")
    assert (place.name, place.source) == ("Thôn Phú An", "Sổ bộ 2026")
    assert stored(register, "02").valid_to == dt.date(2025, 12, 31)


def test_a_row_after_a_broken_line_is_told_by_its_record(register, listed):
    (problem,) = refused(register, listed(village(4, "Thôn\nA"), village(5, population="x9")))
    assert "D3" in problem.where or "C3" in problem.where


def test_a_workbook_with_a_title_real_dates_and_vietnamese_headings(register, tmp_path):
    rows = [
        ["UBND XÃ THỬ NGHIỆM"],
        ["Danh sách thôn sau sắp xếp"],
        [],
        ["STT", "Mã thôn", "Tên thôn", "Ngày thành lập", "Nhân khẩu", "Số hộ", "Vĩ độ", "Kinh độ", "Sáp nhập từ",
         "Trưởng thôn"],
        [1, None, "Thôn Đồng Tâm", dt.date(2026, 3, 1), 1200, 300, 15.02, 108.51, f"{COMMUNE}-01; {COMMUNE}-02", "A"],
        [],
        [2, f"{COMMUNE}-03", "Thôn 3", None, 640.0, 150, None, None, None, "B"],
    ]  # fmt: skip
    done = take(register, write_xlsx(tmp_path / "Danh sách.xlsx", rows))
    place = stored(register, "04")
    assert (place.name, place.valid_from, place.population) == ("Thôn Đồng Tâm", dt.date(2026, 3, 1), 1200)
    assert stored(register, "03").population == 640
    assert [n.message for n in done.notices] == ["cột “Trưởng thôn” không được đọc."]


def test_a_wrong_cell_of_a_workbook_is_told_with_its_sheet(register, tmp_path):
    rows = [["Mã", "Tên", "Số dân"], [None, "Thôn 9", "mười"]]
    (problem,) = refused(register, write_xlsx(tmp_path / "a.xlsx", rows, sheet="Danh sách"))
    assert problem.where == "a.xlsx, Danh sách!C2, dòng (row) 2, cột (column) Số dân"


@pytest.mark.parametrize("text", ["=1+1", "Thôn\u200b 4"])
def test_formulas_and_letters_that_cannot_be_seen_are_refused(register, listed, text):
    assert codes(refused(register, listed(village(4, text)))) in (["formula-text"], ["hidden-character"])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty-file"),
        (b"\n\n", "empty-file"),
        ("Mã,Tên\n".encode(), "empty-list"),
        ("Cột 1,Cột 2\n1,2\n".encode(), "no-table"),
        ("Mã,Số dân\n1,2\n".encode(), "missing-column"),
        ("Tên,Tên thôn\na,b\n".encode(), "column-twice"),
        (b'"code","name\nx', "csv-quotes"),
    ],
)
def test_a_file_without_a_list_is_refused(register, tmp_path, content, code):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert codes(refused(register, path)) == [code]


def test_a_file_that_is_not_there_or_of_another_kind_is_refused(register, tmp_path):
    assert codes(refused(register, tmp_path / "none.csv")) == ["no-file"]
    other = tmp_path / "a.pdf"
    other.write_bytes(b"%PDF-1.7")
    assert codes(refused(register, other)) == ["unknown-kind"]


def test_five_thousand_rows_are_the_most(register, listed):
    rows = [village(None, f"Khu {number}") for number in range(5001)]
    (problem,) = refused(register, listed(*rows))
    assert (problem.code, "5001" in problem.message, "5000" in problem.message) == ("too-many-rows", True, True)


def test_a_second_list_in_a_workbook_is_told_and_not_read(register, tmp_path):
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    for name in ("Một", "Hai"):
        page = book.add_worksheet(name)
        page.write_row(0, 0, ["Tên", "Số dân"])
        page.write_row(1, 0, [f"Thôn {name}", 5])
    book.close()
    done = take(register, path)
    assert [name for _, name in done.added] == ["Thôn Một"]
    assert codes(done.notices)[0] == "sheet-unread"


@pytest.mark.parametrize(
    ("name", "unit", "stored_name", "stored_unit"),
    [
        ("TDP 7", "", "Tổ dân phố 7", "tổ dân phố"),
        ("Phú An", "Thôn", "Thôn Phú An", "thôn"),
        ("7", "Tổ DP", "Tổ dân phố 7", "tổ dân phố"),
        ("Buôn Akŏ Dhŏng", "buôn", "Buôn Akŏ Dhŏng", "buôn"),
        ("Khu phố 2A", "", "Khu phố 2A", "khu phố"),
    ],
)
def test_the_unit_is_read_from_the_name_or_put_before_it(register, listed, name, unit, stored_name, stored_unit):
    take(register, listed(village(4, name, unit=unit)))
    place: Locality = stored(register, "04")
    assert (place.name, place.unit) == (stored_name, stored_unit)
