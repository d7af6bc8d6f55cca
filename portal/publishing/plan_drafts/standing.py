"""What the portal already has of a plan whose document is read again: nothing a person reviewed is lost unseen.

Rows are the same where their place is: a target's indicator and year, a task's section and item.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from sqlalchemy.orm import Session

from portal.domain.plan_changes import ALIKE, likeness
from portal.domain.plan_tables import plan_tables
from portal.domain.plans import get_plan
from portal.domain.whole_plans import get_whole_plan
from portal.publishing.plan_drafts.draft import TABLES, Decision, Doubt, Draft, DraftRow

Cells: TypeAlias = dict[str, str]
Standing: TypeAlias = Mapping[str, Sequence[Cells]]
"""The rows of a plan of the portal by table, as text."""

PLACES = {
    "plan": ("field",),
    "outline": ("section",),
    "targets": ("indicator", "year"),
    "goals": ("section", "item"),
    "tasks": ("section", "item"),
    "responsibilities": ("section", "item"),
    "obligations": ("section", "item", "cadence"),
    "bodies": ("name",),
}
SHARED = {"tasks": "responsibilities", "responsibilities": "tasks"}
"""Tables whose rows have their permanent ids from one numbering."""
FILLED = frozenset("note,amends,lead,partners,due,due_note,due_day,due_month,reporter,recipient".split(","))
"""The columns, beside the English ones, that are filled where the reader found nothing."""
MARK = "standing"


def standing_cells(session: Session, slug: str) -> Standing | None:
    """The rows of a plan as the portal has them; None where it has none of this name."""
    plan = get_plan(session, slug)
    if plan is None:
        return None
    return {
        table.name: [dict(zip(table.fields, map(_text, row), strict=True)) for row in table.rows]
        for table in plan_tables(get_whole_plan(session, plan))
    }


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def fill(draft: Draft, standing: Standing) -> Draft:
    """The draft with the cells that the reader left empty and a person had filled in the portal's plan.

    A row that speaks of something else at the same place is left as it was read.
    """
    known = {
        table: {_place(table, cells): cells for cells in standing.get(table, ()) if _place(table, cells)[-1]}
        for table in TABLES
    }
    rows = {
        table: [_filled(row, known[table].get(_place(table, row.cells))) for row in draft.rows[table]]
        for table in TABLES
    }
    return replace(draft, rows=rows)


def _place(table: str, cells: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(cells.get(column, "") for column in PLACES[table])


def _filled(row: DraftRow, standing: Cells | None) -> DraftRow:
    if standing is None or ("title" in standing and likeness(standing["title"], row.cells["title"]) < ALIKE):
        return row
    more = {
        column: cell
        for column, cell in standing.items()
        if cell and not row.cells.get(column) and _is_filled(row.table, column) and not _repeats(standing, column)
    }
    if not more:
        return row
    return replace(row, cells=row.cells | more, doubts=(*row.doubts, Doubt.FILLED))


def _is_filled(table: str, column: str) -> bool:
    return column.endswith("_en") or column in FILLED or (table, column) == ("plan", "value")


def _repeats(cells: Cells, column: str) -> bool:
    """The English words are the Vietnamese ones: nobody has written any."""
    return column.endswith("_en") and cells[column] == cells[column.removesuffix("_en")]


def add_standing(draft: Draft, vanished: Sequence[DraftRow], standing: Standing) -> tuple[Draft, list[DraftRow]]:
    """The draft with the rows of the portal's plan that this reading lacks, already accepted, each after the row it
    stands after in the portal; and the vanished rows without those that are such a row.

    :param vanished: decided rows of an older reading; one that was decided on there stays as it was decided.
    """
    decided = {row.key: row for row in vanished}
    rows = {table: _with_lacking(table, draft, standing, decided) for table in TABLES}
    there = {row.key for table in TABLES for row in rows[table]}
    left = [row for row in vanished if row.key not in there and not _is_untouched(row)]
    return replace(draft, rows=rows), left


def _is_untouched(row: DraftRow) -> bool:
    return row.part.startswith(MARK) and row.decision != Decision.MENDED


def _with_lacking(table: str, draft: Draft, standing: Standing, decided: Mapping[str, DraftRow]) -> list[DraftRow]:
    rows = list(draft.rows[table])
    elsewhere = {_place(table, row.cells) for row in draft.rows.get(SHARED.get(table, ""), ())}
    after = -1
    for cells in standing.get(table, ()):
        place = _place(table, cells)
        found = next((at for at, row in enumerate(rows) if _place(table, row.cells) == place), None)
        if found is not None:
            after = found
        elif place not in elsewhere and (table != "plan" or cells["value"]):
            row = _standing_row(table, cells, place)
            before = decided.get(row.key)
            after += 1
            rows.insert(after, replace(row, cells=before.cells, decision=before.decision) if before else row)
    return rows


def _standing_row(table: str, cells: Cells, place: tuple[str, ...]) -> DraftRow:
    written = {column: "" if _repeats_at(cells, column) else cell for column, cell in cells.items()}
    return DraftRow(
        table, written, part=" ".join((MARK, *place)), doubts=(Doubt.STANDING,), decision=Decision.KEPT, read=written
    )


def _repeats_at(cells: Cells, column: str) -> bool:
    return column.endswith("_en") and bool(cells[column]) and _repeats(cells, column)
