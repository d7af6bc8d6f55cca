"""How wide text is, by the tables of the font that drawings as PNG are written in (OpenType: ``cmap``, ``hmtx``).

A browser writes a drawing with the reader's own letters, which are wider: ``WIDER`` leaves space for them.
"""

import struct
from functools import cache
from pathlib import Path

from portal.formats.png import FONTS

REGULAR, SEMIBOLD, BOLD = range(3)  # of FONTS
WIDER = (1.25, 1.36, 1.36)  # so much wider DejaVu Sans runs, of the usual letters the widest; its semibold is its bold
MARKS = "/?&="
UNKNOWN = "n"  # as wide as a letter that the font lacks is taken for


def measure(text: str, size: float, weight: int = REGULAR, *, exact: bool = False) -> float:
    """How wide a line is at most, in the units of ``size``; ``exact``: in the font's own letters."""
    widths = _widths(FONTS[weight])
    wide = sum(widths.get(ord(letter), widths[ord(UNKNOWN)]) for letter in text) * size
    return wide if exact else wide * WIDER[weight]


def fold(text: str, width: float, size: float, weight: int = REGULAR, *, exact: bool = False) -> list[str]:
    """The text in lines no wider than ``width``, broken at spaces, and within words that are wider than a line."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer, size, weight, exact=exact) <= width:
            lines[-1] = longer
        else:
            lines += _cut(word, width, size, weight, exact)
    return [line for line in lines if line]


def shorten(text: str, width: float, size: float, weight: int = REGULAR, *, exact: bool = False) -> str:
    """The text, its end left out where it is wider than ``width``."""
    if measure(text, size, weight, exact=exact) <= width:
        return text
    while text and measure(f"{text}…", size, weight, exact=exact) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _cut(word: str, width: float, size: float, weight: int, exact: bool) -> list[str]:
    """A word in pieces; an address is cut after one of its marks, if there is one not far from the end."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and measure(pieces[-1] + letter, size, weight, exact=exact) > width:
            at = max(pieces[-1].rfind(mark) for mark in MARKS) + 1
            kept = at if at > len(pieces[-1]) / 2 else len(pieces[-1])
            pieces[-1:] = [pieces[-1][:kept], pieces[-1][kept:]]
        pieces[-1] += letter
    return pieces


@cache
def _widths(path: str) -> dict[int, float]:
    """The width of each letter the font has, by its code point, as a share of the size."""
    font = Path(path).read_bytes()
    tables = _tables(font)
    (em,) = struct.unpack_from(">H", font, tables["head"] + 18)
    (metrics,) = struct.unpack_from(">H", font, tables["hhea"] + 34)
    advances = struct.unpack_from(">" + "H2x" * metrics, font, tables["hmtx"])
    glyphs = _glyphs(font, tables["cmap"])
    return {letter: advances[min(glyph, metrics - 1)] / em for letter, glyph in glyphs.items()}


def _tables(font: bytes) -> dict[str, int]:
    """Where each table begins."""
    (count,) = struct.unpack_from(">H", font, 4)
    entries = (struct.unpack_from(">4s4xI", font, 12 + 16 * number) for number in range(count))
    return {tag.decode(): start for tag, start in entries}


def _glyphs(font: bytes, cmap: int) -> dict[int, int]:
    """The glyph of each code point of the first 65,536, from the subtable in format 4 that such fonts have."""
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    starts = [cmap + struct.unpack_from(">4xI", font, cmap + 4 + 8 * number)[0] for number in range(count)]
    table = next(start for start in starts if struct.unpack_from(">H", font, start) == (4,))
    (doubled,) = struct.unpack_from(">H", font, table + 6)
    ends, begins, deltas, offsets = (table + 14 + extra for extra in (0, doubled + 2, 2 * doubled + 2, 3 * doubled + 2))
    found: dict[int, int] = {}
    for at in range(0, doubled, 2):
        (end,), (begin,) = struct.unpack_from(">H", font, ends + at), struct.unpack_from(">H", font, begins + at)
        (delta,), (offset,) = struct.unpack_from(">H", font, deltas + at), struct.unpack_from(">H", font, offsets + at)
        for letter in range(begin, end + 1 if end < 0xFFFF else end):
            spot = offsets + at + offset + 2 * (letter - begin)
            glyph = struct.unpack_from(">H", font, spot)[0] if offset else letter
            found[letter] = (glyph + delta) % 65536 if glyph or not offset else 0
    return {letter: glyph for letter, glyph in found.items() if glyph}
