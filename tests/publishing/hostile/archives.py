"""Workbooks whose archive or XML is the attack."""

from dataclasses import replace

from tests.publishing.hostile.zips import (
    MAIN,
    MEGA,
    SHEET,
    entry,
    long_entry,
    noise,
    parts,
    sheet_xml,
    text_cell,
    xlsx,
    zipped,
)


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
