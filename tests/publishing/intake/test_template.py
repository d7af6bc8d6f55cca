"""The prefilled workbook of a commune: it comes back in without a single message, untouched and filled in."""

import datetime as dt
import random
from dataclasses import replace

import pytest

from portal.domain.localities import get_commune
from portal.domain.periods import parse_period
from portal.publishing.intake import Context, Intake, context_of, marked_workbook, template, understand
from portal.publishing.workbooks import Sheet, Value, Workbook, read_workbook
from tests.publishing.intake.places import TODAY, make_context


@pytest.fixture
def demo_context(demo) -> Context:
    with demo.public.session() as public, demo.desk.session() as desk:
        commune = get_commune(public, "dak-cam", on=TODAY)
        assert commune
        return context_of(public, desk, commune, TODAY)


def filled(workbook: Workbook) -> tuple[Workbook, int]:
    """Every empty numerator filled with a count no more than its denominator; empty denominators with one."""
    rng = random.Random(3)  # noqa: S311
    count = 0
    sheets = []
    for sheet in workbook.sheets:
        rows = [list(row) for row in sheet.rows]
        if sheet.value(5, 0) == "Mã":
            count += sum(_fill_village(rows, row, rng) for row in range(7, len(rows)))
        elif sheet.value(6, 0) == "Mã chỉ tiêu":
            count += sum(_fill_commune(rows, row) for row in range(7, len(rows)))
        sheets.append(replace(sheet, rows=tuple(tuple(row) for row in rows)))
    return replace(workbook, sheets=tuple(sheets)), count


def _fill_village(rows: list[list[Value]], row: int, rng: random.Random) -> int:
    width = len(rows[6])
    rows[row] += [None] * (width - len(rows[row]))
    for column in range(2, width, 2):
        whole = rows[row][column + 1] or 100
        assert isinstance(whole, int | float)
        rows[row][column : column + 2] = [rng.randint(int(whole) - 5, int(whole)), int(whole)]
    return (width - 2) // 2


def _fill_commune(rows: list[list[Value]], row: int) -> int:
    rows[row] += [None] * (6 - len(rows[row]))
    explained = str(rows[row][5])
    if "cột giá trị" in explained:
        rows[row][4] = 0.712
    elif "Mẫu số" in explained:
        whole = rows[row][3] or 20
        rows[row][2:4] = [whole, whole]
    else:
        rows[row][2] = 2
    return 1


def read_back(workbook: Workbook) -> Workbook:
    return read_workbook(marked_workbook(workbook, (), "vi"), "filled.xlsx")


def test_an_untouched_template_comes_back_without_a_message_and_without_a_figure(demo_context):
    for context in (make_context(), make_context(before={}), demo_context):
        workbook = read_workbook(template(context), "mau.xlsx")
        assert understand(workbook, context) == Intake((), ())
        assert workbook.notes == ()


def test_a_template_filled_in_comes_back_without_a_message_with_every_figure(demo_context):
    for context in (make_context(), make_context(before={}), demo_context):
        workbook, count = filled(read_workbook(template(context), "mau.xlsx"))
        intake = understand(read_back(workbook), context)
        assert intake.findings == ()
        assert len(intake.figures) == count > len(context.villages) * 10


def test_a_template_holds_the_newest_denominators_and_no_numerator():
    workbook = read_workbook(template(make_context()), "mau.xlsx")
    sheet = next(sheet for sheet in workbook.sheets if sheet.name.startswith("Hạ tầng số"))
    first = make_context().villages[0]
    known = make_context().before["coverage-5g", first.code, "2026-09"]
    assert sheet.rows[7][:4] == (first.code, first.name, None, known.denominator)


def period_of(sheet: Sheet) -> object:
    return sheet.value(2, 1)


def test_the_next_period_to_report_stands_in_each_sheet():
    workbook = read_workbook(template(make_context()), "mau.xlsx")
    periods = {sheet.name: period_of(sheet) for sheet in workbook.sheets}
    assert periods["Xã hội số, thôn, tháng"] == "Tháng 10/2026"  # September is in force
    assert periods["digital-government, thôn, quý"] == "Quý III/2026"


def test_a_period_that_has_not_ended_is_never_prefilled(demo_context):
    workbook = read_workbook(template(demo_context), "mau.xlsx")  # October is in force, November has not ended
    periods = {sheet.name: period_of(sheet) for sheet in workbook.sheets}
    assert periods["Xã hội số, thôn, tháng"] == "Tháng 10/2026"


def test_the_period_can_be_asked_for():
    workbook = read_workbook(template(make_context(), period=parse_period("2026-08")), "mau.xlsx")
    periods = {sheet.name: period_of(sheet) for sheet in workbook.sheets}
    assert periods["Xã hội số, thôn, tháng"] == "Tháng 8/2026"
    assert periods["digital-government, thôn, quý"] == "Quý III/2026"


def test_the_same_template_is_the_same_bytes_on_any_day_it_is_made():
    context = make_context()
    assert template(context) == template(context)
    assert b"creator></dc" in unzipped(template(context), "docProps/core.xml")
    assert str(dt.date.today().year + 1).encode() not in unzipped(template(context), "docProps/core.xml")  # noqa: DTZ011


def unzipped(content: bytes, name: str) -> bytes:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def test_villages_periods_indicators_and_statuses_are_chosen_from_lists():
    content = template(make_context())
    sheets = b"".join(unzipped(content, f"xl/worksheets/sheet{n}.xml") for n in range(2, 10))
    for column in "ABCDE":
        assert f"'Danh mục'!${column}$3".encode() in sheets
