"""The officer's own workbook with the cells marked: a colour, a comment with message and fix, and a list with links.

Values, joined cells and widths are written anew from what was read; formulas, macros and everything else of the
uploaded file stay behind.
"""

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import quote_sheetname, xl_cell_to_rowcol
from xlsxwriter.worksheet import Worksheet

from portal.publishing.intake.catalogue import Words
from portal.publishing.intake.findings import Finding, Severity
from portal.publishing.intake.layout import first_of_area
from portal.publishing.intake.own_sheets import FINDINGS, written
from portal.publishing.workbooks.grid import Sheet, Value, Workbook

_At = tuple[int, int]
_LIST = Words("Kết quả kiểm tra", "Findings")
_COLUMNS = (
    (Words("STT", "No."), 6),
    (Words("Mức", "Severity"), 10),
    (Words("Trang", "Sheet"), 22),
    (Words("Ô", "Cell"), 8),
    (Words("Nội dung", "Message"), 60),
    (Words("Quy tắc", "Rule"), 50),
    (Words("Cách sửa", "Fix"), 50),
)
_SEVERITIES = {Severity.ERROR: Words("Lỗi", "Error"), Severity.WARNING: Words("Cảnh báo", "Warning")}
_COLOURS = {Severity.ERROR: "#FFC7CE", Severity.WARNING: "#FFEB9C"}
_COLUMN_WIDTH = (8, 45)
_COMMENT = 2_000  # characters; a cell's comment is no place for more


@dataclass(frozen=True)
class _Formats:
    heading: Format
    wrapped: Format
    link: Format
    marked: dict[Severity, Format]
    dates: dict[Severity | None, Format]


def marked_workbook(workbook: Workbook, findings: Iterable[Finding], language: str) -> bytes:
    """An XLSX file with the officer's cells and the findings on them, in Vietnamese (``vi``) or English (``en``)."""

    def fill(book: xlsxwriter.Workbook) -> None:
        _Marker(book, workbook, findings, english=language == "en").write()

    return written(fill)


class _Marker:
    def __init__(
        self, book: xlsxwriter.Workbook, workbook: Workbook, findings: Iterable[Finding], *, english: bool
    ) -> None:
        self._book, self._english = book, english
        self._sheets = [sheet for sheet in workbook.sheets if sheet.value(0, 0) not in FINDINGS.values()]
        self._findings = list(findings)
        self._formats = _formats(book)
        names = [self._say(_LIST), *(sheet.name for sheet in self._sheets)]
        self._names = dict(zip([None, *(s.name for s in self._sheets)], _allowed(names), strict=True))

    def _say(self, words: Words) -> str:
        return words.en if self._english else words.vi

    def write(self) -> None:
        listed = self._book.add_worksheet(self._names[None])
        for sheet in self._sheets:
            self._write_sheet(sheet)
        self._write_list(listed)
        listed.activate()

    def _write_sheet(self, sheet: Sheet) -> None:
        page = self._book.add_worksheet(self._names[sheet.name])
        by_cell: dict[_At, list[Finding]] = defaultdict(list)
        for finding in self._findings:
            if finding.sheet == sheet.name and finding.cell:
                by_cell[first_of_area(sheet, *xl_cell_to_rowcol(finding.cell))].append(finding)
        joined = self._write_joined(page, sheet, by_cell)
        for row, cells in enumerate(sheet.rows):
            for column, value in enumerate(cells):
                if value is not None:
                    severity = _worst(by_cell.get((row, column)))
                    self._write_cell(page, (row, column), value, severity, joined.get((row, column)))
        for (row, column), findings in by_cell.items():
            self._mark(page, sheet, (row, column), findings)
        for column, width in enumerate(_widths(sheet)):
            page.set_column(column, column, width)

    def _write_joined(self, page: Worksheet, sheet: Sheet, by_cell: dict[_At, list[Finding]]) -> dict[_At, Format]:
        """Join the areas; answers the format of each one's first cell."""
        styles: dict[_At, Format] = {}
        for top, left, bottom, right in _apart(sheet.merged):
            severity = _worst(by_cell.get((top, left)))
            style = self._formats.marked[severity] if severity else self._formats.heading
            page.merge_range(top, left, bottom, right, "", style)
            styles[top, left] = style
        return styles

    def _write_cell(
        self, page: Worksheet, at: _At, value: Value, severity: Severity | None, joined: Format | None
    ) -> None:
        style = self._formats.marked[severity] if severity else joined
        if isinstance(value, bool):
            page.write_boolean(*at, value, style)
        elif isinstance(value, dt.date):
            page.write_datetime(*at, value, self._formats.dates[severity])
        elif isinstance(value, int | float) and math.isfinite(value):
            page.write_number(*at, value, style)
        else:
            page.write_string(*at, str(value), style)

    def _mark(self, page: Worksheet, sheet: Sheet, at: tuple[int, int], findings: list[Finding]) -> None:
        if sheet.value(*at) is None:
            page.write_blank(*at, None, self._formats.marked[_worst(findings) or Severity.WARNING])
        texts = [f"{self._severity(f)}: {self._message(f)}\n→ {self._fix(f)}" for f in findings]
        page.write_comment(*at, "\n\n".join(texts)[:_COMMENT], {"x_scale": 2.2, "y_scale": 1 + 0.6 * len(texts)})

    def _severity(self, finding: Finding) -> str:
        return self._say(_SEVERITIES[finding.severity])

    def _message(self, finding: Finding) -> str:
        return finding.message_en if self._english else finding.message

    def _fix(self, finding: Finding) -> str:
        return finding.fix_en if self._english else finding.fix

    def _write_list(self, page: Worksheet) -> None:
        page.write_string(0, 0, FINDINGS["en" if self._english else "vi"], self._formats.heading)
        for column, (words, width) in enumerate(_COLUMNS):
            page.set_column(column, column, width)
            page.write_string(2, column, self._say(words), self._formats.heading)
        for row, finding in enumerate(self._findings, start=3):
            rule = finding.rule_en if self._english else finding.rule
            texts = (finding.sheet or "", "", self._message(finding), rule, self._fix(finding))
            page.write_number(row, 0, row - 2, self._formats.wrapped)
            page.write_string(row, 1, self._severity(finding), self._formats.marked[finding.severity])
            for column, text in enumerate(texts, start=2):
                page.write_string(row, column, text, self._formats.wrapped)
            self._link(page, row, finding)
        page.freeze_panes(3, 0)

    def _link(self, page: Worksheet, row: int, finding: Finding) -> None:
        if finding.cell and finding.sheet in self._names:
            target = f"internal:{quote_sheetname(self._names[finding.sheet])}!{finding.cell}"
            page.write_url(row, 3, target, self._formats.link, finding.cell)


def _formats(book: xlsxwriter.Workbook) -> _Formats:
    wrap = {"text_wrap": True, "valign": "top"}
    marked = {severity: book.add_format({"bg_color": colour, "border": 1}) for severity, colour in _COLOURS.items()}
    dates: dict[Severity | None, Format] = {None: book.add_format({"num_format": "dd/mm/yyyy"})}
    dates |= {s: book.add_format({"bg_color": c, "num_format": "dd/mm/yyyy"}) for s, c in _COLOURS.items()}
    return _Formats(
        heading=book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter"}),
        wrapped=book.add_format(wrap),
        link=book.add_format({"font_color": "#0B57D0", "underline": 1, "valign": "top"}),
        marked=marked,
        dates=dates,
    )


def _worst(findings: list[Finding] | None) -> Severity | None:
    if not findings:
        return None
    return Severity.ERROR if any(f.severity is Severity.ERROR for f in findings) else Severity.WARNING


def _apart(areas: Iterable[tuple[int, int, int, int]]) -> Iterator[tuple[int, int, int, int]]:
    """Joined areas of more than a cell that do not overlap an earlier one."""
    kept: list[tuple[int, int, int, int]] = []
    for top, left, bottom, right in areas:
        overlaps = any(top <= b and t <= bottom and left <= r and le <= right for t, le, b, r in kept)
        if (top, left) != (bottom, right) and not overlaps:
            kept.append((top, left, bottom, right))
            yield kept[-1]


def _allowed(names: list[str]) -> list[str]:
    """Sheet names that a spreadsheet accepts, each once."""
    given: dict[str, str] = {}
    for name in names:
        clean = "".join("_" if c in "[]:*?/\\" else c for c in name).strip("'")[:31] or "Sheet"
        number = 2
        while clean.casefold() in given:
            clean = f"{clean[:26]} ({number})"
            number += 1
        given[clean.casefold()] = clean
    return list(given.values())


def _widths(sheet: Sheet) -> list[int]:
    """Wide enough for what stands in a column outside of joined cells, within bounds."""
    joined = {(top, left) for top, left, _, _ in sheet.merged}
    widths: dict[int, int] = {}
    for row, cells in enumerate(sheet.rows):
        for column, value in enumerate(cells):
            if value is not None and (row, column) not in joined:
                widths[column] = max(widths.get(column, 0), len(str(value)) + 2)
    least, most = _COLUMN_WIDTH
    return [min(most, max(least, widths.get(column, 0))) for column in range(max(widths, default=-1) + 1)]
