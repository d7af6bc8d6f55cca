"""Findings as they are made: each once, in the order of the sheets."""

import re

from portal.publishing.intake.catalogue import RULES
from portal.publishing.intake.findings import Finding
from portal.publishing.workbooks.grid import Workbook, address


class Report:
    def __init__(self, workbook: Workbook) -> None:
        self._sheets = {sheet.name: number for number, sheet in enumerate(workbook.sheets)}
        self._found: dict[tuple[str, str | None, str | None, str], Finding] = {}
        self._said: set[tuple[object, ...]] = set()

    def add(self, code: str, sheet: str | None, at: tuple[int, int] | None, **particulars: object) -> None:
        """A finding at a cell counted from 0; the same one is kept once."""
        cell = address(*at) if at is not None else None
        finding = RULES[code].finding(sheet, cell, **particulars)
        self._found.setdefault((code, sheet, cell, finding.message), finding)

    def once(self, *key: object) -> bool:
        """Whether this is the first time that the key is asked about."""
        first = key not in self._said
        self._said.add(key)
        return first

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(sorted(self._found.values(), key=self._place))

    def _place(self, finding: Finding) -> tuple[int, int, int, str]:
        match = re.fullmatch(r"([A-Z]+)([0-9]+)", finding.cell or "")
        row, column = (int(match[2]), _number(match[1])) if match else (0, 0)
        return self._sheets.get(finding.sheet or "", -1), row, column, finding.code


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
