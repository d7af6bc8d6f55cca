"""Tasks that stand in a table: a row a task, with columns for who leads, who takes part and by when."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import count

from portal.publishing.plan_drafts.draft import Doubt, DraftRow
from portal.publishing.plan_reading.bodies import leading_names
from portal.publishing.plan_reading.body_names import spell
from portal.publishing.plan_reading.dates import read_due_cell
from portal.publishing.plan_reading.directory import Directory
from portal.publishing.plan_reading.piece import Piece
from portal.publishing.plan_reading.tables import Header, list_tables
from portal.publishing.plan_reading.titling import title_of

_ITEM = re.compile(r"(?:\d{1,3})(?:\.\d{1,2})*")
_SEVERAL = re.compile(r"\s*[;\n]\s*")


def read_task_tables(
    pieces: Sequence[Piece], directory: Directory, taken: Collection[tuple[str, str]] = ()
) -> list[DraftRow]:
    """Rows of the table ``tasks`` for every table of the document that has a column of tasks.

    A task's item is its number in the table, or the next free one where it bears none or the table numbers anew.

    :param taken: (section, item) of the tasks that stand outside tables.
    """
    rows: list[DraftRow] = []
    places = set(taken)
    for header, table in list_tables(pieces):
        column = header.roles.get("task")
        if column is None and {"lead", "due"} & header.roles.keys() and not header.years:
            column = header.roles.get("name")
        for piece in table if column is not None else ():
            if column is not None and (task := _cell(piece, column)) and _is_task(header, piece):
                item = _item(header, piece, places)
                places.add((piece.path, item))
                rows.append(_row(header, piece, task, item, directory))
    return rows


def _item(header: Header, piece: Piece, places: Collection[tuple[str, str]]) -> str:
    number = _cell(piece, header.roles.get("number")).rstrip(".)")
    if _ITEM.fullmatch(number) and (piece.path, number) not in places:
        return number
    return next(item for item in map(str, count(1)) if (piece.path, item) not in places)


def _is_task(header: Header, piece: Piece) -> bool:
    """Whether a row says more than the heading of a group of rows does: who, or by when."""
    told = [_cell(piece, header.roles[role]) for role in ("lead", "partners", "due", "product") if role in header.roles]
    return not told or (any(told) and len(set(piece.cells)) > 1)


def _row(header: Header, piece: Piece, task: str, item: str, directory: Directory) -> DraftRow:
    title, shortened = title_of(task)
    due = read_due_cell(_cell(piece, header.roles.get("due")))
    cells = {
        "section": piece.path,
        "item": item,
        "title": title,
        "title_en": "",
        "lead": "; ".join(_names(_cell(piece, header.roles.get("lead")), directory)),
        "partners": "; ".join(_names(_cell(piece, header.roles.get("partners")), directory)),
        "due": due.day,
        "due_note": due.note,
        "due_note_en": due.note_en,
    }
    return DraftRow("tasks", cells, piece.source, doubts=(Doubt.SHORTENED,) if shortened else ())


def _names(cell: str, directory: Directory) -> list[str]:
    return directory.names(name for part in _SEVERAL.split(cell) for name in _names_of(part))


def _names_of(part: str) -> Iterator[str]:
    """A column of bodies has nothing else: what is not known as a body is one all the same."""
    said = part.strip(" -+•")
    if re.search(r"\w", said):
        yield from leading_names(said) or [spell(said).full]


def _cell(piece: Piece, column: int | None) -> str:
    return piece.cells[column].strip() if column is not None and column < len(piece.cells) else ""
