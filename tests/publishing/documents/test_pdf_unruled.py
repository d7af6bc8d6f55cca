"""Tables of a PDF that no grid rules: the header names the columns, gaps part them."""

import pytest
from fpdf.enums import TableBordersLayout, VAlign

from portal.publishing.documents import read_document
from tests.publishing.documents.test_pdf import blank

TARGETS = [
    ("TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2027", "Năm 2030"),
    (
        "1",
        "Hộ gia đình ở các thôn vùng cao của xã được dùng Internet cáp quang tốc độ cao tại nhà",
        "%",
        "≥ 70",
        "> 90",
    ),
    ("2", "Người dân có tài khoản định danh điện tử mức độ 2", "%", "60", "85"),
    ("3", "Thôn có sóng 5G", "%", "100", ""),
]
TASKS = [
    ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành"),
    ("1", "Mở lớp kỹ năng số cho cán bộ và các tổ công nghệ ở mọi thôn", "Công an xã", "Các thôn", "Tháng 6/2027"),
    ("2", "Quét tài liệu cũ", "Văn phòng của Hội đồng nhân dân xã", "Phòng Kinh tế; Đoàn Thanh niên xã", "30/9/2027"),
]
AFTER = ["III. TỔ CHỨC THỰC HIỆN", "1. Công an xã theo dõi, đôn đốc việc thực hiện của các thôn trong toàn xã."]


def write(rows, widths=(8, 46, 16, 20, 20), before="I. CHỈ TIÊU", **options):
    file = blank()
    file.set_font("sans", size=10)
    file.multi_cell(0, 6, before, new_x="LMARGIN", new_y="NEXT")
    with file.table(col_widths=widths, first_row_as_headings=False, **options) as table:
        for row in rows:
            table.row(row)
    for text in AFTER:
        file.multi_cell(0, 6, text, new_x="LMARGIN", new_y="NEXT")
    return read_document(bytes(file.output()), "ke-hoach.pdf").lines


NONE, LEVEL = TableBordersLayout.NONE, TableBordersLayout.HORIZONTAL_LINES


@pytest.mark.parametrize(
    ("layout", "place", "padding", "aligned"),
    [
        (NONE, VAlign.M, 0, "LEFT"),
        (NONE, VAlign.T, 0, "JUSTIFY"),
        (NONE, VAlign.M, 2, "JUSTIFY"),
        (LEVEL, VAlign.M, 0, "JUSTIFY"),
        (LEVEL, VAlign.T, 2, "LEFT"),
        (TableBordersLayout.SINGLE_TOP_LINE, VAlign.T, 2, "JUSTIFY"),
    ],
)
@pytest.mark.parametrize("rows", [TARGETS, TASKS], ids=["targets", "tasks"])
def test_a_table_without_a_grid_keeps_rows_and_columns(rows, layout, place, padding, aligned):
    lines = write(rows, text_align=aligned, borders_layout=layout, v_align=place, padding=padding)
    assert [line.cells for line in lines if line.cells] == rows
    assert [lines[0].text, lines[-2].text] == ["I. CHỈ TIÊU", AFTER[0]]


@pytest.mark.parametrize("rows", [TARGETS, TASKS], ids=["targets", "tasks"])
def test_a_table_need_not_number_its_rows(rows):
    rows = [row[1:] for row in rows]
    lines = write(rows, widths=(40, 24, 25, 24), borders_layout="NONE", v_align="TOP")
    assert [line.cells for line in lines if line.cells] == rows
    assert [lines[0].text, lines[-2].text] == ["I. CHỈ TIÊU", AFTER[0]]


def test_centred_columns_are_told_by_what_stands_below_too():
    rows = [("TT", "Chỉ tiêu", "Năm 2030"), ("1", "Hộ gia đình có mạng cáp quang ở mọi thôn", "90%"), ("2", "Lớp", "4")]
    lines = write(rows, widths=(10, 60, 30), borders_layout="NONE", text_align="CENTER")
    assert [line.cells for line in lines if line.cells] == rows


def test_a_table_goes_on_after_a_page_where_its_header_stands_again():
    rows = [TARGETS[0], *((str(number), f"Việc thứ {number} của xã", "%", "60", "85") for number in range(1, 80))]
    file = blank()
    file.set_auto_page_break(True, 20)
    with file.table(col_widths=(8, 46, 16, 20, 20), borders_layout="NONE", headings_style=_plain(file)) as table:
        for row in rows:
            table.row(row)
    lines = read_document(bytes(file.output()), "ke-hoach.pdf").lines
    assert lines[-1].page > 1
    assert [line.cells for line in lines if line.cells != TARGETS[0]] == rows[1:]


def _plain(file):
    from fpdf.fonts import FontFace

    return FontFace(family=file.font_family)


@pytest.mark.parametrize(
    "sides",
    [
        [("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"), ("XÃ SUỐI MƠ", "Độc lập - Tự do")],
        [("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"), ("- Các đơn vị thực hiện;", "CHỦ TỊCH")],
        [("Nhiệm vụ của thôn", "Lò Thị Mận"), ("- Mở lớp;", "Trưởng thôn")],
    ],
)
def test_blocks_side_by_side_that_name_no_columns_are_no_table(sides):
    file = blank()
    for place, (left, right) in enumerate(sides):
        file.text(20, 30 + 7 * place, left)
        file.text(120, 30 + 7 * place, right)
    lines = read_document(bytes(file.output()), "ke-hoach.pdf").lines
    assert not any(line.cells for line in lines)
    assert lines[0].text == sides[0][0]
    assert lines[1].text == sides[1][0]


def test_a_header_with_no_row_below_is_text():
    file = blank()
    for left, text in ((20, "Nhiệm vụ"), (80, "Cơ quan chủ trì"), (140, "Thời hạn")):
        file.text(left, 30, text)
    file.text(20, 60, "Xã giao các thôn làm những việc nói trên trong năm và báo cáo kết quả trước tháng 12.")
    assert not any(line.cells for line in read_document(bytes(file.output()), "ke-hoach.pdf").lines)
