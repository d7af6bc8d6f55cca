"""Targets that stand in a table: a row an indicator, a column a year."""

import re
from collections.abc import Iterator, Sequence

from portal.publishing.plan_reading.piece import Piece
from portal.publishing.plan_reading.quantities import COUNT, PERCENT, Quantity, list_quantities
from portal.publishing.plan_reading.tables import VALUE, Header, list_tables
from portal.publishing.plan_reading.years import year_above

_PERCENT = re.compile(r"%|phần trăm|tỷ lệ|tỉ lệ", re.IGNORECASE)


def list_table_targets(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, Quantity, str, int | None]]:
    """Each figure of each table of targets: the row it stands in, the number, the words it is said of, its year.

    A column without a year has that of the heading above the table.
    """
    for header, rows in list_tables(pieces):
        if "name" not in header.roles or "task" in header.roles:
            continue
        for row in rows:
            yield from _of_row(header, row)


def _of_row(header: Header, row: Piece) -> Iterator[tuple[Piece, Quantity, str, int | None]]:
    name = _cell(row, header.roles["name"])
    unit = _cell(row, header.roles.get("unit"))
    columns: dict[int, int | None] = {**header.years} or {
        column: year_above(row.titles) for column in _value_columns(header, row)
    }
    for column, year in columns.items():
        cell = _cell(row, column)
        if quantity := read_cell(cell, f"{unit} {name}"):
            yield row, quantity, f"{name} {unit if unit != '%' else ''}".strip(), year


def read_cell(cell: str, about: str) -> Quantity | None:
    """The number in a cell; ``about`` says whether it is a percentage."""
    if not re.fullmatch(rf"{VALUE}.{{0,20}}", cell):
        return None
    percent = "%" in cell or bool(_PERCENT.search(about))
    written = cell if "%" in cell or not percent else re.sub(r"(\d)(?!.*\d)", r"\1%", cell, count=1)
    sign = re.sub(r"^(?=\d)", "đạt ", written) if not percent else written
    found = list_quantities(sign if percent else f"{sign} {about}")
    if not found:
        return None
    quantity = found[0]
    kind = PERCENT if percent else COUNT
    return Quantity(0, len(cell), kind, quantity.comparator, quantity.value, quantity.high, cell)


def _value_columns(header: Header, row: Piece) -> list[int]:
    taken = {header.roles.get(role) for role in ("number", "name", "unit", "lead", "partners", "due", "note")}
    return [column for column, cell in enumerate(row.cells) if column not in taken and re.search(r"\d", cell)][:1]


def _cell(row: Piece, column: int | None) -> str:
    return row.cells[column].strip() if column is not None and column < len(row.cells) else ""
