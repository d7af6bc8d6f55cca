"""The text of a cell: composed, stripped, and refused where it holds what nobody can see."""

import re
import unicodedata
from typing import NamedTuple

FORMULA = re.compile(r"=\S|[+\-@][^|]*\|.*!")
"""A formula kept as text, or a command to another program (DDE), in a cell of text."""

_BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\ufe00-\ufe0f\uffa0"
_INVISIBLE = re.compile(f"[{_BLANK}]")  # letters and marks by category that show nothing


class Clean(NamedTuple):
    """A text as it is kept; ``flaw`` is the code of what is wrong and ``character`` which one, as U+200B."""

    text: str
    decomposed: bool = False
    flaw: str = ""
    character: str = ""


def clean_text(text: str) -> Clean:
    """NFC, every space a plain one, none at the ends; line breaks inside a cell stay.

    Control, private, direction-turning and invisible characters are flaws: two names that look alike must be alike.
    """
    composed = unicodedata.normalize("NFC", text)
    decomposed = composed != text
    if not composed.isprintable():
        composed = "".join(_spaced(letter) for letter in composed.replace("\r\n", "\n"))
    bad = _find_bad(composed)
    if bad:
        return Clean("", flaw=_flaw(bad), character=f"U+{ord(bad):04X}")
    composed = composed.strip()
    if len(composed) > 1 and FORMULA.match(composed):
        return Clean("", flaw="formula-text")
    return Clean(composed, decomposed)


def _spaced(letter: str) -> str:
    if letter == "\r":
        return "\n"
    return " " if letter == "\t" or unicodedata.category(letter) == "Zs" else letter


def _find_bad(text: str) -> str:
    """The first character that must not be there, else an empty text."""
    hidden = _INVISIBLE.search(text)
    if hidden:
        return hidden[0]
    if text.isprintable():
        return ""
    return next((letter for letter in text if letter != "\n" and not letter.isprintable()), "")


def _flaw(letter: str) -> str:
    return "control-character" if unicodedata.category(letter) in ("Cc", "Co", "Cs", "Cn") else "hidden-character"
