"""The workbook of a kind: prefilled with what is live, with drop-downs, and coming back without a message."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from portal.publishing.intake.own_sheets import written
from portal.publishing.records.kinds import Column, Context, RecordKind, Type

TITLE_ROW, HEADER_ROW = 0, 3
SPARE_ROWS = 200  # with drop-downs, below the rows that are filled
LISTS = "Danh mục"
GUIDE = "Hướng dẫn"
GREY, GREEN = "#EEF1EF", "#0A5C56"


def records_template(kind: RecordKind, context: Context) -> bytes:
    """The workbook's bytes, equal for equal states."""

    def fill(workbook: xlsxwriter.Workbook) -> None:
        offered, formats = list(kind.offered(context)), _formats(workbook)
        sheet, lists = workbook.add_worksheet(kind.sheet), workbook.add_worksheet(LISTS)
        _write_sheet(sheet, kind, offered, context, formats)
        _write_lists(sheet, lists, kind, context, HEADER_ROW + 1 + len(offered) + SPARE_ROWS)
        _write_guide(workbook.add_worksheet(GUIDE), kind, formats)

    return written(fill, title=kind.title)


def _formats(workbook: xlsxwriter.Workbook) -> dict[str, Format]:
    return {
        "title": workbook.add_format({"bold": True, "font_size": 14}),
        "head": workbook.add_format(
            {"bold": True, "bg_color": GREEN, "font_color": "#FFFFFF", "text_wrap": True, "valign": "top", "border": 1}
        ),
        "text": workbook.add_format({"text_wrap": True, "valign": "top", "num_format": "@"}),
        "read": workbook.add_format({"text_wrap": True, "valign": "top", "bg_color": GREY}),
        "day": workbook.add_format({"num_format": "dd/mm/yyyy", "valign": "top"}),
        "whole": workbook.add_format({"num_format": "#,##0", "valign": "top"}),
        "year": workbook.add_format({"num_format": "0", "valign": "top"}),
    }


def _write_sheet(
    sheet: Worksheet,
    kind: RecordKind,
    offered: Iterable[Mapping[str, Any]],
    context: Context,
    formats: Mapping[str, Format],
) -> None:
    sheet.write_string(TITLE_ROW, 0, f"{kind.title} – {context.commune.name}", formats["title"])
    sheet.write_string(TITLE_ROW + 1, 0, "Dòng không có trong tệp được giữ nguyên; ghi x ở cột Xóa để rút một dòng.")
    for number, column in enumerate(kind.all_columns):
        sheet.set_column(number, number, column.width, formats[_format_of(column)])
        sheet.write_string(HEADER_ROW, number, column.header, formats["head"])
    sheet.freeze_panes(HEADER_ROW + 1, 0)
    for row, content in enumerate(offered, start=HEADER_ROW + 1):
        for number, column in enumerate(kind.all_columns):
            _write_cell(sheet, row, number, column, content.get(column.name), context, formats)


def _format_of(column: Column) -> str:
    if column.only_read:
        return "read"
    return {Type.DAY: "day", Type.WHOLE: "whole", Type.YEAR: "year"}.get(column.type, "text")


def _write_cell(
    sheet: Worksheet,
    row: int,
    number: int,
    column: Column,
    value: Any,
    context: Context,
    formats: Mapping[str, Format],
) -> None:
    style = formats[_format_of(column)]
    if value is None or value is False:
        sheet.write_blank(row, number, None, style)
    elif column.type is Type.DAY:
        sheet.write_datetime(row, number, dt.datetime.fromisoformat(value), formats["day"])
    elif column.type in {Type.WHOLE, Type.YEAR}:
        sheet.write_number(row, number, value, style)
    else:
        sheet.write_string(row, number, _shown(column, value, context), style)


def _shown(column: Column, value: Any, context: Context) -> str:
    """How officers write it: a choice by its words, a place by its name; one that is no more by its code."""
    if column.type is Type.MARK:
        return "x"
    if column.type is Type.CHOICE:
        return next(choice.text for choice in column.choices if choice.code == value)
    if column.type is Type.PLACE:
        return next((p.name for p in (context.commune, *context.villages) if p.code == value), str(value))
    return str(value)


def _write_lists(sheet: Worksheet, lists: Worksheet, kind: RecordKind, context: Context, last: int) -> None:
    """The words of the drop-downs on a sheet of their own: a list written into the rule holds 255 letters."""
    lists.hide()
    for at, column in enumerate(c for c in kind.all_columns if not c.only_read):
        words = _words_of(column, context)
        lists.write_column(0, at, words)
        number = kind.all_columns.index(column)
        if words:
            letters = xlsxwriter.utility.xl_col_to_name(at)
            rule = {
                "validate": "list",
                "source": f"='{LISTS}'!${letters}$1:${letters}${len(words)}",
                "error_title": column.header,
                "error_message": "Chọn một mục trong danh sách.",
            }
            sheet.data_validation(HEADER_ROW + 1, number, last, number, rule)


def _words_of(column: Column, context: Context) -> list[str]:
    if column.type is Type.MARK:
        return ["x"]
    if column.type is Type.CHOICE:
        return [choice.text for choice in column.choices]
    if column.type is Type.PLACE:
        return [place.name for place in (context.commune, *context.villages)]
    return []


def _write_guide(sheet: Worksheet, kind: RecordKind, formats: Mapping[str, Format]) -> None:
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, kind.title, formats["title"])
    for row, (left, right) in enumerate(_guide(kind), start=2):
        sheet.write_string(row, 0, left)
        sheet.write_string(row, 1, right)


def _guide(kind: RecordKind) -> Iterable[tuple[str, str]]:
    for column in kind.all_columns:
        needed = "Bắt buộc. " if column.required else ""
        yield column.header, f"{needed}{column.meaning}"
