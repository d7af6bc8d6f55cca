"""ZIP files written by hand, true or lying, and the smallest workbooks in them."""

import io
import random
import struct
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

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
