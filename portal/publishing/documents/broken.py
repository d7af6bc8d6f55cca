"""Word files in which each line of a page is a paragraph, as text copied out of a PDF is: their lines are told so."""

from collections.abc import Sequence
from dataclasses import replace

from portal.publishing.documents.document import Line

SHARE, FEWEST = 0.15, 8
"""Where so large a part of the paragraphs, and so many, begin in small letters, paragraphs are lines of a page."""


def mark_broken(lines: Sequence[Line], encoding: str) -> tuple[Line, ...]:
    """The lines, no paragraph of them ``whole`` where paragraphs were broken at the width of a page.

    :param encoding: what they were in; TCVN3 writes capitals with a tone as small letters, which tell nothing.
    """
    said = [line for line in lines if not line.cells]
    going_on = sum(_goes_on(line.text, encoding) for line in said)
    if going_on < FEWEST or going_on < SHARE * len(said):
        return tuple(lines)
    return tuple(line if line.cells else replace(line, whole=False) for line in lines)


def _goes_on(text: str, encoding: str) -> bool:
    """Whether a paragraph begins in the middle of a sentence: with a small letter that is no label (``a)``)."""
    first, second = text[0], text[1:2]
    return first.islower() and (first.isascii() or encoding != "tcvn3") and second not in (")", ".", "/")
