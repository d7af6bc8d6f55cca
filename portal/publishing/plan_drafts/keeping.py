"""What a person decided, kept when the document is read again.

A row is known again by its key: the words of its sentence and its part of them, wherever they stand now.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from portal.domain.folding import fold
from portal.publishing.plan_drafts.draft import TABLES, Decision, Doubt, Draft, DraftRow, Source

PLACE = frozenset({"section", "item"})
"""The columns that say where in the document a row stands: they follow the document, not what was decided before."""


@dataclass(frozen=True)
class Kept:
    """:param draft: the new reading with the decisions of the old one.
    :param vanished: the rows somebody had decided on whose words are no longer in the document.
    """

    draft: Draft
    vanished: list[DraftRow]


def keep(old: Draft, new: Draft) -> Kept:
    """Carry decisions over from an older reading; of several rows with one key the first goes to the first.

    What is decided keeps the person's cells; where the document now says otherwise the row gets the doubt
    ``read-otherwise``. Rows nobody has decided on are those of the new reading.
    """
    decided: dict[str, deque[DraftRow]] = defaultdict(deque)
    for row in old.every_row():
        if not is_added(row):
            decided[row.key].append(row)
    rows = {table: [_decided(row, decided[row.key]) for row in new.rows[table]] for table in TABLES}
    for row in filter(is_added, old.every_row()):
        moved = _at_its_sentence(row, new)
        rows[row.table].insert(place_for(rows[row.table], moved.source), moved)
    return Kept(replace(new, rows=rows), list(_left(decided.values())))


def _decided(row: DraftRow, known: deque[DraftRow]) -> DraftRow:
    if not known:
        return row
    before = known.popleft()
    if before.decision == Decision.OPEN:
        return row
    was_read = before.read or before.cells
    mine = {
        column: cell
        for column, cell in before.cells.items()
        if column not in PLACE or cell != was_read.get(column, cell)
    }
    doubts = [doubt for doubt in row.doubts if doubt != Doubt.READ_OTHERWISE]
    if _without_place(was_read) != _without_place(row.cells):
        doubts.append(Doubt.READ_OTHERWISE)
    return replace(row, cells=row.cells | mine, read=row.cells, decision=before.decision, doubts=tuple(doubts))


def is_added(row: DraftRow) -> bool:
    """Whether a person added the row: no reading has it."""
    return row.read == {}


def place_for(rows: Sequence[DraftRow], source: Source | None) -> int:
    """Where an added row goes: after the last that is from its sentence or one before it; without one at the end."""
    if source is None:
        return len(rows)
    earlier = [at for at, row in enumerate(rows) if row.source and row.source.line <= source.line]
    return earlier[-1] + 1 if earlier else 0


def _at_its_sentence(row: DraftRow, new: Draft) -> DraftRow:
    """An added row with the line at which its sentence stands now; in doubt where the document has it no longer."""
    if row.source is None:
        return row
    said = fold(row.source.text)
    for line, page, words in new.text:
        if fold(words) == said:
            return replace(row, source=replace(row.source, line=line, last_line=line, page=page), doubts=())
    return replace(row, doubts=(Doubt.READ_OTHERWISE,))


def _without_place(cells: dict[str, str]) -> dict[str, str]:
    return {column: cell for column, cell in cells.items() if column not in PLACE}


def _left(known: Iterable[deque[DraftRow]]) -> Iterable[DraftRow]:
    return (row for rows in known for row in rows if row.decision != Decision.OPEN)
