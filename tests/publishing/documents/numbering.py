"""Labels of paragraphs turned into Word's automatic numbering, as an office's template has it."""

import re

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

LEVELS = (
    ("upperRoman", "%1."),
    ("decimal", "%2."),
    ("decimal", "%2.%3."),
    ("lowerLetter", "%4)"),
    ("bullet", "-"),
    ("bullet", "+"),
)
LABEL = re.compile(r"([IVX]+)\.\s+|(\d+)\.\s+|(\d+)\.(\d+)\.\s+|([a-z])\)\s+|([-+])\s+")
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
ABSTRACT = 90


class Numbering:
    """The lists of one document; where a label is not the next one, a list of its own starts at it."""

    def __init__(self, document: Document) -> None:
        self.part = document.part.numbering_part.element
        first = next(iter(self.part.num_lst), None)
        place = list(self.part).index(first) if first is not None else len(self.part)
        self.part.insert(place, _make_abstract())
        self.counts = [0] * len(LEVELS)
        self.list = self._add_list({})

    def take_label(self, paragraph: Paragraph, text: str) -> str:
        """The text without its label, which the paragraph now gets from a list; the whole text where none fits."""
        found = LABEL.match(text)
        read = _read_label(found) if found else None
        if not found or not read or not self._count(*read):
            return text
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = read[0]
        properties.get_or_add_numId().val = self.list
        return text[found.end() :]

    def _count(self, level: int, value: int, above: int | None) -> bool:
        if above is not None and self.counts[1] != above:
            return False
        if level < 4 and value != self.counts[level] + 1:
            self.list = self._add_list({level: value})
        self.counts = [*self.counts[:level], value, *[0] * (len(LEVELS) - level - 1)]
        return True

    def _add_list(self, starts: dict[int, int]) -> int:
        number = 1 + max((known.numId for known in self.part.num_lst), default=0)
        overrides = "".join(
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            for level, start in starts.items()
        )
        abstract = f'<w:abstractNumId w:val="{ABSTRACT}"/>'
        self.part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}">{abstract}{overrides}</w:num>'))
        return number


def _make_abstract() -> object:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, (form, text) in enumerate(LEVELS)
    )
    return parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{ABSTRACT}">{levels}</w:abstractNum>')


def _read_label(found: re.Match[str]) -> tuple[int, int, int | None] | None:
    """Level, number, and the number above it that the label repeats."""
    roman, plain, above, below, letter, bullet = found.groups()
    if roman:
        return (0, ROMAN.index(roman), None) if roman in ROMAN else None
    if plain:
        return 1, int(plain), None
    if above:
        return 2, int(below), int(above)
    if letter:
        return 3, ord(letter) - ord("a") + 1, None
    return (4 if bullet == "-" else 5), 1, None
