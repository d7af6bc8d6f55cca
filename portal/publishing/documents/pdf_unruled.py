"""The rows of a table that no grid rules: which of its lines are one row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal.publishing.documents.columns import is_named
from portal.publishing.documents.pdf_columns import Body, Header, Lines, read_body, read_header
from portal.publishing.documents.pdf_rules import Rule

WIDE = 0.5  # of the table: a level line as long parts its rows
NEAR = 3.0  # points by which the middles of cells may differ


@dataclass(frozen=True)
class Unruled:
    """A table and the places of its lines among those of the page: from ``first`` up to ``end``.

    :param rows: of each its base and the texts of its cells, the header first.
    """

    first: int
    end: int
    left: float
    right: float
    rows: tuple[tuple[float, tuple[str, ...]], ...]


def find_unruled(lines: Lines, level: Sequence[Rule]) -> Iterator[Unruled]:
    """The tables without a grid among the lines of a page, from top to bottom."""
    at = 0
    while at < len(lines):
        header = read_header(lines[at : at + 5])
        table = _read_table(lines, at, header, level) if header else None
        if table:
            yield table
        at = table.end if table else at + 1


def _read_table(lines: Lines, at: int, header: Header, level: Sequence[Rule]) -> Unruled | None:
    begin = at + header.lines
    body = read_body(header, lines[begin:], lines[begin - 1][0].base)
    inside = lines[at : begin + len(body.bases)]
    left, right = min(line[0].left for line in inside), max(line[-1].right for line in inside)
    groups = _by_rules(header, body, _between(level, left, right, inside)) or _by_anchors(header, body)
    if not groups:
        return None
    rows = [(lines[at][0].base, header.texts)]
    rows += [(body.bases[group[0]], _texts(body, group)) for group in groups]
    return Unruled(at, begin + groups[-1][-1] + 1, left, right, tuple(rows))


def _texts(body: Body, group: Sequence[int]) -> tuple[str, ...]:
    columns = range(len(body.cells[0]))
    return tuple(" ".join(word.text for place in group for word in body.cells[place][column]) for column in columns)


def _between(level: Sequence[Rule], left: float, right: float, inside: Lines) -> list[float]:
    """The heights of the level lines that run through a table below the top of its header."""
    top, low = inside[0][0].base, inside[-1][0].base
    wide = (rule for rule in level if min(rule.high, right) - max(rule.low, left) > WIDE * (right - left))
    return sorted({rule.at for rule in wide if low < rule.at < top}, reverse=True)


def _by_rules(header: Header, body: Body, heights: Sequence[float]) -> list[list[int]]:
    """The lines between each two level lines; none where those do not part every row."""
    groups: dict[int, list[int]] = {}
    for place, base in enumerate(body.bases):
        groups.setdefault(sum(height >= base for height in heights), []).append(place)
    anchors = _anchors(header, body)
    if not heights or 0 in groups or len(groups) < max(len(anchors), 1):
        return []
    return list(groups.values())


def _anchors(header: Header, body: Body) -> list[int]:
    """The lines that each row has one of: with its number, else a figure of a year, else most of its cells."""
    years = [place for place, text in enumerate(header.texts) if place and is_named(text) and text[-4:].isdigit()]
    column = header.number if header.number is not None else next(iter(years), None)
    if column is not None:
        return [place for place, cells in enumerate(body.cells) if cells[column]]
    most = len(header.texts) - 1
    return [place for place, cells in enumerate(body.cells) if cells[0] and sum(map(bool, cells)) >= max(most, 2)]


def _by_anchors(header: Header, body: Body) -> list[list[int]]:
    """The lines of each row, in whichever of two ways more rows begin with a capital: from one anchor to the next, or,
    where cells stand in the middle of their row, as far above the anchor as below it.
    """
    anchors = _anchors(header, body)
    if not anchors:
        return []
    ends = [*anchors[1:], len(body.bases)]
    from_top = [list(range(first, end)) for first, end in zip([0, *anchors[1:]], ends, strict=True)]
    around = _around(body, anchors)
    column = 1 if header.number == 0 else 0
    if around and _count_odd(body, around, column) + _left(body, around) < _count_odd(body, from_top, column):
        return around
    return around if around and anchors[0] else from_top


def _around(body: Body, anchors: Sequence[int]) -> list[list[int]]:
    """Rows with their anchors in the middle; none where one has not."""
    groups: list[list[int]] = []
    start = 0
    for anchor, after in zip(anchors, [*anchors[1:], len(body.bases)], strict=True):
        if start > anchor:
            return []
        lowest = 2 * body.bases[anchor] - body.bases[start]
        end = next((place for place in range(anchor + 1, after) if body.bases[place] < lowest - NEAR), after)
        if abs(body.bases[end - 1] - lowest) > NEAR:
            return []
        groups.append(list(range(start, end)))
        start = end
    return groups


def _left(body: Body, groups: Sequence[Sequence[int]]) -> int:
    return len(body.bases) - 1 - groups[-1][-1]


def _count_odd(body: Body, groups: Sequence[Sequence[int]], column: int) -> int:
    """How many rows do not begin with a capital in a column of words."""
    begun = (next((body.cells[place][column] for place in group if body.cells[place][column]), []) for group in groups)
    return sum(not (words and words[0].text[0].isupper()) for words in begun)
