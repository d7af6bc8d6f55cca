from portal.publishing.plan_drafts.draft import Doubt
from portal.publishing.plan_reading.outline import heading_of, list_sections
from portal.publishing.plan_reading.piece import Part
from tests.publishing.plan_reading.building import make_pieces


def places(*texts):
    return [(piece.path, piece.item) for piece in make_pieces(*texts)]


def sections(*texts):
    return list_sections(make_pieces(*texts))


def test_labels_build_the_path_and_bullets_are_counted_under_it():
    assert places(
        "II. MỤC TIÊU", "2. Cụ thể", "2.1. Đến năm 2030", "a) Hạ tầng", "- Một.", "- Hai.", "+ Hai một.", "b) Khác"
    ) == [
        ("II", ""),
        ("II.2", ""),
        ("II.2.1", ""),
        ("II.2.1.a", ""),
        ("II.2.1.a", "1"),
        ("II.2.1.a", "2"),
        ("II.2.1.a", "2.1"),
        ("II.2.1.b", ""),
    ]


def test_a_paragraph_without_label_stands_under_its_section():
    assert places("I. MỤC TIÊU", "1. Chung", "Xã vươn lên.", "- Một.") == [
        ("I", ""),
        ("I.1", ""),
        ("I.1", ""),
        ("I.1", "1"),
    ]


def test_a_heading_with_its_words_in_one_paragraph_becomes_two_pieces():
    pieces = make_pieces("IV. TỔ CHỨC THỰC HIỆN", "1. Công an xã: Chủ trì cấp tài khoản định danh cho người dân.")
    assert [(p.text, p.is_section) for p in pieces[1:]] == [
        ("Công an xã", True),
        ("Chủ trì cấp tài khoản định danh cho người dân.", False),
    ]


def test_the_first_heading_says_what_the_pieces_below_are():
    pieces = make_pieces(
        "KẾ HOẠCH", "I. MỤC ĐÍCH, YÊU CẦU", "- Rõ việc.", "II. CHỈ TIÊU", "- 90%.", "III. NHIỆM VỤ", "- Dạy.",
        "IV. TỔ CHỨC THỰC HIỆN", "- Báo cáo.", "Trên đây là Kế hoạch của xã./.", "Nơi nhận:", "- Lưu.",
    )  # fmt: skip
    assert [p.part for p in pieces if not p.is_section] == [
        Part.HEAD, Part.PURPOSE, Part.GOALS, Part.TASKS, Part.DUTIES, Part.TAIL, Part.TAIL, Part.TAIL,
    ]  # fmt: skip


def test_a_first_heading_of_several_subjects_leaves_the_choice_to_those_below():
    pieces = make_pieces(
        "I. MỤC ĐÍCH, MỤC TIÊU", "1. Mục đích", "- Rõ.", "2. Mục tiêu", "- 90%.", "II. NHIỆM VỤ", "- Dạy."
    )
    assert [p.part for p in pieces if p.label == "-"] == [Part.PURPOSE, Part.GOALS, Part.TASKS]


def test_a_plan_without_roman_numbers_begins_with_arabic_ones():
    pieces = make_pieces("KẾ HOẠCH", "1. Mục tiêu", "- 90%.", "2. Nhiệm vụ", "a) Dạy học.")
    assert [(p.path, p.part) for p in pieces[1:]] == [
        ("1", Part.GOALS), ("1", Part.GOALS), ("2", Part.TASKS), ("2.a", Part.TASKS),
    ]  # fmt: skip


def test_the_outline_has_headings_and_not_sentences_that_bear_a_label():
    rows = sections(
        "II. NHIỆM VỤ", "1. Dạy học", "a) Mở lớp buổi tối.", "b) In tài liệu.", "2. Mua máy tính cho nhà văn hóa thôn."
    )
    assert [row.cells["section"] for row in rows] == ["II", "II.1"]


def test_a_missing_and_a_repeated_label_are_marked_and_every_path_is_its_own():
    rows = sections("I. MỤC TIÊU", "1. Một", "- a.", "3. Ba", "- b.", "3. Lại ba", "- c.", "4. Bốn", "- d.")
    assert [(row.cells["section"], row.doubts) for row in rows[1:]] == [
        ("I.1", ()),
        ("I.3", (Doubt.LABEL_MISSING,)),
        ("I.3bis", (Doubt.LABEL_TWICE,)),
        ("I.4", ()),
    ]


def test_an_annex_begins_a_numbering_of_its_own():
    assert places("II. NHIỆM VỤ", "- Dạy.", "PHỤ LỤC I", "I. CHỈ TIÊU", "- 90%.")[2:] == [
        ("PLI", ""), ("PLI.I", ""), ("PLI.I", "1"),
    ]  # fmt: skip


def test_a_title_has_no_capitals_throughout_and_no_closing_sign():
    assert heading_of("MỤC ĐÍCH, YÊU CẦU:") == "Mục đích, yêu cầu"
    assert heading_of("Mục tiêu cụ thể: (Chi tiết tại Phụ lục 1)") == "Mục tiêu cụ thể"


def test_a_heading_too_long_for_the_store_is_cut_at_a_clause_and_marked():
    (row, *_rest) = sections("I. NHIỆM VỤ " + "mở lớp học cho người cao tuổi ở các thôn; " * 10, "- Một.")
    assert len(row.cells["title"]) <= 300
    assert row.doubts == (Doubt.SHORTENED,)


def test_headings_in_capitals_without_numbers_are_given_some_and_marked():
    told = (
        "KẾ HOẠCH THỰC HIỆN NHIỆM VỤ NĂM 2026",
        "MỤC TIÊU",
        "- 90%.",
        "NHIỆM VỤ, GIẢI PHÁP",
        "- Dạy.",
        "TỔ CHỨC THỰC HIỆN",
    )
    rows = sections(*told, "- Báo cáo.")
    assert [(row.cells["section"], row.doubts) for row in rows] == [
        (number, (Doubt.LABEL_GIVEN,)) for number in ("I", "II", "III")
    ]


def test_headings_in_capitals_are_left_alone_where_a_plan_has_numbers():
    rows = sections("I. MỤC TIÊU", "NHIỆM VỤ ĐẶT RA", "- 90%.", "TỔ CHỨC THỰC HIỆN", "- Báo cáo.")
    assert [row.cells["section"] for row in rows] == ["I"]


def test_parts_have_numberings_of_their_own():
    told = ("Phần thứ nhất. MỤC TIÊU", "I. CHUNG", "- 90%.", "Phần thứ hai. NHIỆM VỤ", "I. DẠY HỌC", "- Mở lớp.")
    assert [row.cells["section"] for row in sections(*told)] == ["P1", "P1.I", "P2", "P2.I"]
    assert [p.part for p in make_pieces(*told) if p.label == "-"] == [Part.GOALS, Part.TASKS]
