"""One mistake, one message, at its cell: every rule of the catalogue, each on a small table."""

import datetime as dt
from dataclasses import replace

import pytest

from portal.publishing.intake import Context, Known, Village, understand
from portal.publishing.intake.catalogue import RULES
from portal.publishing.workbooks import Sheet, Value
from tests.publishing.intake.places import COMMUNE, make_context
from tests.publishing.intake.sheets import make_sheet, make_workbook

NAMES = ("Tổ dân phố 1", "Tổ dân phố 2", "Thôn Hòa Bình", "Thôn Đức Thủy")
VILLAGES = tuple(
    Village(f"{COMMUNE.code}-{n:02}", f"v{n}", name, name.split(maxsplit=1)[0]) for n, name in enumerate(NAMES, start=1)
)
BEFORE = {("vneid-level2", village.code, "2026-09"): Known(80, 100, None) for village in VILLAGES}
Rows = list[list[Value]]


def small(before: dict[tuple[str, str, str], Known] | None = None, villages: tuple[Village, ...] = VILLAGES) -> Context:
    return replace(make_context(before=BEFORE if before is None else before), villages=villages)


def table(title: Value = "Tháng 10/2026", indicator: str = "VNeID mức 2") -> Rows:
    """Title in row 1, headings in row 2, villages in rows 3 to 6, all in order."""
    heads: list[Value] = ["Thôn, tổ dân phố", f"{indicator} - tử số", f"{indicator} - mẫu số"]
    return [[title], heads, *[[name, 85, 100] for name in NAMES]]


def found(*sheets: Sheet, context: Context | None = None) -> list[tuple[str, str | None, str | None]]:
    intake = understand(make_workbook(*sheets), context or small())
    return [(f.code, f.sheet, f.cell) for f in intake.findings]


def said(rows: Rows, context: Context | None = None, name: str = "Sheet1") -> list[tuple[str, str | None]]:
    """Code and cell of everything found on one sheet."""
    return [(code, cell) for code, _, cell in found(make_sheet(*rows, name=name), context=context)]


def put(row: int, column: int, value: Value, rows: Rows | None = None) -> Rows:
    """The table with one cell changed; row and column from 0."""
    rows = table() if rows is None else rows
    rows[row] += [None] * (column + 1 - len(rows[row]))
    rows[row][column] = value
    return rows


def with_total(numerator: Value, denominator: Value, rows: Rows | None = None) -> Rows:
    return [*(table() if rows is None else rows), ["Tổng cộng", numerator, denominator]]


def with_column(heading: str, values: list[Value]) -> Rows:
    rows = table()
    rows[1].append(heading)
    for row, value in zip(rows[2:], values, strict=True):
        row.append(value)
    return rows


def long(*lines: list[Value]) -> Rows:
    """A long table with its headings in row 1; every village has a row."""
    heads: list[Value] = ["Thôn", "Chỉ tiêu", "Kỳ", "Tử số", "Mẫu số", "Tỷ lệ", "Tình trạng"]
    return [heads, *lines, *[[name, "VNeID mức 2", "T10/2026", None, None] for name in NAMES]]


def without_numbers() -> Rows:
    return [row if number < 2 else [row[0]] for number, row in enumerate(table())]


BAD = ("not-a-number", "B3")
GOOD: list[Value] = [NAMES[0], "vneid-level2", "T10/2026", 85, 100]
CASES: list[tuple[str, Rows, list[tuple[str, str]]]] = [
    ("nothing wrong", table(), []),
    ("totals that agree", with_total(340, 400), []),
    ("not reported", put(2, 1, None), []),
    ("zero is a value", put(2, 1, 0, put(2, 2, 0)), [("numerator-falls", "B3"), ("denominator-jumps", "C3")]),
    ("a misspelt village", put(2, 0, "Tổ dân phó số 11"), [("village-unknown", "A3")]),
    ("a name that means two", put(2, 0, "Thôn"), [("village-unknown", "A3")]),
    ("a village twice, another's row overwritten", put(3, 0, NAMES[0]), [("village-twice", "A4")]),
    ("a village twice, in a row too many", [*table(), [NAMES[0], 85, 100]], [("village-twice", "A7")]),
    ("a village not in the table", table()[:-1], [("village-missing", "A2")]),
    ("one village of four", table()[:3], [("villages-few", "A2")]),
    ("text", put(2, 1, "85 người"), [("not-a-number", "B3")]),
    ("a date", put(2, 1, dt.date(2026, 10, 1)), [("date-for-number", "B3")]),
    ("a fraction", put(2, 1, 12.5), [("not-whole", "B3")]),
    ("a fraction in words of the country", put(2, 1, "12,5"), [("not-whole", "B3")]),
    ("less than nothing", put(2, 1, -1), [("negative", "B3")]),
    ("too much", put(2, 2, 10**16), [("too-large", "C3")]),
    ("a percentage for a count", put(2, 1, "85%"), [("percent-for-count", "B3")]),
    ("dashes", put(3, 1, "–", put(2, 1, "-")), [("dash", "B3")]),
    ("no denominator", put(2, 2, None), [("denominator-missing", "C3")]),
    ("more than all", put(2, 1, 101), [("numerator-over-denominator", "B3")]),
    ("a wrong total", with_total(341, 400), [("total-disagrees", "B7")]),
    ("a wrong total beside a bad cell", with_total(999, 400, put(2, 1, "x1")), [BAD, ("total-disagrees", "B7")]),
    ("a bad cell and a total that could be right", with_total(340, 400, put(2, 1, "x1")), [BAD]),
    ("a total that cannot be read", with_total("??", 400), [("not-a-number", "B7")]),
    ("a jump", put(2, 2, 130), [("denominator-jumps", "C3")]),
    ("no jump by ten", put(2, 2, 110), []),
    ("a fall", put(2, 1, 79), [("numerator-falls", "B3")]),
    ("a percentage that fits", with_column("VNeID mức 2 (%)", [85, "85,0%", 0.85, "85"]), []),
    ("a percentage that does not", with_column("VNeID mức 2 (%)", [85, 85, 75, 85]), [("percent-disagrees", "D5")]),
    ("a percentage over 100", with_column("VNeID mức 2 (%)", [85, 85, "850%", 85]), [("percent-over-100", "D5")]),
    ("an unknown column", with_column("VNeID mức 3", [1, 2, 3, 4]), [("column-unknown", "D2")]),
    ("an unknown column of words", with_column("Cán bộ theo dõi", ["A", "B", "C", "D"]), []),
    ("numbers under no heading", with_column("", [1, 2, 3, 4]), [("column-unknown", "D2")]),
    ("a column twice", with_column("VNeID mức 2 - tử số", [85] * 4), [("column-twice", "D2")]),
    ("a denominator of nothing", with_column("Dân số", [200] * 4), [("column-left-out", "D2")]),
    ("a rate alone", with_column("Kỹ năng số cơ bản (%)", [50] * 4), [("counts-needed", "D2")]),
    ("a column that does not say", with_column("Kỹ năng số cơ bản", [50] * 4), [("column-unknown", "D2")]),
    ("half a rate", with_column("Kỹ năng số cơ bản - tử số", [50] * 4), [("column-missing", "D2")]),
    ("the commune's in a village", with_column("Doanh nghiệp khởi nghiệp", [1] * 4), [("level-commune", "D2")]),
    ("no period", table("BÁO CÁO"), [("period-missing", "A2")]),
    ("no such month", table("Tháng 13/2026"), [("period-unreadable", "A1")]),
    ("a month without a year", table("Tháng 10"), [("period-unreadable", "A1")]),
    ("nine months", table("9 tháng đầu năm 2026"), [("period-unreadable", "A1")]),
    ("a month that has not ended", table("Tháng 11/2026"), [("period-future", "A1")]),
    ("before the commune", table("Tháng 6/2025"), [("period-too-early", "A1")]),
    ("a flow by month", table(indicator="Nộp hồ sơ trực tuyến"), [("period-too-fine", "B2")]),
    ("a flow by quarter", table("Quý III/2026", "Nộp hồ sơ trực tuyến"), []),
    ("numbers without a name", [*table(), [None, 3, 4]], [("row-without-place", "A7")]),
    ("another commune's", [["UBND xã Tân Lập"], *table()], [("other-commune", "A1")]),
    ("notes", [*table(), [], ["Ghi chú: đã rà soát"], ["Trà Mai, ngày 5 tháng 11 năm 2026"], ["KT. CHỦ TỊCH"]], []),
    ("the commune's number alone", with_total(340, 400, without_numbers()), [("level-village", "B7")]),
    ("an indicator nobody knows", long([NAMES[0], "VNeID mức ba", "T10/2026", 1, 2]), [("indicator-unknown", "B2")]),
    ("a status nobody knows", long([*GOOD, None, "đẹp"]), [("status-unknown", "G2")]),
    ("a rate alone in a row", long([NAMES[0], "vneid-level2", "T10/2026", None, None, 85]), [("counts-needed", "F2")]),
    ("a period nobody knows", long([NAMES[0], "vneid-level2", "hôm qua", 85, 100]), [("period-unreadable", "C2")]),
    ("no period in a row", long([NAMES[0], "vneid-level2", None, 85, 100]), [("period-missing", "C2")]),
    ("a row twice", long(GOOD, GOOD), [("figure-twice", "D3")]),
    ("no indicator in a row", long([NAMES[0], None, "T10/2026", 85, 100]), [("row-without-place", "B2")]),
    ("no table", [["xin chào"], ["1", "2"]], [("no-table", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_one_mistake_is_one_message_at_its_cell(rows, expected):
    assert said(rows) == expected


def test_two_villages_that_a_name_fits_equally_ask_for_the_code():
    twins = (
        *VILLAGES[:2],
        *(replace(VILLAGES[2], code=f"x-{n}", name=name) for n, name in ((3, "Thôn Hòa"), (4, "Thôn Hoa"))),
    )
    rows = table()
    rows[4][0], rows[5][0] = "Thon Hoa", "Thôn Hoa"
    intake = understand(make_workbook(make_sheet(*rows)), small({}, twins))
    assert [(f.code, f.cell) for f in intake.findings] == [("village-ambiguous", "A5")]
    assert "Thôn Hòa (x-3), Thôn Hoa (x-4)" in intake.findings[0].message


@pytest.mark.parametrize(
    ("title", "indicator", "expected"),
    [
        ("Tháng 8/2026", "VNeID mức 2", [("village-not-there", "B3")]),
        ("Tháng 9/2026", "VNeID mức 2", []),
        ("Quý III/2026", "Nộp hồ sơ trực tuyến", [("village-changed", "B3")]),
    ],
)
def test_a_village_that_came_about_during_the_year(title, indicator, expected):
    new = replace(VILLAGES[0], valid_from=dt.date(2026, 9, 1), made_of="Thôn cũ")
    assert said(table(title, indicator), small({}, (new, *VILLAGES[1:]))) == expected


def test_a_near_miss_is_asked_about():
    message = understand(make_workbook(make_sheet(*put(4, 0, "Thôn Hòa Bìn"))), small()).findings[0].message
    assert "Có phải “Thôn Hòa Bình”?" in message


def test_a_code_and_a_name_of_two_places_are_pointed_out():
    rows = [["Mã", "Thôn", "VNeID mức 2 - tử số", "VNeID mức 2 - mẫu số"]]
    rows += [[village.code, village.name, 85, 100] for village in VILLAGES]
    rows[2][1] = NAMES[0]
    assert said([["Tháng 10/2026"], *rows]) == [("code-and-name-differ", "B4")]


def test_the_code_of_another_communes_village_is_refused_whatever_the_name_says():
    rows: Rows = [["Tháng 10/2026"], ["Mã", "Thôn", "VNeID mức 2 - tử số", "VNeID mức 2 - mẫu số"]]
    rows += [[village.code, village.name, 85, 100] for village in VILLAGES]
    rows[3][0] = "11111-02"
    assert said(rows) == [("village-unknown", "B4")]


def test_an_indicator_and_a_denominator_that_do_not_go_together_are_pointed_out():
    rows: Rows = [
        ["Chỉ tiêu", "Kỳ", "Tử số", "Mẫu số"],
        ["startups", "Quý III/2026", 3, 10],
        ["hdi", "Quý III/2026", "0,712"],
    ]
    assert said(rows) == [("denominator-unwanted", "D2")]


def test_the_communes_own_indicators_need_no_place():
    rows: Rows = [
        ["Quý III/2026"],
        ["STT", "Chỉ tiêu", "Số lượng", "Tổng số", "Giá trị"],
        [1, "Doanh nghiệp khởi nghiệp", 3],
        [2, "Chỉ số HDI", None, None, "0,712"],
        [3, "Cán bộ có chứng thư số", 61, "74"],
    ]
    intake = understand(make_workbook(make_sheet(*rows)), small())
    assert intake.findings == ()
    numbers = {f.cell.indicator: (f.cell.numerator, f.cell.denominator, f.cell.value) for f in intake.figures}
    assert numbers == {
        "startups": (3, None, None),
        "hdi": (None, None, 0.712),
        "staff-digital-certificates": (61, 74, None),
    }


def test_a_table_that_names_no_indicator_is_pointed_out():
    rows = table()
    rows[1] = ["Thôn", "Tử số", "Mẫu số"]
    assert said(rows) == [("indicator-missing", "A2")]
    assert said(rows, name="VNeID mức 2") == []
    assert said([["Chỉ tiêu: VNeID mức 3"], *rows]) == [("indicator-unknown", "A1")]


def test_a_sheets_name_and_its_title_must_agree_on_the_period():
    assert said(table(), name="T10.2026") == []
    assert said(table(), name="T9.2026") == [("period-conflict", "A1")]
    assert said(table("BÁO CÁO NĂM 2026"), name="T10") == []


def test_one_population_has_one_number():
    adults = ["Kỹ năng số cơ bản - tử số", "Kỹ năng số cơ bản - mẫu số", "Tài khoản thanh toán số - tử số"]
    rows: Rows = [["Tháng 10/2026"], ["Thôn", *adults, "Tài khoản thanh toán số - mẫu số"]]
    rows += [[name, 50, 100, 60, 100] for name in NAMES]
    rows[4][4] = 103
    assert said(rows) == [("denominators-differ", "E5")]


def test_one_figure_on_two_sheets_has_one_value():
    first, second = make_sheet(*table(), name="Một"), put(3, 1, 86)
    assert found(first, make_sheet(*table(), name="Hai")) == []
    assert found(first, make_sheet(*second, name="Hai")) == [("figure-conflict", "Hai", "B4")]


def test_a_sheet_with_numbers_but_no_table_is_not_left_out_silently():
    stray = make_sheet(["Số liệu khác"], [1, 2], name="Nháp")
    assert found(make_sheet(*table(), name="Một"), stray) == [("sheet-left-out", "Nháp", None)]
    assert found(make_sheet(*table(), name="Một"), make_sheet(["Kính gửi"], name="Thư")) == []


def test_a_later_month_is_not_blamed_for_a_jump_before_it():
    months = [put(2, 2, 200, table("Tháng 10/2026")), put(2, 2, 100, table("Tháng 9/2026"))]
    before = {(*key[:2], "2026-08"): known for key, known in BEFORE.items()}
    sheets = [make_sheet(*rows, name=f"Trang {n}") for n, rows in enumerate(months)]
    assert found(*sheets, context=small(before)) == [("denominator-jumps", "Trang 0", "C3")]


def test_mending_a_jump_that_is_in_force_is_no_jump():
    before = {**BEFORE, ("vneid-level2", VILLAGES[0].code, "2026-09"): Known(80, 900, None)}
    earlier = {(*key[:2], "2026-08"): known for key, known in BEFORE.items()}
    assert said(table(), small({**earlier, **before})) == []


def test_everything_wrong_is_told_in_one_pass():
    rows = with_total(999, 400, put(2, 1, "nhiều", put(3, 2, None, put(4, 0, "Thôn Lạ", put(5, 1, 120)))))
    codes = [code for code, _ in said(rows)]
    assert codes == [
        "not-a-number",
        "denominator-missing",
        "village-unknown",
        "numerator-over-denominator",
        "total-disagrees",
    ]


def test_every_rule_of_the_catalogue_is_met_here():
    import ast
    from pathlib import Path

    words = {n.value for n in ast.walk(ast.parse(Path(__file__).read_text("utf-8"))) if isinstance(n, ast.Constant)}
    assert set(RULES) - words == set()
