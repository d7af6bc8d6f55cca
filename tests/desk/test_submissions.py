"""Handing in and looking: every message by its cell, what would change, what may not be handed in, who may see it."""

import csv
import io

import pytest
import xlsxwriter
from sqlalchemy import delete, func, select

from portal.domain.localities import Locality
from portal.publishing.records import KINDS
from portal.publishing.submissions import Submission, Upload
from portal.publishing.workbooks import read_workbook
from tests.desk.handing_in import PLACE, approve, at, hand_in, publish, submit, upload, workbook
from tests.desk.ward import SLUG
from tests.publishing import hostile
from tests.publishing.intake.planted import mended_workbook, planted_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def messages_on(page):
    """Sheet and cell of every message."""
    return [
        (sheet.get("data-sheet"), cell.text)
        for sheet in page.find("div", class_="sheet")
        for cell in sheet.iter("strong")
        if cell.get("class") == "cell"
    ]


def count(desk, kind):
    with desk.session() as session:
        return session.scalar(select(func.count()).select_from(kind))


def test_every_mistake_is_named_by_its_cell_and_the_workbook_comes_back_with_the_cells_marked(ward):
    content, mistakes = planted_workbook(ward.context)
    officer = ward.person("can.bo", "officer")
    number = hand_in(officer, content, "báo cáo tháng 10.xlsx", f"/desk/{SLUG}")
    page = officer.get(at(number, f"/desk/{SLUG}"))
    assert sorted(messages_on(page)) == sorted((sheet, cell) for _, sheet, cell in mistakes)
    assert "16 lỗi cần sửa, 4 chỗ cần xem lại." in page.text
    assert "Gửi duyệt" not in page.text
    answer = officer.client.get(f"{at(number, f'/desk/{SLUG}')}/marked.xlsx")
    assert (answer.status_code, answer.mimetype) == (200, XLSX)
    marked = read_workbook(answer.data, "marked.xlsx")
    told = "\n".join(str(value) for sheet in marked.sheets for row in sheet.rows for value in row)
    assert {sheet.name for sheet in marked.sheets} > {sheet for _, sheet, _ in mistakes}
    assert all(f"{cell}" in told for _, _, cell in mistakes)


def test_the_mended_workbook_takes_the_place_of_the_mistaken_one_and_is_previewed(ward):
    officer, place = ward.person("can.bo", "officer"), f"/desk/{SLUG}"
    number = hand_in(officer, planted_workbook(ward.context)[0], "t.xlsx", place)
    answer = upload(officer, mended_workbook(ward.context), "t.xlsx", f"{at(number, place)}/workbook")
    assert (answer.status_code, count(ward.desk, Submission)) == (303, 2)
    page = officer.get(at(number, place))
    assert messages_on(page) == []
    assert page.text.index("Xem lại rồi gửi duyệt") < page.text.index("Nếu công bố, những gì sẽ thay đổi")
    rows = list(
        csv.DictReader(io.StringIO(officer.client.get(f"{at(number, place)}/changes.csv").text.lstrip("\ufeff")))
    )
    assert {row["change"] for row in rows} >= {"added"}
    assert len(rows) >= 20 * 6


def test_changes_are_told_with_their_difference_and_a_change_of_status_alone_as_such(officer, approver):
    publish(officer, approver, workbook())
    number = hand_in(officer, workbook(thon_5=80))
    page = officer.get(at(number))
    text = page.text
    assert "2 ô đổi số" in text
    assert "32,4 % 65/205 39,0 % 80/205 +6,6 điểm %" not in text  # the village reads 31,7 %
    assert "31,7 % 65/205" in text
    assert "39,0 % 80/205" in text
    assert "+7,3 điểm %" in text
    assert "Hồ sơ này thay số chính thức đã công bố, nên là một đính chính và cần lý do." in text


def test_a_small_count_is_shown_as_withheld_and_the_protection_is_told(officer):
    number = hand_in(officer, workbook(thon_3=2))
    page = officer.get(at(number))
    assert "không công bố" in page.text
    assert "Bảo vệ nơi ít người:" in page.text
    assert "Phép thử suy ngược không tìm ra ô nào bị lộ." in page.text
    assert "2/203" not in page.source


def test_a_workbook_that_changes_nothing_says_so_and_cannot_be_submitted(officer, approver):
    publish(officer, approver, workbook())
    number = hand_in(officer, workbook())
    page = officer.get(at(number))
    assert "Không có gì để công bố" in page.text
    assert "Xem lại rồi gửi duyệt" not in page.text
    answer = officer.post(f"{at(number)}/submit")
    assert (answer.status_code, "không có gì khác" in answer.text) == (409, True)


def test_a_commune_without_villages_is_told_what_it_can_hand_in(public, officer):
    with public.begin() as session:
        session.execute(delete(Locality).where(Locality.kind == "village"))
    page = officer.get(PLACE)
    assert "Cổng chưa có danh sách thôn, tổ dân phố của nơi này" in page.text
    number = hand_in(officer, workbook())
    assert messages_on(officer.get(at(number)))
    assert officer.client.get(f"{PLACE}/template.xlsx").status_code == 200


HOSTILE = [
    "1 GB of zeros as a sheet",
    "a path upwards",
    "billion laughs",
    "a formula that runs a program",
    "a formula that asks the web",
    "half a workbook",
    "a workbook with macros",
    "UTF-16 CSV",
    "a right-to-left mark",
    "a Word file as workbook",
    "a program",
    "nothing",
]


def test_hostile_uploads_get_a_page_in_words_and_nothing_is_stored(officer, desk):
    for name in HOSTILE:
        case = hostile.CASES[name]
        answer = upload(officer, case.make(), case.file)
        assert answer.status_code == 422, name
        assert "Chưa thực hiện được; không có gì bị thay đổi." in answer.text, name
        assert "Nộp tệp số liệu" in answer.text, name
    assert (count(desk, Submission), count(desk, Upload)) == (0, 0)


def test_what_is_too_large_is_refused_before_it_is_read(officer, desk):
    answer = upload(officer, bytes(21 * 1024 * 1024), "so-lieu.xlsx")
    assert (answer.status_code, "Tệp quá lớn" in answer.text) == (413, True)
    assert count(desk, Upload) == 0


def test_a_hostile_file_in_the_place_of_a_draft_leaves_the_draft_as_it_was(officer, desk):
    number = hand_in(officer, workbook())
    case = hostile.CASES["billion laughs"]
    answer = upload(officer, case.make(), case.file, f"{at(number)}/workbook")
    assert (answer.status_code, "Xem lại rồi gửi duyệt" in answer.text) == (422, True)
    with desk.session() as session:
        assert session.get_one(Submission, number).digest


def test_no_file_chosen_is_said_in_words(officer):
    for path in (f"{PLACE}/submissions", f"{at(hand_in(officer, workbook()))}/workbook"):
        for answer in (officer.post(path), upload(officer, b"", "", path)):
            assert (answer.status_code, "Chưa chọn tệp." in answer.text) == (422, True)


def test_the_templates_come_back_in_without_an_error(officer):
    for path in ("template.xlsx", *(f"template-{kind}.xlsx" for kind in KINDS)):
        answer = officer.client.get(f"{PLACE}/{path}")
        assert (answer.status_code, answer.mimetype) == (200, XLSX), path
        assert f"{PLACE}/{path}" in officer.get(PLACE).links
        number = hand_in(officer, answer.data, path)
        assert messages_on(officer.get(at(number))) == [], path
    assert officer.client.get(f"{PLACE}/template-money.xlsx").status_code == 404


def test_records_are_shown_by_name_and_field(ward):
    officer, approver = ward.person("can.bo", "officer"), ward.person("nguoi.duyet", "approver")
    place = f"/desk/{SLUG}"
    number = hand_in(officer, team_sheet(officer, place, "Tổ công nghệ số Tổ dân phố 1", 7), "to.xlsx", place)
    page = officer.get(at(number, place))
    for words in ("Tổ công nghệ số Tổ dân phố 1", "Số thành viên–7", "Tổ công nghệ số cộng đồng: 1 mục"):
        assert words in page.text
    assert submit(officer, number, place).status_code == 303
    assert approve(approver, number, place=place).status_code == 303
    again = hand_in(officer, team_sheet(officer, place, "Tổ công nghệ số Tổ dân phố 1", 9), "to.xlsx", place)
    assert "Số thành viên79" in officer.get(at(again, place)).text


def team_sheet(officer, place, name, members):
    """The commune's own template of teams, filled in."""
    template = read_workbook(officer.client.get(f"{place}/template-community-teams.xlsx").data, "mau.xlsx")
    head = next(row for row in template.sheets[0].rows if "Tên tổ" in row)
    given = {"Tên tổ": name, "Số thành viên": members, "Thôn, tổ dân phố": "Tổ dân phố 1", "Địa điểm": "Nhà văn hóa"}
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet(template.sheets[0].name)
    for column, title in enumerate(head):
        sheet.write(0, column, title)
        sheet.write(1, column, given.get(title, ""))
    book.close()
    return file.getvalue()


def test_the_first_that_waits_is_what_this_person_does_next(officer, approver):
    number = hand_in(officer, workbook())
    assert "Đang chờ bạn" in officer.get(PLACE).text
    assert "Đang chờ bạn" not in approver.get(PLACE).text
    submit(officer, number)
    assert "Đang chờ bạn" not in officer.get(PLACE).text
    page = approver.get(PLACE)
    assert page.text.index("Chờ bạn xem và duyệt.") < page.text.index("Các hồ sơ khác")
    assert "Nộp tệp số liệu" not in page.text


def test_older_submissions_wait_behind_one_link(officer):
    numbers = [hand_in(officer, workbook()) for _ in range(10)]
    for number in numbers:
        officer.post(f"{at(number)}/discard")
    page = officer.get(PLACE)
    assert at(numbers[0]) not in page.links
    assert "?all=1#submissions" in page.links
    assert {at(number) for number in numbers} <= set(officer.get(f"{PLACE}?all=1").links)


def test_nothing_of_a_submission_is_shown_to_officers_of_another_commune(officer, sign_in):
    number = hand_in(officer, workbook())
    stranger = sign_in("hang.xom", "officer", "approver", commune="00001")
    for path in ("", "/marked.xlsx", "/changes.csv", "/site/", "/site/localities/thu-nghiem"):
        assert stranger.client.get(at(number) + path).status_code == 403, path
    for path in ("submit", "recall", "discard", "preview", "return", "approve", "approve-and-publish", "publish"):
        assert stranger.post(f"{at(number)}/{path}").status_code == 403, path
    assert upload(stranger, workbook(), path=f"{at(number)}/workbook").status_code == 403


def test_a_submission_of_one_commune_is_not_found_under_another(ward):
    everywhere = ward.person("ca.tinh", "officer", "approver", commune="")
    number = hand_in(everywhere, mended_workbook(ward.context), "t.xlsx", f"/desk/{SLUG}")
    for path in ("", "/marked.xlsx", "/changes.csv", "/site/"):
        assert everywhere.client.get(at(number, "/desk/dak-cam") + path).status_code == 404, path
    for path in ("submit", "recall", "discard", "preview", "return", "approve", "approve-and-publish", "publish"):
        answer = everywhere.post(f"{at(number, '/desk/dak-cam')}/{path}", publish_at="2026-12-30T08:00")
        assert answer.status_code == 404, path
    assert ward.get(number).state == "draft"


@pytest.mark.parametrize("path", ["999", "99999999999999999999"])
def test_a_number_that_is_none_is_not_found(officer, path):
    assert officer.client.get(f"{PLACE}/submissions/{path}").status_code == 404


def test_names_that_a_file_may_not_have_do_no_harm(officer, desk):
    for name in ("../../etc/passwd.csv", "<script>.csv", "a" * 900 + ".csv"):
        page = officer.get(at(hand_in(officer, workbook(), name)))
        assert "<script>" not in page.source
    assert count(desk, Submission) == 3
