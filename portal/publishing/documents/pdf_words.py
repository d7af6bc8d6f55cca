"""The words of a page of a PDF with the place of each, as the reader sees the page."""

import ctypes
import re
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

HYPHENS = "\x02\ufffe"  # what PDFium makes of a hyphen at the end of a line
_WORD = re.compile(f"[^\\s{HYPHENS}]*[{HYPHENS}]|[^\\s{HYPHENS}]+")
_HYPHEN = re.compile(f"[{HYPHENS}]")
_ODD = re.compile(f"[{HYPHENS}\ud800-\udfff]")


@dataclass(frozen=True)
class Frame:
    """What of a page is shown: its edges in the page's own points, and by how much it is turned clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @classmethod
    def of(cls, page: pypdfium2.PdfPage) -> "Frame":
        left, bottom, right, top = page.get_bbox()
        return cls(left, bottom, right, top, page.get_rotation())

    @property
    def height(self) -> float:
        return self.right - self.left if self.turn in (90, 270) else self.top - self.bottom

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point as it is seen: to the right and upwards from the lower left corner."""
        if not self.turn:
            return x - self.left, y - self.bottom
        if self.turn == 90:
            return y - self.bottom, self.right - x
        if self.turn == 180:
            return self.right - x, self.top - y
        return self.top - y, x - self.left


@dataclass(slots=True)
class Word:
    """Points from the lower left corner; ``base`` is the line it stands on, ``size`` about that of its font."""

    text: str
    left: float
    right: float
    base: float
    size: float


def read_words(text: Any, count: int, frame: Frame) -> list[Word]:
    """The words of a text page of ``count`` characters, in the order of the file."""
    if count <= 0:
        return []
    units = (ctypes.c_ushort * (count + 1))()
    length = max(pdfium.FPDFText_GetText(text, 0, count, units) - 1, 0)
    whole = "".join(map(chr, units[:length]))
    places = Places(text, frame, direct=length == count)
    words = [places.word(found[0], found.start(), found.end() - 1) for found in _WORD.finditer(whole)]
    if _ODD.search(whole):
        for word in words:
            word.text = _join_halves(_HYPHEN.sub("-", word.text))
    return words


def _join_halves(text: str) -> str:
    """Characters beyond the first 65,536 come in two halves."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class Places:
    """Asks PDFium where characters stand; the variables it answers in are made once."""

    def __init__(self, text: Any, frame: Frame, *, direct: bool) -> None:
        self._text, self._frame, self._direct = text, frame, direct
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._box = pdfium.FS_RECTF()
        self._find_origin, self._find_box = pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_GetLooseCharBox

    def word(self, text: str, first: int, last: int) -> Word:
        """A word by its first and last place in the page's text."""
        if not self._direct:
            first = pdfium.FPDFText_GetCharIndexFromTextIndex(self._text, first)
            last = pdfium.FPDFText_GetCharIndexFromTextIndex(self._text, last)
        self._find_origin(self._text, first, self._x, self._y)
        self._find_box(self._text, last, self._box)
        place, box = self._frame.place, self._box
        left, base = place(self._x.value, self._y.value)
        ends = place(box.left, box.bottom), place(box.right, box.top)
        size = abs(ends[0][1] - ends[1][1]) / 1.2 or 1.0  # a box is about a fifth higher than its font is large
        return Word(text, left, max(ends[0][0], ends[1][0]), base, size)
