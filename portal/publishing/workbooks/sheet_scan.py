"""One sheet's XML, cell by cell, before the spreadsheet library allocates anything for it."""

import re
from dataclasses import dataclass, field

from portal.publishing.problems import Problem, Refused
from portal.publishing.workbooks.archive import damaged
from portal.publishing.workbooks.book import Tab
from portal.publishing.workbooks.findings import Findings
from portal.publishing.workbooks.limits import Limits
from portal.publishing.workbooks.markup import Attributes
from portal.publishing.workbooks.styles import Style
from portal.publishing.workbooks.words import about_cell, about_file

FORMULA_LENGTH = 20_000
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ELSEWHERE = re.compile(r"\|[^!]*!|\[[^\[\]]+\][^!\[\]]*!|\b(WEBSERVICE|RTD|DDE|CALL|REGISTER)\s*\(", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')


@dataclass
class Budget:
    """What the whole file has used of its limits so far."""

    marks: int = 0
    cells: int = 0
    area: int = 0
    merged: int = 0
    texts: int = 0


@dataclass
class Seen:
    """What a sheet told of its cells beyond their values; positions count from 0."""

    last_row: int = -1
    last_column: int = -1
    first_row: int = 1 << 20
    first_column: int = 1 << 20
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    percents: set[tuple[int, int]] = field(default_factory=set)
    padded: dict[tuple[int, int], int] = field(default_factory=dict)


class SheetScan:
    """Reads a sheet part for ``markup.scan_part``; what it found is in ``seen``, once ``finish`` agreed."""

    def __init__(  # the parts of a file that cells refer to
        self,
        tab: Tab,
        findings: Findings,
        budget: Budget,
        *,
        lengths: list[int],
        styles: dict[str, Style],
        stale: bool,
    ) -> None:
        self.place, self.findings, self.budget = (tab.number, tab.name), findings, budget
        self.lengths, self.styles, self.stale = lengths, styles, stale
        self.limits: Limits = findings.limits
        self.seen = Seen()
        self._at = (-1, -1)
        self._row = -1
        self._kind = self._style = ""
        self._valued = self._reading = False
        self._formula: str | None = None
        self._text = ""

    def start(self, tag: str, attributes: Attributes) -> None:
        self.budget.marks += 1
        if self.budget.marks > self.limits.marks:
            raise self._over("too-many-marks", self.limits.marks)
        if tag == "c":
            self._start_cell(attributes)
        elif tag in ("v", "t", "f"):
            self._start_text(tag)
        elif tag == "row":
            self._start_row(attributes)
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def end(self, tag: str) -> None:
        if tag == "c":
            self._end_cell()
        elif tag == "f":
            self._formula, self._text, self._reading = self._text, "", False
        elif tag in ("v", "t"):
            self._reading = False

    def characters(self, text: str) -> None:
        if not self._reading:
            return
        self._text += text
        if len(self._text) > FORMULA_LENGTH + self.limits.text:
            raise Refused([self._about("text-too-long", limit=self.limits.text)])

    def finish(self) -> Seen:
        """:raises Refused: the filled cells or merged areas cover too much."""
        seen = self.seen
        if seen.last_row >= 0:
            self.budget.area += (seen.last_row - seen.first_row + 1) * (seen.last_column - seen.first_column + 1)
        if self.budget.area > self.limits.area:
            raise self._over("too-scattered", self.limits.area)
        seen.merged = [self._clip(area) for area in seen.merged]
        self.budget.merged += sum((area[2] - area[0] + 1) * (area[3] - area[1] + 1) for area in seen.merged)
        if self.budget.merged > self.limits.merged:
            raise self._over("too-many-merged", self.limits.merged)
        return seen

    def _start_row(self, attributes: Attributes) -> None:
        told = attributes.get("r", "")
        row = int(told) - 1 if told.isdecimal() and len(told) <= 7 else self._row + 1
        if row <= self._row:
            raise Refused([about_cell("cell-order", self.findings.file, self.place[1], max(row, 0), 0)])
        self._row, self._at = row, (row, -1)

    def _start_text(self, tag: str) -> None:
        if self._reading:
            raise damaged(self.findings.file, f"{self.place[1]}: <{tag}>")
        self._reading = True
        if tag != "t":  # a rich text has several
            self._text = ""
        self._valued = self._valued or tag != "f"

    def _start_cell(self, attributes: Attributes) -> None:
        last = self._at
        told = attributes.get("r")
        self._at = self._position(told) if told else (last[0], last[1] + 1)
        if self._row < 0:
            raise damaged(self.findings.file, self.place[1])
        if self._at[0] != self._row or self._at[1] <= last[1]:
            raise Refused([self._about("cell-order")])
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
        self._valued, self._formula, self._text = False, None, ""

    def _position(self, told: str) -> tuple[int, int]:
        found = _CELL.fullmatch(told)
        if not found:
            raise damaged(self.findings.file, f"{self.place[1]}: {told[:20]}")
        column = 0
        for letter in found[1]:
            column = column * 26 + ord(letter) - 64
        return int(found[2]) - 1, column - 1

    def _end_cell(self) -> None:
        if self._formula is not None:
            self._check_formula(self._formula)
        if self._kind == "e" and self._valued:
            self._add("error-cell", value=self._text)
        if self._valued:
            self._count_cell()
        style = self.styles.get(self._style)
        if style and self._valued:
            self._apply(style)

    def _check_formula(self, formula: str) -> None:
        if _ELSEWHERE.search(_QUOTED.sub("", formula)):
            self._add("formula-external")
        elif (not self._text and self._kind != "str") or (self.stale and self._text == "0"):
            self._add("formula-uncalculated")

    def _count_cell(self) -> None:
        row, column = self._at
        seen, budget, limits = self.seen, self.budget, self.limits
        if row >= limits.rows:
            raise Refused([self._about("too-many-rows", count=row + 1, limit=limits.rows)])
        if column >= limits.columns:
            raise Refused([self._about("too-many-columns", count=column + 1, limit=limits.columns)])
        seen.first_row, seen.last_row = min(seen.first_row, row), row
        seen.first_column, seen.last_column = min(seen.first_column, column), max(seen.last_column, column)
        budget.cells += 1
        if budget.cells > limits.cells:
            raise self._over("too-many-cells", limits.cells)
        self._count_text()

    def _count_text(self) -> None:
        length = self._shared_length() if self._kind == "s" else len(self._text)
        self.budget.texts += length
        if length > self.limits.text:
            self._add("text-too-long", limit=self.limits.text)
        if self.budget.texts > self.limits.texts:
            raise self._over("too-much-text", self.limits.texts)

    def _shared_length(self) -> int:
        if self._text.isdecimal() and len(self._text) < 9 and int(self._text) < len(self.lengths):
            return self.lengths[int(self._text)]
        raise damaged(self.findings.file, f"{self._about('cell-order').where}: sharedStrings {self._text[:20]}")

    def _apply(self, style: Style) -> None:
        if style.percent:
            self.seen.percents.add(self._at)
        if style.padded:
            self.seen.padded[self._at] = style.padded

    def _merge(self, told: str) -> None:
        first, _, last = told.partition(":")
        top, left = self._position(first)
        bottom, right = self._position(last or first)
        if bottom < top or right < left:
            raise damaged(self.findings.file, f"{self.place[1]}: {told[:30]}")
        self.seen.merged.append((top, left, bottom, right))

    def _clip(self, area: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
        """A whole column merged ends with the last filled row."""
        top, left, bottom, right = area
        return top, left, min(bottom, max(top, self.seen.last_row)), min(right, max(left, self.limits.columns - 1))

    def _add(self, code: str, **values: object) -> None:
        self.findings.add(code, self.place, *self._at, **values)

    def _about(self, code: str, **values: object) -> Problem:
        return about_cell(code, self.findings.file, self.place[1], *self._at, **values)

    def _over(self, code: str, limit: int) -> Refused:
        return Refused([about_file(code, self.findings.file, limit=limit)])
