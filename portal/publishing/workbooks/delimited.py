"""A CSV file as one sheet of text: UTF-8, its delimiter found, leading zeros kept."""

import codecs
import csv
import io
from collections import Counter
from itertools import islice

from portal.publishing.problems import Problem, Refused
from portal.publishing.workbooks.cells import Cells
from portal.publishing.workbooks.findings import Findings
from portal.publishing.workbooks.grid import Sheet, Value, trim
from portal.publishing.workbooks.limits import Limits
from portal.publishing.workbooks.words import about_cell, about_file

DELIMITERS = "\t;,"  # in the order of preference where two fit alike
LOOKED_AT = 100  # records that tell the delimiter
LOOKED_THROUGH = 200_000  # characters
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)


def read_delimited(content: bytes, file: str, limits: Limits) -> tuple[list[Sheet], list[Problem]]:
    """The one sheet, whose name is empty, and the notes.

    :raises Refused: another encoding, quotes that do not close, too much of something, unfit characters.
    """
    text = _decode(content, file)
    text, delimiter = _find_delimiter(text)
    findings = Findings(file, limits)
    cells = Cells(findings)
    rows = _read_rows(text, delimiter, cells)
    findings.check()
    if not rows:
        raise Refused([about_file("no-cells", file)])
    return [Sheet("", tuple(rows))], cells.notes()


def _decode(content: bytes, file: str) -> str:
    if content.startswith(WIDE) or b"\x00" in content:
        raise Refused([about_file("utf16", file)])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Refused([about_file("not-utf8", file, line=line)]) from None


def _find_delimiter(text: str) -> tuple[str, str]:
    """The text, its first line emptied where that only told Excel the delimiter, and the delimiter."""
    first = text[:10].splitlines()[0].strip() if text[:10].strip("\r\n") else ""
    if first.lower().startswith("sep=") and len(first) == 5:
        return text[text.index(first) + len(first) :], first[4]
    return text, max(DELIMITERS, key=lambda delimiter: _count_alike(text[:LOOKED_THROUGH], delimiter))


def _count_alike(text: str, delimiter: str) -> int:
    """How many records this delimiter cuts into one same number of cells, two or more."""
    records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        widths = Counter(len(record) for record in islice(records, LOOKED_AT) if len(record) > 1)
    except csv.Error:
        return 0
    return max(widths.values(), default=0)


def _read_rows(text: str, delimiter: str, cells: Cells) -> list[tuple[Value, ...]]:
    findings, limits = cells.findings, cells.findings.limits
    csv.field_size_limit(limits.text * 4)
    records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[Value, ...]] = []
    filled = area = 0
    try:
        for number, record in enumerate(records):
            _check_shape(findings.file, number, record, limits)
            row = trim([cells.text(raw, number, column) for column, raw in enumerate(record)])
            filled += sum(value is not None for value in row)
            area += len(record)
            if filled > limits.cells or area > limits.area:
                raise Refused([about_file("too-many-cells", findings.file, limit=limits.cells)])
            rows.append(row)
    except csv.Error as error:
        raise _csv_refusal(findings.file, records.line_num, str(error), limits) from None
    return rows[: max((number for number, row in enumerate(rows, start=1) if row), default=0)]


def _check_shape(file: str, number: int, record: list[str], limits: Limits) -> None:
    if number >= limits.rows:
        raise Refused([about_cell("too-many-rows", file, "", number, 0, count=number + 1, limit=limits.rows)])
    if len(record) > limits.columns:
        told = {"count": len(record), "limit": limits.columns}
        raise Refused([about_cell("too-many-columns", file, "", number, len(record) - 1, **told)])


def _csv_refusal(file: str, line: int, reason: str, limits: Limits) -> Refused:
    if "field limit" in reason:
        return Refused([about_file("text-too-long", f"{file}, dòng (line) {line}", limit=limits.text)])
    return Refused([about_file("csv-quotes", file, line=line)])
