"""PDFs: lines by where words stand, tables by their rules, nothing of the margins."""

import pytest
from fpdf import FPDF

from portal.publishing.documents import read_document
from tests.publishing.documents.making import FONT, make_pdf, show_as
from tests.publishing.documents.plans import PARAGRAPHS

LINE = "Nội dung thứ {} của bản kế hoạch"


def blank(**options):
    file = FPDF(**options)
    file.set_auto_page_break(False)
    file.add_font("sans", fname=FONT)
    file.add_page()
    file.set_font("sans", size=12)
    return file


def read(file):
    return read_document(bytes(file.output()), "ke-hoach.pdf")


def texts(file):
    return [line.text for line in read(file).lines]


def test_lines_are_read_from_top_to_bottom_in_whatever_order_they_were_written():
    file = blank()
    for y, text in ((60, "Ba"), (20, "Một"), (40, "Hai")):
        file.text(20, y, text)
    assert texts(file) == ["Một", "Hai", "Ba"]


def test_words_placed_one_by_one_are_a_line_and_raised_ones_stay_in_it():
    file = blank()
    for x, y, text in ((20, 30, "Diện"), (32, 30, "tích"), (42, 30, "m"), (45.6, 28.6, "2"), (20, 40, "sau")):
        file.text(x, y, text)
    assert texts(file) == ["Diện tích m2", "sau"]


def test_a_letterhead_and_a_signature_are_read_block_by_block():
    file = blank()
    for y, left, right in (
        (20, "ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI"),
        (27, "XÃ SUỐI MƠ", "Độc lập - Tự do"),
        (34, "Số: 12/KH-UBND", "Suối Mơ, ngày 5"),
    ):
        file.text(20, y, left)
        file.text(110, y, right)
    file.text(60, 44, "KẾ HOẠCH TRIỂN KHAI CHUYỂN ĐỔI SỐ")
    assert texts(file) == [
        "ỦY BAN NHÂN DÂN",
        "XÃ SUỐI MƠ",
        "Số: 12/KH-UBND",
        "CỘNG HÒA XÃ HỘI",
        "Độc lập - Tự do",
        "Suối Mơ, ngày 5",
        "KẾ HOẠCH TRIỂN KHAI CHUYỂN ĐỔI SỐ",
    ]


def test_a_label_belongs_to_its_text_however_far_it_stands():
    file = blank()
    file.text(20, 30, "1.")
    file.text(45, 30, "Mục đích")
    assert texts(file) == ["1. Mục đích"]


def test_an_empty_line_parts_its_neighbours():
    file = blank()
    for y, text in ((20, "Một"), (26, "hai"), (32, "ba"), (44, "Bốn"), (50, "năm")):
        file.text(20, y, text)
    assert [(line.text, line.parted) for line in read(file).lines] == [
        ("Một", False),
        ("hai", False),
        ("ba", False),
        ("Bốn", True),
        ("năm", False),
    ]


def test_page_numbers_and_running_headers_are_left_out_and_numbers_in_the_text_kept():
    content = make_pdf([LINE.format(n) for n in range(200)] + ["5"], running_header="Kế hoạch xã Suối Mơ")
    lines = read_document(content, "a.pdf").lines
    assert [line.text for line in lines] == [LINE.format(n) for n in range(200)] + ["5"]
    assert [line.page for line in lines[:50:42]] == [1, 2]
    assert lines[42].number == lines[41].number + 3
    assert not any(line.parted for line in lines)


def test_the_titles_of_two_annexes_are_no_running_header():
    file = blank()
    for number in range(1, 7):
        file.text(80, 22, f"PHỤ LỤC {number}" if number > 4 else f"Đoạn mở đầu {number} trang này")
        file.text(20, 60, LINE.format(number))
        if number < 6:
            file.add_page()
    assert [text for text in texts(file) if text.startswith("PHỤ LỤC")] == ["PHỤ LỤC 5", "PHỤ LỤC 6"]


def draw(file, *lines):
    for line in lines:
        file.line(*line)


def test_a_table_of_lines_with_joined_cells_keeps_its_columns():
    """Rules as other programs draw them: long lines, and none inside a cell over two columns or two rows."""
    file = blank()
    draw(file, *((20, y, 170, y) for y in (20, 40, 50)), (50, 30, 170, 30))
    draw(file, *((x, 20, x, 50) for x in (20, 50, 110, 170)))
    for x, y, text in ((22, 26, "TT"), (52, 26, "Chỉ tiêu"), (112, 26, "Năm 2030")):
        file.text(x, y, text)
    for x, y, text in ((52, 36, "Tên"), (112, 36, "Số"), (22, 46, "1"), (52, 46, "Hộ có mạng"), (112, 46, "90%")):
        file.text(x, y, text)
    assert [line.cells for line in read(file).lines] == [
        ("TT", "Chỉ tiêu", "Năm 2030"),
        ("", "Tên", "Số"),
        ("1", "Hộ có mạng", "90%"),
    ]


def test_a_cell_over_two_columns_is_told_in_the_first():
    file = blank()
    draw(file, *((20, y, 140, y) for y in (20, 30, 40)), (20, 20, 20, 40), (140, 20, 140, 40), (80, 30, 80, 40))
    for x, y, text in ((30, 26, "Năm"), (30, 36, "2025"), (90, 36, "2030")):
        file.text(x, y, text)
    assert [line.cells for line in read(file).lines] == [("Năm", ""), ("2025", "2030")]


def test_a_framed_paragraph_and_an_underlined_one_are_no_tables():
    file = blank()
    file.rect(15, 15, 120, 20)
    file.text(20, 26, "Trong khung")
    file.line(20, 52, 80, 52)
    file.text(20, 50, "Gạch chân")
    assert [line.cells for line in read(file).lines] == [(), ()]


def test_text_around_tables_keeps_its_place():
    file = blank()
    file.text(20, 18, "Trước bảng")
    draw(file, *((20, y, 140, y) for y in (20, 30)), *((x, 20, x, 30) for x in (20, 80, 140)))
    file.text(22, 26, "A")
    file.text(82, 26, "B")
    file.text(20, 40, "Sau bảng")
    assert texts(file) == ["Trước bảng", "A | B", "Sau bảng"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_seen(turn):
    import io

    import pypdfium2

    file = blank()
    with file.rotation({90: 90, 180: 180, 270: 270}[turn], 105, 148):
        file.text(60, 140, "Một việc")
        file.text(60, 150, "Hai việc")
    turned = pypdfium2.PdfDocument(bytes(file.output()))
    turned[0].set_rotation(turn)
    out = io.BytesIO()
    turned.save(out)
    lines = read_document(out.getvalue(), "a.pdf").lines
    assert [line.text for line in lines] == ["Một việc", "Hai việc"]


def test_a_page_that_is_a_picture_among_others_is_named():
    from PIL import Image

    file = blank()
    file.text(20, 30, "Trang có chữ")
    file.add_page()
    file.image(Image.new("L", (60, 80), 200), 10, 10, 100)
    document = read(file)
    assert (document.pages, document.scans) == (2, (2,))


def test_the_text_layer_of_old_fonts_is_converted():
    file = blank()
    for place, text in enumerate(PARAGRAPHS):
        file.text(20, 20 + 8 * place, show_as(text, "vni"))
    document = read(file)
    assert document.encoding == "vni"
    assert " ".join(line.text for line in document.lines).startswith("KẾ HOẠCH Thực hiện chuyển đổi số")


def test_three_hundred_pages_are_read_within_the_limits_of_the_process():
    """Its memory may be 480 MB; a reading that needs more, or takes longer than is waited for, is refused."""
    content = make_pdf([LINE.format(n) + " và những việc phải làm trong năm" for n in range(42 * 300)])
    document = read_document(content, "a.pdf")
    assert (document.pages, len(document.lines)) == (300, 42 * 300)


def test_a_hyphen_at_the_end_of_a_line_is_kept():
    file = blank()
    file.text(20, 30, "Thực hiện Nghị quyết số 57-")
    file.text(20, 36, "NQ/TW của Bộ Chính trị")
    assert texts(file) == ["Thực hiện Nghị quyết số 57-", "NQ/TW của Bộ Chính trị"]


def test_a_sign_that_no_font_shows_does_not_stop_the_reading():
    file = blank()
    file.text(20, 30, "Một \U0001d538 hai")
    assert texts(file)[0].startswith("Một ")


def test_a_drawing_of_many_lines_is_no_table():
    file = blank()
    for place in range(230):
        file.line(20, 30 + place / 1.5, 180, 30 + place / 1.5)
        file.line(20 + place / 1.5, 30, 20 + place / 1.5, 180)
    file.text(20, 20, "Sơ đồ")
    assert [(line.text, line.cells) for line in read(file).lines] == [("Sơ đồ", ())]


def test_the_marks_of_a_converter_leave_nothing_where_a_line_of_the_page_breaks_them():
    file = blank()
    for y, text in ((30, "[bookmark: b1][bookmark:"), (36, "b2]1. Mục đích"), (42, "- Mở lớp cho bà con.")):
        file.text(20, y, text)
    assert texts(file) == ["1. Mục đích", "- Mở lớp cho bà con."]
