"""Excel workbooks.

XlsxWriter makes the book; the rows of a sheet are written by ``_Sheet``, four times as fast as cell by cell and without
holding them in memory. Cells are typed; a text is never a formula, and one that looks like a formula stays text when it
is edited. The bytes depend on nothing but what is written: no name, no clock.
"""

import datetime as dt
import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfileobj
from typing import IO, Any
from xml.sax.saxutils import escape

import xlsxwriter
from xlsxwriter.exceptions import XlsxFileError
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from portal.formats.table import Table
from portal.formats.text import csv_cell, harmless

DAY_ZERO = dt.date(1899, 12, 30)  # what Excel counts days from
LONGEST = 32_767  # letters in a cell
WIDEST = 60
IN_MEMORY = 4 << 20
UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f]")
ESCAPED = re.compile(r"(_x[0-9a-fA-F]{4}_)")


@dataclass(frozen=True)
class Words:
    """A sheet of words beside the data.

    :param lines: rows of texts and numbers; None in place of a line leaves one empty.
    :param headings: the numbers of the lines that are headings, counted from 0.
    """

    name: str
    lines: Sequence[Sequence[Any] | None]
    headings: frozenset[int]
    widths: Sequence[int]


def write_xlsx(
    path: Path,
    name: str,
    table: Table,
    beside: Sequence[Words] = (),
    *,
    created: dt.datetime,
    properties: Mapping[str, str] | None = None,
    notice: str = "",
    further: Sequence[tuple[str, Table]] = (),
) -> None:
    """Write a workbook: the table's sheet, those of further tables, then those beside it.

    :param name: of the table's sheet.
    :param further: tables with sheets of their own, each with its name.
    :param created: what the file says of its making.
    :param properties: ``title``, ``subject``, ``comments`` and the like.
    :param notice: what every printed page of a table says.
    :raises OSError: it cannot be written.
    """
    options = {"tmpdir": str(path.parent), "default_date_format": "yyyy-mm-dd"}
    with ExitStack() as stack:
        book = xlsxwriter.Workbook(path, options)
        book.set_properties({**(properties or {}), "created": created})
        stack.callback(_let_go, book)
        make = _Maker(book, stack, path.parent)
        for each, rows in ((name, table), *further):
            make.table(each, rows, notice)
        for words in beside:
            make.words(words)
        try:
            book.close()
        except XlsxFileError as error:
            raise OSError(f"{path.name} could not be written: {error}") from error


def _let_go(book: Any) -> None:
    """Close what XlsxWriter leaves open where it could not write."""
    for sheet in book.worksheets():
        with suppress(OSError, AttributeError):
            sheet.fh.close()


class _Maker:
    """The sheets of one book."""

    def __init__(self, book: Any, stack: ExitStack, folder: Path) -> None:
        self._book, self._stack, self._folder = book, stack, folder
        self._heading = book.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True})
        self._wrapped = book.add_format({"valign": "top", "text_wrap": True})
        self._styles = _Styles(
            book.add_format({"num_format": "yyyy-mm-dd"})._get_xf_index(),
            book.add_format({"quote_prefix": True})._get_xf_index(),
        )

    def table(self, name: str, table: Table, notice: str) -> None:
        sheet = self._sheet(name)
        sheet.put([table.fields], self._heading)
        sheet.put(table.rows)
        for column, field in enumerate(table.fields):
            sheet.set_column(column, column, min(WIDEST, max(10, len(field) + 4)))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, sheet.count - 1), len(table.fields) - 1)
        sheet.repeat_rows(0)
        if notice:
            sheet.set_header(f"&L{notice.replace('&', '&&')}")

    def words(self, words: Words) -> None:
        sheet = self._sheet(words.name)
        for number, line in enumerate(words.lines):
            sheet.put([line or ()], self._heading if number in words.headings else self._wrapped)
        for column, width in enumerate(words.widths):
            sheet.set_column(column, column, width)

    def _sheet(self, name: str) -> "_Sheet":
        folder = str(self._folder)
        spool = tempfile.SpooledTemporaryFile(IN_MEMORY, "w+", encoding="utf-8", newline="", dir=folder)  # noqa: SIM115
        self._stack.enter_context(spool)
        sheet: _Sheet = self._book.add_worksheet(name, worksheet_class=_Sheet)
        sheet.begin(spool, self._styles)
        return sheet


@dataclass(frozen=True)
class _Styles:
    """Numbers of the formats of a day and of a text that looks like a formula."""

    day: int
    quoted: int


class _Sheet(Worksheet):  # type: ignore[misc]
    """A worksheet whose rows are written as they come, into a file that becomes part of the sheet.

    XlsxWriter's own way of saving memory (``constant_memory``) does the same cell by cell; this takes its place where
    the sheet's data is put into the book.
    """

    def begin(self, spool: IO[str], styles: _Styles) -> None:
        self._spool, self._styles, self.count = spool, styles, 0
        self._known: dict[tuple[str, int], str] = {}
        self._width = 1

    def put(self, rows: Iterable[Sequence[Any]], style: Any = None) -> None:
        """Add rows of cells; every cell in a style where one is given."""
        index = 0 if style is None else style._get_xf_index()
        starts: list[str] = []
        for row in rows:
            self.count += 1
            number = str(self.count)
            starts = starts if len(starts) == len(row) else [f'<c r="{xl_col_to_name(n)}' for n in range(len(row))]
            cells = [
                start + number + self._end(value, index)
                for start, value in zip(starts, row, strict=True)
                if value is not None
            ]
            self._spool.write(f'<row r="{number}">{"".join(cells)}</row>')
            self._widen(len(row))

    def _widen(self, width: int) -> None:
        self._width = max(self._width, width)
        self.dim_rowmin, self.dim_rowmax = 0, self.count - 1
        self.dim_colmin, self.dim_colmax = 0, self._width - 1

    def _end(self, value: Any, style: int) -> str:
        """What follows the cell's address."""
        kind = type(value)
        if kind is int or kind is float:
            return f'"{_style(style)}><v>{value!r}</v></c>'
        if kind is bool:
            return f'" t="b"{_style(style)}><v>{value:d}</v></c>'
        if kind is dt.date and not style:
            return f'"{_style(self._styles.day)}><v>{(value - DAY_ZERO).days}</v></c>'
        text = value if isinstance(value, str) else str(csv_cell(value))
        known = self._known.get((text, style))
        if known is None:
            known = self._known[text, style] = self._text(text, style)
        return known

    def _text(self, text: str, style: int) -> str:
        if harmless(text) != text:
            style = style or self._styles.quoted
        if text.startswith("<r>"):  # XlsxWriter would put its markup into the book as it is
            return f'" t="inlineStr"{_style(style)}><is><t xml:space="preserve">{_escaped(text)}</t></is></c>'
        number = self.str_table._get_shared_string_index(text[:LONGEST])
        return f'" t="s"{_style(style)}><v>{number}</v></c>'

    def _write_sheet_data(self) -> None:
        self.fh.write("<sheetData>")
        self._spool.seek(0)
        copyfileobj(self._spool, self.fh)
        self.fh.write("</sheetData>")


def _style(number: int) -> str:
    return f' s="{number}"' if number else ""


def _escaped(text: str) -> str:
    """As XML holds it; control characters as Excel writes them."""
    text = ESCAPED.sub(r"_x005F\1", text[:LONGEST])
    return escape(UNWRITABLE.sub(lambda match: f"_x{ord(match[0]):04X}_", text))
