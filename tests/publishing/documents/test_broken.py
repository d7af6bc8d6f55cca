"""Word files that hold a paragraph for each line of a page."""

import pytest

from portal.publishing.documents import read_document
from portal.publishing.plan_reading.paragraphs import join_lines
from tests.publishing.documents.making import make_docx, show_as, wrap
from tests.publishing.documents.plans import PARAGRAPHS, ROWS


def read(paragraphs, **options):
    return read_document(make_docx(paragraphs, **options), "ke-hoach.docx")


@pytest.mark.parametrize("width", [40, 60])
def test_paragraphs_that_are_broken_lines_are_joined_like_lines(width):
    lines = read(wrap(PARAGRAPHS * 3, width)).lines
    assert not any(line.whole for line in lines)
    joined = [f"{each.label.name if each.label else ''} {each.text}".strip() for each in join_lines(lines)]
    assert len(joined) == 3 * len(PARAGRAPHS)


def test_a_table_among_broken_lines_keeps_its_rows_whole():
    lines = read(wrap(PARAGRAPHS * 3, 40), tables={4: ROWS}).lines
    assert [line.whole for line in lines if line.cells] == [True] * len(ROWS)


def test_paragraphs_that_are_sentences_stay_whole():
    bullets = ["a) mở lớp cho bà con", "b) in tài liệu", "chi tiết xem phụ lục"] * 5
    assert all(line.whole for line in read(PARAGRAPHS + bullets).lines if line.text)


def test_small_letters_with_a_tone_tell_nothing_in_tcvn3():
    paragraphs = [show_as(text, "tcvn3") for text in ("Ứng dụng bản đồ số", "Đẩy mạnh dịch vụ số", "Ở xã có lớp") * 9]
    assert all(line.whole for line in read(paragraphs).lines)
