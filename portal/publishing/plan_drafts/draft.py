"""The draft: rows of the same form as ``data/plans/<slug>/*.csv``, each beside the line of the document it is from."""

import enum
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from portal.domain.folding import fold

TABLES = ("plan", "outline", "targets", "goals", "tasks", "responsibilities", "obligations", "bodies")
"""The tables of a draft, named like the files of ``data/plans/<slug>/`` and in the order a reviewer goes through."""


NEEDED_OF_PLAN = frozenset({"title", "issuer", "year", "period_from", "period_to"})
"""The fields of the table ``plan`` that no plan can be without."""


class Decision(enum.StrEnum):
    """What a person decided about a row."""

    OPEN = ""
    KEPT = "kept"  # right as it was read
    MENDED = "mended"  # right after a change by hand
    DROPPED = "dropped"  # does not belong into the plan's data


class Doubt(enum.StrEnum):
    """Why a row is not sure; ``plan_drafts.words`` says it in both languages."""

    NO_INDICATOR = "no-indicator"  # no indicator's wording comes near
    WEAK_MATCH = "weak-match"  # the nearest indicator is not near
    LIKELY_MATCH = "likely-match"  # an indicator is filled in whose wording is alike, not equal
    CLOSE_MATCH = "close-match"  # a second indicator is nearly as near
    OTHER_UNIT = "other-unit"  # the number's unit is not the indicator's
    RELATIVE = "relative"  # a rise or fall by so much, not a level to reach
    ROUGH = "rough"  # about so much
    IMPLIED = "implied"  # the document says "every" and no number
    TWICE = "twice"  # the same indicator and year stand above
    YEAR_TWICE = "year-twice"  # the sentence names several years
    OUTSIDE_PERIOD = "outside-period"  # the year is not one of the plan's
    LABEL_TWICE = "label-twice"  # the document gives the same label twice
    LABEL_MISSING = "label-missing"  # a label before this one is missing
    LABEL_GIVEN = "label-given"  # the document does not number its headings
    NOT_FOUND = "not-found"  # the plan needs it and the document does not say it
    NO_DAY = "no-day"  # the document names no day
    NO_SUCH_DAY = "no-such-day"  # the document names a day that no calendar has
    SHORTENED = "shortened"  # the sentence was too long for a title
    STANDING = "standing"  # the portal has it, this reading does not
    FILLED = "filled"  # cells the reader left empty are those of the portal
    OTHER_YEAR = "other-year"  # the document says another year than the plan that was chosen
    READ_OTHERWISE = "read-otherwise"  # decided on when the document, or the reader, said something else


@dataclass(frozen=True)
class Source:
    """Where a row stands in the document: its citation.

    :param path: labels joined by dots (``II.2.1.e``); :param text: the sentence itself, lines joined.
    :param line: the first line of the piece; :param last_line: its last.
    """

    line: int
    last_line: int
    page: int | None
    path: str
    text: str


@dataclass
class DraftRow:
    """A row of one of the ``TABLES``: ``cells`` under that file's columns, all as text.

    :param part: what tells the rows of one sentence apart, as the document writes it (``≥ 10%``; a cadence; a name).
    :param nearest: of a target, the codes of the indicators that come nearest, the nearest first.
    :param score: of a target, how near the wording is to its indicator's, 0 to 1; else None.
    :param read: the cells as the reader read them, where a person has mended them or decided before.
    """

    table: str
    cells: dict[str, str]
    source: Source | None = None
    part: str = ""
    score: float | None = None
    doubts: tuple[str, ...] = ()
    decision: Decision = Decision.OPEN
    read: dict[str, str] | None = None
    nearest: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The same for the same words of the document, wherever they stand and however its lines break."""
        said = fold(self.source.text) if self.source else ""
        return hashlib.sha256(f"{self.table}\n{said}\n{self.part}".encode()).hexdigest()[:16]


@dataclass
class Draft:
    """:param name: of the file; :param sha256: of its bytes; :param rows: by table, in the document's order.

    ``text`` is what the reviewer sees beside the rows: (line, page, words) of every piece, in order.

    :param scans: the pages that hold a picture and no text: nothing of them is in the draft.
    """

    name: str
    sha256: str
    kind: str
    encoding: str
    pages: int | None
    text: list[tuple[int, int | None, str]] = field(default_factory=list)
    rows: dict[str, list[DraftRow]] = field(default_factory=lambda: {table: [] for table in TABLES})
    scans: tuple[int, ...] = ()

    def every_row(self) -> Iterator[DraftRow]:
        for table in TABLES:
            yield from self.rows[table]


def field_of(rows: Sequence[DraftRow], name: str) -> str:
    """The value of one field of the table ``plan``; empty where it is not there."""
    return next((row.cells["value"] for row in rows if row.cells["field"] == name), "")
