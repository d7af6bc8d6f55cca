"""A PDF as raw lines: its text layer by geometry, page after page; a scan has none and is said to be one."""

import ctypes
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from portal.publishing.documents.document import Document
from portal.publishing.documents.encodings import convert_text
from portal.publishing.documents.limits import Limits
from portal.publishing.documents.pdf_margins import Page, drop_margins
from portal.publishing.documents.pdf_rows import Row, lay_out, part_rows
from portal.publishing.documents.pdf_rules import Rules, read_rules
from portal.publishing.documents.pdf_tables import find_tables
from portal.publishing.documents.pdf_words import Frame, read_words
from portal.publishing.documents.tidying import Raw, tidy_lines
from portal.publishing.documents.words import refuse_document, refuse_size

PASSWORD = pdfium.FPDF_ERR_PASSWORD


def read_pdf(content: bytes, name: str, sha256: str, limits: Limits) -> Document:
    """The lines and table rows of a PDF, without page numbers and running headers.

    :raises Refused: it is damaged, protected, too large, a scan or empty.
    """
    file = _open(content, name)
    try:
        count = len(file)
        if count > limits.pages:
            raise refuse_size("pages", name, count, limits.pages)
        pages = [_read_page(file, number, name, limits) for number in range(count)]
    finally:
        file.close()
    scans = tuple(page.number for page in pages if page.pictured and not page.rows)
    drop_margins(pages)
    part_rows([[row for row in page.rows if not row.dropped] for page in pages])
    raw, encoding = _convert(list(_list_lines(pages)))
    lines = tidy_lines(raw, name, limits)
    if not lines:
        raise refuse_document("no-text", name, pages=count) if scans else refuse_document("empty-document", name)
    return Document(name, "pdf", sha256, encoding, count, lines, scans)


def _open(content: bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == PASSWORD:
            raise refuse_document("protected-document", name) from None
        raise refuse_document("damaged-document", name, reason="PDF") from None


def _read_page(file: pypdfium2.PdfDocument, number: int, name: str, limits: Limits) -> Page:
    """One page, closed again before the next is opened.

    :raises Refused: it cannot be read, or holds more text than all pages may.
    """
    try:
        page = file[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        raise refuse_document("damaged-document", name, reason=f"PDF, {number + 1}/{len(file)}") from None
    try:
        count = text.count_chars()
        if count > limits.characters:
            raise refuse_size("characters", name, count, limits.characters)
        frame = Frame.of(page)
        words = read_words(text.raw, count, frame)
        rules = read_rules(page.raw, frame) if words else Rules((), ())
        rows = lay_out(words, find_tables(rules), rules.level)
        return Page(number + 1, frame.height, rows, pictured=not rows and _has_picture(page.raw))
    finally:
        text.close()
        page.close()


def _has_picture(page: "ctypes._Pointer[pdfium.FPDF_PAGE]") -> bool:
    kinds = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM, pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_SHADING)
    count = min(pdfium.FPDFPage_CountObjects(page), 10_000)
    return any(pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, place)) in kinds for place in range(count))


def _list_lines(pages: list[Page]) -> Iterator[Raw]:
    number = 0
    for page in pages:
        for row in page.rows:
            number += 1
            if not row.dropped:
                yield _raw(row, number, page.number)


def _raw(row: Row, number: int, page: int) -> Raw:
    return Raw(row.text, number, page, parted=row.parted, cells=row.cells)


def _convert(lines: list[Raw]) -> tuple[list[Raw], str]:
    """A PDF printed with the fonts of an old encoding has that encoding in its text layer."""
    joined = "\n".join("\t".join((raw.text, *raw.cells)) for raw in lines)
    text, encoding = convert_text(joined)
    if encoding == "utf-8":
        return lines, encoding
    parts = (line.split("\t") for line in text.split("\n"))
    return [
        Raw(told[0], raw.number, raw.page, parted=raw.parted, cells=tuple(told[1:]))
        for raw, told in zip(lines, parts, strict=True)
    ], encoding
