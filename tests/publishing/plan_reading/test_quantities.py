from decimal import Decimal

import pytest

from portal.publishing.plan_reading.quantities import list_quantities, read_number


@pytest.mark.parametrize(
    ("sentence", "comparator", "value", "high"),
    [
        ("Có ≥ 85% người dân dùng", ">=", "85", None),
        ("đạt 100%", "=", "100", None),
        ("Trên 90% hộ", ">", "90", None),
        ("hướng tới tối thiểu đạt 60% vào năm 2045", ">=", "60", None),
        ("đạt ít nhất 55%", ">=", "55", None),
        ("không dưới 70%", ">=", "70", None),
        ("giảm xuống dưới 5%", "<", "5", None),
        ("không quá 3%", "<=", "3", None),
        ("tối đa 3%", "<=", "3", None),
        ("80% - 90% người lớn", "range", "80", "90"),
        ("từ 70 đến 75%", "range", "70", "75"),
        ("85–95% hộ", "range", "85", "95"),
        ("từ 80% trở lên", ">=", "80", None),
        ("12 sáng kiến mỗi năm trở lên", ">=", "12", None),
        ("đạt 85 phần trăm", "=", "85", None),
        ("2,5% ngân sách", "=", "2.5", None),
        ("đạt 1,0%", "=", "1.0", None),
        ("có 42.875 hộ", "=", "42875", None),
        ("mỗi năm 02 đến 05 dự án", "range", "2", "5"),
        ("có 01 tài khoản", "=", "1", None),
        ("duy trì trên 0,74.", ">", "0.74", None),
        (">=80% hộ", ">=", "80", None),
        ("có 1,2 triệu lượt xem", "=", "1200000", None),
        ("địa bàn≥50%", ">=", "50", None),
    ],
)
def test_a_number_is_read_with_its_comparator(sentence, comparator, value, high):
    (quantity,) = list_quantities(sentence)
    assert (quantity.comparator, quantity.value, quantity.high) == (
        comparator, Decimal(value), None if high is None else Decimal(high),
    )  # fmt: skip


@pytest.mark.parametrize(
    "sentence",
    [
        "Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị",
        "ngày 04 tháng 8 năm 2025",
        "giai đoạn 2022 - 2025, tầm nhìn 2030",
        "tốc độ trên 01 Gb/s",
        "tốc độ 1 Gbps",
        "mạng 5G, 6G",
        "công nghiệp 4.0, hội nhập",
        "tài khoản định danh mức 2",
        "Đề án 06 của Chính phủ",
        "Ban Chỉ đạo 57 xã",
        "3 tháng, 6 tháng, 1 năm",
        "theo chu kỳ 2,5 năm",
        "trước ngày 10/6",
        "Quyết định số 12/2025/QĐ-UBND",
        "tổ dân phố 7 làm tốt",
        "gọi số 0255 3861 234 khi cần",
        "kinh phí 350 triệu đồng",
        "khoảng 1,5 tỷ đồng",
        "mô hình “3 không”",
    ],
)
def test_numbers_of_documents_dates_spans_and_speeds_are_not_asked_for(sentence):
    assert list_quantities(sentence) == []


def test_a_rise_is_told_from_a_level():
    (rise,) = list_quantities("tăng thêm 10% so với năm trước")
    (level,) = list_quantities("tăng lên 80%")
    assert (rise.relative, level.relative) == (True, False)


def test_about_so_much_is_marked():
    assert list_quantities("khoảng 60% hộ")[0].rough


def test_points_between_thousands_are_told_from_a_decimal_sign():
    assert [read_number(text) for text in ("1.234", "1.234.567", "2,5", "2.5", "0.741", "01")] == [
        Decimal(1234), Decimal(1234567), Decimal("2.5"), Decimal("2.5"), Decimal("0.741"), Decimal(1),
    ]  # fmt: skip


def test_a_quantity_remembers_how_it_is_written():
    (quantity,) = list_quantities("tỷ lệ đạt  trên 40%.")
    assert quantity.said == "trên 40%"
