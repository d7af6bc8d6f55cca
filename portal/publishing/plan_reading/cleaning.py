"""Lines without what is not the plan's: page numbers, running headers, marks of converters and of Markdown."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from portal.publishing.documents.document import Line

RUNNING = 3
"""What stands so many times at the edge of a page, in the same words, is a running header or footer."""

_BOOKMARK = re.compile(r"\[bookmark:[^\]]*\]\s*")
_MARKDOWN = re.compile(r"^(?:#{1,6}\s+|>\s+)|\*\*|__|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)|\\(?=[\\*_#+.\-])")
_PAGE_NUMBER = re.compile(r"(?:trang\s+)?[-–]?\s*\d{1,3}\s*[-–]?(?:\s*/\s*\d{1,3})?", re.IGNORECASE)
_RULE = re.compile(r"[-_=*~·–—\s\\]+")


def clean_lines(lines: Iterable[Line]) -> Iterator[Line]:
    """What is left; a line after one that was dropped is parted from the one before."""
    given = [replace(line, text=_without_marks(line.text)) for line in lines]
    running = _running(given)
    parted = False
    for place, line in enumerate(given):
        if not line.text or (not line.cells and (_is_rule_or_number(line.text) or place in running)):
            parted = True
        else:
            yield replace(line, parted=line.parted or parted)
            parted = False


def _is_rule_or_number(text: str) -> bool:
    return bool(_RULE.fullmatch(text) or _PAGE_NUMBER.fullmatch(text))


def _without_marks(text: str) -> str:
    return " ".join(_MARKDOWN.sub("", _BOOKMARK.sub("", text)).split())


def _running(lines: Sequence[Line]) -> set[int]:
    """The places of lines that stand at the edges of several pages in the same words.

    The edge of a page is where its number changes, or beside a lone page number where lines know no page.
    """
    said = [place for place, line in enumerate(lines) if line.text]
    edges = {place for at, place in enumerate(said) if _is_edge(lines, said, at)}
    counts = Counter(lines[place].text for place in edges)
    return {place for place in edges if counts[lines[place].text] >= RUNNING}


def _is_edge(lines: Sequence[Line], said: Sequence[int], at: int) -> bool:
    line = lines[said[at]]
    beside = [lines[said[other]] for other in (at - 1, at + 1) if 0 <= other < len(said)]
    if line.page is not None:
        return len(beside) < 2 or any(other.page != line.page for other in beside)
    return any(_PAGE_NUMBER.fullmatch(other.text) for other in beside)
