"""Finding the tables of a sheet: which rows are headings, which hold figures, what stands above.

A table begins at a row that heads a column of places or indicators, or, where no heading says so, above a column in
which villages are named. Its headings may take several rows, joined cells included; it ends where the next begins.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from portal.publishing.intake.headings import Heading
from portal.publishing.intake.names import plain_name
from portal.publishing.intake.periods import mentions
from portal.publishing.intake.vocabulary import Vocabulary
from portal.publishing.workbooks.grid import Sheet, Value

LABELS = ("place", "code", "indicator", "period", "status")
_ORDINAL = re.compile(r"\(?([A-Z]|[0-9]{1,2})\)?(\s*=.*)?")


@dataclass(frozen=True)
class Column:
    """A column of a table: its headings from top to bottom, each with the row it stands in."""

    index: int
    stack: tuple[tuple[int, Heading], ...]

    @property
    def role(self) -> str | None:
        roles = [heading.role for _, heading in self.stack if heading.role and not _has_numbers(self.stack)]
        return roles[-1] if roles else None


def _has_numbers(stack: tuple[tuple[int, Heading], ...]) -> bool:
    return any(heading.of_numbers for _, heading in stack)


@dataclass(frozen=True)
class Table:
    """One table of a sheet, all numbers counted from 0.

    :param titles: cells above the table (row, column, text).
    :param labels: the column of each label, by role.
    :param figures_end: the row after the last one with a number; what follows are notes.
    :param top: the first heading row; ``first`` and ``last`` the first row below the headings, and the row after the
        table.
    """

    sheet: Sheet
    titles: tuple[tuple[int, int, Value], ...]
    columns: tuple[Column, ...]
    labels: dict[str, int]
    top: int
    first: int
    last: int
    figures_end: int = 0

    @property
    def corner(self) -> tuple[int, int]:
        """The heading that stands for the whole table."""
        column = self.labels.get("place", self.labels.get("code", self.labels.get("indicator", 0)))
        rows = range(self.first - 1, self.top - 1, -1)
        row = next((row for row in rows if not is_empty(self.sheet.value(row, column))), self.top)
        return first_of_area(self.sheet, row, column)


class SheetLayout:
    """A sheet with the areas of its joined cells."""

    def __init__(self, sheet: Sheet, words: Vocabulary) -> None:
        self.sheet = sheet
        self.words = words
        self.height = len(sheet.rows)
        self.width = max((len(row) for row in sheet.rows), default=0)
        self._areas = {
            (row, column): area
            for area in sheet.merged
            for row in range(area[0], min(area[2] + 1, self.height))
            for column in range(area[1], min(area[3] + 1, self.width))
        }

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """The first cell of the joined area that a cell belongs to."""
        area = self._areas.get((row, column))
        return (area[0], area[1]) if area else (row, column)

    def cells(self, row: int) -> list[tuple[int, Value]]:
        """The filled cells of a row, a joined area once, at its first column in this row."""
        found: dict[tuple[int, int], tuple[int, Value]] = {}
        for column in range(self.width):
            value = self.sheet.value(row, column)
            if not is_empty(value):
                found.setdefault(self.anchor(row, column), (column, value))
        return list(found.values())

    def heading(self, row: int, column: int) -> Heading:
        return self.words.headings.read(self.sheet.value(row, column))

    def tables(self) -> list[Table]:
        """The tables from top to bottom."""
        starts = list(self._starts()) or list(self._unheaded())
        if not starts:
            return []
        ends = [start for start, _ in starts[1:]] + [self.height]
        tables: list[Table] = []
        title_from = 0
        for (row, labels), end in zip(starts, ends, strict=True):
            table = self._table(row, labels, title_from, end)
            tables.append(table)
            title_from = table.figures_end
        return tables

    def _starts(self) -> Iterator[tuple[int, dict[str, int]]]:
        """The heading rows that name a column of places or indicators."""
        last: tuple[object, ...] = ()
        covered = -1
        for row in range(self.height):
            if row <= covered:
                continue
            cells = self.cells(row)
            labels = self._labels(cells)
            if len(cells) < 2 or not ({"place", "code", "indicator"} & labels.keys()) or not self._heads(row, cells):
                continue
            covered = max((self._areas.get((row, c), (0, 0, row, 0))[2] for c in labels.values()), default=row)
            same = tuple(value for _, value in cells)
            if same != last or self._titled(row):  # else repeated on a printed page
                yield row, labels
            last = same

    def _titled(self, row: int) -> bool:
        """Whether a title above the same headings again makes them another table: a period or an indicator."""
        for above in range(row - 1, max(-1, row - 6), -1):
            cells = self.cells(above)
            if len(cells) > 2:
                return False
            texts = (self.words.headings.read(value) for _, value in cells)
            if any(heading.period or heading.indicators for heading in texts):
                return True
            if any(mentions(str(value)) or self.words.headings.named_in(str(value)) for _, value in cells):
                return True
        return False

    def _labels(self, cells: list[tuple[int, Value]]) -> dict[str, int]:
        labels: dict[str, int] = {}
        for column, value in cells:
            heading = self.words.headings.read(value)
            if heading.role in LABELS and not heading.of_numbers:
                labels.setdefault(heading.role or "", column)
        return labels

    def _heads(self, row: int, cells: list[tuple[int, Value]]) -> bool:
        """Whether a row with a label heads a table: it has no numbers, and something else in it is a heading too."""
        if any(isinstance(value, int | float) and not self.words.headings.read(value).period for _, value in cells):
            return False
        if len(cells) == 2 and not self._names_below(row, cells[0][0]):
            return False  # "Đơn vị | Phường …", a line of the titles
        known = sum(self.words.headings.read(value).understood for _, value in cells)
        return known >= 2 or known * 2 >= len(cells) or any(h.of_numbers for h in self._row_headings(row + 1))

    def _names_below(self, row: int, column: int) -> bool:
        """Whether the next filled cell under a heading is a place or an indicator."""
        for below in range(self.anchor(row, column)[0] + 1, min(self.height, row + 4)):
            value = self.sheet.value(below, column)
            if not is_empty(value) and self.anchor(below, column) != self.anchor(row, column):
                text = plain_name(value)
                return self.words.villages.find(text).known or bool(self.words.headings.indicator(text))
        return False

    def _row_headings(self, row: int) -> list[Heading]:
        return [self.words.headings.read(value) for _, value in self.cells(row)] if row < self.height else []

    def _unheaded(self) -> Iterator[tuple[int, dict[str, int]]]:
        """Where no heading names the places: above the first village of the column that names the most."""
        named: Counter[int] = Counter()
        first: dict[int, int] = {}
        for row in range(self.height):
            for column, value in self.cells(row):
                if self._names_village(value):
                    named[column] += 1
                    first.setdefault(column, row)
        if named:
            column, count = min(named.items(), key=lambda item: (-item[1], item[0]))
            if count >= min(2, len(self.words.villages.villages)):
                yield max(0, first[column] - 1), {"place": column}

    def _names_village(self, value: Value) -> bool:
        if not isinstance(value, str) or value.strip().isdigit():
            return False
        return self.words.villages.find(plain_name(value)).village is not None

    def _table(self, row: int, labels: dict[str, int], title_from: int, end: int) -> Table:
        key = labels.get("place", labels.get("code", labels.get("indicator", 0)))
        top = self._top(row, key, title_from)
        first = self._first(row, key, end)
        columns = tuple(self._columns(top, first))
        for column in columns:
            if column.role in LABELS:
                labels.setdefault(column.role or "", column.index)
        titles = tuple((r, c, value) for r in range(title_from, top) for c, value in self.cells(r))
        table = Table(self.sheet, titles, columns, labels, top, first, end)
        return replace(table, figures_end=self._end_of_figures(table))

    def _top(self, row: int, key: int, floor: int) -> int:
        """Up from the row of the labels while headings of numbers stand above it, right of the names."""
        while row - 1 >= floor:
            above = [(c, v) for c, v in self.cells(row - 1) if c > key and self.anchor(row - 1, c)[1] > key]
            headings = [self.words.headings.read(value) for _, value in above]
            of_numbers = [heading for heading in headings if heading.of_numbers]
            lone = len(of_numbers) == 1 and not of_numbers[0].indicators and not self._is_wide(row - 1, above[0][0])
            if not of_numbers or lone:
                return row
            row -= 1
        return row

    def _is_wide(self, row: int, column: int) -> bool:
        area = self._areas.get((row, column))
        return area is not None and area[3] > area[1]

    def _first(self, row: int, key: int, end: int) -> int:
        """Down from the row of the labels to the first row that is no heading."""
        start = self.anchor(row, key)
        row += 1
        while row < end and (self.anchor(row, key) == start or self._goes_on(row, key) or self._is_ordinals(row)):
            row += 1
        return row

    def _goes_on(self, row: int, key: int) -> bool:
        """Whether a row under headings is one more of them: no name, and headings of numbers only."""
        cells = self.cells(row)
        if not is_empty(self.sheet.value(row, key)) or not cells:
            return False
        headings = [self.words.headings.read(value) for _, value in cells]
        texts = [
            heading.understood or isinstance(value, str) for heading, (_, value) in zip(headings, cells, strict=True)
        ]
        return all(texts) and any(heading.of_numbers for heading in headings)

    def _is_ordinals(self, row: int) -> bool:
        """The line "A, B, 1, 2, 3=1/2" that forms have under their headings."""
        texts = [plain_name(value) for _, value in self.cells(row)]
        matches = [_ORDINAL.fullmatch(text) for text in texts]
        if len(texts) < 3 or not all(matches):
            return False
        numbers = [int(match[1]) for match in matches if match and match[1].isdigit()]
        lettered = any(match[1].isalpha() or "(" in match[0] for match in matches if match)
        rising = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True
        return rising and (
            lettered or bool(numbers and numbers[0] == 1 and len(numbers) > 3 and self._next_starts_again(row))
        )

    def _next_starts_again(self, row: int) -> bool:
        """Numbers alone are a line of ordinals only if the next row is numbered from 1 as well."""
        following = [plain_name(value) for _, value in self.cells(row + 1)] if row + 1 < self.height else []
        return bool(following) and following[0] in {"1", "01"}

    def _columns(self, top: int, first: int) -> Iterator[Column]:
        headings = range(top, first - 1 if self._is_ordinals(first - 1) else first)
        for index in range(self.width):
            seen: dict[tuple[int, int], Heading] = {}
            for row in headings:
                anchor = self.anchor(row, index)
                if anchor[0] >= top and not is_empty(self.sheet.value(row, index)):
                    seen.setdefault(anchor, self.heading(row, index))
            yield Column(index, tuple((anchor[0], heading) for anchor, heading in seen.items()))

    def _end_of_figures(self, table: Table) -> int:
        """The row after the last one with a number or a name: what follows are notes, or the next table's titles."""
        columns = [c.index for c in table.columns if _has_numbers(c.stack)]
        for row in range(table.last - 1, table.first - 1, -1):
            if any(not is_empty(self.sheet.value(row, column)) for column in columns):
                return row + 1
        return table.first


def first_of_area(sheet: Sheet, row: int, column: int) -> tuple[int, int]:
    """The first cell of the joined area that a cell belongs to."""
    for top, left, bottom, right in sheet.merged:
        if top <= row <= bottom and left <= column <= right:
            return top, left
    return row, column


def is_empty(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())
