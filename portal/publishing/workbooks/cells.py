"""Values of cells as they are kept, their flaws gathered; each different text is cleaned once."""

import math

from portal.publishing.problems import Problem
from portal.publishing.workbooks.findings import Findings
from portal.publishing.workbooks.grid import Value
from portal.publishing.workbooks.text import Clean, clean_text
from portal.publishing.workbooks.words import about_cell

EXACT = 2**53
"""Above it a float cannot tell a whole number from its neighbour."""


class Cells:
    """Keeps the cells of one file, sheet after sheet."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self._place = (0, "")
        self._known: dict[str, Clean] = {}
        self._decomposed = 0
        self._first: tuple[str, int, int] | None = None

    def begin(self, place: tuple[int, str]) -> None:
        """The sheet, by number and name, that the next cells belong to."""
        self._place = place

    def text(self, raw: str, row: int, column: int) -> str | None:
        """The text cleaned, None when nothing is left of it."""
        clean = self._known.get(raw)
        if clean is None:
            clean = self._known[raw] = clean_text(raw)
        if clean.flaw:
            self.findings.add(clean.flaw, self._place, row, column, value=raw, character=clean.character)
        elif len(clean.text) > self.findings.limits.text:
            self.findings.add("text-too-long", self._place, row, column, limit=self.findings.limits.text)
        elif clean.decomposed:
            self._remember(row, column)
        return clean.text or None

    def number(self, raw: float, row: int, column: int) -> Value:
        """A whole number as int, another as float."""
        if not math.isfinite(raw):
            self.findings.add("not-finite", self._place, row, column)
            return None
        return int(raw) if raw.is_integer() and abs(raw) <= EXACT else raw

    def notes(self) -> list[Problem]:
        """What was changed in reading: one note for all decomposed letters."""
        if self._first is None:
            return []
        sheet, row, column = self._first
        return [about_cell("decomposed", self.findings.file, sheet, row, column, count=self._decomposed)]

    def _remember(self, row: int, column: int) -> None:
        self._decomposed += 1
        self._first = self._first or (self._place[1], row, column)
