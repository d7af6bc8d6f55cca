"""Findings as they are made: each once, in the order of the sheets."""

from portal.publishing.intake.catalogue import RULES
from portal.publishing.intake.findings import Finding
from portal.publishing.workbooks.grid import Workbook, address

_Place = tuple[int, int, int, str]
"""Sheet, row and column, each from 0 and -1 where it has none, and the code: what findings are sorted by."""


class Report:
    def __init__(self, workbook: Workbook) -> None:
        self._sheets = {sheet.name: number for number, sheet in enumerate(workbook.sheets)}
        self._found: dict[tuple[str, str | None, str | None, str], tuple[_Place, Finding]] = {}
        self._said: set[tuple[object, ...]] = set()

    def add(self, code: str, sheet: str | None, at: tuple[int, int] | None, **particulars: object) -> None:
        """A finding at a cell counted from 0; the same one is kept once."""
        cell = address(*at) if at is not None else None
        finding = RULES[code].finding(sheet, cell, **particulars)
        row, column = at if at is not None else (-1, -1)
        place = (self._sheets.get(sheet or "", -1), row, column, code)
        self._found.setdefault((code, sheet, cell, finding.message), (place, finding))

    def once(self, *key: object) -> bool:
        """Whether this is the first time that the key is asked about."""
        first = key not in self._said
        self._said.add(key)
        return first

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for _, finding in sorted(self._found.values(), key=lambda found: found[0]))
