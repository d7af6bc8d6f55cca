import pytest

from portal.publishing.plan_reading.labels import Label, Level, follows, read_label


@pytest.mark.parametrize(
    ("line", "level", "name", "rest"),
    [
        ("II. MỤC TIÊU", Level.ROMAN, "II", "MỤC TIÊU"),
        ("IV/ Tổ chức", Level.ROMAN, "IV", "Tổ chức"),
        ("Phần III. Giải pháp", Level.ROMAN, "III", "Giải pháp"),
        ("3. Hạ tầng", Level.NUMBER, "3", "Hạ tầng"),
        ("03. Hạ tầng", Level.NUMBER, "3", "Hạ tầng"),
        ("2.1. Đến năm 2030", Level.NUMBER, "2.1", "Đến năm 2030"),
        ("1.1 Hạ tầng", Level.NUMBER, "1.1", "Hạ tầng"),
        ("1)Hạ tầng", Level.NUMBER, "1", "Hạ tầng"),
        ("a) Nguồn lực", Level.LETTER, "a", "Nguồn lực"),
        ("đ) Đo lường", Level.LETTER, "đ", "Đo lường"),
        ("a. Nguồn lực", Level.LETTER, "a", "Nguồn lực"),
        ("- Mở lớp học", Level.BULLET, "-", "Mở lớp học"),
        ("– Mở lớp học", Level.BULLET, "-", "Mở lớp học"),
        ("-Mở lớp học", Level.BULLET, "-", "Mở lớp học"),
        ("• 100% hộ", Level.BULLET, "-", "100% hộ"),
        ("+ Lớp buổi tối", Level.SUB_BULLET, "+", "Lớp buổi tối"),
        ("2. 100% cán bộ được tập huấn", Level.NUMBER, "2", "100% cán bộ được tập huấn"),
        ("1.2. 05 lớp học", Level.NUMBER, "1.2", "05 lớp học"),
        ("(1) Mục tiêu", Level.NUMBER, "1", "Mục tiêu"),
        ("(a) Hạ tầng", Level.LETTER, "a", "Hạ tầng"),
        ("Điều 3. Nhiệm vụ", Level.NUMBER, "3", "Nhiệm vụ"),
        ("Phần thứ hai. Giải pháp", Level.ANNEX, "P2", "Giải pháp"),
        ("PHỤ LỤC II", Level.ANNEX, "PLII", ""),
    ],
)
def test_a_label_is_read_with_its_level(line, level, name, rest):
    assert read_label(line) == Label(level, name, rest)


@pytest.mark.parametrize(
    "line",
    [
        "10 năm phát triển",
        "02 đến 05 dự án",
        "2.500 hộ gia đình",
        "57-NQ/TW ngày 22/12/2024",
        "2,5% ngân sách",
        "Vì vậy các thôn",
        "100% người dân",
        "chuyển đổi số",
        "2.5 100 hộ",
        "Phần thứ yếu của công việc",
        "IX là số La Mã",
    ],
)
def test_words_and_numbers_are_no_labels(line):
    assert read_label(line) is None


@pytest.mark.parametrize(
    ("before", "after"), [("I", "II"), ("3", "4"), ("2.9", "2.10"), ("d", "đ"), ("d", "e"), ("đ", "e")]
)
def test_a_label_follows_another_of_its_order(before, after):
    assert follows(before, after)


@pytest.mark.parametrize(("before", "after"), [("I", "III"), ("3", "5"), ("3", "3"), ("a", "c")])
def test_a_gap_and_a_repetition_do_not_follow(before, after):
    assert not follows(before, after)
