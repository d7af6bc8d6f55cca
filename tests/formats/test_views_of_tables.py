"""A page's table as a workbook, in a frame and with its citation: the very rows, where from, in both languages."""

import datetime as dt
import io

import pytest
from python_calamine import CalamineWorkbook

from portal.formats.citing import frames, view_citation
from portal.formats.embedded import MOST, embed_answer
from portal.formats.excel import xlsx_answer, xlsx_bytes
from portal.formats.table import Table
from portal.i18n import speaking
from tests.html import check

ROWS = [
    ("21451", "Phường Trà Câu", "Tra Cau Ward", "2026-10", 71.4, "normal", dt.date(2026, 11, 12), True, None),
    ("21451-07", "=cmd()", "Group <7>", "2026-10", None, "withheld", None, True, None),
]
FIELDS = ("locality", "name", "name_en", "period", "value", "status", "released_at", "illustrative", "reason")
TABLE = Table("bang", FIELDS, ROWS, "Bảng thử")
DAY = dt.date(2026, 11, 22)


@pytest.fixture
def asked(app):
    with app.test_request_context("/readiness.embed?commune=tra-cau"):
        yield app


def book(content: bytes) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(content))


def test_the_workbook_has_the_rows_and_says_where_they_are_from(asked):
    read = book(xlsx_bytes(TABLE, address="https://so.example.vn/x", today=DAY))
    assert read.sheet_names == ["Số liệu", "Nguồn"]
    rows = read.get_sheet_by_name("Số liệu").to_python()
    assert tuple(rows[0]) == FIELDS
    assert rows[1][4] == 71.4
    assert rows[2][4] == ""
    assert rows[2][1] == "=cmd()"  # text, not a formula
    source = read.get_sheet_by_name("Nguồn").to_python()
    assert ["Trang", "https://so.example.vn/x"] in source
    assert ["Số liệu minh họa", ""] in source
    assert ["value", "Giá trị"] in source


def test_the_workbook_speaks_english_where_the_page_does(asked):
    with speaking("en"):
        read = book(xlsx_bytes(TABLE, address="x", today=DAY))
    assert read.sheet_names == ["Figure", "Source"]


def test_the_same_table_gives_the_same_bytes(asked):
    assert xlsx_bytes(TABLE, address="x", today=DAY) == xlsx_bytes(TABLE, address="x", today=DAY)


def test_the_workbook_is_a_download_that_names_its_page(app):
    with app.test_request_context("/readiness.xlsx?commune=tra-cau"):
        answer = xlsx_answer(Table("bang", FIELDS, iter(ROWS)))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="bang.xlsx"'
    source = book(answer.get_data()).get_sheet_by_name("Nguồn").to_python()
    assert ["Trang", "http://localhost/readiness?commune=tra-cau"] in source


def test_the_frame_is_valid_escaped_and_leads_back(asked):
    answer = embed_answer(TABLE)
    text = answer.get_data(as_text=True)
    check(text, "/readiness.embed")
    assert "Phường Trà Câu" in text
    assert "http://localhost/readiness?commune=tra-cau" in text
    assert "không công bố" in text
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert "<script" not in text


def test_the_frame_shows_one_language_and_no_empty_column(asked):
    vietnamese = embed_answer(TABLE).get_data(as_text=True)
    with speaking("en"):
        english = embed_answer(TABLE).get_data(as_text=True)
    assert "Group &lt;7&gt;" in english
    assert "Group &lt;7&gt;" not in vietnamese
    assert "Lý do" not in vietnamese
    assert "Số liệu minh họa" in vietnamese


def test_a_long_table_is_cut_and_says_so(asked):
    text = embed_answer(Table("bang", ("name",), (("Thôn",) for _ in range(MOST + 50)))).get_data(as_text=True)
    assert text.count("<td>Thôn</td>") == MOST
    assert f"Chỉ hiện {MOST} dòng đầu." in text


def test_an_empty_table_has_words(asked):
    assert "Bảng này chưa có dòng nào." in embed_answer(Table("bang", FIELDS, [])).get_data(as_text=True)


def test_a_frame_is_offered_in_both_languages_and_escaped(asked):
    found = frames("/en/readiness.embed?a=1&b=2", 'A "title"')
    assert 'src="http://localhost/readiness.embed?a=1&amp;b=2"' in found["vi"]
    assert 'src="http://localhost/en/readiness.embed?a=1&amp;b=2"' in found["en"]
    assert "&#34;title&#34;" in found["vi"]
    assert 'title="Làng Số"' in found["en"]  # in another language the page's own title would be wrong


def test_a_view_is_cited_with_the_day_it_was_read(asked):
    said = view_citation("/readiness?commune=tra-cau", "Mức sẵn sàng", illustrative=True)
    assert said == (
        "Mức sẵn sàng. Làng Số, xem ngày 22/11/2026. http://localhost/readiness?commune=tra-cau. "
        "Giấy phép CC BY 4.0. Số liệu minh họa."
    )
