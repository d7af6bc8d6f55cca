"""The workbook, read back by another program than the one that wrote it."""

import datetime as dt
import zipfile

import pytest
from python_calamine import CalamineWorkbook

SHEETS = ["Dữ liệu - Data", "Từ điển - Dictionary", "Ghi chú - Notes"]


def plain(value):
    """A cell as JSON has it: a workbook knows no difference of 1 and 1.0, and none of empty and nothing."""
    if value == "":
        return None
    return value.isoformat() if isinstance(value, dt.date) else value


@pytest.fixture
def society(versions):
    return next(v for v in versions if v.folder.parent.name == "tra-cau-digital-society")


def words_of(version, sheet: str) -> list[list]:
    return CalamineWorkbook.from_path(version.path(".xlsx")).get_sheet_by_name(sheet).to_python()


def test_every_workbook_holds_the_rows_released_with_their_types(versions) -> None:
    for version in versions:
        book = CalamineWorkbook.from_path(version.path(".xlsx"))
        assert book.sheet_names == SHEETS
        names, *rows = book.get_sheet_by_index(0).to_python()
        assert names == version.names
        assert [tuple(plain(value) for value in row) for row in rows] == version.rows, version.stem


def test_codes_of_places_and_periods_are_texts_and_days_are_days(versions, society) -> None:
    row = words_of(society, SHEETS[0])[1]
    assert (row[1], row[3]) == ("21451", "2025-07")
    tasks = next(v for v in versions if v.group == "task-progress")
    assert isinstance(words_of(tasks, SHEETS[0])[1][tasks.names.index("state_on")], dt.date)


def test_the_dictionary_has_every_column_every_status_and_the_units_in_both_languages(society) -> None:
    lines = {line[0]: line for line in words_of(society, SHEETS[1])}
    assert lines.keys() >= set(society.names)
    assert lines["locality_name"][3:] == ["Tên nơi đó.", "Name of that place."]
    assert lines["vneid-level2"][2] == "%"
    codes = {line[1]: line[3] for line in words_of(society, SHEETS[1]) if line[0] == "status" and line[1] != "string"}
    assert list(codes) == ["normal", "provisional", "estimated", "withheld", "missing", "not-applicable"]


def test_the_notes_say_version_source_licence_citation_and_that_it_is_illustrative(society) -> None:
    told = "\n".join(" ".join(map(str, line)) for line in words_of(society, SHEETS[2]))
    for part in (
        "Số liệu minh họa",
        "Illustrative data",
        f"Phiên bản {society.folder.name}",
        "Nguồn: Số liệu minh họa do lệnh langso demo tạo ra",
        "https://creativecommons.org/licenses/by/4.0/",
        "Ủy ban nhân dân phường Trà Câu (2026). Xã hội số - Phường Trà Câu, phiên bản",
        f"/datasets/tra-cau-digital-society/{society.folder.name}",
        "Ô trống không phải là số 0",
    ):
        assert part in told


def test_a_workbook_names_nobody_and_is_dated_by_its_release(society) -> None:
    with zipfile.ZipFile(society.path(".xlsx")) as book:
        core = book.read("docProps/core.xml").decode()
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<dc:creator></dc:creator>" in core
    assert core.count("2026-11-10T02:07:00Z") == 2
    assert "Số liệu minh họa" in core
    assert "<oddHeader>&amp;LSố liệu minh họa" in sheet
