"""A plan to be changed: its paragraphs with their places, and the reviewed tables that are true of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from bench.plans.reading import open_here
from bench.plans.truth import Tables, read_truth
from portal.publishing.documents import Line
from portal.publishing.plan_reading.labels import Level
from portal.publishing.plan_reading.outline import list_pieces
from portal.publishing.plan_reading.paragraphs import Paragraph, join_lines
from portal.publishing.plan_reading.piece import Part, Piece

BODY = frozenset({Part.PURPOSE, Part.GOALS, Part.TASKS, Part.DUTIES, Part.ANNEX})
STYLES = {
    Level.ANNEX: "Phụ lục {}. ",
    Level.ROMAN: "{}. ",
    Level.NUMBER: "{}. ",
    Level.LETTER: "{}) ",
    Level.BULLET: "- ",
    Level.SUB_BULLET: "+ ",
}


@dataclass(frozen=True)
class Said:
    """A paragraph: its label apart, and where it stands.

    :param name: of the label without dots or brackets after it (``II``, ``2.1``, ``a``); empty where it has none.
    :param item: the ordinal of the bullet under ``path``, as in ``data/plans``.
    """

    level: Level | None
    name: str
    text: str
    path: str
    item: str
    part: Part
    is_section: bool

    def write(self, styles: dict[Level, str] = STYLES) -> str:
        """The paragraph as a line of text."""
        if self.level is None:
            return self.text
        return styles[self.level].format(self.name.removeprefix("PL")) + self.text


@dataclass(frozen=True)
class Plan:
    """:param told: the paragraphs in order; :param truth: what is to be read of them."""

    slug: str
    told: tuple[Said, ...]
    truth: Tables

    def list_lines(self) -> list[str]:
        return [said.write() for said in self.told]

    def with_words(self, change: Callable[[str], str]) -> "Plan":
        """The plan with other words between its head and its tail; the tables stay."""
        told = (replace(said, text=change(said.text)) if said.part in BODY else said for said in self.told)
        return replace(self, told=tuple(told))

    def with_rows(self, change: Callable[[str, dict[str, str]], dict[str, str]]) -> Tables:
        """The tables with every row as ``change`` makes it of the table's name and the row."""
        return {table: [change(table, row) for row in rows] for table, rows in self.truth.items()}


def load_plan(path: Path) -> Plan:
    """A plan as it was sent. Where its paragraphs stand is told by the reader's own outline, which is why the bench
    first compares that with the reviewed one.
    """
    return make_plan(path.stem, open_here(path.read_bytes(), path.name).lines, read_truth(path.stem))


def make_plan(slug: str, lines: Iterable[Line], truth: Tables) -> Plan:
    """A plan of the lines of its document."""
    given = join_lines(lines)
    pieces: dict[int, Piece] = {}
    for piece in list_pieces(given):
        pieces.setdefault(piece.line, piece)  # the heading, where a paragraph has its words beside it
    return Plan(slug, tuple(_said(paragraph, pieces[paragraph.line]) for paragraph in given), truth)


def _said(paragraph: Paragraph, piece: Piece) -> Said:
    label = paragraph.label
    if label is None:
        return Said(None, "", paragraph.text, piece.path, piece.item, piece.part, piece.is_section)
    return Said(label.level, label.name, label.rest, piece.path, piece.item, piece.part, piece.is_section)
