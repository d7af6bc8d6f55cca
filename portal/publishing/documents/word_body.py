"""The body of a Word file as raw lines: paragraphs and table rows in their order, as its last reader left them.

Headers, footers, notes, comments and deleted revisions are not part of it; inserted revisions are.
"""

from collections.abc import Iterator

from portal.publishing.documents.columns import names_columns
from portal.publishing.documents.tidying import Raw
from portal.publishing.documents.word_numbering import Numbering
from portal.publishing.documents.word_runs import Runs
from portal.publishing.documents.word_styles import Styles, is_ruled
from portal.publishing.documents.word_tree import Element, flag, value

WRAPPERS = ("sdt", "sdtContent", "customXml", "ins", "moveTo", "AlternateContent", "smartTag")
CONTENTS = "Table of Contents"


class Body:
    """Takes the blocks of the body one after the other; ``finish`` gives their lines."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles, self._numbering = styles, numbering
        self._lines: list[Raw] = []
        self._number = 0
        self._kept = ""  # text of a paragraph whose end was deleted: it goes on in the next one
        self._letters = {"utf-8": 0, "tcvn3": 0, "vni": 0}

    @property
    def encoding(self) -> str:
        """What most of the letters were in."""
        return max(self._letters, key=self._letters.__getitem__)

    def finish(self) -> list[Raw]:
        """All lines; to be asked once the last block was taken."""
        if self._kept:
            self._lines += self._make_lines(self._kept)
        return self._lines

    def take(self, block: Element) -> None:
        """The next child of the body."""
        self._lines += self._read_block(block)

    def _read_block(self, block: Element) -> Iterator[Raw]:
        if block.tag == "p":
            yield from self._read_paragraph(block)
        elif block.tag == "tbl":
            yield from self._read_table(block)
        elif block.tag in WRAPPERS and not _is_contents(block):
            for child in _choose(block):
                yield from self._read_block(child)

    def _read_paragraph(self, paragraph: Element) -> Iterator[Raw]:
        text, boxes = self._take_text(paragraph)
        self._number += 1
        if flag(paragraph, "pPr/rPr/del") is not None or flag(paragraph, "pPr/rPr/moveFrom") is not None:
            self._kept += text
        else:
            yield from self._make_lines(self._kept + text)
            self._kept = ""
        for box in boxes:
            yield from self._read_block(box)

    def _make_lines(self, text: str) -> Iterator[Raw]:
        """A line for each part between line breaks, unless it goes on in small letters."""
        parts = [""]
        for part in text.split("\n"):
            if parts[-1] and part.lstrip()[:1].islower():
                parts[-1] += " " + part
            else:
                parts.append(part)
        told = [part for part in parts if part.strip()] or [""]
        return (Raw(part, self._number, whole=True) for part in told)

    def _take_text(self, paragraph: Element) -> tuple[str, list[Element]]:
        """The paragraph's text with its label, and the text boxes anchored in it; a table of contents has none."""
        properties = paragraph.find("pPr")
        style = value(properties, "pStyle")
        if self._styles.name(style).startswith("toc "):
            return "", []
        runs = Runs(self._styles, self._styles.paragraph_look(style))
        runs.read(paragraph)
        text = runs.finish()
        for encoding, count in runs.letters.items():
            self._letters[encoding] += count
        is_said = bool(text.strip())
        return (self._numbering.take_label(properties, style) if is_said else "") + text, runs.boxes

    def _read_table(self, table: Element) -> Iterator[Raw]:
        rows = [row for row in _inside(table, "tr") if not _is_deleted(row)]
        if not (self._is_ruled(table, rows) or _has_header(rows)):
            for row in rows:
                for cell in _inside(row, "tc"):
                    for block in cell:
                        yield from self._read_block(block)
            return
        for row in rows:
            cells = tuple(self._read_cells(row))
            self._number += 1
            yield Raw("", self._number, whole=True, cells=cells)

    def _is_ruled(self, table: Element, rows: list[Element]) -> bool:
        """Whether rules part the cells: a table without any only places a letterhead or a signature."""
        properties = table.find("tblPr")
        own = None if properties is None else properties.find("tblBorders")
        if own is not None:
            return is_ruled(own)
        if self._styles.has_borders(value(properties, "tblStyle")):
            return True
        return any(is_ruled(cell.find("tcPr/tcBorders")) for row in rows for cell in _inside(row, "tc"))

    def _read_cells(self, row: Element) -> Iterator[str]:
        """A text for each column: of a cell over several, the first; of one that goes on from above, none."""
        yield from [""] * _span(value(row, "trPr/gridBefore"), 0)
        for cell in _inside(row, "tc"):
            goes_on = cell.find("tcPr/vMerge") is not None and value(cell, "tcPr/vMerge") != "restart"
            number, kept = self._number, self._kept
            text = "" if goes_on else " ".join(_flat(line) for block in cell for line in self._read_block(block))
            self._number, self._kept = number, kept
            yield text
            yield from [""] * (_span(value(cell, "tcPr/gridSpan"), 1) - 1)


def _has_header(rows: list[Element]) -> bool:
    """Whether one of the first two rows, each cell a paragraph, names columns: then rules need not part the cells."""
    return any(names_columns([_words(cell) for cell in _inside(row, "tc")]) for row in rows[:2] if len(rows) > 1)


def _words(element: Element) -> str:
    """The plain text of a cell or paragraph, whatever its runs look like."""
    if element.tag == "t":
        return element.text or ""
    said = "".join(_words(child) for child in element)
    return f"{said} " if element.tag in ("p", "br") else said.strip() if element.tag == "tc" else said


def _span(told: str, least: int) -> int:
    return min(max(int(told), least), 100) if told.isdecimal() else least


def _flat(line: Raw) -> str:
    return " ".join(line.cells) if line.cells else line.text


def _is_contents(block: Element) -> bool:
    return value(block, "sdtPr/docPartObj/docPartGallery") == CONTENTS


def _is_deleted(row: Element) -> bool:
    return row.find("trPr/del") is not None


def _choose(block: Element) -> list[Element]:
    """The children of a wrapper; of two forms of one content the first."""
    children = list(block)
    return list(children[0]) if block.tag == "AlternateContent" and children else children


def _inside(parent: Element, tag: str) -> Iterator[Element]:
    """The rows of a table, or the cells of a row, also where content controls stand between."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in WRAPPERS:
            yield from _inside(child, tag)
