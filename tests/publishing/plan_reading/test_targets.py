import pytest

from portal.publishing.documents.document import Line
from portal.publishing.plan_drafts.draft import Doubt
from portal.publishing.plan_reading.outline import list_pieces
from portal.publishing.plan_reading.paragraphs import join_lines
from portal.publishing.plan_reading.reading import read_wordings
from portal.publishing.plan_reading.targets import mark_outside, read_targets
from tests.publishing.plan_reading import sample
from tests.publishing.plan_reading.building import DATA, make_lines, make_pieces

GOALS = ("I. MỤC TIÊU", "1. Đến năm 2030")


@pytest.fixture(scope="module")
def wordings():
    return read_wordings(DATA)


@pytest.fixture
def targets(wordings):
    return lambda *texts: read_targets(make_pieces(*texts), wordings)


def test_the_year_is_the_items_own_or_the_headings(targets):
    rows = targets(*GOALS, "- Sóng 5G phủ 90% địa bàn.", "- Sóng 6G phủ 10% địa bàn vào năm 2035.")
    assert [(row.cells["indicator"], row.cells["year"]) for row in rows] == [
        ("coverage-5g", "2030"),
        ("coverage-6g", "2035"),
    ]


def test_a_number_among_the_tasks_has_no_year_unless_it_says_one(targets):
    (row,) = targets("II. NHIỆM VỤ NĂM 2025", "1. Máy tính", "- Phòng chống mã độc cho 100% máy tính cơ quan.")
    assert (row.cells["indicator"], row.cells["year"]) == ("computers-malware-protected", "")


def test_numbers_of_the_purpose_are_not_targets(targets):
    assert targets("I. MỤC ĐÍCH", "- Hơn 50% hộ đã dùng điện thoại thông minh.") == []


def test_two_targets_of_one_sentence_are_told_apart(targets):
    rows = targets(
        *GOALS, "- 100% người dân có tài khoản định danh điện tử mức 2, tỷ lệ người dân có chữ ký số đạt trên 30%."
    )
    assert [(row.cells["indicator"], row.cells["comparator"], row.cells["value"]) for row in rows] == [
        ("vneid-level2", "=", "100"),
        ("digital-signature", ">", "30"),
    ]
    assert len({row.key for row in rows}) == 2


def told(rows):
    return [(row.cells["indicator"], row.cells["comparator"], row.cells["value"], row.cells["year"]) for row in rows]


def test_from_so_much_to_so_much_asks_for_the_second(targets):
    said = "- Nâng tỷ lệ cán bộ, công chức được bồi dưỡng kỹ năng số từ 70% lên 85%."
    assert told(targets(*GOALS, said)) == [("staff-skills-trained", "=", "85", "2030")]


@pytest.mark.parametrize(
    "said",
    [
        "- Phủ sóng 5G: năm 2026 đạt 50%, năm 2028 đạt 80%.",
        "- Đến năm 2026, phủ sóng 5G đạt 50%; đến năm 2028, đạt 80%.",
        "- Phủ sóng 5G đạt 50% vào năm 2026, 80% vào năm 2028.",
    ],
)
def test_several_years_of_one_sentence_have_their_own_numbers(targets, said):
    assert told(targets(*GOALS, said)) == [("coverage-5g", "=", "50", "2026"), ("coverage-5g", "=", "80", "2028")]


def test_what_a_sentence_says_of_something_else_is_not_said_of_its_first_subject(targets):
    assert told(targets(*GOALS, "- Phủ sóng 5G đạt 80%; 95% đàn bò được tiêm phòng."))[1][0] == ""


def test_a_year_that_is_compared_with_is_no_end(targets):
    (row,) = targets("II. NHIỆM VỤ", "1. Chợ", "- Giao dịch không dùng tiền mặt đạt 60% so với năm 2024.")
    assert row.cells["year"] == ""


def test_items_that_begin_with_a_number_are_items(targets):
    rows = targets("I. MỤC TIÊU", "1. Phủ sóng 5G đạt 90%.", "2. 100% cán bộ, công chức được bồi dưỡng kỹ năng số.")
    assert [(row.cells["indicator"], row.cells["section"]) for row in rows] == [
        ("coverage-5g", "I.1"),
        ("staff-skills-trained", "I.2"),
    ]


def test_a_percentage_without_an_indicator_is_shown_and_not_guessed(targets):
    (row,) = targets(*GOALS, "- 95% đàn bò được tiêm phòng.")
    assert row.cells["indicator"] == ""
    assert row.doubts == (Doubt.NO_INDICATOR,)


def test_a_rise_is_shown_without_an_indicator(targets):
    (row,) = targets(*GOALS, "- Giao dịch không dùng tiền mặt tăng thêm 10%.")
    assert row.cells["indicator"] == ""
    assert Doubt.RELATIVE in row.doubts


def test_every_resident_by_a_year_is_all_of_them_and_marked(targets):
    (row,) = targets("II. NHIỆM VỤ", "1. Người dân", "- Phấn đấu đến năm 2028 mọi người dân trở thành công dân số.")
    assert (row.cells["indicator"], row.cells["value"], row.doubts) == ("digital-citizens", "100", (Doubt.IMPLIED,))


def test_a_number_of_another_unit_than_the_indicators_is_marked(targets):
    (row,) = targets(*GOALS, "- Có 500 người dân có chữ ký số.")
    assert (row.cells["indicator"], row.doubts, row.nearest[0]) == ("", (Doubt.OTHER_UNIT,), "digital-signature")


def test_the_same_indicator_and_year_twice_is_marked(targets):
    rows = targets(*GOALS, "- Phủ sóng 5G đạt 80%.", "- Phủ sóng 5G đạt 90%.")
    assert [row.doubts for row in rows] == [(), (Doubt.TWICE,)]


def test_a_target_cites_line_section_and_sentence(targets):
    (row,) = targets(*GOALS, "a) Hạ tầng", "- Phủ sóng 5G đạt 80%.")
    assert (row.source.line, row.source.path, row.cells["item"]) == (4, "I.1.a", "1")
    assert row.source.text == "Phủ sóng 5G đạt 80%."


def sample_lines(*, flat, width):
    texts = []
    for number, text in enumerate(sample.SAMPLE):
        texts += [text]
        if number == sample.TABLE_AFTER:
            texts += [tuple(row) for row in sample.TABLE]
    lines = []
    for number, text in enumerate(texts, start=1):
        cells = text if isinstance(text, tuple) else ()
        words = " ".join(cells) if cells else text
        lines.append(Line(words, number, whole=not width, cells=() if flat else cells))
    return lines


@pytest.mark.parametrize("flat", [False, True], ids=["table", "flattened"])
def test_the_invented_plan_gives_every_target_and_no_other(wordings, flat):
    rows = read_targets(list_pieces(join_lines(sample_lines(flat=flat, width=None))), wordings)
    found = [tuple(row.cells[column] for column in sample.TARGET_COLUMNS) for row in rows]
    of_table = [row[:-1] for row in found if row[:-1] in sample.TABLE_TARGETS]
    assert [row for row in found if row[:-1] not in sample.TABLE_TARGETS] == sample.EXPECTED_TARGETS
    assert sorted(of_table) == sorted(sample.TABLE_TARGETS)


def test_a_flattened_row_may_break_into_lines(wordings):
    lines = make_lines(
        "I. MỤC TIÊU",
        "TT Chỉ tiêu Đơn vị Năm 2026 Năm 2030",
        "1 Người dân có tài khoản định danh điện tử mức 2,",
        "cài đặt và dùng VNeID % 70 95",
        "2 Phủ sóng 5G % ≥ 60 100",
    )
    rows = read_targets(list_pieces(join_lines(lines)), wordings)
    told = [(r.cells["indicator"], r.cells["comparator"], r.cells["value"], r.cells["year"]) for r in rows]
    assert told == [
        ("vneid-level2", "=", "70", "2026"),
        ("vneid-level2", "=", "95", "2030"),
        ("coverage-5g", ">=", "60", "2026"),
        ("coverage-5g", "=", "100", "2030"),
    ]


def test_a_year_that_is_not_of_the_plan_is_marked(targets):
    rows = targets(*GOALS, "- Phủ sóng 5G đạt 80%.", "- Phủ sóng 6G đạt 10% vào năm 2040.")
    mark_outside(rows, "2025", "2030")
    assert [row.doubts for row in rows] == [(), (Doubt.OUTSIDE_PERIOD,)]
