"""The encoding of a text found from its bytes: Unicode if it can be, else the old encoding that reads as Vietnamese."""

import codecs
from collections.abc import Callable

from portal.publishing.documents.legacy import from_full_tcvn3, from_tcvn3, from_vni, show_byte
from portal.publishing.documents.syllables import score_text
from portal.publishing.documents.words import refuse_document

OLD: dict[str, tuple[tuple[str, Callable[[str], str]], ...]] = {
    "tcvn3": (("tcvn3", from_tcvn3), ("tcvn3", from_full_tcvn3)),
    "vni": (("vni", from_vni),),
}
ENOUGH = 0.7  # of the accented words must be Vietnamese after conversion
BETTER = 0.2  # more of them than before it
LOOKED_AT = 200_000  # characters that tell the encoding
_SHOWN = {byte: show_byte(byte) for byte in range(256)}
_LETTERS = "ăđơưĂĐƠƯ"


def decode_text(content: bytes, file: str) -> tuple[str, str]:
    """The text, not yet normalised, and its encoding as ``Document`` names it.

    :raises Refused: in no encoding that is known.
    """
    wide = _wide(content)
    if wide:
        try:
            return content.decode(wide), "utf-16"
        except UnicodeDecodeError:
            raise refuse_document("unknown-encoding", file) from None
    try:
        return convert_text(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _decode_bytes(content, file)


def _wide(content: bytes) -> str:
    """The name of UTF-16 where the bytes are that, with or without a mark of their order."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    start = content[:2000]
    if b"\x00" not in start or len(start) < 4:
        return ""
    return "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"


def _decode_bytes(content: bytes, file: str) -> tuple[str, str]:
    shown = content.decode("latin-1").translate(_SHOWN)
    text, encoding = convert_text(shown)
    if encoding == "utf-8":
        raise refuse_document("unknown-encoding", file)
    return text, encoding


def convert_text(text: str) -> tuple[str, str]:
    """The text with an old encoding that shows through turned into Unicode, and which (``utf-8``: none did).

    Text that reads as Vietnamese already, or that has a letter only Unicode has, stays as it is.
    """
    start = text[:LOOKED_AT]
    before, words = score_text(start)
    if not words or _is_unicode(start):
        return text, "utf-8"
    best, chosen = max(before + BETTER, ENOUGH), None
    for encoding, convert in (way for ways in OLD.values() for way in ways):
        score = score_text(convert(start))[0]
        if score > best:
            best, chosen = score, (encoding, convert)
    return (chosen[1](text), chosen[0]) if chosen else (text, "utf-8")


def _is_unicode(text: str) -> bool:
    """A tenth of the letters beyond ASCII are such as no old encoding shows."""
    letters = [letter for letter in text if letter > "\u007f" and letter.isalpha()]
    own = sum("\u1ea0" <= letter <= "\u1ef9" or letter in _LETTERS for letter in letters)
    return own * 10 > len(letters)
