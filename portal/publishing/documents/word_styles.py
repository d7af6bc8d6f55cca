"""Styles of a Word file: what a paragraph or run inherits of font, capitals, numbering and borders."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from portal.publishing.documents.word_tree import Element, flag, value

DEEPEST = 20  # styles based on one another


@dataclass(frozen=True)
class Look:
    """How a run is shown: its font's name (in small letters), whether in capitals, struck through, or not at all."""

    font: str = ""
    capitals: bool = False
    hidden: bool = False
    struck: tuple[bool, bool] = (False, False)

    def with_properties(self, properties: Element | None) -> "Look":
        """The look after direct properties (``rPr``) have had their say."""
        if properties is None:
            return self
        fonts, capitals, hidden = properties.find("rFonts"), flag(properties, "caps"), flag(properties, "vanish")
        once, twice = flag(properties, "strike"), flag(properties, "dstrike")
        font = "" if fonts is None else fonts.get("ascii") or fonts.get("hAnsi") or ""
        return Look(
            font.lower() or self.font,
            self.capitals if capitals is None else capitals,
            self.hidden if hidden is None else hidden,
            (self.struck[0] if once is None else once, self.struck[1] if twice is None else twice),
        )

    @property
    def is_read(self) -> bool:
        """Whether the run is text: one that is hidden or struck through is none, as deleted text is none."""
        return not (self.hidden or any(self.struck))


class Styles:
    """The styles by id, from the children of ``styles.xml``."""

    def __init__(self, children: Iterable[Element]) -> None:
        self._styles: dict[str, Element] = {}
        self._defaults = Look()
        self._default = ""
        for child in children:
            if child.tag == "docDefaults":
                self._defaults = self._defaults.with_properties(child.find("rPrDefault/rPr"))
            elif child.tag == "style":
                self._styles[child.get("styleId", "")] = child
                if child.get("type") == "paragraph" and child.get("default") in ("1", "true"):
                    self._default = child.get("styleId", "")
        self._looks: dict[str, Look] = {}

    def chain(self, style: str) -> Iterator[Element]:
        """The style and those it is based on, the nearest first."""
        for _ in range(DEEPEST):
            found = self._styles.get(style)
            if found is None:
                return
            yield found
            style = value(found, "basedOn")

    def paragraph_look(self, style: str) -> Look:
        """How a run without properties is shown in a paragraph of this style."""
        return self._look(self._defaults, style or self._default)

    def run_look(self, base: Look, properties: Element | None) -> Look:
        """How a run with these properties is shown; ``base`` is its paragraph's look."""
        style = value(properties, "rStyle")
        return (self._look(base, style, kept=False) if style else base).with_properties(properties)

    def _look(self, base: Look, style: str, *, kept: bool = True) -> Look:
        if kept and style in self._looks:
            return self._looks[style]
        look = base
        for found in reversed(list(self.chain(style))):
            look = look.with_properties(found.find("rPr"))
        if kept:
            self._looks[style] = look
        return look

    def name(self, style: str) -> str:
        """The style's name in small letters, as “toc 1”."""
        return value(self._styles.get(style), "name").lower()

    def numbering(self, style: str) -> tuple[str, str, str]:
        """The list and level a paragraph style gives, and the style of the chain that gives it; empty where none."""
        for found in self.chain(style or self._default):
            number = value(found, "pPr/numPr/numId")
            if number:
                return number, value(found, "pPr/numPr/ilvl"), found.get("styleId", "")
        return "", "", ""

    def list_of(self, style: str) -> str:
        """The list (``numId``) of a numbering style."""
        return value(self._styles.get(style), "pPr/numPr/numId")

    def has_borders(self, style: str) -> bool:
        """Whether tables of this style are ruled inside."""
        return any(is_ruled(found.find("tblPr/tblBorders")) for found in self.chain(style))


def is_ruled(borders: Element | None) -> bool:
    """Whether borders draw something between or around cells."""
    if borders is None:
        return False
    return any(side.get("val", "none") not in ("none", "nil") for side in borders if side.tag != "tl2br")
