"""An XLSX file as sheets: scanned by us, packed anew, its values then read by python-calamine."""

import datetime as dt
import io
import math
from collections.abc import Iterator, Sequence

import python_calamine

from portal.publishing.problems import Problem, Refused
from portal.publishing.workbooks.archive import Archive, damaged, open_archive, pack, plain_part
from portal.publishing.workbooks.book import Book, Tab, read_book
from portal.publishing.workbooks.cells import Cells
from portal.publishing.workbooks.findings import Findings
from portal.publishing.workbooks.grid import Sheet, Value, trim
from portal.publishing.workbooks.limits import Limits
from portal.publishing.workbooks.markup import scan_part
from portal.publishing.workbooks.sheet_scan import Budget, Seen, SheetScan
from portal.publishing.workbooks.styles import read_lengths, read_styles
from portal.publishing.workbooks.words import about_file

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'


Raw = Sequence[Sequence[object]]


def read_spreadsheet(content: bytes, file: str, limits: Limits) -> tuple[list[Sheet], list[Problem]]:
    """The visible sheets and the notes on reading them.

    :raises Refused: what the file holds, or how much, is not accepted; cells are named together.
    """
    archive = open_archive(content, file, limits)
    book = read_book(archive, limits)
    findings = Findings(file, limits)
    seen = _scan_sheets(archive, book, findings)
    cells = Cells(findings)
    sheets = [
        _make_sheet(tab, rows, told, cells)
        for tab, rows, told in zip(book.tabs, _read_rows(archive, book), seen, strict=True)
    ]
    findings.check()
    if not any(sheet.rows for sheet in sheets):
        raise Refused([about_file("no-cells", file)])
    return sheets, [*book.notes, *cells.notes()]


def _scan_sheets(archive: Archive, book: Book, findings: Findings) -> list[Seen]:
    lengths = read_lengths(archive, book.strings, findings.limits)
    styles = read_styles(archive, book.styles)
    budget, seen = Budget(), []
    for tab in book.tabs:
        scan = SheetScan(tab, findings, budget, lengths=lengths, styles=styles, stale=book.stale)
        scan_part(archive, tab.part, scan)
        seen.append(scan.finish())
    return seen


def _read_rows(archive: Archive, book: Book) -> Iterator[tuple[int, int, Raw]]:
    """First row, first column and the rows from there, sheet by sheet."""
    packed = io.BytesIO(_repack(archive, book))
    try:
        workbook = python_calamine.load_workbook(packed)
        for tab in book.tabs:
            sheet = workbook.get_sheet_by_index(tab.number)
            first = sheet.start or (0, 0)
            yield *first, sheet.to_python(skip_empty_area=True)
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise damaged(archive.file, str(error)) from None


def _repack(archive: Archive, book: Book) -> bytes:
    """Only the parts that were checked, under our names: nothing else of the file reaches the library."""
    own = [(f"xl/worksheets/sheet{tab.number + 1}.xml", archive.parts[tab.part]) for tab in book.tabs]
    relations = [("worksheet", f"worksheets/sheet{tab.number + 1}.xml") for tab in book.tabs]
    for kind in ("sharedStrings", "styles"):
        part = book.strings if kind == "sharedStrings" else book.styles
        if part:
            own.append((f"xl/{kind}.xml", archive.parts[part]))
            relations.append((kind, f"{kind}.xml"))
    return pack(
        [
            ("[Content_Types].xml", plain_part("<Types/>")),
            ("_rels/.rels", plain_part(_relations([("officeDocument", "xl/workbook.xml")]))),
            ("xl/workbook.xml", plain_part(_workbook(book))),
            ("xl/_rels/workbook.xml.rels", plain_part(_relations(relations))),
            *own,
        ]
    )


def _workbook(book: Book) -> str:
    sheets = "".join(
        f'<sheet name="S{number}" sheetId="{number}" r:id="rId{number}"/>' for number in range(1, len(book.tabs) + 1)
    )
    epoch = f'<workbookPr date1904="{int(book.from_1904)}"/>'
    return f'<workbook {MAIN} xmlns:r="{RELATION}">{epoch}<sheets>{sheets}</sheets></workbook>'


def _relations(relations: Sequence[tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATION}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(relations, start=1)
    )
    return f"<Relationships {PACKAGE}>{lines}</Relationships>"


def _make_sheet(tab: Tab, read: tuple[int, int, Raw], seen: Seen, cells: Cells) -> Sheet:
    top, left, rows = read
    cells.begin((tab.number, tab.name))
    covered = _covered(seen)
    kept: list[tuple[Value, ...]] = [()] * top
    for number, raw in enumerate(rows, start=top):
        row: list[Value] = [None] * left
        for column, value in enumerate(raw, start=left):
            hidden = value == "" or (number, column) in covered
            row.append(None if hidden else _value(value, number, column, seen, cells))
        kept.append(trim(row))
    while kept and not kept[-1]:
        kept.pop()
    return Sheet(tab.name, tuple(kept), tuple(seen.merged), frozenset(seen.percents))


def _covered(seen: Seen) -> set[tuple[int, int]]:
    """Cells hidden by the first one of a merged area."""
    return {
        (row, column)
        for top, left, bottom, right in seen.merged
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }


def _value(raw: object, row: int, column: int, seen: Seen, cells: Cells) -> Value:
    if isinstance(raw, str):
        return cells.text(raw, row, column)
    if isinstance(raw, float):
        width = seen.padded.get((row, column), 0)
        return cells.number(raw, row, column) if not width else _padded(cells.number(raw, row, column), width)
    if isinstance(raw, bool | int | dt.date):
        return raw
    return _time(raw)


def _padded(value: Value, width: int) -> Value:
    """A number shown with leading zeros is a code: kept as it is seen."""
    return str(value).zfill(width) if isinstance(value, int) and value >= 0 else value


def _time(raw: object) -> str:
    """A time of day or a duration, which no indicator has, as text: 07:30:00, 30:00:00."""
    if not isinstance(raw, dt.timedelta):
        return str(raw)
    minutes, seconds = divmod(math.floor(raw.total_seconds()), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
