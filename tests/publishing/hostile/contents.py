"""Workbooks whose amount or content is the attack, and other kinds of files."""

import random
import zlib

import xlsxwriter

from tests.publishing.hostile.zips import (
    MAIN,
    MEGA,
    SHEET,
    Entry,
    cells,
    entry,
    long_entry,
    noise,
    relations,
    sheet_xml,
    strings_xml,
    text_cell,
    workbook_xml,
    xlsx,
    zipped,
)


def cell_of(megabytes: int) -> bytes:
    block = noise(10_000) + b"a" * (MEGA - 10_000)
    before = f'<worksheet {MAIN}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'.encode()
    after = b"</t></is></c></row></sheetData></worksheet>"
    return xlsx(extra={SHEET: long_entry(SHEET, block, megabytes, before=before, after=after)})


def shared_of(megabytes: int) -> bytes:
    block = noise(10_000) + b"a" * (MEGA - 10_000)
    name = "xl/sharedStrings.xml"
    before, after = f"<sst {MAIN}><si><t>".encode(), b"</t></si></sst>"
    return xlsx(extra={name: long_entry(name, block, megabytes, before=before, after=after)})


def shared_often() -> bytes:
    """One text of 4,000 characters that 20,000 cells point to."""
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 20_001))
    return xlsx(sheet_xml(rows), {"xl/sharedStrings.xml": strings_xml("ờ" * 4_000)})


def empty_cells() -> bytes:
    """Five million formatted empty cells, as a table does whose every column was coloured to the bottom."""
    generator = random.Random(7)  # noqa: S311
    row = "".join(f'<c s="{generator.randrange(10**6)}"/>' for _ in range(50_000))
    block = f"<row>{row}</row>".encode()
    before, after = f"<worksheet {MAIN}><sheetData>".encode(), b"</sheetData></worksheet>"
    return xlsx(extra={SHEET: long_entry(SHEET, block, 100, before=before, after=after)})


def far_corner() -> bytes:
    """1.4 KB that ask a dense reader for 17 thousand million cells."""
    return cells('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def scattered() -> bytes:
    return cells('<row r="1"><c r="A1"><v>1</v></c></row><row r="59000"><c r="AKA59000"><v>1</v></c></row>')


def claimed_dimension() -> bytes:
    return xlsx(sheet_xml(text_cell("Thôn"), before='<dimension ref="A1:XFD1048576"/>'))


def merged(*areas: str) -> bytes:
    marks = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return xlsx(sheet_xml(text_cell("Thôn") + text_cell("x", "A9000"), after=f"<mergeCells>{marks}</mergeCells>"))


def many_cells(rows: int, columns: int) -> bytes:
    letters = [chr(65 + n) for n in range(columns)]
    body = "".join(
        f'<row r="{row}">' + "".join(f'<c r="{c}{row}"><v>{row * 31 % 9973}</v></c>' for c in letters) + "</row>"
        for row in range(1, rows + 1)
    )
    return cells(body)


def many_sheets(count: int) -> bytes:
    names = [f"S{n}" for n in range(count)]
    pairs = [("worksheet", "worksheets/sheet1.xml")] * count
    return xlsx(extra={"xl/workbook.xml": workbook_xml(*names), "xl/_rels/workbook.xml.rels": relations(*pairs)})


def formula(text: str, value: str = "", kind: str = "") -> bytes:
    return cells(f'<row r="2"><c r="B2"{kind}><f>{text}</f>{value}</c></row>')


def external_part() -> bytes:
    return xlsx(extra={"xl/externalLinks/externalLink1.xml": "<externalLink><ddeLink/></externalLink>"})


def external_relation() -> bytes:
    pairs = relations(("worksheet", "http://example.org/sheet.xml"), mode=' TargetMode="External"')
    return xlsx(extra={"xl/_rels/workbook.xml.rels": pairs})


def recalculated(book: xlsxwriter.Workbook) -> None:
    """What a program writes that never calculated: 0, and the wish to be calculated on opening."""
    sheet = book.add_worksheet("Số liệu")
    sheet.write_row("A1", ["Nam", "Nữ", "Cộng"])
    sheet.write_row("A2", [3, 4])
    sheet.write_formula("C2", "=A2+B2")


def ole(inside: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + inside.encode("utf-16-le") + bytes(1000)


def ods() -> bytes:
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return zipped([Entry("mimetype", kind, len(kind), zlib.crc32(kind), method=0), entry("content.xml", "<a/>")])


def docx() -> bytes:
    pairs = relations(("officeDocument", "word/document.xml"))
    return zipped([entry("_rels/.rels", pairs), entry("word/document.xml", "<a/>")])


def long_csv(rows: int, columns: int = 1) -> bytes:
    return ((",".join(["1"] * columns) + "\n") * rows).encode()


def csv(text: str) -> bytes:
    return text.encode()
