from portal.publishing.plan_reading.paragraphs import join_lines
from tests.publishing.plan_reading.building import make_lines


def texts(*lines, **options):
    return [paragraph.text for paragraph in join_lines(make_lines(*lines, **options))]


def test_a_line_that_begins_lower_case_goes_on_in_the_one_before():
    assert texts("- Mở lớp học buổi tối cho người", "cao tuổi ở các thôn.", "- Việc khác.") == [
        "Mở lớp học buổi tối cho người cao tuổi ở các thôn.",
        "Việc khác.",
    ]


def test_a_number_broken_at_its_hyphen_is_joined_without_a_space():
    assert texts("- Học tập Nghị quyết số 57-", "NQ/TW tại các thôn") == ["Học tập Nghị quyết số 57-NQ/TW tại các thôn"]


def test_a_capital_goes_on_only_where_the_line_before_was_full():
    lines = (
        "- Các thôn và tổ dân phố cùng cán bộ phường hướng dẫn",
        "người dân cài đặt ứng dụng trên điện thoại của mình tại",
        "Nhà văn hóa thôn buổi tối.",
        "Ngắn gọn",
        "Các cơ quan, đơn vị lập kế hoạch riêng của mình",
        "và gửi về phường.",
    )
    assert texts(*lines) == [
        "Các thôn và tổ dân phố cùng cán bộ phường hướng dẫn người dân cài đặt ứng dụng trên điện thoại của mình tại "
        "Nhà văn hóa thôn buổi tối.",
        "Ngắn gọn",
        "Các cơ quan, đơn vị lập kế hoạch riêng của mình và gửi về phường.",
    ]


def test_a_dash_within_a_sentence_begins_no_bullet():
    lines = (
        "- Đưa khoa học về gần với bà con nông dân qua phòng trưng bày",
        "- công nghệ của phường, mở cửa cả tuần",
        "và miễn phí",
    )
    assert len(texts(*lines)) == 1


def test_page_numbers_bookmarks_and_markdown_are_left_out():
    assert texts("## **II. MỤC TIÊU**", "7", "[bookmark: b1]1. *Mục tiêu* chung", "Trang 3/10", "\\*") == [
        "MỤC TIÊU",
        "Mục tiêu chung",
    ]


def test_a_sign_that_never_begins_a_line_goes_on():
    assert texts("- Phấn đấu đạt tối thiểu 25", "% số hộ") == ["Phấn đấu đạt tối thiểu 25 % số hộ"]


def test_where_capitals_are_lost_a_small_letter_with_a_tone_may_begin_a_paragraph():
    lines = make_lines("c) Khoa học", "ứng dụng công nghệ vào quản lý.", "- Mở lớp học cho người", "cao tuổi.")
    assert [p.text for p in join_lines(lines, capitals=False)] == [
        "Khoa học",
        "ứng dụng công nghệ vào quản lý.",
        "Mở lớp học cho người cao tuổi.",
    ]


def test_paragraphs_of_word_are_never_joined():
    assert texts("- Mở lớp học cho", "người cao tuổi", whole=True) == ["Mở lớp học cho", "người cao tuổi"]


def test_a_paragraph_knows_its_lines():
    (paragraph,) = join_lines(make_lines("", "", "1. Mở lớp học cho", "người cao tuổi"))
    assert (paragraph.line, paragraph.last_line) == (3, 4)
