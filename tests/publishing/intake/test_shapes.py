"""Tables as offices really draw them."""

import datetime as dt

from portal.publishing.intake import Intake, understand
from portal.publishing.workbooks import Value
from tests.publishing.intake.sheets import make_sheet, make_workbook
from tests.publishing.intake.test_checks import NAMES, VILLAGES, small

Rows = list[list[Value]]
Areas = tuple[tuple[int, int, int, int], ...]


def read(rows: Rows, merged: Areas = (), name: str = "Sheet1") -> Intake:
    return understand(make_workbook(make_sheet(*rows, merged=merged, name=name)), small({}))


def cells(intake: Intake) -> set[tuple[str, str, str, int | None, int | None]]:
    assert intake.findings == ()
    return {
        (f.cell.indicator, f.cell.locality[-2:], f.cell.period, f.cell.numerator, f.cell.denominator)
        for f in intake.figures
    }


def body(*numbers: Value, stt: bool = True) -> Rows:
    return [[*([n] if stt else []), name, *numbers] for n, name in enumerate(NAMES, start=1)]


EVERYWHERE = {("vneid-level2", f"0{n}", "2026-10", 85, 100) for n in range(1, 5)}


def test_three_rows_of_headings_under_a_group():
    rows: Rows = [
        ["THÁNG 10/2026"],
        ["TT", "Thôn, tổ dân phố", "XÃ HỘI SỐ", None, None, None],
        [None, None, "1. VNeID mức 2", None, "2. Kỹ năng số cơ bản", None],
        [None, None, "Số người có tài khoản mức 2 đã kích hoạt", "Số người đủ điều kiện", "Tử số", "Mẫu số"],
        *body(85, 100, 50, 90),
    ]
    merged = ((1, 0, 3, 0), (1, 1, 3, 1), (1, 2, 1, 5), (2, 2, 2, 3), (2, 4, 2, 5))
    skills = {("digital-skills", f"0{n}", "2026-10", 50, 90) for n in range(1, 5)}
    assert cells(read(rows, merged)) == EVERYWHERE | skills


def test_names_headed_in_the_last_row_of_headings():
    rows: Rows = [
        ["Tháng 10/2026"],
        [],
        [None, None, "VNeID mức 2", None],
        ["STT", "Thôn", "Tử số", "Mẫu số"],
        *body(85, 100),
    ]
    assert cells(read(rows, ((2, 2, 2, 3),))) == EVERYWHERE


def test_a_line_of_column_numbers_is_no_village():
    heads: Rows = [["Tháng 10/2026"], ["STT", "Thôn", "VNeID mức 2 - tử số", "VNeID mức 2 - mẫu số", "Tỷ lệ VNeID (%)"]]
    heads[1][4] = "VNeID mức 2 (%)"
    for line in (["A", "B", 1, 2, "3=1/2"], ["(1)", "(2)", "(3)", "(4)", "(5)"], [1, 2, 3, 4, 5]):
        assert cells(read([*heads, line, *body(85, 100, 85)])) == EVERYWHERE


def test_two_tables_in_one_sheet_each_with_its_month():
    heads: list[Value] = ["STT", "Thôn", "VNeID mức 2 - tử số", "VNeID mức 2 - mẫu số"]
    rows: Rows = [
        ["Tháng 9/2026"],
        heads,
        *body(80, 100),
        [None, "Tổng", 320, 400],
        [],
        ["Tháng 10/2026"],
        heads,
        *body(85, 100),
    ]
    september = {(code, place, "2026-09", 80, whole) for code, place, _, _, whole in EVERYWHERE}
    intake = read(rows)
    assert cells(intake) == EVERYWHERE | september


def test_headings_repeated_on_every_page():
    heads: list[Value] = ["STT", "Thôn", "VNeID mức 2 - tử số", "VNeID mức 2 - mẫu số"]
    villages = body(85, 100)
    assert cells(read([["Tháng 10/2026"], heads, *villages[:2], heads, *villages[2:]])) == EVERYWHERE


def test_months_as_real_dates_in_the_headings():
    october = dt.date(2026, 10, 1)
    rows: Rows = [
        ["Chỉ tiêu: VNeID mức 2"],
        ["Thôn", october, None],
        [None, "Tử số", "Mẫu số"],
        *body(85, 100, stt=False),
    ]
    assert cells(read(rows, ((1, 0, 2, 0), (1, 1, 1, 2)))) == EVERYWHERE


def test_numbers_alone_under_the_name_of_the_unit():
    rows: Rows = [
        ["Tháng 10/2026"],
        ["Tổ dân phố", "VNeID mức 2 - tử số", "VNeID mức 2 - mẫu số"],
        [1, 85, 100],
        ["02", 85, 100],
    ]
    assert [f.cell.locality[-2:] for f in read(rows).figures] == ["01", "02"]


def test_codes_keep_their_leading_zeros_and_may_lose_them_in_a_spreadsheet():
    rows: Rows = [["Tháng 10/2026"], ["Mã", "VNeID mức 2 - tử số", "VNeID mức 2 - mẫu số"]]
    rows += [["01", 85, 100], [2, 85, 100], [VILLAGES[2].code, 85, 100], ["04", 85, 100]]
    assert cells(read(rows)) == EVERYWHERE


def test_a_sheet_for_each_village():
    sheets = [
        make_sheet(["Tháng 10/2026"], ["Chỉ tiêu", "Tử số", "Mẫu số"], ["VNeID mức 2", 85, 100], name=name)
        for name in NAMES
    ]
    assert cells(understand(make_workbook(*sheets), small({}))) == EVERYWHERE


def test_names_without_any_heading_over_them():
    rows: Rows = [["Tháng 10/2026"], [None, "VNeID mức 2 - tử số", "VNeID mức 2 - mẫu số"], *body(85, 100, stt=False)]
    assert cells(read(rows)) == EVERYWHERE


def test_titles_in_two_cells_are_no_headings():
    rows: Rows = [
        ["Đơn vị", "Phường Trà Mai"],
        ["Chỉ tiêu", "VNeID mức 2"],
        ["Kỳ", dt.date(2026, 10, 31)],
        ["Tình trạng", "sơ bộ"],
        ["Thôn", "Tử số", "Mẫu số"],
        *body(85, 100, stt=False),
    ]
    intake = read(rows)
    assert cells(intake) == EVERYWHERE
    assert {f.cell.status for f in intake.figures} == {"provisional"}


def test_an_english_file():
    rows: Rows = [["village", "indicator", "period", "numerator", "denominator", "status"]]
    rows += [[v.code, "vneid-level2", "2026-10", 85, 100, "estimated"] for v in VILLAGES]
    intake = read(rows)
    assert cells(intake) == EVERYWHERE
    assert {f.cell.status for f in intake.figures} == {"estimated"}


def test_the_day_of_the_report_is_not_its_period():
    rows: Rows = [
        ["Trà Mai, ngày 05 tháng 11 năm 2026"],
        ["BÁO CÁO THÁNG 10/2026"],
        ["Thôn", "VNeID mức 2 - tử số", "VNeID mức 2 - mẫu số"],
    ]
    assert cells(read([*rows, *body(85, 100, stt=False)])) == EVERYWHERE


def test_where_a_plan_goes_is_not_the_period_either():
    rows: Rows = [["Thực hiện kế hoạch số 15/KH-UBND năm 2026, định hướng đến năm 2030"], ["Kỳ báo cáo: tháng 10"]]
    rows.append(["Thôn", "VNeID mức 2 - tử số", "VNeID mức 2 - mẫu số"])
    assert cells(read([*rows, *body(85, 100, stt=False)])) == EVERYWHERE
