"""Goals in words, with the year of the heading above them."""

from portal.publishing.plan_reading.goals import read_goals
from tests.publishing.plan_reading.building import make_pieces

PLAN = (
    "KẾ HOẠCH",
    "I. MỤC ĐÍCH",
    "- Để ai cũng hiểu.",
    "II. MỤC TIÊU",
    "1. Mục tiêu chung",
    "Bộ máy gọn hơn, phục vụ nhanh hơn.",
    "2. Mục tiêu cụ thể (theo Phụ lục I kèm theo)",
    "2.1. Đến hết năm 2028",
    "- Sóng 5G phủ 70% số hộ.",
    "- Chợ phiên có thanh toán bằng mã.",
    "2.2. Tầm nhìn đến năm 2040",
    "Mọi việc làm trên môi trường số.",
    "III. NHIỆM VỤ",
    "1. Mở lớp.",
)


def test_goals_without_a_number_have_the_year_of_their_heading():
    rows = read_goals(make_pieces(*PLAN), {("II.2.1", "1")})
    assert [tuple(row.cells.values()) for row in rows] == [
        ("II.1", "", "", "Bộ máy gọn hơn, phục vụ nhanh hơn", ""),
        ("II.2.1", "2", "2028", "Chợ phiên có thanh toán bằng mã", ""),
        ("II.2.2", "", "2040", "Mọi việc làm trên môi trường số", ""),
    ]
    assert rows[1].source.line == 10


def test_a_plan_without_goals_has_none():
    assert read_goals(make_pieces("KẾ HOẠCH", "I. NHIỆM VỤ", "1. Mở lớp."), set()) == []
