"""The ZIP of an XLSX file, checked by what it really inflates to; its headers are not believed.

What passes is written anew by ``pack`` with the names we choose, so that the spreadsheet library sees one plain
archive of checked parts and nothing else of the file.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from portal.publishing.problems import Refused
from portal.publishing.workbooks.limits import MEGA, Limits
from portal.publishing.workbooks.words import about_file, show

CHUNK = 1 << 16
STORED, DEFLATED = 0, 8
ENCRYPTED = 0x1 | 0x40 | 0x2000  # flags: traditional, strong, masked header
MARKUP = (".xml", ".rels", ".vml")
FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY")
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_DAY = 0x21  # 1 January 1980, the first day a ZIP can name


@dataclass(frozen=True)
class Part:
    """One entry as it lies in the file: its compressed bytes and what the directory says of them."""

    name: str
    method: int
    packed: memoryview
    size: int
    checksum: int


class Archive:
    """The parts of an upload by name; ``inflate`` streams one."""

    def __init__(self, file: str, parts: dict[str, Part]) -> None:
        self.file, self.parts = file, parts

    def inflate(self, name: str) -> Iterator[bytes]:
        """The part's bytes in pieces of at most 64 KB.

        :raises Refused: the compressed bytes are not what the directory says.
        """
        part, size, checksum = self.parts[name], 0, 0
        for piece in _pieces(self.file, part):
            size += len(piece)
            checksum = zlib.crc32(piece, checksum)
            if size > part.size:
                raise damaged(self.file, f"{show(name)}: {part.size} < {size} bytes")
            yield piece
        if (size, checksum) != (part.size, part.checksum):
            raise damaged(self.file, f"{show(name)}: CRC-32")


def open_archive(content: bytes, file: str, limits: Limits, *, markup: tuple[str, ...] = MARKUP) -> Archive:
    """The archive, every part inflated once and counted.

    :param markup: the endings of the parts that will be read as XML, which may declare nothing.
    :raises Refused: unsafe names, duplicates, encryption, damage, entities, too many parts, or too much inside.
    """
    try:
        entries = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OSError, EOFError) as error:
        raise damaged(file, str(error)) from None
    if len(entries) > limits.entries:
        raise Refused([about_file("too-many-entries", file, count=len(entries), limit=limits.entries)])
    _check_names(file, entries)
    view = memoryview(content)
    archive = Archive(file, {entry.filename: _part(file, view, entry) for entry in entries if not entry.is_dir()})
    _check_inflated(archive, limits, markup)
    return archive


def damaged(file: str, reason: str) -> Refused:
    return Refused([about_file("damaged", file, reason=reason)])


def _check_names(file: str, entries: Iterable[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for entry in entries:
        name = entry.orig_filename
        if not _is_safe(name):
            raise Refused([about_file("entry-name", file, entry=name)])
        if name.lower() in seen:
            raise Refused([about_file("entry-twice", file, entry=name)])
        seen.add(name.lower())


def _is_safe(name: str) -> bool:
    """Relative, forward, printable, and nowhere upwards."""
    steps = name.removesuffix("/").split("/")
    plain = name.isprintable() and "\\" not in name and ":" not in name and len(name) <= 250
    return plain and all(step not in ("", ".", "..") for step in steps)


def _part(file: str, view: memoryview, entry: zipfile.ZipInfo) -> Part:
    if entry.flag_bits & ENCRYPTED:
        raise Refused([about_file("encrypted", file)])
    if entry.compress_type not in (STORED, DEFLATED):
        raise damaged(file, f"{show(entry.filename)}: method {entry.compress_type}")
    header = bytes(view[entry.header_offset : entry.header_offset + _LOCAL.size])
    if len(header) < _LOCAL.size or header[:4] != b"PK\x03\x04":
        raise damaged(file, show(entry.filename))
    name_length, extra_length = _LOCAL.unpack(header)[-2:]
    begin = entry.header_offset + _LOCAL.size
    packed = view[begin + name_length + extra_length :][: entry.compress_size]
    if len(packed) != entry.compress_size:
        raise damaged(file, show(entry.filename))
    return Part(entry.filename, entry.compress_type, packed, entry.file_size, entry.CRC)


def _pieces(file: str, part: Part) -> Iterator[bytes]:
    if part.method == STORED:
        yield from (bytes(part.packed[at : at + CHUNK]) for at in range(0, len(part.packed), CHUNK))
        return
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for at in range(0, len(part.packed), CHUNK):
            yield from _inflate(stream, bytes(part.packed[at : at + CHUNK]))
    except zlib.error as error:
        raise damaged(file, f"{show(part.name)}: {error}") from None
    if not stream.eof or stream.unused_data:
        raise damaged(file, show(part.name))


def _inflate(stream: "zlib._Decompress", packed: bytes) -> Iterator[bytes]:
    """What these bytes inflate to, a small piece at a time."""
    while piece := stream.decompress(packed, CHUNK):
        yield piece
        packed = stream.unconsumed_tail


def _check_inflated(archive: Archive, limits: Limits, endings: tuple[str, ...]) -> None:
    total = 0
    for part in archive.parts.values():
        size, tail, markup = 0, b"", part.name.lower().endswith(endings)
        for piece in archive.inflate(part.name):
            size += len(piece)
            if total + size > limits.inflated or _is_bomb(size, len(part.packed), limits):
                raise Refused([about_file("zip-bomb", archive.file, entry=part.name)])
            if markup and any(word in tail + piece for word in FORBIDDEN):
                raise Refused([about_file("xml-doctype", archive.file, entry=part.name)])
            tail = piece[-len(FORBIDDEN[0]) :]
        total += size


def _is_bomb(size: int, packed: int, limits: Limits) -> bool:
    return size > MEGA and size > packed * limits.ratio


def pack(parts: Iterable[tuple[str, Part]]) -> bytes:
    """A plain archive of these parts under these names, their compressed bytes as they are."""
    out, directory, count = io.BytesIO(), b"", 0
    for name, part in parts:
        told = name.encode("ascii")
        offset, sizes = out.tell(), (part.checksum, len(part.packed), part.size)
        out.write(_LOCAL.pack(b"PK\x03\x04", 20, 0, part.method, 0, _DAY, *sizes, len(told), 0) + told)
        out.write(part.packed)
        common = (20, 20, 0, part.method, 0, _DAY, *sizes, len(told), 0, 0, 0, 0, 0, offset)
        directory += _CENTRAL.pack(b"PK\x01\x02", *common) + told
        count += 1
    begin = out.tell()
    out.write(directory + _END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), begin, 0))
    return out.getvalue()


def plain_part(text: str) -> Part:
    """A part of our own."""
    content = text.encode()
    return Part("", STORED, memoryview(content), len(content), zlib.crc32(content))
