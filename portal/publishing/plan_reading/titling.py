"""Sentences of a paragraph, and the first of them as a title of what it asks for."""

import re

from portal.publishing.plan_reading.capitals import CAPITALS

TITLE = 300
"""A title is at most so many characters, as in the store."""

_SENTENCE_END = re.compile(
    rf"(?<=[^\W{CAPITALS}][.!?])\s+(?=[{CAPITALS}“])|(?<=[…”)][.])\s+(?=[{CAPITALS}“])|(?<=…)\s+(?=[{CAPITALS}“])"
)
_CLAUSE_END = re.compile(r"[;,:]\s+|\s+(?=\()|\s-\s")


def list_sentences(text: str) -> list[str]:
    """The full sentences of a text, each with its closing sign."""
    return [part for each in _SENTENCE_END.split(text) if (part := each.strip())]


def title_of(text: str) -> tuple[str, bool]:
    """The first sentence without its closing sign, and whether it had to be cut at a clause to be a title."""
    sentences = list_sentences(text)
    said = (sentences[0] if sentences else text).rstrip(" .;,:/")
    said = said[:1].upper() + said[1:]
    if len(said) <= TITLE:
        return said, False
    return _cut(said), True


def _cut(said: str) -> str:
    ends = [found.start() for found in _CLAUSE_END.finditer(said, 0, TITLE + 1) if found.start() <= TITLE]
    whole = [end for end in ends if said.count("(", 0, end) == said.count(")", 0, end)]
    semicolons = [end for end in whole if said[end] == ";" and end > TITLE // 3]
    end = max(semicolons or whole or [said.rfind(" ", 0, TITLE)])
    return said[: end if end > 0 else TITLE].rstrip(" .;,:-")
