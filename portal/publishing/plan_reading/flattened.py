"""Tables that lost their rules: a row a line, or a cell a line. They get their cells back.

Only tables of targets are known again, by a heading that names their columns and years.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from portal.domain.folding import fold
from portal.publishing.documents.document import Line
from portal.publishing.plan_reading.cell_lines import list_cell_rows
from portal.publishing.plan_reading.tables import VALUE, YEAR

MOST_LINES = 3
"""A row of a table with a row a line breaks into at most so many lines."""

_HEADER = re.compile(r"\b(?:chi tieu|noi dung|muc tieu)\b")


def with_tables(lines: Sequence[Line]) -> list[Line]:
    """The lines, where those of a flattened table have got their cells back."""
    found: list[Line] = []
    years = at = 0
    while at < len(lines):
        line, taken = lines[at], 1
        if line.cells:
            years = 0
        elif rows := list_cell_rows(lines, at):
            found += [_as_row(lines[first:end], cells) for first, end, cells in rows[:-1]]
            first, end, cells = rows[-1]
            line, taken, years = _as_row(lines[first:end], cells), end - at, 0
        elif header := _flat_header(line.text):
            years, line = len(header) - 2, _as_row([line], header)
        elif years and (row := _flat_row(lines[at : at + MOST_LINES], years)):
            line, taken = row
        else:
            years = 0
        found.append(line)
        at += taken
    return found


def _as_row(lines: Sequence[Line], cells: Sequence[str]) -> Line:
    return replace(lines[0], cells=tuple(cells), text=" | ".join(cells), whole=True)


def _flat_header(text: str) -> tuple[str, ...] | None:
    """``TT Chỉ tiêu Đơn vị tính Năm 2026 Năm 2030`` as cells."""
    years = YEAR.findall(text)
    first = YEAR.search(text)
    if len(years) < 2 or first is None or len(text) > 160 or re.search(r"[.;:]", text):
        return None
    return ("TT", "Chỉ tiêu", *years) if _HEADER.search(fold(text[: first.start()])) else None


def _flat_row(lines: Sequence[Line], years: int) -> tuple[Line, int] | None:
    """A row that ends in as many figures as there are years, and how many lines it takes."""
    ending = re.compile(
        rf"(?:(?P<number>\d{{1,2}})[.)]?\s+)?(?P<name>\D.*?\S)\s+(?P<values>{VALUE}(?:\s+{VALUE}){{{years - 1}}})"
    )
    text = ""
    for taken, line in enumerate(lines, start=1):
        if line.cells:
            return None
        text = f"{text} {line.text}".strip()
        if match := ending.fullmatch(text):
            name = match["name"].removesuffix(" %")
            sign = "%" if name != match["name"] else ""
            values = [value.strip() for value in re.findall(VALUE, match["values"])]
            values = [value if value.endswith("%") else value + sign for value in values]
            return _as_row(lines[:taken], (match["number"] or "", name, *values)), taken
    return None
