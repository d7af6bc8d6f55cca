"""Withdrawing a release and bringing figures back: a reason, a preview, and a second person."""

import pytest

from portal.domain.releases import get_release, get_withdrawal
from tests.builders import COMMUNE, observation_of
from tests.desk.handing_in import PLACE, approve, at, publish, submit, upload, workbook


def ask(release, act="withdraw"):
    return f"{PLACE}/releases/{release}/{act}"


def number_of(answer):
    assert answer.status_code == 303, answer.text
    return int(answer.headers["Location"].rpartition("/")[2])


def test_a_release_is_withdrawn_by_two_persons_with_its_reason(officer, approver, public):
    release = publish(officer, approver, workbook())
    assert ask(release) in officer.get(PLACE).links
    assert "chưa có số liệu" in officer.get(ask(release)).text
    number = number_of(officer.post(ask(release), reason="dùng sai mẫu", reason_en="wrong form"))
    page = officer.get(at(number))
    assert "Hồ sơ này rút đợt công bố thu-nghiem-r1" in page.text
    assert "13 ô không còn hiện số" in page.text
    assert page.find("input", id="reason")[0].get("value") == "dùng sai mẫu"
    assert page.find("input", type="file") == []
    submit(officer, number)
    assert "dùng sai mẫu" in approver.get(at(number)).text
    assert approve(approver, number).headers["Location"] == "/releases/thu-nghiem-r2"
    with public.session() as session:
        assert get_withdrawal(session, get_release(session, release)).reason_en == "wrong form"
        assert observation_of(session, f"{COMMUNE}-05", "2026-09").status == "missing"
    assert ask(release) not in officer.get(PLACE).links
    assert "Đã công bố rồi rút lại" in officer.get(at(1)).text


def test_figures_are_brought_back_as_a_release_left_them(officer, approver, public):
    first = publish(officer, approver, workbook())
    publish(officer, approver, workbook(thon_5=80), reason="đếm lại")
    assert ask(first, "restore") in officer.get(PLACE).links
    number = number_of(officer.post(ask(first, "restore"), reason="bản đính chính sai"))
    page = officer.get(at(number))
    assert "đưa số liệu về như khi có đợt công bố thu-nghiem-r1" in page.text
    assert "80/205" in page.text
    submit(officer, number)
    approve(approver, number)
    with public.session() as session:
        assert observation_of(session, f"{COMMUNE}-05", "2026-09").numerator == 65


@pytest.mark.parametrize("reason", ["", "   ", "\x00"])
def test_without_a_reason_nothing_is_drafted(officer, approver, reason):
    release = publish(officer, approver, workbook())
    for act in ("withdraw", "restore"):
        answer = officer.post(ask(release, act), reason=reason, reason_en="kept")
        assert (answer.status_code, "Cần ghi lý do" in answer.text) == (422, True)
        assert 'value="kept"' in answer.text
    assert at(2) not in officer.get(PLACE).links


def test_what_cannot_be_withdrawn_or_restored_is_said_in_words(officer, approver):
    release = publish(officer, approver, workbook())
    nothing = officer.post(ask(release, "restore"), reason="thử")
    assert (nothing.status_code, "không có gì thay đổi" in nothing.text) == (409, True)
    number = number_of(officer.post(ask(release), reason="sai mẫu"))
    submit(officer, number)
    approve(approver, number)
    again = officer.post(ask(release), reason="lần nữa")
    assert (again.status_code, "không còn số liệu nào" in again.text.lower()) == (409, True)
    assert "Đợt này đã được rút ngày" in officer.get(ask(release)).text


def test_only_officers_of_the_commune_may_and_only_for_its_own_releases(officer, approver, sign_in):
    release = publish(officer, approver, workbook())
    stranger = sign_in("hang.xom", "officer", commune="00001")
    for act in ("withdraw", "restore"):
        assert approver.client.get(ask(release, act)).status_code == 403
        assert approver.post(ask(release, act), reason="x").status_code == 403
        assert stranger.client.get(ask(release, act)).status_code == 403
        assert stranger.post(ask(release, act), reason="x").status_code == 403
        assert officer.client.get(ask("other-r1", act)).status_code == 404
    assert officer.client.get(ask(release, "erase")).status_code == 404


def test_a_workbook_cannot_take_the_place_of_a_withdrawal(officer, approver):
    release = publish(officer, approver, workbook())
    number = number_of(officer.post(ask(release), reason="sai mẫu"))
    answer = upload(officer, workbook("2026-10"), path=f"{at(number)}/workbook")
    assert (answer.status_code, "không nhận tệp" in answer.text) == (409, True)
