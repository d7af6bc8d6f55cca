"""Raw lines made lines: composed, single spaces, real signs for those of symbol fonts, one kind of bullet."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from portal.publishing.documents.document import Line
from portal.publishing.documents.limits import Limits
from portal.publishing.documents.words import refuse_size

_SYMBOLS = {
    0xB3: "≥",
    0xA3: "≤",
    0xB7: "•",
    0x2D: "-",
    0xB1: "±",
    0xB4: "×",
    0xB8: "÷",
    0xB0: "°",
    0xB9: "≠",
    0xBB: "≈",
    0xAE: "→",
    0xDE: "⇒",
    0xD7: "·",
    0xA2: "′",
    0xE5: "∑",
}
_ARROWS = {0xE0: "→", 0xE8: "→", 0xF0: "→"}  # of Wingdings
_PRIVATE = re.compile("[\uf020-\uf0ff]")
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]")
_SPACES = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u00a0\u3164]+")
_BULLET = re.compile(r"^(?:[•●○▪■□▫◆◇❖➢➤►▶‣⁃∙·]|[–—−‒―‐‑](?=\s))\s*(?=\S)")
_SECOND_BULLET = re.compile(r"^◦\s*(?=\S)")
_MARK = re.compile(r"\[bookmark:[^\]\n]{0,80}(?P<end>\]|$)\s*", re.IGNORECASE)
_MARK_END = re.compile(r"^[^\]\n]{0,80}\]\s*")
_DRAWN = re.compile(r"(?:[-_=~.*•–—―]\s?){3,}|\*?")


@dataclass(frozen=True, slots=True)
class Raw:
    """A line as it was found; an empty one is kept, for it parts its neighbours."""

    text: str
    number: int
    page: int | None = None
    whole: bool = False
    parted: bool = False
    cells: tuple[str, ...] = ()


def real_sign(code: int, font: str = "") -> str:
    """The character a symbol font shows at a place of its own (U+F0B3 or B3 in Symbol is ≥)."""
    place = code & 0xFF
    if font.lower().startswith(("wingdings", "webdings")):
        return _ARROWS.get(place, "•")
    plain = chr(place) if 0x20 <= place < 0x7F else "•"
    known = _SYMBOLS.get(place, plain)
    return "•" if known.isalpha() else known


def tidy(text: str) -> str:
    """NFC, the signs of symbol fonts made real ones, nothing invisible, single spaces, bullets as ``-`` and ``+``."""
    text = _PRIVATE.sub(lambda found: real_sign(ord(found[0])), text)
    text = _SPACES.sub(" ", _HIDDEN.sub("", text)).strip()
    text = unicodedata.normalize("NFC", text)
    return _SECOND_BULLET.sub("+ ", _BULLET.sub("- ", text))


def tidy_lines(found: Iterable[Raw], file: str, limits: Limits) -> tuple[Line, ...]:
    """The lines that say something: empty ones, drawn ones (``-----``) and empty rows only part the others.

    :raises Refused: they are too many or too long together.
    """
    lines: list[Line] = []
    size, parted, broken = 0, False, False
    for raw in found:
        cells = tuple(tidy(cell) for cell in raw.cells)
        said, broken = _without_marks(raw.text, broken)
        text = (" | ".join(cells) if any(cells) else "") if cells else tidy(said)
        if _DRAWN.fullmatch(text):
            parted = True
            continue
        lines.append(Line(text, raw.number, raw.page, raw.whole, parted or raw.parted, cells))
        size, parted = size + len(text), False
        _check(len(lines), size, file, limits)
    return tuple(lines)


def _without_marks(text: str, broken: bool) -> tuple[str, bool]:
    """The text without the bookmarks that a converter wrote into it, and whether the last goes on in the next line."""
    if broken:
        text = _MARK_END.sub("", text, count=1)
    broken = any(not mark["end"] for mark in _MARK.finditer(text))
    return _MARK.sub("", text), broken


def _check(lines: int, size: int, file: str, limits: Limits) -> None:
    if size > limits.characters:
        raise refuse_size("characters", file, size, limits.characters)
    if lines > limits.lines:
        raise refuse_size("lines", file, lines, limits.lines)
