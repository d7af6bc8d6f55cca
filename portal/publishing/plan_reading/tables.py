"""Tables of a plan: which columns a header names, and the rows below it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from portal.publishing.documents.columns import role_of
from portal.publishing.plan_reading.piece import Piece
from portal.publishing.plan_reading.years import year_of_heading

VALUE = r"(?:(?:≥|≤|>=|<=|>|<|trên|dưới|tối thiểu|ít nhất)\s*)?\d[\d.]*(?:,\d+)?(?:\s*[-–]\s*\d[\d.]*(?:,\d+)?)?\s*%?"
YEAR = re.compile(r"\b20[2-9]\d\b")


@dataclass(frozen=True)
class Header:
    """:param roles: the first column of each role (``number``, ``name``, ``task``, ``unit``, ``lead`` …).

    :param years: the columns with figures, each with the year its heading names.
    """

    roles: dict[str, int]
    years: dict[int, int]


def list_tables(pieces: Sequence[Piece]) -> Iterator[tuple[Header, list[Piece]]]:
    """Every table whose first rows say what its columns are, with the rows below."""
    for is_row, group in groupby(pieces, key=lambda piece: bool(piece.cells)):
        if is_row:
            yield from _tables_of(list(group))


def _tables_of(rows: Sequence[Piece]) -> Iterator[tuple[Header, list[Piece]]]:
    header: Header | None = None
    below: list[Piece] = []
    for row in rows:
        found = read_header(row.cells)
        if found is not None:
            if header is not None and below:
                yield header, below
                header, below = found, []
            else:
                header = Header({**(header.roles if header else {}), **found.roles}, found.years or _years(header))
        elif header is not None:
            below.append(row)
    if header is not None and below:
        yield header, below


def _years(header: Header | None) -> dict[int, int]:
    return header.years if header else {}


def read_header(cells: Sequence[str]) -> Header | None:
    """What the cells say as headings of columns; None where they are a row like others."""
    roles: dict[str, int] = {}
    years: dict[int, int] = {}
    for column, cell in enumerate(cells):
        year, role = year_of_heading(cell), role_of(cell)
        if year is not None and not role_is_named(role) and len(cell) < 40:
            years[column] = year
        elif role is not None and role not in roles:
            roles[role] = column
    is_header = len(roles) >= 2 or (len(roles) + len(years) >= 2 and bool(years))
    return Header(roles, years) if is_header and not _has_figures(cells) else None


def role_is_named(role: str | None) -> bool:
    return role in {"number", "unit", "lead", "partners", "note", "task"}


def _has_figures(cells: Sequence[str]) -> bool:
    return any(re.fullmatch(VALUE, cell.strip()) and not YEAR.fullmatch(cell.strip()) for cell in cells)
