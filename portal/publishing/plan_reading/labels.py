"""The labels an office sets before headings and bullets: ``I.``, ``1.``, ``1.1``, ``a)``, ``đ)``, ``-``, ``+``.

Decree 30/2020/NĐ-CP, annex I, orders them: roman numbers, arabic numbers, letters of the Vietnamese alphabet; offices
add decimal numbers and bullets, leave dots out, skip a number or give one twice.
"""

import enum
import re
from typing import NamedTuple

from portal.publishing.plan_reading.capitals import CAPITALS


class Level(enum.IntEnum):
    ANNEX = 0
    ROMAN = 1
    NUMBER = 2
    LETTER = 3
    BULLET = 4
    SUB_BULLET = 5


class Label(NamedTuple):
    """:param name: as it stands in a path (``II``, ``2.1``, ``đ``), or ``-`` and ``+``; ``rest`` the words.

    :param given: the document has none, the reader gave it one.
    """

    level: Level
    name: str
    rest: str
    given: bool = False


ANNEX = "PL"
"""What the path of an annex begins with; parts of a document (``Phần thứ hai``) begin with ``P`` and a number."""
ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
LETTERS = "abcdđeghiklmnopqrstuvxy"
"""The order of the letters in official documents; Word's own numbering runs a, b, c, d, e instead."""

_ANNEX = re.compile(
    r"(?:PHỤ LỤC|Phụ lục)(?: (?:số |SỐ )?0?(?P<name>[IVX]+|\d{1,2}))?"
    rf"(?:\s?[.:–-]\s*(?P<rest>.*)|\s*(?P<open>\(.*|(?<=\s)[{CAPITALS}][{CAPITALS}\d\s,/–-]{{3,}}))?"
)
_PART = re.compile(r"(?:PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục)\s+(?P<name>[IVX]{1,5})[.:]?\s+(?P<rest>\S.*)")
_ROMAN = re.compile(r"(?P<name>[IVX]{1,5})\s?[.)/:\-–]\s*(?P<rest>\S.*)")
_DECIMAL = re.compile(r"(?P<name>\d{1,2}(?:\.\d{1,2}){1,3})(?:(?:\.|\))\s+(?P<rest>\S.*)|\s+(?P<open>\D.*))")
_TIGHT_DECIMAL = re.compile(r"(?P<name>\d{1,2}(?:\.\d{1,2}){0,3})[.)](?P<rest>[^\W\d].*)")
_NUMBER = re.compile(r"(?P<name>\d{1,2})(?:\.|\)|/)\s+(?P<rest>\S.*)")
_ARTICLE = re.compile(r"(?:Điều|ĐIỀU)\s+(?P<name>\d{1,2})[.:]\s*(?P<rest>\S.*)")
_IN_BRACKETS = [re.compile(rf"\((?P<name>{name})\)\s*(?P<rest>\S.*)") for name in ("[IVX]{1,5}", r"\d{1,2}", "[a-zđ]")]
_ORDINAL_PART = re.compile(r"(?:PHẦN THỨ|Phần thứ)\s+(?P<name>\w+)(?:[.:\-–]?\s+(?P<rest>\S.*))?")
_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_LETTER = re.compile(r"(?P<name>[a-zđ])(?:\)|\.|/)\s*(?P<rest>[^\W\d_].*|[“\"(≥≤<>].*|\d.*)")
_SUB_BULLET = re.compile(r"\+\s*(?P<rest>\S.*)")
_BULLET = re.compile(r"(?:[-–—−•·▪●○◦►➢✓*]\s+(?P<rest>\S.*)|[-–—−•▪●➢](?P<tight>[^\W\d_a-zà-ỹđ].*))")


def _read_ordinal(text: str) -> Label | None:
    """``Phần thứ hai. Mục tiêu``: it begins a numbering of its own."""
    match = _ORDINAL_PART.fullmatch(text)
    if match is None or match["name"].lower() not in _ORDINALS:
        return None
    return Label(Level.ANNEX, f"P{_ORDINALS.index(match['name'].lower()) + 1}", (match["rest"] or "").strip())


def read_label(text: str) -> Label | None:
    """The label a line begins with; None where it begins with words.

    ``10 năm`` and ``02 đến 05`` begin with a number, not with a label; ``2.500`` is a number as well.
    """
    if ordinal := _read_ordinal(text):
        return ordinal
    for pattern, level in _PATTERNS:
        if not (match := pattern.fullmatch(text)):
            continue
        found = match.groupdict()
        rest = (found.get("rest") or found.get("tight") or found.get("open") or "").strip()
        if level is Level.BULLET or level is Level.SUB_BULLET:
            return Label(level, "-" if level is Level.BULLET else "+", rest)
        if level is Level.ANNEX:
            return Label(level, f"{ANNEX}{found['name'] or ''}", rest)
        name = found["name"]
        if level is Level.ROMAN and name not in ROMANS:
            continue
        return Label(level, name.lstrip("0") if level is Level.NUMBER else name, rest)
    return None


def follows(before: str, name: str) -> bool:
    """Whether a label is the one an office sets after another of its order: ``III`` after ``II``, ``đ`` after ``d``."""
    for row in (ROMANS, tuple(LETTERS), tuple("abcdefghijklmnopqrstuvwxyz")):
        if before in row and name in row and row.index(name) == row.index(before) + 1:
            return True
    last, this = before.rpartition(".")[2], name.rpartition(".")[2]
    return last.isdigit() and this.isdigit() and int(this) == int(last) + 1


_PATTERNS = (
    (_ANNEX, Level.ANNEX),
    (_ARTICLE, Level.NUMBER),
    *zip(_IN_BRACKETS, (Level.ROMAN, Level.NUMBER, Level.LETTER), strict=True),
    (_PART, Level.ROMAN),
    (_ROMAN, Level.ROMAN),
    (_DECIMAL, Level.NUMBER),
    (_NUMBER, Level.NUMBER),
    (_TIGHT_DECIMAL, Level.NUMBER),
    (_LETTER, Level.LETTER),
    (_SUB_BULLET, Level.SUB_BULLET),
    (_BULLET, Level.BULLET),
)
