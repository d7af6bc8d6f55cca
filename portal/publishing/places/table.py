"""The list in an operator's file: its heading row found, its rows with where each cell stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from portal.domain.folding import fold
from portal.publishing.places.columns import NUMBERING, meaning_of
from portal.publishing.workbooks import Sheet, Value, Workbook, address
from portal.publishing.workbooks.words import show

SEARCHED = 20  # rows in which the headings are looked for


@dataclass(frozen=True)
class Table:
    """The sheet with the list; ``columns`` is where each column stands, ``unread`` the headings that mean nothing."""

    file: str
    sheet: Sheet
    header: int  # counted from 0
    columns: Mapping[str, int]
    unread: tuple[str, ...]
    doubles: tuple[tuple[int, int], ...]  # columns that mean the same

    @property
    def lines(self) -> list["Line"]:
        """The rows below the headings that are not empty."""
        return list(self._lines())

    def _lines(self) -> Iterator["Line"]:
        for row in range(self.header + 1, len(self.sheet.rows)):
            cells = {key: self.sheet.value(row, column) for key, column in self.columns.items()}
            if any(value is not None for value in cells.values()):
                yield Line(self, row, cells)


@dataclass(frozen=True, eq=False)
class Line:
    """One row of the list: its cells by column."""

    table: Table
    row: int  # counted from 0
    cells: Mapping[str, Value] = field(repr=False)

    @property
    def number(self) -> int:
        """As a spreadsheet counts it."""
        return self.row + 1

    def position(self, column: str | None) -> int:
        return -1 if column is None else self.table.columns.get(column, -1)

    def where(self, column: str | None = None) -> str:
        """File, cell, row and heading: ``thon.xlsx, Danh sách!F7, dòng (row) 7, cột (column) Từ ngày``."""
        sheet, at = self.table.sheet, self.position(column)
        row = f"dòng (row) {self.number}"
        if at < 0:
            return ", ".join(part for part in (self.table.file, show(sheet.name), row) if part)
        cell = f"{show(sheet.name)}!{address(self.row, at)}" if sheet.name else address(self.row, at)
        heading = show(" ".join(str(sheet.value(self.table.header, at)).split()))
        return f"{self.table.file}, {cell}, {row}, cột (column) {heading}"


def find_table(workbook: Workbook) -> Table | None:
    """The first sheet that has the headings of a list; None when none has."""
    return next((table for sheet in workbook.sheets if (table := _table_of(workbook.name, sheet))), None)


def _table_of(file: str, sheet: Sheet) -> Table | None:
    """Headings are the row that means most, at least two columns."""
    counts = [(len(_meanings(sheet, row)), -row) for row in range(min(SEARCHED, len(sheet.rows)))]
    most, row = max(counts, default=(0, 0))
    if most < 2 and "name" not in _meanings(sheet, -row):
        return None
    return _read_headings(file, sheet, -row)


def _meanings(sheet: Sheet, row: int) -> set[str]:
    cells = sheet.rows[row] if row < len(sheet.rows) else ()
    return {key for cell in cells if (key := meaning_of(cell))}


def _read_headings(file: str, sheet: Sheet, row: int) -> Table:
    columns: dict[str, int] = {}
    unread: list[str] = []
    doubles: list[tuple[int, int]] = []
    for column, heading in enumerate(sheet.rows[row]):
        key = meaning_of(heading)
        if key is None:
            unread += [] if heading is None or fold(str(heading)) in NUMBERING else [str(heading)]
        elif key in columns:
            doubles.append((columns[key], column))
        else:
            columns[key] = column
    return Table(file, sheet, row, columns, tuple(unread), tuple(doubles))
