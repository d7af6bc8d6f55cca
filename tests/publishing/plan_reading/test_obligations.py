"""The reporting calendar: one obligation for each cadence, from the place that says most of it."""

import pytest

from portal.publishing.plan_drafts.draft import Doubt
from portal.publishing.plan_reading.obligations import read_obligations
from tests.publishing.plan_reading.building import make_pieces

BEFORE = ("KẾ HOẠCH", "II. NHIỆM VỤ", "1. Việc chung", "- Mở lớp ở xã.", "III. TỔ CHỨC THỰC HIỆN")


def read(*texts):
    return read_obligations(make_pieces(*BEFORE, *texts))


def told(rows):
    names = ("section", "item", "cadence", "due_day", "due_month")
    return [tuple(row.cells[name] for name in names) for row in rows]


def test_a_calendar_in_one_sentence_gives_an_obligation_for_each_cadence():
    rows = read(
        "1. Các thôn",
        "- Họp dân.",
        "- Gửi báo cáo trước ngày 16 hàng tháng, báo cáo quý trước ngày 7 tháng cuối quý, báo cáo 6 tháng trước ngày "
        "9/6, báo cáo năm trước ngày 24/11 về Ủy ban nhân dân xã (qua Phòng Kinh tế) để tổng hợp, báo cáo UBND tỉnh.",
    )
    assert told(rows) == [
        ("III.1", "2", "monthly", "16", ""),
        ("III.1", "2", "quarterly", "7", "3"),
        ("III.1", "2", "half-yearly", "9", "6"),
        ("III.1", "2", "yearly", "24", "11"),
    ]
    cells = rows[0].cells
    assert (cells["reporter"], cells["recipient"]) == ("Các thôn", "Ủy ban nhân dân xã")
    assert cells["note"] == "Gửi qua Phòng Kinh tế; bản tổng hợp gửi Ủy ban nhân dân tỉnh."
    assert cells["note_en"] == (
        "Sent through the Division of Economy; a summary goes to the provincial People's Committee."
    )
    assert rows[0].part == "monthly"


def test_bullets_of_one_cadence_each_are_read_like_one_sentence():
    rows = read(
        "1. Chế độ báo cáo: các thôn gửi báo cáo như sau",
        "- Báo cáo tháng: trước ngày 16 hằng tháng.",
        "- Báo cáo năm: trước ngày 24 tháng 11.",
    )
    assert told(rows) == [("III.1", "1", "monthly", "16", ""), ("III.1", "2", "yearly", "24", "11")]


def test_the_place_that_names_the_day_counts_and_the_other_goes_into_the_note():
    rows = read(
        "1. Trạm Y tế xã",
        "Hằng năm báo cáo Ủy ban nhân dân xã.",
        "2. Các thôn",
        "- Báo cáo năm trước ngày 24/11.",
    )
    assert told(rows) == [("III.2", "1", "yearly", "24", "11")]
    assert rows[0].cells["note"] == "III.1 cũng nêu kỳ này."
    assert rows[0].cells["note_en"] == "III.1 names this period too."


def test_without_days_the_place_with_most_cadences_and_a_recipient_counts():
    rows = read(
        "1. Trạm Y tế xã báo cáo kết quả theo tháng, quý, 6 tháng, năm.",
        "2. Các thôn",
        "Định kỳ hằng quý, mỗi năm hoặc đột xuất báo cáo về Công an xã, đồng gửi Phòng Kinh tế.",
    )
    assert told(rows) == [
        ("III.1", "", "monthly", "", ""),
        ("III.2", "", "quarterly", "", ""),
        ("III.1", "", "half-yearly", "", ""),
        ("III.2", "", "yearly", "", ""),
    ]
    assert rows[1].cells["recipient"] == "Công an xã; Phòng Kinh tế"
    assert rows[1].cells["note"].startswith("Phòng Kinh tế nhận bản đồng gửi; ngoài kỳ này còn báo cáo đột xuất;")
    assert rows[1].doubts == (Doubt.NO_DAY,)


def test_as_regulated_is_said_only_where_no_cadence_is_named():
    regulated = ("1. Phòng Kinh tế theo dõi; thực hiện việc báo cáo theo quy định.",)
    assert told(read(*regulated)) == [("III.1", "", "as-regulated", "", "")]
    assert told(read(*regulated, "2. Các thôn báo cáo hằng quý.")) == [("III.2", "", "quarterly", "", "")]


@pytest.mark.parametrize(
    "text",
    [
        "1. Công an xã kiểm tra đường truyền hằng năm.",
        "1. Công an xã rà soát mỗi quý, báo cáo khi có sự cố.",
        "1. Phòng Kinh tế lập dự toán ngân sách hằng năm và báo cáo.",
        "1. Các thôn xem bản tin truyền hình hằng tháng.",
    ],
)
def test_other_work_that_comes_back_is_no_report(text):
    assert read(text) == []


def test_the_closing_words_may_set_a_report():
    rows = read(
        "1. Các thôn thực hiện.",
        "Trên đây là Kế hoạch, đề nghị các thôn định kỳ 6 tháng (trước ngày 9/6) báo cáo Ủy ban nhân dân xã./.",
        "Nơi nhận:",
        "- Các thôn báo cáo hằng quý;",
    )
    assert told(rows) == [("III", "", "half-yearly", "9", "6")]
    assert rows[0].cells["reporter"] == "Các thôn"


WHOLE = [("monthly", "19", ""), ("quarterly", "8", "3"), ("half-yearly", "11", "6"), ("yearly", "28", "11")]


@pytest.mark.parametrize(
    "said",
    [
        "trước ngày 19 hàng tháng; quý trước ngày 8 tháng cuối quý; 6 tháng trước ngày 11/6; năm trước ngày 28/11.",
        "trước ngày 19 hàng tháng; trước ngày 8 tháng cuối quý; trước ngày 11/6 và trước ngày 28/11 hằng năm.",
        "trước ngày 19 hàng tháng, trước ngày 8 tháng cuối quý, trước ngày 11/6 và trước ngày 28/11 hằng năm.",
        "trước ngày 19 hàng tháng. Quý trước ngày 8 tháng cuối quý. 6 tháng trước ngày 11/6. Năm trước ngày 28/11.",
        "trước ngày 19 hàng tháng - quý trước ngày 8 tháng cuối quý - 6 tháng trước ngày 11/6 - năm trước ngày 28/11.",
        "(tháng: trước ngày 19; quý: trước ngày 8 tháng cuối quý; 6 tháng: trước ngày 11/6; năm: trước ngày 28/11).",
    ],
)
def test_parts_of_one_list_belong_to_the_report_whatever_separates_them(said):
    rows = read(f"1. Các thôn báo cáo UBND xã {said}")
    assert [row[2:] for row in told(rows)] == WHOLE
    assert {row.cells["recipient"] for row in rows} == {"Ủy ban nhân dân xã"}
    assert {row.cells["reporter"] for row in rows} == {"Các thôn"}


def test_bullets_that_say_nothing_but_when_belong_to_the_words_above_them():
    rows = read(
        "1. Các thôn báo cáo UBND xã:",
        "- Trước ngày 19 hàng tháng;",
        "- Trước ngày 8 tháng cuối quý;",
        "- Trước ngày 11/6;",
        "- Trước ngày 28/11 hằng năm.",
    )
    assert [row[2:] for row in told(rows)] == WHOLE
    assert {row.cells["recipient"] for row in rows} == {"Ủy ban nhân dân xã"}


@pytest.mark.parametrize("after", ["hằng năm, tổ chức họp dân.", "quý họp dân một lần.", "kiểm tra hằng năm."])
def test_other_work_after_a_report_is_no_part_of_its_list(after):
    assert [row[2] for row in told(read(f"1. Các thôn báo cáo UBND xã hằng tháng; {after}"))] == ["monthly"]


@pytest.mark.parametrize(
    ("said", "cadence"),
    [
        ("hằng năm trước ngày 30/02", "yearly"),
        ("6 tháng trước ngày 31/4", "half-yearly"),
        ("hàng năm, trước ngày 10/13", "yearly"),
        ("hằng tháng trước ngày 40", "monthly"),
        ("quý, chậm nhất ngày 45 tháng cuối quý", "quarterly"),
    ],
)
def test_a_day_that_no_calendar_has_is_left_empty_with_a_doubt(said, cadence):
    (row,) = read(f"1. Các thôn báo cáo UBND xã {said}.")
    assert (row.cells["cadence"], row.cells["due_day"], row.cells["due_month"]) == (cadence, "", "")
    assert row.doubts == (Doubt.NO_SUCH_DAY,)


def test_what_a_heading_itself_asks_for_is_read():
    rows = read(
        "1. Các thôn báo cáo UBND xã trước ngày 19 hàng tháng", "- Họp dân.", "- Mở lớp.", "1. Công an xã", "- Trực."
    )
    assert told(rows) == [("III.1", "", "monthly", "19", "")]
    assert rows[0].cells["reporter"] == "Các thôn"


def test_a_heading_that_only_names_its_subject_sets_no_report():
    assert read("1. Chế độ báo cáo hằng quý", "- Họp dân.", "- Mở lớp.") == []


def test_a_sentence_all_in_capitals_is_read_like_one_in_small_letters():
    (row,) = read("1. CÁC THÔN BÁO CÁO UBND XÃ TRƯỚC NGÀY 19 HÀNG THÁNG")
    assert (row.cells["reporter"], row.cells["recipient"]) == ("Các thôn", "Ủy ban nhân dân xã")
    assert (row.cells["cadence"], row.cells["due_day"]) == ("monthly", "19")
