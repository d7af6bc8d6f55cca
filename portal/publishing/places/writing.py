"""Files with a commune's list of villages: CSV as it is known, XLSX with notes to be filled in."""

import csv
import datetime as dt
import io
from collections.abc import Sequence

import xlsxwriter
from sqlalchemy.orm import Session
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from portal.domain.localities import Locality
from portal.formats.text import BOM, harmless
from portal.publishing.intake.own_sheets import written
from portal.publishing.places.columns import COLUMNS, GUIDE, Column
from portal.publishing.places.offered import Offered, list_offered, written_cells
from portal.publishing.places.shares import BASIS_WORDS
from portal.publishing.places.units import UNITS

SHEET, GUIDE_SHEET = "Danh sách", "Hướng dẫn"
HEADER_ROW = 3
SPARE_ROWS = 300  # with drop-downs, below the rows that are filled
LONGEST_LIST = 255  # characters that a list written into a rule may have
MADE_UP = "Số liệu minh họa – illustrative data"
_KEYS = tuple(column.key for column in COLUMNS)
_DAYS = frozenset({"valid_from", "valid_to"})
_COUNTS = frozenset({"population", "households"})
_DECIMALS = frozenset({"area_km2", "lat", "lon"})


def export_csv(session: Session, commune: Locality) -> bytes:
    """The list as CSV for Excel: UTF-8 with its mark, Vietnamese headings."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([column.title for column in COLUMNS])
    for row in list_offered(session, commune):
        writer.writerow([harmless(cell) for cell in written_cells(row, _KEYS)])
    return (BOM + text.getvalue()).encode()


def export_xlsx(session: Session, commune: Locality) -> bytes:
    """The list as a workbook with drop-downs, notes at the headings and a sheet that explains them."""
    rows = list_offered(session, commune)
    made_up = commune.illustrative or any("minh họa" in str(row["source"]) for row in rows)

    def fill(book: xlsxwriter.Workbook) -> None:
        formats = _formats(book)
        _write_list(book.add_worksheet(SHEET), commune, rows, formats, made_up=made_up)
        _write_guide(book.add_worksheet(GUIDE_SHEET), formats)

    return written(fill, title=f"Danh sách thôn, tổ dân phố – {commune.name}")


def _formats(book: xlsxwriter.Workbook) -> dict[str, Format]:
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format(
            {"bold": True, "bg_color": "#0A5C56", "font_color": "#FFFFFF", "text_wrap": True, "valign": "top"}
        ),
        "text": book.add_format({"num_format": "@", "valign": "top"}),
        "day": book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"}),
        "count": book.add_format({"num_format": "#,##0", "valign": "top"}),
        "decimal": book.add_format({"num_format": "General", "valign": "top"}),
        "words": book.add_format({"text_wrap": True, "valign": "top"}),
    }


def _write_list(
    sheet: Worksheet, commune: Locality, rows: Sequence[Offered], formats: dict[str, Format], *, made_up: bool
) -> None:
    sheet.write_string(0, 0, f"Danh sách thôn, tổ dân phố – {commune.name} ({commune.code})", formats["title"])
    told = "Dòng không có trong tệp được giữ nguyên; ô để trống không xóa gì. Xem trang “Hướng dẫn”."
    sheet.write_string(1, 0, f"{MADE_UP}. {told}" if made_up else told)
    for number, column in enumerate(COLUMNS):
        sheet.set_column(number, number, column.width, formats[_kind(column)])
        sheet.write_string(HEADER_ROW, number, column.title, formats["head"])
        sheet.data_validation(HEADER_ROW, number, HEADER_ROW, number, _note(column))
        for at, row in enumerate(rows, start=HEADER_ROW + 1):
            _write_cell(sheet, at, number, row.get(column.key), formats[_kind(column)])
    _offer_choices(sheet, HEADER_ROW + len(rows) + SPARE_ROWS)
    sheet.freeze_panes(HEADER_ROW + 1, 3)


def _kind(column: Column) -> str:
    if column.key in _DAYS:
        return "day"
    if column.key in _COUNTS:
        return "count"
    return "decimal" if column.key in _DECIMALS else "text"


def _note(column: Column) -> dict[str, str]:
    """What a spreadsheet shows when the heading is chosen."""
    return {"validate": "any", "input_title": column.title[:32], "input_message": column.meaning[:255]}


def _write_cell(sheet: Worksheet, row: int, column: int, value: object, style: Format) -> None:
    if value is None or value == "":
        return
    if isinstance(value, dt.date):
        sheet.write_datetime(row, column, dt.datetime.combine(value, dt.time()), style)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, style)
    else:
        sheet.write_string(row, column, harmless(str(value)), style)


def _offer_choices(sheet: Worksheet, last: int) -> None:
    """Units and bases to choose from; another word may be typed."""
    for key, words in (("unit", UNITS), ("basis", list(BASIS_WORDS.values()))):
        number = _KEYS.index(key)
        shown = [word for count, word in enumerate(words, start=1) if len(",".join(words[:count])) <= LONGEST_LIST]
        rule = {"validate": "list", "source": shown, "error_type": "warning"}
        sheet.data_validation(HEADER_ROW + 1, number, last, number, rule)


def _write_guide(sheet: Worksheet, formats: dict[str, Format]) -> None:
    sheet.write_string(0, 0, GUIDE, formats["title"])
    for at, (text, width) in enumerate((("Tiêu đề", 18), ("Heading", 18), ("Cách điền", 70), ("What it is", 70))):
        sheet.set_column(at, at, width, formats["words"])
        sheet.write_string(2, at, text, formats["head"])
    for row, column in enumerate(COLUMNS, start=3):
        for at, text in enumerate((column.title, column.title_en, column.meaning, column.meaning_en)):
            sheet.write_string(row, at, text, formats["words"])
