"""Which kind of document a file is: by its bytes; the name tells only Markdown from plain text."""

from portal.publishing.documents.document import Document
from portal.publishing.documents.limits import Limits
from portal.publishing.documents.words import refuse_document, refuse_kind

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old Office files, and the wrapping of encrypted new ones
PASSWORD, OLD_WORD = "EncryptedPackage".encode("utf-16-le"), "WordDocument".encode("utf-16-le")
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
PDF = b"%PDF-"
OTHERS = {
    b"{\\rtf": "rtf",
    b"\x89PNG": "image",
    b"\xff\xd8\xff": "image",
    b"GIF8": "image",
    b"II*\x00": "image",
    b"MM\x00*": "image",
    b"BM": "image",
    b"RIFF": "image",
    b"\x00\x00\x00\x18ftyp": "image",
    b"\x00\x00\x00\x1cftyp": "image",
    b"Rar!": "rar",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gz",
}
MARKUP = {b"<!doctype html": "html", b"<html": "html", b"<?xml": "xml", b"mime-version:": "mht"}
BLANK = b"\x00 \t\r\n\x0c\xef\xbb\xbf\xff\xfe"
WIDE = (b"\xff\xfe", b"\xfe\xff")
LOOKED_AT = 4_096


def read_kind(content: bytes, name: str, sha256: str, limits: Limits) -> Document:
    """The document in these bytes, in this process.

    :raises Refused: it is of no kind that is read, or reading it refused it.
    """
    if not content.strip(BLANK):
        raise refuse_document("empty-document", name)
    if content.startswith(ZIP):
        from portal.publishing.documents.word_file import read_word  # noqa: PLC0415 - what one kind needs is loaded

        return read_word(content, name, sha256, limits)
    if PDF in content[:1024]:
        from portal.publishing.documents.pdf_file import read_pdf  # noqa: PLC0415

        return read_pdf(content, name, sha256, limits)
    _check_other(content, name)
    from portal.publishing.documents.plain import read_plain  # noqa: PLC0415

    marked = name.lower().endswith((".md", ".markdown"))
    return read_plain(content, name, sha256, limits, kind="md" if marked else "txt")


def _check_other(content: bytes, name: str) -> None:
    """:raises Refused: the bytes are of a kind that is not read, or the name promises another than they are."""
    if content.startswith(OLE):
        if PASSWORD in content:
            raise refuse_document("protected-document", name)
        raise refuse_kind("doc" if OLD_WORD in content else "ole", name)
    start = content[:LOOKED_AT].lstrip(BLANK).lower()
    kinds = [kind for sign, kind in OTHERS.items() if content.startswith(sign) and _is_binary(content, sign)]
    kinds += [kind for sign, kind in MARKUP.items() if start.startswith(sign)]
    if kinds:
        raise refuse_kind(kinds[0], name)
    if name.lower().endswith((".docx", ".pdf")):
        raise refuse_document("damaged-document", name, reason="ZIP" if name.lower().endswith("x") else "%PDF")
    if _has_control(content):
        raise refuse_kind("binary", name)


def _is_binary(content: bytes, sign: bytes) -> bool:
    """Two letters alone may begin a text (“BM”, “GIF8”): then there are control characters too."""
    return not sign.isalnum() or _has_control(content)


def _has_control(content: bytes) -> bool:
    """Bytes no text has: NUL on odd and even places alike, or a lot of other control characters."""
    start = content[:LOOKED_AT]
    if start.startswith(WIDE):
        return False
    if b"\x00" in start:
        zeros = sorted((start[::2].count(0), start[1::2].count(0)))
        return zeros[0] > 0 or zeros[1] * 10 < len(start)
    return sum(byte < 32 and byte not in b"\t\n\r\x0c\x0b" for byte in start) * 10 > len(start)
