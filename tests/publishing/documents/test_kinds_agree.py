"""One text as Word, PDF and text files is read as the same words."""

import pytest

from portal.publishing.documents import read_document
from tests.publishing.documents.making import make_docx, make_pdf, make_text
from tests.publishing.documents.plans import PARAGRAPHS, ROWS

ENCODINGS = ("utf-8", "utf-8-sig", "utf-8-nfd", "utf-16", "utf-16-le", "utf-16-be", "vni", "vni-mojibake")


def texts(content, name):
    return [line.text for line in read_document(content, name).lines]


def joined(content, name):
    return " ".join(texts(content, name))


@pytest.mark.parametrize("numbered", [False, True])
def test_a_word_file_has_a_line_for_each_paragraph_with_its_label(numbered):
    assert texts(make_docx(PARAGRAPHS, numbered=numbered), "ke-hoach.docx") == PARAGRAPHS


def test_the_paragraphs_of_a_word_file_are_whole():
    lines = read_document(make_docx(PARAGRAPHS), "ke-hoach.docx").lines
    assert [(line.number, line.page, line.whole) for line in lines[:2]] == [(1, None, True), (2, None, True)]


def test_automatic_numbers_that_begin_anew_or_leave_one_out_are_kept():
    paragraphs = ["I. Một", "2. Hai", "3. Ba", "2. Lại hai", "a) A", "d) D", "II. Hai", "1. Một", "1.1. A", "1.3. C"]
    assert texts(make_docx(paragraphs, numbered=True), "a.docx") == paragraphs


def test_a_pdf_has_the_same_words_in_lines_with_their_pages():
    document = read_document(make_pdf(PARAGRAPHS * 8, running_header="XÃ SUỐI MƠ"), "ke-hoach.pdf")
    assert " ".join(line.text for line in document.lines) == " ".join(PARAGRAPHS * 8)
    assert (document.kind, document.pages, document.lines[-1].page) == ("pdf", 4, 4)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("width", [None, 60])
def test_a_text_file_has_the_same_words_in_every_encoding(encoding, width):
    content = make_text(PARAGRAPHS, width=width, encoding=encoding)
    assert joined(content, "ke-hoach.txt") == " ".join(PARAGRAPHS)


def test_a_text_file_names_its_encoding():
    told = {
        name: read_document(make_text(PARAGRAPHS, encoding=name), "a.txt").encoding
        for name in (*ENCODINGS, "tcvn3", "tcvn3-full", "tcvn3-mojibake", "tcvn3-full-mojibake")
    }
    assert {name: encoding for name, encoding in told.items() if not name.startswith(encoding)} == {}


@pytest.mark.parametrize("way", ["", "-mojibake"])
def test_the_full_set_of_tcvn3_keeps_every_capital(way):
    assert texts(make_text(PARAGRAPHS, encoding=f"tcvn3-full{way}"), "a.txt") == PARAGRAPHS


@pytest.mark.parametrize("way", ["", "-mojibake"])
def test_the_main_fonts_of_tcvn3_keep_capitals_in_headings_and_at_the_head_of_items(way):
    content = make_text(["- Ấp trưởng, ủy viên và mọi người ở ấp báo cáo.", *PARAGRAPHS], encoding=f"tcvn3{way}")
    assert texts(content, "a.txt")[1:] == PARAGRAPHS
    assert texts(content, "a.txt")[0] == "- Ấp trưởng, ủy viên và mọi người ở ấp báo cáo."


@pytest.mark.parametrize(("make", "name"), [(make_docx, "a.docx"), (make_pdf, "a.pdf")])
def test_a_ruled_table_is_rows_of_cells(make, name):
    lines = read_document(make(PARAGRAPHS[:4], tables={2: ROWS}), name).lines
    assert [list(line.cells) for line in lines if line.cells] == ROWS
    assert lines[4].text == "1 | Tỷ lệ hộ có điện thoại thông minh trên địa bàn toàn xã | 90%"
    assert [line.text for line in lines if not line.cells] == PARAGRAPHS[:4]


def test_a_table_in_text_is_a_line_for_each_cell():
    lines = read_document(make_text(PARAGRAPHS[:1], tables={0: ROWS}), "a.txt").lines
    assert [line.text for line in lines] == [PARAGRAPHS[0], *(cell for row in ROWS for cell in row)]
