"""What officers press: submit, recall, discard, approve now or for a time, return; and what a refusal says."""

import datetime as dt

import pytest
from sqlalchemy import select

from portal.clock import VIET_NAM
from portal.domain.releases import Release
from portal.publishing import acts
from portal.publishing.submissions import Submission
from portal.publishing.workflow import PORTAL
from tests.desk.handing_in import PLACE, approve, at, hand_in, publish, submit, upload, workbook


@pytest.fixture
def state(desk):
    def state(number):
        with desk.session() as session:
            return session.get_one(Submission, number).state

    return state


def in_hours(hours):
    return (dt.datetime.now(VIET_NAM) + dt.timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M")


def test_what_is_approved_is_out_and_its_public_page_comes_next(officer, approver, state):
    number = hand_in(officer, workbook())
    assert submit(officer, number).status_code == 303
    answer = approve(approver, number)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/releases/thu-nghiem-r1")
    assert state(number) == "published"
    page = officer.get(at(number))
    assert "Xem trang công khai của đợt thu-nghiem-r1" in page.text
    assert page.text.index("Lập hồ sơ can.bo, cán bộ nhập liệu") < page.text.index("Duyệt nguoi.duyet, người duyệt")


def test_an_approver_is_told_where_files_will_lack_the_portals_address(officer, approver):
    number = hand_in(officer, workbook())
    submit(officer, number)
    told = "Chưa đặt địa chỉ công khai của cổng (LANGSO_BASE_URL)"
    assert approver.get(at(number)).text.count(told) == 1
    approver.client.application.config["BASE_URL"] = "https://so.example.vn"
    assert told not in approver.get(at(number)).text


def test_in_english_the_english_public_page_comes_next(officer, approver):
    number = hand_in(officer, workbook())
    submit(officer, number)
    approver.client.get("/desk/?lang=en")
    seen = approver.client.get(at(number)).text.partition('name="seen" value="')[2].partition('"')[0]
    answer = approver.post(f"{at(number)}/approve-and-publish", seen=seen)
    assert answer.headers["Location"] == "/en/releases/thu-nghiem-r1"


def test_a_reason_is_asked_for_in_words_and_what_was_typed_is_kept(officer, approver, state):
    publish(officer, approver, workbook())
    number = hand_in(officer, workbook(thon_5=80))
    answer = submit(officer, number, title="Đính chính thôn 5", reason="  ")
    assert (answer.status_code, state(number)) == (409, "draft")
    assert "Đính chính cần ghi lý do." in answer.text
    assert 'value="Đính chính thôn 5"' in answer.text
    assert submit(officer, number, reason="đếm lại").status_code == 303
    assert "đếm lại" in approver.get(at(number)).text


def test_an_officer_recalls_discards_and_is_told_when_it_is_too_late(officer, approver, state):
    number = hand_in(officer, workbook())
    submit(officer, number)
    assert officer.post(f"{at(number)}/recall").status_code == 303
    assert state(number) == "draft"
    submit(officer, number)
    approve(approver, number)
    late = officer.post(f"{at(number)}/recall")
    assert (late.status_code, state(number)) == (409, "published")
    assert "Hồ sơ đang ở trạng thái “Đã công bố”" in late.text
    other = hand_in(officer, workbook("2026-08"))
    assert officer.post(f"{at(other)}/discard").status_code == 303
    assert "Hồ sơ đã bỏ" in officer.get(at(other)).text


def test_who_submitted_is_told_before_pressing_that_another_person_approves(sign_in, approver, state):
    both = sign_in("kiem.nhiem", "officer", "approver")
    number = hand_in(both, workbook())
    submit(both, number)
    page = both.get(at(number))
    assert "Người duyệt phải là người khác với người lập và người gửi." in page.text
    assert "Đang chờ bạn" not in both.get(PLACE).text
    assert "Chờ bạn xem và duyệt." in approver.get(PLACE).text
    assert "Duyệt và công bố ngay" not in page.text
    answer = both.post(f"{at(number)}/approve-and-publish", seen="")
    assert (answer.status_code, state(number)) == (409, "submitted")
    assert approve(approver, number).status_code == 303


def test_an_approver_returns_with_a_word_and_the_officer_sees_it_first(officer, approver, state):
    number = hand_in(officer, workbook())
    submit(officer, number)
    empty = approver.post(f"{at(number)}/return", because=" ")
    assert (empty.status_code, "Trả lại cần nói rõ vì sao." in empty.text) == (409, True)
    assert approver.post(f"{at(number)}/return", because="thôn 3 thiếu hộ").status_code == 303
    assert state(number) == "returned"
    assert "Cần sửa: thôn 3 thiếu hộ" in officer.get(PLACE).text
    page = officer.get(at(number))
    assert page.text.index("thôn 3 thiếu hộ") < page.text.index("Sửa rồi gửi duyệt lại")
    upload(officer, workbook(thon_3=70), path=f"{at(number)}/workbook")
    assert submit(officer, number).status_code == 303
    assert approve(approver, number).status_code == 303


def test_a_time_is_set_in_viet_nam_hours_shown_and_cancelled_by_returning(officer, approver, desk, public, state):
    number = hand_in(officer, workbook())
    submit(officer, number)
    when = in_hours(30)
    assert approve(approver, number, "approve", publish_at=when).status_code == 303
    with desk.session() as session:
        assert session.get_one(Submission, number).publish_at == dt.datetime.fromisoformat(when).replace(
            tzinfo=VIET_NAM
        )
    hour, day = when[11:], f"{when[8:10]}/{when[5:7]}/{when[:4]}"
    assert f"Sẽ tự công bố lúc {hour} {day}" in officer.get(at(number)).text
    assert f"hẹn công bố {hour} {day}" in officer.get(PLACE).text
    early = approver.post(f"{at(number)}/publish")
    assert (early.status_code, "được hẹn công bố lúc" in early.text) == (409, True)
    with public.session() as session:
        assert session.scalars(select(Release)).all() == []
    approver.post(f"{at(number)}/return", because="hoãn")
    assert state(number) == "returned"


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (in_hours(-1), "Giờ hẹn đã qua."),
        (in_hours(24 * 400), "Giờ hẹn xa quá một năm."),
        ("", "Giờ công bố chưa đúng."),
        ("mai", "Giờ công bố chưa đúng."),
    ],
)
def test_a_time_that_cannot_be_kept_is_refused_in_words(officer, approver, state, when, words):
    number = hand_in(officer, workbook())
    submit(officer, number)
    answer = approve(approver, number, "approve", publish_at=when)
    assert (answer.status_code, words in answer.text, state(number)) == (422, True, "submitted")


def test_of_two_approvers_the_second_is_told_and_shown_what_is_out(officer, approver, sign_in):
    second = sign_in("nguoi.duyet.2", "approver")
    number = hand_in(officer, workbook())
    submit(officer, number)
    seen = second.get(at(number)).source.partition('name="seen" value="')[2].partition('"')[0]
    assert approve(approver, number).status_code == 303
    late = second.post(f"{at(number)}/approve-and-publish", seen=seen)
    assert late.status_code == 409
    assert "Hồ sơ đang ở trạng thái “Đã công bố”" in late.text
    assert "/releases/thu-nghiem-r1" in late.text


def test_a_button_pressed_twice_by_one_approver_leads_to_the_same_release(officer, approver):
    number = hand_in(officer, workbook())
    submit(officer, number)
    first = approve(approver, number)
    again = approver.post(f"{at(number)}/approve-and-publish", seen="x")
    assert (again.status_code, again.headers["Location"]) == (303, first.headers["Location"])


def test_what_changed_under_the_approver_is_not_approved_unseen(officer, approver, state):
    number = hand_in(officer, workbook())
    submit(officer, number)
    seen = approver.get(at(number)).source.partition('name="seen" value="')[2].partition('"')[0]
    officer.post(f"{at(number)}/recall")
    upload(officer, workbook(thon_5=90), path=f"{at(number)}/workbook")
    submit(officer, number)
    for move, words in (("approve-and-publish", {}), ("approve", {"publish_at": in_hours(5)})):
        answer = approver.post(f"{at(number)}/{move}", seen=seen, **words)
        assert (answer.status_code, state(number)) == (409, "submitted")
        assert "Hồ sơ đã thay đổi từ lúc bạn mở trang." in answer.text
    unsaid = approver.post(f"{at(number)}/approve-and-publish")
    assert (unsaid.status_code, state(number)) == (409, "submitted")
    assert approve(approver, number).status_code == 303


def test_a_publication_that_another_overtook_says_what_to_do_and_can_be_brought_out_after_all(officer, approver, state):
    publish(officer, approver, workbook())
    first, second = hand_in(officer, workbook(thon_5=80)), hand_in(officer, workbook(thon_5=90))
    for number in (first, second):
        submit(officer, number, reason="đếm lại")
    assert approve(approver, first).status_code == 303
    overtaken = approve(approver, second)
    assert (overtaken.status_code, state(second)) == (409, "approved")
    assert "một đợt khác đã công bố làm thay đổi kết quả" in overtaken.text
    assert "Đã duyệt, chưa công bố xong" in approver.get(at(second)).text
    assert f"{at(second)}" in approver.get(PLACE).links
    assert officer.post(f"{at(second)}/preview").status_code == 409
    approver.post(f"{at(second)}/return", because="đã có số mới")
    assert officer.post(f"{at(second)}/preview").status_code == 303
    submit(officer, second)
    assert approve(approver, second).headers["Location"] == "/releases/thu-nghiem-r3"


def test_a_publication_that_was_interrupted_is_pressed_once_more(officer, approver, state, tmp_path):
    number = hand_in(officer, workbook())
    submit(officer, number)
    (tmp_path / "files").write_text("where the folder of released files should be")
    with pytest.raises(OSError, match="files"):
        approve(approver, number)
    (tmp_path / "files").unlink()
    assert state(number) == "approved"
    assert "Đã duyệt nhưng chưa công bố xong" in approver.get(PLACE).text
    assert "Công bố lại" in approver.get(at(number)).text
    answer = approver.post(f"{at(number)}/publish")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/releases/thu-nghiem-r1")


def test_what_the_portal_sends_back_by_itself_says_so(officer, approver, twelve, state):
    publish(officer, approver, workbook())
    first, second = hand_in(officer, workbook(thon_5=80)), hand_in(officer, workbook(thon_5=90))
    for number in (first, second):
        submit(officer, number, reason="đếm lại")
    approve(approver, first, "approve", publish_at=in_hours(5))
    assert approve(approver, second).status_code == 303
    office = twelve.extensions["office"]
    acts.send_back(office, first, PORTAL, "đợt khác đã ra trước")
    page = officer.get(at(first))
    assert (state(first), "Trả lại hệ thống tự làm" in page.text) == ("returned", True)


def test_texts_longer_than_their_fields_or_with_nothing_in_them_do_no_harm(officer, state):
    number = hand_in(officer, workbook())
    assert submit(officer, number, title="a" * 5000, source="b\x00" * 400).status_code == 303
    assert state(number) == "submitted"
