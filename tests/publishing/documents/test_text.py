"""Plain text and Markdown: lines with the numbers an editor shows, without marks, with list marks."""

import pytest

from portal.publishing.documents import read_document


def read(text, name="ke-hoach.md"):
    return read_document(text.encode() if isinstance(text, str) else text, name)


def texts(text, name="ke-hoach.md"):
    return [line.text for line in read(text, name).lines]


def test_lines_keep_their_numbers_and_say_what_parts_them():
    lines = read("Kế hoạch\r\n\r\nI. Mục tiêu\rđến năm 2030\n\n\n- Một\n", "a.txt").lines
    told = [(line.text, line.number, line.parted) for line in lines]
    assert told == [("Kế hoạch", 1, False), ("I. Mục tiêu", 3, True), ("đến năm 2030", 4, False), ("- Một", 7, True)]
    assert not any(line.whole or line.page or line.cells for line in lines)


def test_white_space_is_single_and_what_nobody_sees_is_gone():
    assert texts("\ufeff  Đạt\u00a0\t90%\u200b  số\u00adhộ \x07\n", "a.txt") == ["Đạt 90% sốhộ"]


def test_signs_of_symbol_fonts_are_real_ones():
    assert texts("Đạt \uf0b3 90%, \uf0a3 5%\n\uf0b7 Một\n\uf02d Hai\n", "a.txt") == [
        "Đạt ≥ 90%, ≤ 5%",
        "- Một",
        "- Hai",
    ]


@pytest.mark.parametrize(
    ("line", "text"), [("• Một", "- Một"), ("– Một", "- Một"), ("◦ Hai", "+ Hai"), ("●Ba", "- Ba")]
)
def test_bullets_are_dashes_and_those_of_the_second_order_pluses(line, text):
    assert texts(line, "a.txt") == [text]


@pytest.mark.parametrize("drawn", ["-----", "_______", "* * *", "*", "....."])
def test_a_drawn_line_only_parts_its_neighbours(drawn):
    lines = read(f"Độc lập\n{drawn}\nSố: 1\n", "a.txt").lines
    assert [(line.text, line.parted) for line in lines] == [("Độc lập", False), ("Số: 1", True)]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("## **II. MỤC TIÊU**", "II. MỤC TIÊU"),
        ("#### 1.1 Hạ tầng ####", "1.1 Hạ tầng"),
        ("> > Đạt *100%* số thôn", "Đạt 100% số thôn"),
        ("1\\. Mục đích", "1. Mục đích"),
        ("* Một việc", "- Một việc"),
        ("- Hai việc", "- Hai việc"),
        ("  + Ba việc", "+ Ba việc"),
        ("**TM. ỦY BAN NHÂN DÂN", "TM. ỦY BAN NHÂN DÂN"),
        ('Xem [kế hoạch](https://xa.example/kh_(1).pdf "bản đầy đủ") này', "Xem kế hoạch này"),
        ("![dấu](dau.png) Nơi nhận", "Nơi nhận"),
        ("Đạt &ge; 90% &amp; hơn<br>nữa", "Đạt ≥ 90% & hơn nữa"),
        ("Tên tệp ke_hoach_xa.docx, 2 * 3 * 4, (\\*) ghi chú", "Tên tệp ke_hoach_xa.docx, 2 * 3 * 4, (*) ghi chú"),
        ("***Rất*** _quan_ __trọng__ `ngay`", "Rất quan trọng ngay"),
        ("[bookmark: _Toc1][bookmark: b2]1. Mục đích", "1. Mục đích"),
        ("<b>Đậm</b> &lt;b&gt;", "Đậm <b>"),
        ("<https://xa.example>", "https://xa.example"),
    ],
)
def test_marks_of_markdown_are_taken_off(line, text):
    assert texts(line + "\n") == [text]


def test_rules_fences_comments_and_what_stands_before_a_document_are_left_out():
    text = "---\ntitle: x\n---\nMột\n***\n```\nHai\n```\n<!-- bỏ\nbỏ -->Ba\n[1]: https://xa.example\nTiêu đề\n=====\n"
    assert [(line.text, line.number) for line in read(text).lines] == [
        ("Một", 4),
        ("Hai", 7),
        ("Ba", 10),
        ("Tiêu đề", 12),
    ]


def test_a_table_is_rows_of_cells():
    lines = read("| TT | **Chỉ tiêu** | 2030 |\n|---|:--|--:|\n| 1 | A \\| B | 90% |\n").lines
    assert [line.cells for line in lines] == [("TT", "Chỉ tiêu", "2030"), ("1", "A | B", "90%")]
    assert lines[0].text == "TT | Chỉ tiêu | 2030"


def test_a_text_file_with_marks_of_markdown_loses_them_and_another_keeps_its_stars():
    assert texts("## KẾ HOẠCH\n### I. MỤC TIÊU\n* Một\n", "a.txt") == ["KẾ HOẠCH", "I. MỤC TIÊU", "- Một"]
    assert texts("* Về hạ tầng: (*) ghi chú\n# 1\n[bookmark: b1]2. Hai", "a.txt") == [
        "* Về hạ tầng: (*) ghi chú",
        "# 1",
        "2. Hai",
    ]


@pytest.mark.parametrize(("name", "kind"), [("a.md", "md"), ("A.MARKDOWN", "md"), ("a.txt", "txt"), ("a", "txt")])
def test_the_name_tells_markdown_from_text(name, kind):
    assert read("Kế hoạch", name).kind == kind


def test_a_bookmark_broken_over_two_lines_leaves_nothing():
    text = "Hết câu.\n[bookmark: b1][bookmark:\nb2][bookmark: b3]1. Mục đích\n[bookmark:\nb4]\n[nguồn: xã]\n"
    assert texts(text, "a.txt") == ["Hết câu.", "1. Mục đích", "[nguồn: xã]"]
