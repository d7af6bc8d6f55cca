"""A workbook as plain values: sheets of cells, counted from 0, addressed as Excel does."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from portal.publishing.problems import Problem

Value = str | int | float | bool | dt.date | dt.datetime | None


@dataclass(frozen=True)
class Sheet:
    """One sheet. ``rows`` start at A1 and may differ in length: empty cells at their ends are cut.

    ``merged`` holds first row, first column, last row, last column of each joined area. ``percents`` are the cells
    whose number is shown as a percentage: 0.5 there is what the officer sees as 50 %.
    """

    name: str
    rows: tuple[tuple[Value, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    percents: frozenset[tuple[int, int]] = frozenset()

    def value(self, row: int, column: int) -> Value:
        """What a reader sees there: a joined cell has the value of its area's first cell, outside is None."""
        return self.own(*self._firsts.get((row, column), (row, column)))

    def own(self, row: int, column: int) -> Value:
        """What the cell itself holds, joined with others or not; outside is None."""
        if not 0 <= row < len(self.rows):
            return None
        cells = self.rows[row]
        return cells[column] if 0 <= column < len(cells) else None

    @cached_property
    def _firsts(self) -> dict[tuple[int, int], tuple[int, int]]:
        return {
            (row, column): (top, left)
            for top, left, bottom, right in self.merged
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        }


@dataclass(frozen=True)
class Workbook:
    """A file as it was read. ``kind`` is csv or xlsx, ``notes`` say what the reading changed or left out."""

    name: str
    kind: str
    sheets: tuple[Sheet, ...]
    sha256: str
    notes: tuple[Problem, ...] = ()


def trim(row: list[Value]) -> tuple[Value, ...]:
    """The row without the empty cells at its end."""
    while row and row[-1] is None:
        row.pop()
    return tuple(row)


def address(row: int, column: int) -> str:
    """The A1 address of a cell counted from 0: (0, 0) is A1, (9, 27) is AB10."""
    return f"{column_letters(column)}{row + 1}"


def column_letters(column: int) -> str:
    """The letters of a column counted from 0: 0 is A, 26 is AA."""
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
