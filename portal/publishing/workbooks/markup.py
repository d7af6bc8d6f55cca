"""XML parts read piece by piece: no DOCTYPE, no entity, no other encoding, no depth or token without end."""

from typing import Protocol
from xml.parsers import expat

from portal.publishing.problems import Refused
from portal.publishing.workbooks.archive import Archive, damaged
from portal.publishing.workbooks.limits import MEGA
from portal.publishing.workbooks.words import about_file, show

Attributes = dict[str, str]
DEEPEST = 64
ENCODINGS = {"utf-8", "utf8", "us-ascii", "ascii"}
WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00")


class Scan(Protocol):
    """What reads a part: told of every element without its namespace prefix, and of the text between."""

    def start(self, tag: str, attributes: Attributes) -> None: ...
    def end(self, tag: str) -> None: ...
    def characters(self, text: str) -> None: ...


def scan_part(archive: Archive, name: str, scan: Scan) -> None:
    """Feed a part to ``scan``.

    :raises Refused: it is not there, not XML, not UTF-8, nested too deeply or holds a DOCTYPE.
    """
    if name not in archive.parts:
        raise Refused([about_file("not-a-workbook", archive.file, part=name)])
    parser = _make_parser(archive, name, scan)
    fed = 0
    try:
        for piece in archive.inflate(name):
            if not fed and (piece[:2] in WIDE or b"\x00" in piece[:4]):
                raise Refused([about_file("xml-encoding", archive.file, entry=name)])
            parser.Parse(piece)
            fed += len(piece)
            if fed - parser.CurrentByteIndex > MEGA:  # one token without end would be read again with every piece
                raise damaged(archive.file, f"{show(name)}: XML")
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise damaged(archive.file, f"{show(name)}: {error}") from None


def _make_parser(archive: Archive, name: str, scan: Scan) -> expat.XMLParserType:
    def refuse_doctype(*_: object) -> None:
        raise Refused([about_file("xml-doctype", archive.file, entry=name)])

    def check_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in ENCODINGS:
            raise Refused([about_file("xml-encoding", archive.file, entry=name)])

    parser = expat.ParserCreate("UTF-8")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.EntityDeclHandler = refuse_doctype
    parser.XmlDeclHandler = check_encoding
    _watch(parser, archive, name, scan)
    parser.CharacterDataHandler = scan.characters
    return parser


def _watch(parser: expat.XMLParserType, archive: Archive, name: str, scan: Scan) -> None:
    """Hand the elements on, watching the depth; inside the root, nothing that readers understand differently."""
    depth, begin, finish = 0, scan.start, scan.end

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise damaged(archive.file, f"{show(name)}: XML > {DEEPEST}")
        begin(tag.rpartition(":")[2], attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        finish(tag.rpartition(":")[2])

    def refuse(*_: object) -> None:
        if depth:
            raise damaged(archive.file, f"{show(name)}: CDATA, <!-- -->, <? ?>")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CommentHandler = parser.StartCdataSectionHandler = parser.ProcessingInstructionHandler = refuse
