"""The runs of a Word paragraph as one text, each read in the encoding its font has."""

from portal.publishing.documents.legacy import from_tcvn3, from_vni
from portal.publishing.documents.tidying import real_sign
from portal.publishing.documents.word_styles import Look, Styles
from portal.publishing.documents.word_tree import Element

LEFT_OUT = {"del", "moveFrom", "pPr", "rPr", "sdtPr", "instrText", "delText", "Fallback", "delInstrText"}
LEFT_OUT |= {"footnoteReference", "endnoteReference", "commentReference", "annotationRef", "rt", "tblPr"}
SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


class Runs:
    """Reads what stands in a paragraph; ``boxes`` are the paragraphs and tables of text boxes anchored in it."""

    def __init__(self, styles: Styles, look: Look) -> None:
        self._styles, self._base = styles, look
        self._parts: list[tuple[str, Look]] = []
        self.boxes: list[Element] = []
        self.letters: dict[str, int] = {}

    def read(self, parent: Element, look: Look | None = None) -> None:
        """Whatever of the parent's children says something, in order; ``look`` is that of the run they stand in."""
        for child in parent:
            if child.tag in LEFT_OUT:
                continue
            if child.tag == "r":
                self.read(child, self._styles.run_look(self._base, child.find("rPr")))
            elif child.tag == "txbxContent":
                self.boxes += list(child)
            else:
                self._read_sign(child, look or self._base)

    def _read_sign(self, child: Element, look: Look) -> None:
        if child.tag == "t":
            self._add(child.text or "", look)
        elif child.tag in SIGNS:
            self._add(SIGNS[child.tag], look)
        elif child.tag == "sym":
            self._add_symbol(child)
        else:
            self.read(child, look)

    def _add_symbol(self, sign: Element) -> None:
        try:
            code = int(sign.get("char", ""), 16)
        except ValueError:
            return
        self._add(real_sign(code, sign.get("font", "")), Look())

    def _add(self, text: str, look: Look) -> None:
        if not text or not look.is_read:
            return
        if self._parts and self._parts[-1][1] == look:
            self._parts[-1] = (self._parts[-1][0] + text, look)
        else:
            self._parts.append((text, look))

    def finish(self) -> str:
        """The whole text in Unicode."""
        return "".join(self._convert(text, look) for text, look in self._parts)

    def _convert(self, text: str, look: Look) -> str:
        encoding = _encoding(text, look.font)
        self.letters[encoding] = self.letters.get(encoding, 0) + sum(map(str.isalpha, text))
        if look.font.startswith(("symbol", "wingdings")):
            text = "".join(real_sign(ord(sign), look.font) if 0xA0 <= ord(sign) <= 0xFF else sign for sign in text)
        if encoding == "tcvn3":
            text = from_tcvn3(text)
        elif encoding == "vni":
            text = from_vni(text)
        in_capitals = look.capitals or (encoding == "tcvn3" and look.font.endswith("h"))
        return text.upper() if in_capitals else text


def _encoding(text: str, font: str) -> str:
    """What a font's name says the text is in; a letter only Unicode has gives the name the lie."""
    if any("\u0100" <= letter <= "\u01b0" or "\u1ea0" <= letter <= "\u1ef9" for letter in text):
        return "utf-8"
    if font.startswith(".vn"):
        return "tcvn3"
    return "vni" if font.startswith("vni-") else "utf-8"
