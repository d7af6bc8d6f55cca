"""Words of a page laid out as rows in reading order, those of tables among them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from portal.publishing.documents.pdf_blocks import order_lines
from portal.publishing.documents.pdf_rules import Rule
from portal.publishing.documents.pdf_tables import Cell, Table
from portal.publishing.documents.pdf_unruled import find_unruled
from portal.publishing.documents.pdf_words import Word

SAME_LINE = 0.4  # of the size: by how much words on one line may stand higher or lower (m²)
GLUED = 0.1  # of the size: words closer than this are one
APART = 2.5  # of the size: a wider gap parts two blocks
WIDER = 1.3  # times the usual distance of lines: an empty line stands between
LABEL = re.compile(r"(?:[-+•–—●▪○]|\(?[\dIVXa-zđ]{1,4}(?:\.\d{1,2})*[.)]?|[\uf000-\uf0ff])")


@dataclass(slots=True)
class Row:
    """A line of text, or a row of a table; ``base`` and ``size`` in points from the lower edge."""

    text: str
    base: float
    size: float
    left: float
    right: float
    cells: tuple[str, ...] = ()
    parted: bool = False
    dropped: bool = False


def lay_out(words: Sequence[Word], tables: Sequence[Table], level: Sequence[Rule] = ()) -> list[Row]:
    """All rows of a page from top to bottom.

    :param level: the level lines of the page, which may part the rows of a table without a grid.
    """
    outside: list[Word] = []
    inside: list[dict[Cell, list[Word]]] = [{} for _ in tables]
    for word in words:
        for table, cells in zip(tables, inside, strict=True):
            cell = table.find_cell(word)
            if cell is not None:
                cells.setdefault(cell, []).append(word)
                break
        else:
            outside.append(word)
    lines = _read_lines(gather_lines(outside), level)
    for table, cells in zip(tables, inside, strict=True):
        _insert(lines, _table_rows(table, cells))
    return lines


def _read_lines(lines: list[list[Word]], level: Sequence[Rule]) -> list[Row]:
    """The rows of what stands outside ruled tables."""
    rows: list[Row] = []
    done = 0
    for table in find_unruled(lines, level):
        rows += _ordered(lines[done : table.first])
        rows += [Row("", base, 0, table.left, table.right, cells) for base, cells in table.rows]
        done = table.end
    return rows + _ordered(lines[done:])


def _ordered(lines: list[list[Word]]) -> list[Row]:
    return [_make_row(part) for parts in order_lines(map(split_line, lines)) for part in parts]


def _insert(lines: list[Row], rows: list[Row]) -> None:
    """Put the rows of a table before the first line that stands below its top."""
    if rows:
        place = next((place for place, line in enumerate(lines) if line.base < rows[0].base), len(lines))
        lines[place:place] = rows


def gather_lines(words: Iterable[Word]) -> list[list[Word]]:
    """The words of each line from left to right, the lines from top to bottom."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: -word.base):
        line = lines[-1] if lines else None
        if line and line[0].base - word.base <= SAME_LINE * max(line[0].size, word.size):
            line.append(word)
        else:
            lines.append([word])
    for line in lines:
        line.sort(key=lambda word: word.left)
    return lines


def split_line(line: list[Word]) -> list[list[Word]]:
    """A line parted where a gap is too wide for a space; after a label it never is."""
    parts = [[line[0]]]
    for word in line[1:]:
        last = parts[-1][-1]
        is_apart = word.left - last.right > APART * max(last.size, word.size)
        if is_apart and not (len(parts[-1]) == 1 and LABEL.fullmatch(last.text)):
            parts.append([word])
        else:
            parts[-1].append(word)
    return parts


def _make_row(words: list[Word]) -> Row:
    size = max(word.size for word in words)
    return Row(write_words(words), median(word.base for word in words), size, words[0].left, words[-1].right)


def write_words(words: Sequence[Word]) -> str:
    """The text of a line; parts of a word that were placed one by one are put together."""
    text = words[0].text
    for before, word in pairwise(words):
        text += word.text if -before.size < word.left - before.right < GLUED * word.size else " " + word.text
    return text


def _table_rows(table: Table, cells: dict[Cell, list[Word]]) -> list[Row]:
    rows = []
    for row in range(table.count):
        texts = tuple(
            " ".join(map(write_words, gather_lines(cells.get((row, column), ()))))
            for column in range(len(table.columns) - 1)
        )
        rows.append(Row("", table.top(row), 0, table.columns[0], table.columns[-1], texts))
    return rows


def part_rows(pages: Iterable[Sequence[Row]]) -> None:
    """Mark the lines that stand further below the one before than lines of this document do."""
    gaps = [
        (row, (before.base - row.base) / row.size)
        for rows in pages
        for before, row in pairwise(rows)
        if row.size and before.size and before.base > row.base
    ]
    usual = median(gap for _, gap in gaps) if gaps else 0
    for row, gap in gaps:
        row.parted = gap > WIDER * usual
