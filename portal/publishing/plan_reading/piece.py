"""A piece of a plan: one paragraph, heading or bullet, its broken lines joined, with its place in the outline."""

import enum
from dataclasses import dataclass

from portal.publishing.plan_drafts.draft import Source


class Part(enum.StrEnum):
    """What a piece belongs to, told by the heading of the first level above it."""

    HEAD = "head"  # before the first heading: number, date, title, legal basis
    PURPOSE = "purpose"  # mục đích, yêu cầu, quan điểm
    GOALS = "goals"  # mục tiêu, chỉ tiêu
    TASKS = "tasks"  # nhiệm vụ, giải pháp
    DUTIES = "duties"  # tổ chức thực hiện, kinh phí
    ANNEX = "annex"  # phụ lục
    TAIL = "tail"  # closing words, recipients, signature


@dataclass(frozen=True)
class Piece:
    """:param text: the words without the label; :param label: as normalised (``II``, ``2.1``, ``đ``, ``-``, ``+``) or
    empty for a paragraph without one.

    :param path: the section it is, or stands under: labels joined by dots, as in ``data/plans`` (``II.2.1.e``).
    :param item: the ordinal of the bullet under that section (``3``; ``3.2`` a bullet of the second order), else empty.
    :param titles: of the sections above and including ``path``, the outermost first.
    :param is_section: it carries the label that ``path`` ends with.
    :param cells: where the piece is a row of a table.
    """

    text: str
    line: int
    last_line: int
    page: int | None
    label: str
    path: str
    item: str
    part: Part
    titles: tuple[str, ...] = ()
    is_section: bool = False
    cells: tuple[str, ...] = ()

    @property
    def source(self) -> Source:
        return Source(self.line, self.last_line, self.page, self.path, self.text)
