"""Workbooks for tests, from rows of plain values."""

from portal.publishing.workbooks import Sheet, Value, Workbook


def make_sheet(*rows: list[Value], name: str = "Sheet1", merged: tuple[tuple[int, int, int, int], ...] = ()) -> Sheet:
    return Sheet(name, tuple(tuple(row) for row in rows), merged)


def make_workbook(*sheets: Sheet, kind: str = "xlsx") -> Workbook:
    return Workbook(f"bao-cao.{kind}", kind, sheets, "0" * 64)


def one_sheet(*rows: list[Value], name: str = "Sheet1", merged: tuple[tuple[int, int, int, int], ...] = ()) -> Workbook:
    return make_workbook(make_sheet(*rows, name=name, merged=merged))
