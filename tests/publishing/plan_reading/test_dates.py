"""By when, and how often, a sentence asks for something."""

import datetime as dt

import pytest

from portal.publishing.plan_reading.dates import find_date, read_due, read_due_cell


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Lắp xong trạm phát đến hết năm 2029", "2029-12-31"),
        ("Mở lớp trong năm 2026 và 2027", "2027-12-31"),
        ("Bàn giao trước ngày 12/5/2026", "2026-05-12"),
        ("Bàn giao chậm nhất ngày 12 tháng 5 năm 2026", "2026-05-12"),
        ("Làm xong trong quý IV năm 2026", "2026-12-31"),
        ("Làm xong quý II/2027", "2027-06-30"),
        ("Hoàn thành trong tháng 9/2026", "2026-09-30"),
        ("Hoàn thành trước tháng 2 năm 2028", "2028-02-29"),
        ("Mở rộng tới năm 2031", "2031-12-31"),
        ("Có đủ thiết bị trước năm 2030", "2029-12-31"),
    ],
)
def test_the_last_day_of_what_the_sentence_names(text, day):
    assert read_due(text).day == day


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện Quyết định số 812/QĐ-UBND ngày 12/5/2026",
        "Theo Chương trình giai đoạn 2025 - 2030, tầm nhìn đến năm 2045",
        "Bám sát mục tiêu đến năm 2045 của tỉnh",
        "Bàn giao trước ngày 31/02/2026",
        "Rà soát hằng năm",
    ],
)
def test_other_dates_and_visions_are_no_ends(text):
    assert read_due(text).day == ""


@pytest.mark.parametrize(
    ("text", "note", "note_en"),
    [
        ("Kiểm tra thường xuyên, liên tục đường truyền", "thường xuyên, liên tục", "regularly and continuously"),
        ("Định kỳ hằng năm rà soát", "hằng năm", "yearly"),
        ("Mỗi quý một lần và đột xuất", "hằng quý; đột xuất", "quarterly; ad hoc"),
        ("Góp ý khi có yêu cầu", "khi có yêu cầu", "on request"),
        ("Định kỳ đo lại", "định kỳ", "periodically"),
        ("Lắp biển chỉ dẫn", "", ""),
    ],
)
def test_how_often_is_a_note_in_both_languages(text, note, note_en):
    due = read_due(text)
    assert (due.note, due.note_en) == (note, note_en)


@pytest.mark.parametrize(
    ("cell", "day"),
    [("30/11/2026", "2026-11-30"), ("11/2026", "2026-11-30"), ("2026 - 2028", "2028-12-31"), ("Thường xuyên", "")],
)
def test_a_cell_names_its_day_alone(cell, day):
    assert read_due_cell(cell).day == day


def test_a_full_date_is_found_in_its_two_writings():
    assert find_date("Bàu Sen, ngày 03 tháng 10 năm 2025") == dt.date(2025, 10, 3)
    assert find_date("ký 3/10/2025") == dt.date(2025, 10, 3)
    assert find_date("ngày tháng năm 2025") is None
