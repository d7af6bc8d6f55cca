"""Tables with a cell a line: how many lines are a row, told by the header, the rows' numbers and the figures."""

import re
from collections.abc import Sequence

from portal.publishing.documents.columns import is_named, is_number_heading
from portal.publishing.documents.document import Line
from portal.publishing.plan_reading.labels import Level, read_label
from portal.publishing.plan_reading.tables import VALUE, Header, read_header

MOST_COLUMNS = 10
MOST_LINES = 4
"""A row has at most so many lines beyond one for each cell."""

Row = tuple[int, int, tuple[str, ...]]
"""The place of its first line, that after its last, and its cells."""


def list_cell_rows(lines: Sequence[Line], at: int) -> list[Row]:
    """The rows of a table with a cell a line, its header first; none where no such table begins here."""
    rows = _numbered(lines, at) if is_number_heading(lines[at].text) else _unnumbered(lines, at)
    return rows if len(rows) > 1 else []


def _numbered(lines: Sequence[Line], at: int) -> list[Row]:
    """A table that begins with ``TT``, its rows with ``1``, ``2`` …"""
    end = next((place for place in range(at + 2, min(at + 2 * MOST_COLUMNS, len(lines))) if _is(lines[place], 1)), 0)
    header = _join_small(_texts(lines, at, end), 0) if end else ()
    if not 3 <= len(header) <= MOST_COLUMNS or read_header(header) is None:
        return []
    rows: list[Row] = [(at, end, header)]
    while end < len(lines) and _is(lines[end], len(rows)):
        row = _row(lines, end, len(header), len(rows) + 1)
        if row is None:
            break
        rows.append(row)
        end = row[1]
    return rows


def _row(lines: Sequence[Line], at: int, columns: int, after: int) -> Row | None:
    """The row that begins here; ``after`` is the number of the next. A row that is too short lacks its last cells."""
    last = min(at + columns + MOST_LINES, len(lines))
    last = next((place for place in range(at + 1, last) if _is_heading(lines[place])), last)
    ends = [place for place in range(at + 2, last + 1) if place < len(lines) and _is(lines[place], after)]
    for end in [*ends, *([at + columns] if at + columns <= last and not ends else [])]:
        if cells := _fit(_texts(lines, at, end), columns):
            return at, end, cells
    end = ends[0] if ends else last
    cells = _texts(lines, at, end)
    return (at, end, (*cells, *[""] * (columns - len(cells)))) if 2 < len(cells) < columns else None


def _unnumbered(lines: Sequence[Line], at: int) -> list[Row]:
    """A table whose header is a run of headings with a year among them, and whose rows have a figure for each year."""
    end = at
    while end < len(lines) and end - at < MOST_COLUMNS and is_named(lines[end].text) and not lines[end].cells:
        end += 1
    header = read_header(_texts(lines, at, end))
    if end - at < 2 or header is None or not header.years or "name" not in header.roles:
        return []
    rows: list[Row] = [(at, end, _texts(lines, at, end))]
    while row := _unnumbered_row(lines, end, end - at if len(rows) == 1 else len(rows[0][2]), header):
        rows.append(row)
        end = row[1]
    return rows


def _unnumbered_row(lines: Sequence[Line], at: int, columns: int, header: Header) -> Row | None:
    for end in range(at + columns, min(at + columns + MOST_LINES, len(lines)) + 1):
        cells = _fit(_texts(lines, at, end), columns)
        if cells and all(re.fullmatch(VALUE, cells[year]) for year in header.years) and cells[0][0].isalpha():
            return at, end, cells
    return None


def _fit(texts: tuple[str, ...], columns: int) -> tuple[str, ...]:
    """The texts as so many cells, lines that go on in small letters joined from the first on; none where it fails."""
    cells = _join_small(texts, columns) if len(texts) > columns else texts
    return cells if len(cells) == columns else ()


def _join_small(texts: tuple[str, ...], least: int) -> tuple[str, ...]:
    cells: list[str] = []
    for place, text in enumerate(texts):
        is_rest = bool(cells) and (text[0].islower() or text[0] == "(") and not cells[-1].isdigit()
        if is_rest and len(cells) + len(texts) - place > least:
            cells[-1] = f"{cells[-1]} {text}"
        else:
            cells.append(text)
    return tuple(cells)


def _texts(lines: Sequence[Line], first: int, end: int) -> tuple[str, ...]:
    return tuple(line.text for line in lines[first:end])


def _is(line: Line, number: int) -> bool:
    return line.text.rstrip(".").lstrip("0") == str(number) and not line.cells


def _is_heading(line: Line) -> bool:
    label = read_label(line.text)
    return bool(line.cells) or (label is not None and label.level < Level.NUMBER)
