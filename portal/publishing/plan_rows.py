"""The rows of a plan's files, from a folder or from cells; ``plan_making`` makes the plan of them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from portal.publishing.problems import Problem, Refused
from portal.publishing.reading import Row, read_rows

Tables: TypeAlias = Mapping[str, Sequence[Row]]
"""Rows by the name of their file, as ``COLUMNS`` has them."""

PLAN_FIELDS = ("title", "issuer", "number", "issued_on", "year", "period_from", "period_to", "basis", "note")
COLUMNS = {
    "plan": ("field", "value", "value_en"),
    "outline": ("section", "title", "title_en"),
    "targets": "indicator,comparator,value,value_high,year,section,item,note,note_en,amends".split(","),
    "goals": ("section", "item", "year", "title", "title_en"),
    "tasks": ["section", "item", "title", "title_en", "lead", "partners", "due", "due_note", "due_note_en"],
    "responsibilities": ["section", "item", "title", "title_en", "lead", "partners", "due", "due_note", "due_note_en"],
    "obligations": ["section", "item", "cadence", "due_day", "due_month", "reporter", "recipient", "note", "note_en"],
    "bodies": ("name", "name_en"),
}


def read_tables(folder: Path) -> Tables:
    """The rows of every file of a plan's folder.

    :raises Refused: with what is wrong with every file that cannot be read.
    """
    tables: dict[str, list[Row]] = {}
    problems: list[Problem] = []
    for name, columns in COLUMNS.items():
        try:
            tables[name] = read_rows(folder / f"{name}.csv", columns)
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(problems)
    return tables


def as_rows(file: str, tables: Mapping[str, Sequence[Mapping[str, str]]]) -> Tables:
    """Cells by table as rows; a column that a row lacks is empty.

    :param file: where they are from, as problems name it.
    """
    return {
        name: [
            Row(f"{file}, {name}", number, {column: cells.get(column, "") for column in columns})
            for number, cells in enumerate(tables.get(name, ()), start=1)
        ]
        for name, columns in COLUMNS.items()
    }
