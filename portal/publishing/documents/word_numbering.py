"""Word's automatic numbering turned into the labels a reader sees: ``I.``, ``2.1.``, ``a)``, ``-``, ``+``."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from portal.publishing.documents.tidying import real_sign
from portal.publishing.documents.word_styles import Styles
from portal.publishing.documents.word_tree import Element, flag, value

LEVELS = 9
DASHES = "-–—−‒―‐‑\uf02d"
_ROMAN = tuple(
    zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "m cm d cd c xc l xl x ix v iv i".split(), strict=True)
)
MOST = 5_000  # beyond it no number is written in letters or Roman


@dataclass(frozen=True)
class Level:
    """One level of a list. ``restart``: it starts anew after a level before this one (0-based) has been used."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int = LEVELS
    legal: bool = False
    glued: bool = False
    font: str = ""
    style: str = ""


@dataclass(frozen=True)
class List:
    """A list (``num``): whose numbers it shares, its levels, and the numbers at which it starts some of them."""

    shared: str
    levels: tuple[Level, ...]
    starts: dict[int, int]


class Numbering:
    """The lists of a document, counted on as its paragraphs are met in their order."""

    def __init__(self, children: Iterable[Element], styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, Element] = {}
        self._nums: dict[str, Element] = {}
        for child in children:
            if child.tag == "abstractNum":
                self._abstract[child.get("abstractNumId", "")] = child
            elif child.tag == "num":
                self._nums[child.get("numId", "")] = child
        self._lists: dict[str, List | None] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def take_label(self, properties: Element | None, style: str) -> str:
        """The label of the next paragraph with these properties (``pPr``), with the space after it; empty for none."""
        number, level, giver = self._styles.numbering(style)
        direct = value(properties, "numPr/numId")
        if direct:
            number, giver = direct, ""
        level = value(properties, "numPr/ilvl") or level
        known = self._find(number)
        if known is None:
            return ""
        place = int(level) if level.isdecimal() else _level_of_style(known, giver)
        return self._count(number, known, min(place, LEVELS - 1))

    def _count(self, number: str, known: List, place: int) -> str:
        counts = self._counts.setdefault(known.shared, [None] * LEVELS)
        level = known.levels[place]
        if place in known.starts and (number, place) not in self._begun:
            counts[place] = None
            level = replace(level, start=known.starts[place])
        self._begun.add((number, place))
        counts[place] = level.start if counts[place] is None else (counts[place] or 0) + 1
        for deeper in range(place + 1, LEVELS):
            if place < known.levels[deeper].restart:
                counts[deeper] = None
        return _label(known, place, counts)

    def _find(self, number: str) -> List | None:
        if number not in self._lists:
            self._lists[number] = self._read(number)
        return self._lists[number]

    def _read(self, number: str) -> List | None:
        num = self._nums.get(number)
        if num is None:
            return None
        shared = value(num, "abstractNumId")
        abstract = self._abstract.get(shared)
        linked = value(abstract, "numStyleLink")
        if linked:
            shared = value(self._nums.get(self._styles.list_of(linked)), "abstractNumId")
            abstract = self._abstract.get(shared)
        if abstract is None:
            return None
        levels = {_place(found): _read_level(found) for found in abstract.findall("lvl")}
        starts = {}
        for override in num.findall("lvlOverride"):
            start, own = value(override, "startOverride"), override.find("lvl")
            if own is not None:
                levels[_place(override)] = _read_level(own)
            if start.isdecimal():
                starts[_place(override)] = int(start)
        return List(shared, tuple(levels.get(place, Level()) for place in range(LEVELS)), starts)


def _place(element: Element) -> int:
    told = element.get("ilvl", "0")
    return int(told) if told.isdecimal() else 0


def _read_level(found: Element) -> Level:
    start, restart, fonts = value(found, "start"), value(found, "lvlRestart"), found.find("rPr/rFonts")
    return Level(
        value(found, "numFmt") or "decimal",
        value(found, "lvlText"),
        int(start) if start.isdecimal() else 1,
        int(restart) if restart.isdecimal() else LEVELS,
        flag(found, "isLgl") or False,
        value(found, "suff") == "nothing",
        "" if fonts is None else fonts.get("ascii") or fonts.get("hAnsi") or "",
        value(found, "pStyle"),
    )


def _level_of_style(known: List, style: str) -> int:
    return next((place for place, level in enumerate(known.levels) if style and level.style == style), 0)


def _label(known: List, place: int, counts: list[int | None]) -> str:
    level = known.levels[place]
    if level.form == "bullet":
        return _bullet(known, place) + " "
    text = "" if level.form == "none" and "%" not in level.text else level.text
    for above in range(place + 1):
        other = known.levels[above]
        count = counts[above]
        form = "decimal" if level.legal and above < place else other.form
        text = text.replace(f"%{above + 1}", write_number(other.start if count is None else count, form))
    return text if level.glued or not text else text + " "


def _bullet(known: List, place: int) -> str:
    """A dash or a plus as it is; any other sign is a dash, and under such a bullet a plus."""
    level = known.levels[place]
    sign = level.text.strip()[:1]
    if "\uf020" <= sign <= "\uf0ff":
        sign = real_sign(ord(sign), level.font)
    if sign == "+":
        return "+"
    if sign in DASHES:
        return "-"
    return "+" if place and known.levels[place - 1].form == "bullet" else "-"


def write_number(number: int, form: str) -> str:
    """The number as a format of Word writes it; formats that are not used in Vietnam as plain digits."""
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{number:02}"
    if not 0 < number <= MOST or form not in ("upperRoman", "lowerRoman", "upperLetter", "lowerLetter"):
        return str(number)
    text = _roman(number) if form.endswith("Roman") else chr(ord("a") + (number - 1) % 26) * (1 + (number - 1) // 26)
    return text.upper() if form.startswith("upper") else text


def _roman(number: int) -> str:
    text = ""
    for worth, sign in _ROMAN:
        count, number = divmod(number, worth)
        text += sign * count
    return text
