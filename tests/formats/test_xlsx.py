"""Workbooks as another program reads them."""

import datetime as dt
import itertools
import resource
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from portal.formats import Table
from portal.formats.xlsx import Words, write_xlsx

AT = dt.datetime(2026, 10, 15, 2, 0)  # noqa: DTZ001 - as the format has it
RUNS = ["=1+1", "+84", "-2", "@SUM(A1)", "\t=1", "＝1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x")']


def written(path: Path, *rows, fields=("a",), beside=(), **more) -> Path:
    write_xlsx(path, "Data", Table("test", fields, rows), beside, created=AT, **more)
    return path


def read(path: Path, sheet: int = 0) -> list[list]:
    return CalamineWorkbook.from_path(path).get_sheet_by_index(sheet).to_python()


def xml_of(path: Path, name: str = "xl/worksheets/sheet1.xml") -> str:
    with zipfile.ZipFile(path) as book:
        return book.read(name).decode()


@pytest.mark.parametrize(
    "value",
    [0, 0.0, -3, 84.9123, 0.1 + 0.2, 20_440_293_823, True, False, "21451", "2026-10", "1e5", "Phường Trà Câu", " a ",
     "a & b <c> \"d\" 'e'", "<r>x</r>", "<r><t>x</t></r>", "_x0041_", "hai\ndòng", dt.date(2026, 2, 28), "x" * 32_767],
)  # fmt: skip
def test_a_value_comes_back_as_it_was(tmp_path, value):
    assert read(written(tmp_path / "a.xlsx", (value,))) == [["a"], [value]]


def test_a_control_character_does_not_break_the_book(tmp_path):
    assert read(written(tmp_path / "a.xlsx", ("a\x01b",)))[1][0] == "a\x01b"


@pytest.mark.parametrize("text", RUNS)
def test_a_text_that_looks_like_a_formula_is_a_text_and_stays_one_when_edited(tmp_path, text):
    path = written(tmp_path / "a.xlsx", (text,))
    assert read(path)[1] == [text]
    assert "<f>" not in xml_of(path)
    assert 't="s" s="' in xml_of(path)
    assert 'quotePrefix="1"' in xml_of(path, "xl/styles.xml")


def test_plain_text_is_not_marked_so(tmp_path):
    assert 's="' not in xml_of(written(tmp_path / "a.xlsx", ("Phường",))).split('<row r="2">')[1].split("</row>")[0]


def test_nothing_is_an_empty_cell_and_none_is_lost_beside_it(tmp_path):
    rows = [(1, None, "x"), (None, None, None), (None, 0, "")]
    found = read(written(tmp_path / "a.xlsx", *rows, fields=("a", "b", "c")))
    assert found[1:] == [[1, "", "x"], ["", "", ""], ["", 0, ""]]


def test_lists_and_instants_are_written_as_in_csv(tmp_path):
    at = dt.datetime(2026, 10, 15, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))
    assert read(written(tmp_path / "a.xlsx", (["a", "b"], at), fields=("a", "b")))[1] == [
        "a; b",
        "2026-10-15T02:00:00Z",
    ]


def test_a_table_without_rows_has_its_headings(tmp_path):
    assert read(written(tmp_path / "a.xlsx", fields=("a", "b"))) == [["a", "b"]]


def test_more_than_twenty_six_columns_are_in_their_places(tmp_path):
    fields = tuple(f"c{n}" for n in range(60))
    assert read(written(tmp_path / "a.xlsx", tuple(range(60)), fields=fields)) == [[*fields], [*range(60)]]


def test_sheets_of_words_stand_beside(tmp_path):
    words = Words("Notes", [("Từ", "Word"), None, ("a", 1)], frozenset({0}), (10, 20))
    path = written(tmp_path / "a.xlsx", (1,), beside=[words])
    assert CalamineWorkbook.from_path(path).sheet_names == ["Data", "Notes"]
    assert read(path, 1) == [["Từ", "Word"], ["", ""], ["a", 1]]


def test_rows_may_come_from_an_iterator_larger_than_what_is_held_in_memory(tmp_path):
    rows = ((n, f"text {n}") for n in range(120_000))
    write_xlsx(tmp_path / "a.xlsx", "Data", Table("test", ("n", "t"), rows), created=AT)
    found = read(tmp_path / "a.xlsx")
    assert (len(found), found[-1]) == (120_001, [119_999, "text 119999"])
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_the_same_content_is_the_same_bytes(tmp_path):
    paths = [written(tmp_path / f"{n}.xlsx", (1, "=a", dt.date(2026, 1, 1)), fields=("a", "b", "c")) for n in range(2)]
    assert paths[0].read_bytes() == paths[1].read_bytes()


@pytest.mark.parametrize("most", [100, 3_000, 6_000])
def test_a_full_disk_is_an_os_error(tmp_path, most):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    rows = list(itertools.repeat(("x" * 40,), 20_000))
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        with pytest.raises(OSError, match=r"too large|could not be written"):
            written(tmp_path / "a.xlsx", *rows)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
