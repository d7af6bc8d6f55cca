"""Tables that no grid rules: columns known by a header that names them and by the gaps that run down below it."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from portal.publishing.documents.columns import count_named, is_named, is_number_heading, names_columns
from portal.publishing.documents.pdf_words import Word

HEADER_LINES = 4
GAP, WIDE = 0.6, 2.0  # of the size: what parts two headings, and what parts two words of one less surely
NARROW = 0.45  # of the size: what parts two cells; a space is narrower
FAR = 4.5  # of the size: a line further below the one before does not belong to the table
NAMED = 0.6  # of the headings must be known ones

Span = tuple[float, float]
Lines = Sequence[list[Word]]
Cells = list[list[Word]]


@dataclass(frozen=True)
class Header:
    """:param gaps: between each two columns, the ends between which their edge lies; :param lines: it takes so many."""

    texts: tuple[str, ...]
    gaps: tuple[Span, ...]
    lines: int

    @property
    def number(self) -> int | None:
        """The column that numbers the rows."""
        return next((place for place, text in enumerate(self.texts) if is_number_heading(text)), None)


@dataclass(frozen=True)
class Body:
    """The lines below a header, each parted into its cells."""

    bases: tuple[float, ...]
    cells: tuple[Cells, ...]


def read_header(lines: Lines) -> Header | None:
    """The header of a table that begins with the first of these lines; None where none does."""
    if not lines:
        return None
    first = _project(lines[:1])
    if len(first) < 2:
        below = read_header(lines[1:]) if len(lines) > 1 and len(_project(lines[1:2])) > 1 else None
        longer = _header(lines, below.lines + 1) if below else None
        stands_first = longer is None or first[0][0] < longer.gaps[0][1]
        return longer if longer and below and len(longer.texts) == len(below.texts) and not stands_first else None
    found = next((told for count in range(1, HEADER_LINES) if (told := _header(lines, count))), None)
    while found and found.lines < min(HEADER_LINES, len(lines)):
        longer = _header(lines, found.lines + 1)
        if longer is None or len(longer.texts) < len(found.texts) or not _goes_on(found, longer, lines[found.lines]):
            break
        found = longer
    return found


def _header(lines: Lines, count: int) -> Header | None:
    if count > len(lines):
        return None
    columns = _join_words(_project(lines[:count]), lines[:count])
    texts = tuple(_heading(column, lines[:count]) for column in columns)
    if not names_columns(texts) or count_named(texts) < math.ceil(NAMED * len(texts)):
        return None
    gaps = tuple((left[1], right[0]) for left, right in pairwise(columns))
    return Header(texts, gaps, count)


def _goes_on(header: Header, longer: Header, line: list[Word]) -> bool:
    """Whether a line is the next of a header: it names more columns, or holds ends of headings and years alone."""
    if count_named(longer.texts) > count_named(header.texts):
        return True
    parts = [_write(column, line) for column in _project([line])]
    return all(part[0].islower() or part[0] == "(" or is_named(part) for part in parts)


def _project(lines: Lines) -> list[Span]:
    """The stretches of the page's width on which words of these lines stand, those close to one another as one."""
    found: list[Span] = []
    for word in sorted((word for line in lines for word in line), key=lambda word: word.left):
        if found and word.left - found[-1][1] <= GAP * word.size:
            found[-1] = found[-1][0], max(found[-1][1], word.right)
        else:
            found.append((word.left, word.right))
    return found


def _join_words(columns: list[Span], lines: Lines) -> list[Span]:
    """The columns, those of a heading whose words stand far apart, as in justified lines, as one."""
    found: list[Span] = []
    for column in columns:
        both = (found[-1][0], column[1]) if found else column
        if found and column[0] - found[-1][1] < WIDE * lines[0][0].size and _is_one(found[-1], column, both, lines):
            found[-1] = both
        else:
            found.append(column)
    return found


def _is_one(left: Span, right: Span, both: Span, lines: Lines) -> bool:
    named = is_named(_heading(left, lines)) and is_named(_heading(right, lines))
    return not named and is_named(_heading(both, lines))


def _heading(column: Span, lines: Lines) -> str:
    return " ".join(filter(None, (_write(column, line) for line in lines)))


def _write(column: Span, line: list[Word]) -> str:
    return " ".join(word.text for word in line if column[0] <= word.left <= column[1])


def read_body(header: Header, lines: Lines, before: float) -> Body:
    """The lines that go on with the table, as far as all of them leave a place free for the edge of every column.

    :param before: the base of the line above them.
    """
    edges: list[list[Span]] = [[gap] for gap in header.gaps]
    taken: list[list[Word]] = []
    for line in lines:
        base, size = line[0].base, max(word.size for word in line)
        free = [list(_meet(edge, _free(line))) for edge in edges]
        if before - base > FAR * size or not all(free) or _is_after(header, line, free[0]):
            break
        taken.append(line)
        edges, before = free, base
    while taken and _is_heading(header, taken[-1], edges[0]):
        taken.pop()
    begins = [word.left for line in taken for word in line] + [high for _, high in header.gaps]
    widest = [max(edge, key=lambda span: (_count_aligned(span, begins), span[1] - span[0])) for edge in edges]
    middles = [(low + high) / 2 for low, high in widest]
    return Body(tuple(line[0].base for line in taken), tuple(_part(line, middles) for line in taken))


def _count_aligned(span: Span, begins: Iterable[float]) -> int:
    """How many words begin where the next column would; of words in justified lines hardly two begin in one place."""
    count = sum(abs(begin - span[1]) < 1 for begin in begins)
    return count if count > 2 else 0


def _free(line: list[Word]) -> list[Span]:
    """Where a line has no words, nor only a space between two."""
    ends = [-math.inf, *(word.right for word in line)]
    begins = [*(word.left for word in line), math.inf]
    return [(low, high) for low, high in zip(ends, begins, strict=True) if high - low > NARROW * line[0].size]


def _meet(spans: Iterable[Span], others: Sequence[Span]) -> Iterator[Span]:
    for low, high in spans:
        for other_low, other_high in others:
            if max(low, other_low) < min(high, other_high):
                yield max(low, other_low), min(high, other_high)


def _part(line: list[Word], middles: Sequence[float]) -> Cells:
    cells: Cells = [[] for _ in range(len(middles) + 1)]
    for word in line:
        cells[bisect_right(middles, (word.left + word.right) / 2)].append(word)
    return cells


def _is_after(header: Header, line: list[Word], edge: Sequence[Span]) -> bool:
    """Whether a line is surely text below the table: in the first column alone, with a label of a section."""
    first = line[0].text
    is_label = first in ("-", "+", "Nơi") or (first.endswith((".", ")")) and first[:-1].isupper())
    return _is_alone(header, line, edge) and is_label


def _is_heading(header: Header, line: list[Word], edge: Sequence[Span]) -> bool:
    """Whether the last line of a table is rather a numbered heading below it."""
    first = line[0].text
    return _is_alone(header, line, edge) and first[:1].isdigit() and first.endswith((".", ")"))


def _is_alone(header: Header, line: list[Word], edge: Sequence[Span]) -> bool:
    return (header.number is None or len(line) > 1) and line[-1].right <= max(high for _, high in edge)
