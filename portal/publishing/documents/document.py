"""What was read of a document: its lines in reading order, nothing joined and nothing left out yet."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text in NFC, without white space at its ends and with single spaces inside; never empty.

    :param number: of the line in the file, from 1: of a text file the line an editor shows, of a Word document the
        paragraph or table row, of a PDF the line counted through all pages.
    :param page: from 1; None where the file has no pages of its own (Word breaks them anew on every machine).
    :param whole: the line is a paragraph of its own, which goes on in no other line (a paragraph of Word).
    :param parted: an empty line stands before it.
    :param cells: the cells, where the line is a row of a table; ``text`` is then the cells joined by ``" | "``.
    """

    text: str
    number: int
    page: int | None = None
    whole: bool = False
    parted: bool = False
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """:param kind: ``docx``, ``pdf``, ``txt`` or ``md``; :param encoding: ``utf-8``, ``utf-16``, ``tcvn3``, ``vni``;
    of Word and PDF what their text was in (``utf-8`` where it is Unicode).

    :param scans: the pages that hold a picture and no text: what stands on them was not read.
    """

    name: str
    kind: str
    sha256: str
    encoding: str
    pages: int | None
    lines: tuple[Line, ...]
    scans: tuple[int, ...] = ()
