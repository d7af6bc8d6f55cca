import pytest

from portal.publishing.plan_reading.flattened import with_tables
from tests.publishing.plan_reading import sample
from tests.publishing.plan_reading.building import make_lines


def cells(*texts):
    return [line.cells for line in with_tables(make_lines(*texts))]


def test_a_row_a_line_gets_its_cells_back():
    assert cells("TT Chỉ tiêu Đơn vị Năm 2026 Năm 2030", "1 Phủ sóng 5G % ≥ 60 100", "Việc khác.") == [
        ("TT", "Chỉ tiêu", "2026", "2030"),
        ("1", "Phủ sóng 5G", "≥ 60%", "100%"),
        (),
    ]


def test_a_sign_that_stands_at_the_figures_stays_there():
    assert cells("Chỉ tiêu 2026 2030", "Phủ sóng 5G 60% 100%")[1] == ("", "Phủ sóng 5G", "60%", "100%")


def test_a_row_may_break_into_lines_and_remembers_the_first():
    lines = with_tables(make_lines("Chỉ tiêu 2026 2030", "1 Người dân có tài khoản", "định danh mức 2 % 70 95"))
    assert lines[1].cells == ("1", "Người dân có tài khoản định danh mức 2", "70%", "95%")
    assert (lines[1].number, len(lines)) == (2, 2)


def test_a_cell_a_line_gets_its_rows_back():
    told = [cell for row in sample.TABLE for cell in row]
    assert cells("c) Bảng chỉ tiêu", *told, "III. NHIỆM VỤ") == [(), *map(tuple, sample.TABLE), ()]


@pytest.mark.parametrize("texts", [("TT",), ("TT", "Chỉ tiêu"), ("STT", "Nội dung", "Năm 2030", "1"), ("1", "2", "3")])
def test_lines_that_only_begin_like_a_table_stay_lines(texts):
    assert not any(cells(*texts))


def test_a_sentence_with_years_heads_no_table():
    assert cells("Chỉ tiêu năm 2026 và năm 2030: xem phụ lục.", "1 xã 10 20") == [(), ()]


def rows(*texts):
    return [line.cells for line in with_tables(make_lines(*texts)) if line.cells]


HEADER = ["TT", "Chỉ tiêu", "Đơn vị", "Năm 2027", "Năm 2030"]


def test_cells_that_break_into_lines_are_joined():
    first = ["1", "Người dân có tài khoản", "định danh mức 2", "%", "60", "85"]
    assert rows(*HEADER, "", *first, "2", "Lớp", "lớp", "2", "4") == [
        tuple(HEADER),
        ("1", "Người dân có tài khoản định danh mức 2", "%", "60", "85"),
        ("2", "Lớp", "lớp", "2", "4"),
    ]


def test_headings_that_break_into_lines_are_joined():
    texts = [
        "STT",
        "Nội dung",
        "công việc",
        "Cơ quan",
        "chủ trì",
        "Thời hạn",
        "1",
        "Mở lớp",
        "Công an xã",
        "Quý I/2027",
    ]
    assert rows(*texts) == [("STT", "Nội dung công việc", "Cơ quan chủ trì", "Thời hạn"), tuple(texts[6:])]


def test_a_last_row_may_lack_its_last_cells():
    texts = [*HEADER, "1", "Thôn có sóng", "%", "90", "100", "2", "Hộ có mạng", "%", "80", "II. NHIỆM VỤ"]
    assert rows(*texts)[-1] == ("2", "Hộ có mạng", "%", "80", "")


def test_a_table_without_numbers_is_told_by_its_figures():
    texts = [*HEADER[1:], "Thôn có sóng", "%", "90", "100", "Hộ gia đình", "có mạng", "%", "≥ 80", "95", "Việc khác."]
    assert rows(*texts) == [
        tuple(HEADER[1:]),
        ("Thôn có sóng", "%", "90", "100"),
        ("Hộ gia đình có mạng", "%", "≥ 80", "95"),
    ]
