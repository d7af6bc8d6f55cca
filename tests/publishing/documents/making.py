"""One list of paragraphs as the files an office would send: Word, PDF and text in every encoding.

``tables`` says which tables follow a paragraph: its place in the list (from 0), then the rows of cells. Wrapped lines
are broken between words, never inside one.
"""

import io
import textwrap
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

import docx
import font_source_sans_pro
from docx.document import Document
from fpdf import FPDF

from portal.publishing.documents.legacy import VN1, VN3, VNI
from tests.publishing.documents.numbering import Numbering

Rows = Sequence[Sequence[str]]
Tables = Mapping[int, Rows]
NONE: Tables = {}
FONT = Path(font_source_sans_pro.__file__).parent / "files" / "SourceSansPro-Regular.ttf"
LINES = 42  # of a page of a PDF
COMPARISONS = str.maketrans({"≥": ">=", "≤": "<="})
PLAIN_SIGNS = {**COMPARISONS, **str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "…": "..."})}
"""How signs were typed that an encoding does not have."""
SIZE, HEIGHT = 10, 6  # points and millimetres of a line


def make_docx(paragraphs: Sequence[str], *, numbered: bool = False, tables: Tables = NONE) -> bytes:
    """A Word file; ``numbered``: labels as ``I.``, ``1.``, ``1.1.``, ``a)``, ``-``, ``+`` are Word's automatic ones."""
    document = docx.Document()
    numbering = Numbering(document) if numbered else None
    for number, text in enumerate(paragraphs):
        paragraph = document.add_paragraph()
        paragraph.add_run(numbering.take_label(paragraph, text) if numbering else text)
        if number in tables:
            _add_table(document, tables[number])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _add_table(document: Document, rows: Rows) -> None:
    table = document.add_table(len(rows), len(rows[0]), "Table Grid")
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def wrap(paragraphs: Sequence[str], width: int | None) -> list[str]:
    """The lines of all paragraphs, at most so many characters wide."""
    if width is None:
        return list(paragraphs)
    return [line for text in paragraphs for line in textwrap.wrap(text, width, break_long_words=False) or [""]]


def make_pdf(
    paragraphs: Sequence[str],
    *,
    width: int = 85,
    running_header: str = "",
    page_numbers: bool = True,
    tables: Tables = NONE,
) -> bytes:
    """A PDF of A4 pages with lines of at most ``width`` characters; tables are ruled, their rows not parted by pages.

    A page's number stands alone in its top margin (not on the first page), the running header above it.
    """
    page = Pages(running_header, page_numbers=page_numbers)
    for number, text in enumerate(paragraphs):
        for line in wrap([text], width):
            page.write(line)
        if number in tables:
            page.write_table(tables[number])
    return page.finish()


class Pages:
    """A PDF as it grows, a line at a time."""

    def __init__(self, running_header: str = "", *, page_numbers: bool = True) -> None:
        self.header, self.numbers = running_header, page_numbers
        self.file = FPDF()
        self.file.set_auto_page_break(False)
        self.file.set_margins(20, 15)
        self.file.add_font("sans", fname=FONT)
        self.left = 0

    def write(self, line: str) -> None:
        """The next line, on a new page where this one is full."""
        if not self.left:
            self.begin_page()
        self.file.cell(0, HEIGHT, line, new_x="LMARGIN", new_y="NEXT")
        self.left -= 1

    def write_table(self, rows: Rows) -> None:
        """A ruled table whose columns are equally wide; the words of a cell are wrapped inside it."""
        for row in rows:
            chars = 76 // len(row)
            cells = [textwrap.wrap(text, chars) or [""] for text in row]
            deep = max(map(len, cells))
            if self.left < deep:
                self.begin_page()
            self._write_row(cells, deep)

    def _write_row(self, cells: list[list[str]], deep: int) -> None:
        top, width = self.file.get_y(), self.file.epw / len(cells)
        for number, lines in enumerate(cells):
            left = self.file.l_margin + number * width
            self.file.rect(left, top, width, deep * HEIGHT)
            for place, line in enumerate(lines):
                self.file.set_xy(left, top + place * HEIGHT)
                self.file.cell(width, HEIGHT, line)
        self.file.set_xy(self.file.l_margin, top + deep * HEIGHT)
        self.left -= deep

    def begin_page(self) -> None:
        self.file.add_page()
        self.file.set_font("sans", size=SIZE)
        number = self.file.page_no()
        above = [self.header, str(number) if self.numbers and number > 1 else ""]
        for place, text in enumerate(above):
            if text:
                self.file.set_y(6 + place * 5)
                self.file.cell(0, 5, text, align="C")
        self.file.set_xy(self.file.l_margin, 20)
        self.left = LINES

    def finish(self) -> bytes:
        return bytes(self.file.output())


def make_text(
    paragraphs: Sequence[str],
    *,
    width: int | None = None,
    encoding: str = "utf-8",
    tables: Tables = NONE,
    page_numbers: bool = False,
    running_header: str = "",
) -> bytes:
    """A text file, a line a paragraph or lines of at most ``width`` characters; each cell of a table is its own line.

    :param encoding: any of Python's, or ``tcvn3`` (small letters for capitals with tones, as its main fonts have it),
        ``tcvn3-full`` (with those capitals), ``vni``; each of these three with ``-mojibake`` after it: the bytes taken
        for Windows-1252 and saved as UTF-8; ``utf-8-nfd`` for decomposed letters.
    :param page_numbers: every 42 lines stand ``running_header`` and the page's number, each on its own line.
    """
    lines: list[str] = []
    for number, text in enumerate(paragraphs):
        lines += wrap([text], width)
        lines += [line for row in tables.get(number, ()) for cell in row for line in wrap([cell], width)]
    return encode("\n".join(_number_pages(lines, running_header) if page_numbers else lines) + "\n", encoding)


def _number_pages(lines: list[str], header: str) -> list[str]:
    told: list[str] = []
    for start in range(0, len(lines), LINES):
        above = [header, str(start // LINES + 1)] if start else []
        told += [*filter(None, above), *lines[start : start + LINES]]
    return told


def encode(text: str, encoding: str) -> bytes:
    """The text's bytes, as ``make_text`` names encodings."""
    if encoding == "utf-8-nfd":
        return unicodedata.normalize("NFD", text).encode()
    old = encoding.removesuffix("-mojibake")
    if old not in ("tcvn3", "tcvn3-full", "vni"):
        return text.encode(encoding)
    shown = show_as(text, old)
    return shown.encode() if encoding.endswith("-mojibake") else b"".join(map(_byte, shown))


def _byte(character: str) -> bytes:
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1", "replace")


def show_as(text: str, old: str) -> str:
    """What Windows-1252 shows for the text's bytes in an old encoding (``tcvn3``, ``tcvn3-full`` or ``vni``)."""
    text = unicodedata.normalize("NFC", text).translate(PLAIN_SIGNS if old == "tcvn3-full" else COMPARISONS)
    if old == "tcvn3":
        text = "".join(c.lower() if c not in VN3.values() and c.lower() in VN3.values() else c for c in text)
    table = {"tcvn3": VN3, "tcvn3-full": VN1, "vni": VNI}[old]
    signs: dict[str, str] = {}
    for sign, letter in table.items():
        if letter not in signs or (letter.isupper() and sign.isupper()):
            signs[letter] = sign
    return text.translate(str.maketrans(signs))
