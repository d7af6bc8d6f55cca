"""A plan's paragraphs as the lines and bytes of a text file: widths, pages, encodings."""

import textwrap
from collections.abc import Iterable

from tests.publishing.documents.making import encode

PAGE = 40


def wrap(lines: Iterable[str], width: int) -> list[str]:
    """Every paragraph broken into lines of at most so many characters, between words."""
    return [piece for line in lines for piece in textwrap.wrap(line, width, break_long_words=False)]


def part(lines: Iterable[str]) -> list[str]:
    """An empty line between every two lines, as some converters leave it."""
    return [each for line in lines for each in (line, "")]


def add_pages(lines: Iterable[str], header: str, *, feeds: bool) -> list[str]:
    """A running header and a page's number before every 40 lines but the first.

    :param feeds: the page begins with a form feed, as converters of PDF write it.
    """
    told: list[str] = []
    for number, line in enumerate(lines):
        if number and number % PAGE == 0:
            told += [("\f" if feeds else "") + header, str(number // PAGE + 1)]
        told.append(line)
    return told


def write(lines: Iterable[str], encoding: str = "utf-8") -> bytes:
    """The file's bytes; what an old encoding has no sign for is written as it was then (``>=``)."""
    text = "\n".join(lines) + "\n"
    if encoding.startswith(("tcvn3", "vni")):
        text = text.translate(str.maketrans({"≥": ">=", "≤": "<=", "−": "-", "●": "-", "▪": "-"}))
    return encode(text, encoding)
