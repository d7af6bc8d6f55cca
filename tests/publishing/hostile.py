"""Builders of hostile uploads: real files, made by hand, and the code of the refusal each must get.

``CASES`` gives every one a name, so that tests and measurements walk the same list. Large ones are cheap to make: one
compressed block is written many times.
"""

import io
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import xlsxwriter

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
SHEET = "xl/worksheets/sheet1.xml"
MEGA = 1_000_000
GIGA = 1_000_000_000


@dataclass(frozen=True)
class Entry:
    """One entry of a ZIP as it will be written, true or not."""

    name: str
    packed: bytes
    size: int
    checksum: int
    method: int = 8
    flags: int = 0
    shared: bool = False  # lies where the entry before it lies


def entry(name: str, content: bytes | str) -> Entry:
    raw = content.encode() if isinstance(content, str) else content
    return Entry(name, zlib.compress(raw, wbits=-15), len(raw), zlib.crc32(raw))


def long_entry(name: str, block: bytes, times: int, *, before: bytes = b"", after: bytes = b"") -> Entry:
    """The block written many times, compressed once."""
    stream = zlib.compressobj(9, wbits=-15)
    head = stream.compress(before) + stream.flush(zlib.Z_FULL_FLUSH)
    body = stream.compress(block) + stream.flush(zlib.Z_FULL_FLUSH)
    tail = stream.compress(after) + stream.flush()
    checksum = zlib.crc32(before)
    for _ in range(times):
        checksum = zlib.crc32(block, checksum)
    size = len(before) + len(block) * times + len(after)
    return Entry(name, head + body * times + tail, size, zlib.crc32(after, checksum))


def zipped(entries: Iterable[Entry]) -> bytes:
    out, directory, count, offset = io.BytesIO(), b"", 0, 0
    for one in entries:
        name = one.name.encode()
        flags = one.flags | (0 if one.name.isascii() else 0x800)  # the name is UTF-8
        sizes = (one.checksum, len(one.packed), one.size)
        if not one.shared:
            offset = out.tell()
            local = (b"PK\x03\x04", 20, flags, one.method, 0, 0x21, *sizes, len(name), 0)
            out.write(struct.pack("<4s5H3I2H", *local) + name + one.packed)
        central = (b"PK\x01\x02", 20, 20, flags, one.method, 0, 0x21, *sizes, len(name), 0, 0, 0, 0, 0, offset)
        directory += struct.pack("<4s6H3I5H2I", *central) + name
        count += 1
    begin = out.tell()
    out.write(directory + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(directory), begin, 0))
    return out.getvalue()


def relations(*pairs: tuple[str, str], mode: str = "") -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATION}/{kind}" Target="{target}"{mode}/>'
        for number, (kind, target) in enumerate(pairs, start=1)
    )
    return f"<Relationships {PACKAGE}>{lines}</Relationships>"


def workbook_xml(*sheets: str, more: str = "") -> str:
    tabs = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>' for number, name in enumerate(sheets, start=1)
    )
    return f'<workbook {MAIN} xmlns:r="{RELATION}"><sheets>{tabs}</sheets>{more}</workbook>'


def sheet_xml(rows: str, *, before: str = "", after: str = "") -> str:
    return f"<worksheet {MAIN}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"


def text_cell(text: str, at: str = "A1") -> str:
    return f'<row r="{at.lstrip("ABC")}"><c r="{at}" t="inlineStr"><is><t>{text}</t></is></c></row>'


def strings_xml(*texts: str) -> str:
    return f"<sst {MAIN}>" + "".join(f"<si><t>{text}</t></si>" for text in texts) + "</sst>"


def parts(sheet: str | bytes = "", **more: str | bytes | Entry | None) -> dict[str, str | bytes | Entry | None]:
    """The parts of the smallest workbook; ``more`` overrides by name with / written as __ (None leaves out)."""
    found = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": workbook_xml("Số liệu"),
        "xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", STRINGS)),
        SHEET: sheet or sheet_xml(text_cell("Thôn")),
        "xl/sharedStrings.xml": strings_xml("Thôn 1"),
    }
    return found | {name.replace("__", "/"): part for name, part in more.items()}


STRINGS = "sharedStrings.xml"


def xlsx(sheet: str | bytes = "", extra: dict[str, str | bytes | Entry | None] | None = None) -> bytes:
    """The smallest workbook, with this sheet and these parts added, replaced, or left out (None)."""
    found = parts(sheet) | (extra or {})
    return zipped(
        part if isinstance(part, Entry) else entry(name, part) for name, part in found.items() if part is not None
    )


def cells(rows: str) -> bytes:
    return xlsx(sheet_xml(rows))


def noise(length: int, seed: int = 7) -> bytes:
    return bytes(random.Random(seed).choices(b"abcdefghijklmnop0123456789", k=length))  # noqa: S311


def written(fill: Callable[[xlsxwriter.Workbook], object], **options: object) -> bytes:
    """A workbook as a real program writes one."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **options}) as book:
        fill(book)
    return out.getvalue()


def ordinary(book: xlsxwriter.Workbook) -> None:
    """A commune's table as officers make it: title rows, merged header, villages down, a date."""
    book.set_properties({"author": "Nguyễn Văn Riêng Tư", "company": "Công ty Kín"})
    sheet = book.add_worksheet("Số liệu")
    sheet.merge_range("A1:D1", "BIỂU TỔNG HỢP THÁNG 10/2026")
    sheet.merge_range("C3:D3", "Tháng 10")
    sheet.write_row("A4", ["STT", "Thôn", "Số hộ", "Tỉ lệ"])
    for number in range(1, 13):
        sheet.write_row(3 + number, 0, [number, f"Thôn {number}", 100 + number, number / 16])
    sheet.write("F1", 46296, book.add_format({"num_format": "dd/mm/yyyy"}))
    hidden = book.add_worksheet("Nháp")
    hidden.write("A1", "điều không ai nên thấy")
    hidden.hide()


def good() -> bytes:
    return written(ordinary)


# --- archives


def zeros_in_sheet() -> bytes:
    return xlsx(extra={SHEET: long_entry(SHEET, bytes(MEGA), 1000)})


def zeros_in_picture() -> bytes:
    return xlsx(extra={"xl/media/image1.png": long_entry("xl/media/image1.png", bytes(MEGA), 1000)})


def slow_bomb() -> bytes:
    """Every part inflates by less than is suspicious, all together by too much."""
    block = noise(20_000) + b"a" * (MEGA - 20_000)
    return xlsx(extra={f"xl/media/{n}.bin": long_entry(f"xl/media/{n}.bin", block, 10) for n in range(40)})


def overlapping_bomb() -> bytes:
    """A thousand names for the same compressed bytes."""
    kernel = entry("xl/media/0.bin", bytes(900_000))
    return zipped([kernel, *(replace(kernel, name=f"xl/media/{n}.bin", shared=True) for n in range(1, 1000))])


def nested_bomb() -> bytes:
    inner = zipped([long_entry("zeros", bytes(MEGA), 1000)])
    for level in range(5):
        inner = zipped([entry(f"{level}{n}.zip", inner) for n in range(4)])
    return inner


def claims(size: int) -> bytes:
    """A sheet of 1 GB whose headers say something else."""
    return xlsx(extra={SHEET: replace(long_entry(SHEET, bytes(MEGA), 1000), size=size)})


def small_claims_large() -> bytes:
    return xlsx(extra={SHEET: replace(entry(SHEET, sheet_xml(text_cell("a"))), size=0xFFFFFFF0)})


def named(name: str) -> bytes:
    return xlsx(extra={name: entry(name, "x")})


def twice() -> bytes:
    found = [entry(name, part) for name, part in parts().items()]
    return zipped([*found, entry(SHEET.upper(), sheet_xml(text_cell("khác")))])


def many_entries() -> bytes:
    return zipped(entry(f"xl/media/{n}.png", b"") for n in range(5_000))


def password_zip() -> bytes:
    return xlsx(extra={SHEET: replace(entry(SHEET, "<a/>"), flags=1)})


def cut(content: bytes, share: float) -> bytes:
    return content[: int(len(content) * share)]


# --- markup

LAUGHS = (
    '<!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def laughs() -> bytes:
    body = f'<?xml version="1.0"?>{LAUGHS}<sst {MAIN}><si><t>&i;</t></si></sst>'
    return xlsx(extra={"xl/sharedStrings.xml": body})


def quadratic() -> bytes:
    entity = f'<!DOCTYPE a [<!ENTITY x "{"a" * 100_000}">]>'
    return xlsx(f"{entity}<worksheet>{'&x;' * 20_000}</worksheet>")


def outside_entity() -> bytes:
    return xlsx(f"{OUTSIDE}{sheet_xml(text_cell('&x;'))}")


def doctype_split() -> bytes:
    """A DOCTYPE across the border of two reading steps, in a part nobody needs."""
    return xlsx(extra={"docProps/app.xml": " " * 65_531 + OUTSIDE + "<a/>"})


def utf16_part() -> bytes:
    return xlsx(sheet_xml(text_cell("Thôn")).encode("utf-16"))


def utf16_doctype() -> bytes:
    return xlsx(f"{OUTSIDE}{sheet_xml(text_cell('&x;'))}".encode("utf-16-le"))


def deep() -> bytes:
    return xlsx(extra={SHEET: long_entry(SHEET, b"<a>" * 100_000, 3)})


def endless_attribute() -> bytes:
    block = noise(10_000) + b"b" * (MEGA - 10_000)
    return xlsx(extra={SHEET: long_entry(SHEET, block, 150, before=b'<worksheet a="', after=b'"/>')})


# --- amounts


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


# --- content


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


@dataclass(frozen=True)
class Case:
    """A hostile file: its name as uploaded, how to make it, and the code it must be refused with."""

    code: str
    file: str
    make: Callable[[], bytes]


X, C = "so-lieu.xlsx", "so-lieu.csv"
RTL = "\u202e"
CASES = {
    "nothing": Case("empty-file", X, lambda: b""),
    "one GB of zeros as such": Case("too-large", X, lambda: bytes(GIGA)),
    "20 MB of zeros as such": Case("empty-file", C, lambda: bytes(20 * MEGA)),
    "a CSV of 300 MB in one cell": Case("too-large", C, lambda: b"a" * (300 * MEGA)),
    "only a byte order mark": Case("empty-file", C, lambda: b"\xef\xbb\xbf\r\n"),
    "an empty ZIP": Case("not-a-workbook", X, lambda: zipped([])),
    "1 GB of zeros as a sheet": Case("zip-bomb", X, zeros_in_sheet),
    "1 GB of zeros as a picture": Case("zip-bomb", X, zeros_in_picture),
    "400 MB in forty unsuspicious parts": Case("zip-bomb", X, slow_bomb),
    "a thousand names for one part": Case("zip-bomb", X, overlapping_bomb),
    "archives in archives": Case("not-a-workbook", X, nested_bomb),
    "1 GB said to be 10 bytes": Case("damaged", X, lambda: claims(10)),
    "1 GB said to be 4 GB": Case("zip-bomb", X, lambda: claims(0xFFFFFFF0)),
    "a sheet said to be 4 GB": Case("damaged", X, small_claims_large),
    "a path upwards": Case("entry-name", X, lambda: named("../../etc/passwd")),
    "an absolute path": Case("entry-name", X, lambda: named("/etc/passwd")),
    "a path with backslashes": Case("entry-name", X, lambda: named("xl\\..\\..\\run.bat")),
    "a path with a drive": Case("entry-name", X, lambda: named("C:/run.bat")),
    "a path with a direction mark": Case("entry-name", X, lambda: named(f"xl/{RTL}gpj.exe")),
    "a path of 60,000 letters": Case("entry-name", X, lambda: named("a" * 60_000)),
    "one part twice": Case("entry-twice", X, twice),
    "5,000 parts": Case("too-many-entries", X, many_entries),
    "a part with a password": Case("encrypted", X, password_zip),
    "half a workbook": Case("damaged", X, lambda: cut(good(), 0.5)),
    "a workbook without its last bytes": Case("damaged", X, lambda: cut(good(), 0.99)),
    "billion laughs": Case("xml-doctype", X, laughs),
    "quadratic entities": Case("xml-doctype", X, quadratic),
    "an external entity": Case("xml-doctype", X, outside_entity),
    "a DOCTYPE where two pieces meet": Case("xml-doctype", X, doctype_split),
    "a UTF-16 part": Case("xml-encoding", X, utf16_part),
    "a UTF-16 part with a DOCTYPE": Case("xml-encoding", X, utf16_doctype),
    "a Latin part": Case("xml-encoding", X, lambda: xlsx('<?xml version="1.0" encoding="iso-8859-1"?><worksheet/>')),
    "300,000 elements deep": Case("damaged", X, deep),
    "an attribute of 150 MB": Case("damaged", X, endless_attribute),
    "a cell of 300 MB": Case("zip-bomb", X, lambda: cell_of(300)),
    "a cell of 100 MB": Case("text-too-long", X, lambda: cell_of(100)),
    "a shared text of 100 MB": Case("text-too-long", X, lambda: shared_of(100)),
    "a CSV cell of 15 MB": Case("text-too-long", C, lambda: b"a" * (15 * MEGA)),
    "a shared text used 20,000 times": Case("too-much-text", X, shared_often),
    "five million empty cells": Case("too-many-marks", X, empty_cells),
    "cells in the two far corners": Case("too-many-rows", X, far_corner),
    "a cell in the last column": Case(
        "too-many-columns", X, lambda: cells('<row r="1"><c r="XFD1"><v>1</v></c></row>')
    ),
    "cells scattered": Case("too-scattered", X, scattered),
    "large merged areas": Case("too-many-merged", X, lambda: merged(*(["A1:XFD1048576"] * 50))),
    "500,000 cells": Case("too-many-cells", X, lambda: many_cells(25_000, 20)),
    "200 sheets": Case("too-many-sheets", X, lambda: many_sheets(200)),
    "a CSV of 70,000 rows": Case("too-many-rows", C, lambda: long_csv(70_000)),
    "a CSV of 5,000 columns": Case("too-many-columns", C, lambda: long_csv(2, 5_000)),
    "a CSV of a million empty rows": Case("too-many-rows", C, lambda: b"a\n" + b"\n" * MEGA),
    "a formula never calculated": Case("formula-uncalculated", X, lambda: formula("A1+1")),
    "a formula with an empty value": Case("formula-uncalculated", X, lambda: formula("A1+1", "<v></v>")),
    "formulas of a program that does not calculate": Case("formula-uncalculated", X, lambda: written(recalculated)),
    "a formula that runs a program": Case(
        "formula-external", X, lambda: formula("cmd|'/c calc'!A0", "<v>1</v>", ' t="str"')
    ),
    "a formula into another workbook": Case("formula-external", X, lambda: formula("[1]Sheet1!A1", "<v>1</v>")),
    "a formula that asks the web": Case(
        "formula-external", X, lambda: formula('WEBSERVICE("http://example.org/")', "<v>1</v>")
    ),
    "a link to another workbook": Case("external", X, external_part),
    "a sheet elsewhere": Case("external", X, external_relation),
    "a connection": Case("external", X, lambda: xlsx(extra={"xl/connections.xml": "<connections/>"})),
    "an error value": Case("error-cell", X, lambda: cells('<row r="2"><c r="B2" t="e"><v>#REF!</v></c></row>')),
    "a CSV formula": Case("formula-text", C, lambda: csv('Thôn,Số hộ\nThôn 1,"=HYPERLINK(""http://a/"")"\n')),
    "a CSV command": Case("formula-text", C, lambda: csv("Thôn,Số hộ\nThôn 1,@SUM(1)*cmd|'/c calc'!A0\n")),
    "a right-to-left mark": Case("hidden-character", X, lambda: cells(text_cell(f"Thôn {RTL}1"))),
    "a right-to-left mark in CSV": Case("hidden-character", C, lambda: csv("Thôn\nThôn \u200f1\n")),
    "a zero-width space": Case("hidden-character", C, lambda: csv("Thôn\nThôn\u200b 1\n")),
    "a control character": Case("control-character", C, lambda: csv("Thôn\nThôn \x07\n")),
    "an escaped control character": Case("control-character", X, lambda: cells(text_cell("Thôn _x0007_"))),
    "a right-to-left sheet name": Case(
        "sheet-name", X, lambda: xlsx(extra={"xl/workbook.xml": workbook_xml(f"S{RTL}ố")})
    ),
    "a number beyond numbers": Case("not-finite", X, lambda: cells('<row r="1"><c r="A1"><v>1e999</v></c></row>')),
    "a cell twice": Case(
        "cell-order", X, lambda: cells('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>')
    ),
    "UTF-16 CSV": Case("utf16", C, lambda: "Thôn,Số hộ\n".encode("utf-16")),
    "UTF-16 CSV without a mark": Case("utf16", C, lambda: "Thôn,Số hộ\n".encode("utf-16-be")),
    "Windows-1258 CSV": Case("not-utf8", C, lambda: "Thôn;Số hộ\nĐông;1\n".encode("cp1258", "replace")),
    "quotes that do not close": Case("csv-quotes", C, lambda: csv('Thôn,Số hộ\n"Thôn 1,2\n')),
    "a picture as workbook": Case("wrong-extension", X, lambda: b"\x89PNG\r\n\x1a\n" + bytes(100)),
    "a workbook as CSV": Case("wrong-extension", C, good),
    "text as workbook": Case("damaged", X, lambda: b"Th,S\n1,2\n"),
    "a program": Case("unknown-kind", "so-lieu.exe", lambda: b"MZ" + noise(1000)),
    "a Word file as workbook": Case("not-a-workbook", X, docx),
    "an OpenDocument workbook": Case("ods", "so-lieu.ods", ods),
    "an OpenDocument workbook renamed": Case("ods", X, ods),
    "an old Excel file": Case("xls", "so-lieu.xls", lambda: ole("Workbook")),
    "an encrypted workbook": Case("encrypted", X, lambda: ole("EncryptedPackage")),
    "a binary workbook": Case("xlsb", X, lambda: xlsx(extra={"xl/workbook.bin": b"\x83\x01"})),
    "a workbook with macros": Case("macros", X, lambda: xlsx(extra={"xl/vbaProject.bin": b"\xd0\xcf"})),
    "a workbook named as one with macros": Case("macros", "so-lieu.xlsm", good),
    "no visible cell": Case("no-cells", X, lambda: cells("")),
    "a workbook without its sheet": Case("not-a-workbook", X, lambda: xlsx(extra={SHEET: None})),
}


NASTY = (
    "",
    "-1",
    "0",
    "1",
    "7",
    "s",
    "e",
    "str",
    "d",
    "A0",
    "B7",
    "XFD1048576",
    "99999999999",
    "1e999",
    "NaN",
    "\u0301",
    "true",
)


def mutate(content: bytes, seed: int) -> bytes:
    """One of the ways a file goes wrong, by number; the same number gives the same file."""
    generator = random.Random(seed)  # noqa: S311
    if seed % 4:
        return _disturbed(content, generator)
    damaged = bytearray(content)
    for _ in range(generator.randint(1, 6)):
        at, length = generator.randrange(len(damaged)), generator.randint(0, 40)
        damaged[at : at + length] = generator.choice([b"", bytes([generator.randrange(256)]), damaged[at : at + 9]])
    return bytes(damaged)


def _disturbed(content: bytes, generator: random.Random) -> bytes:
    """A sound archive of parts that are not: values replaced, elements dropped or repeated."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = {name: archive.read(name).decode() for name in archive.namelist()}
    name = generator.choice([name for name in found if name.startswith("xl/") and "theme" not in name])
    for _ in range(generator.randint(1, 3)):
        pattern = generator.choice(
            [r'(?<=")[^"<>]*(?=")', r"(?<=>)[^<>]+(?=<)", r"<[^<>]*/>", r"<(c|row|v|t|si)\b.*?</\1>"]
        )
        spots = list(re.finditer(pattern, found[name]))
        if spots:
            spot = generator.choice(spots)
            other = (
                generator.choice([*NASTY, spot[0] * 2]) if "<" not in spot[0] else generator.choice(["", spot[0] * 2])
            )
            found[name] = found[name][: spot.start()] + other + found[name][spot.end() :]
    return zipped(entry(part, text) for part, text in found.items())
