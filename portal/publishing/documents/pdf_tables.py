"""Ruled tables of a page: a grid of lines that touch, its cells, and the words that stand in each."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from portal.publishing.documents.pdf_rules import Rule, Rules
from portal.publishing.documents.pdf_words import Word

TOUCH = 4.0  # points
MOST = 5_000  # cells of a table
CROSSINGS = 40_000  # of level and upright lines to be looked at; a page with more is a drawing

Cell = tuple[int, int]


@dataclass(frozen=True)
class Table:
    """Edges of columns from left to right and of rows upwards; ``owners``: the upper left place of each place's cell,
    rows counted downwards.
    """

    columns: tuple[float, ...]
    heights: tuple[float, ...]
    owners: dict[Cell, Cell]

    @property
    def count(self) -> int:
        """How many rows it has."""
        return len(self.heights) - 1

    def find_cell(self, word: Word) -> Cell | None:
        """Row and column of the cell a word stands in, by its middle; None where it stands beside the table."""
        column = bisect_right(self.columns, (word.left + word.right) / 2) - 1
        above = bisect_right(self.heights, word.base + word.size / 3) - 1
        if not (0 <= column < len(self.columns) - 1 and 0 <= above < self.count):
            return None
        return self.owners[self.count - 1 - above, column]

    def top(self, row: int) -> float:
        """The height at which a row begins."""
        return self.heights[self.count - row]


def find_tables(rules: Rules) -> list[Table]:
    """The tables of at least two columns that these lines draw."""
    if len(rules.level) * len(rules.upright) > CROSSINGS:
        return []
    tables = (_make_table(level, upright) for level, upright in _group(rules))
    return [table for table in tables if table is not None]


def _group(rules: Rules) -> list[tuple[list[Rule], list[Rule]]]:
    """Level and upright lines that touch one another, over others."""
    groups: list[tuple[list[Rule], list[Rule]]] = []
    for upright in rules.upright:
        own: tuple[list[Rule], list[Rule]] = ([level for level in rules.level if _cross(level, upright)], [upright])
        apart = []
        for group in groups:
            if any(level in group[0] for level in own[0]):
                own = ([*own[0], *(level for level in group[0] if level not in own[0])], [*own[1], *group[1]])
            else:
                apart.append(group)
        groups = [*apart, own]
    return groups


def _cross(level: Rule, upright: Rule) -> bool:
    return _reaches(level, upright.at) and _reaches(upright, level.at)


def _reaches(rule: Rule, at: float) -> bool:
    return rule.low - TOUCH <= at <= rule.high + TOUCH


def _make_table(level: Sequence[Rule], upright: Sequence[Rule]) -> Table | None:
    columns, heights = _edges(upright), _edges(level)
    if len(columns) < 3 or len(heights) < 2 or len(columns) * len(heights) > MOST:
        return None
    owners: dict[Cell, Cell] = {}
    count = len(heights) - 1
    for row in range(count):
        bottom, top = heights[count - row - 1], heights[count - row]
        for column in range(len(columns) - 1):
            left, right = columns[column], columns[column + 1]
            if column and not _stands(upright, left, (bottom + top) / 2):
                owners[row, column] = owners[row, column - 1]
            elif row and not _stands(level, top, (left + right) / 2):
                owners[row, column] = owners[row - 1, column]
            else:
                owners[row, column] = (row, column)
    return Table(columns, heights, owners) if len({column for _, column in owners.values()}) > 1 else None


def _edges(rules: Sequence[Rule]) -> tuple[float, ...]:
    edges: list[float] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if not edges or rule.at - edges[-1] > TOUCH:
            edges.append(rule.at)
    return tuple(edges)


def _stands(rules: Sequence[Rule], at: float, middle: float) -> bool:
    """Whether a line stands at this edge, beside the middle of a place."""
    return any(abs(rule.at - at) <= TOUCH and rule.low <= middle <= rule.high for rule in rules)
