"""From a document to the public plan: read at the desk, reviewed, submitted, approved by a second person."""

import re

import pytest

from portal.domain.plans import get_plan, list_targets
from portal.domain.tasks import list_tasks
from portal.publishing.audit import AuditEntry, verify_desk
from portal.publishing.plan_drafts.handing_in import put_draft
from portal.publishing.plan_drafts.standing import standing_cells
from portal.publishing.plan_drafts.storing import DraftState, PlanDraft
from tests.builders import COMMUNE
from tests.desk.drafting import AT, make_draft, make_row, make_target, put, rows_of
from tests.desk.handing_in import PLACE

PLAN = {
    "title": "Kế hoạch thử nghiệm",
    "issuer": "Ủy ban nhân dân xã Thử Nghiệm",
    "number": "12/KH-UBND",
    "issued_on": "2026-03-02",
    "year": "2026",
    "period_from": "2026",
    "period_to": "2030",
    "basis": "57-NQ/TW",
    "note": "Bản nhận được không kèm phụ lục.",
}


def whole_draft(*more, **facts):
    particulars = [
        make_row("plan", f"Dòng về {field}", line=n, field=field, value=value)
        for n, (field, value) in enumerate((PLAN | facts).items(), start=20)
    ]
    return make_draft(make_target(), *particulars, *more)


@pytest.fixture
def number(twelve, desk):
    return put(desk, whole_draft(), commune=COMMUNE)


def at(number):
    return f"{PLACE}/plans/{number}"


def accept_all(officer, number):
    for table in ("plan", "outline", "targets", "tasks"):
        page = officer.get(f"{at(number)}?table={table}&sure=1").source
        if seen := re.search(r'name="seen" value="(\d+)"', page):
            assert officer.post(f"{at(number)}/sure", table=table, seen=seen.group(1)).status_code == 303


def approve(approver, number):
    seen = re.search(r'name="seen" value="(\w+)"', approver.get(at(number)).source)
    return approver.post(f"{at(number)}/approve", seen=seen.group(1) if seen else "")


def events(desk, start):
    with desk.reading() as session:
        return [entry.event for entry in session.query(AuditEntry) if entry.event.startswith(start)]


def test_a_second_person_puts_the_plan_on_the_public_site(officer, approver, public, desk, number):
    assert officer.post(f"{at(number)}/submit").status_code == 409
    accept_all(officer, number)
    assert "Đã rà soát xong" in officer.get(at(number)).text
    assert officer.post(f"{at(number)}/submit").status_code == 303
    assert "Đang chờ người duyệt" in officer.get(at(number)).text
    answer = approve(approver, number)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/plans/thu-nghiem")
    with public.reading() as session:
        plan = get_plan(session, "thu-nghiem")
        assert (plan.title, plan.title_en, plan.number) == (PLAN["title"], PLAN["title"], "12/KH-UBND")
        assert (plan.note, plan.note_en) == (PLAN["note"], PLAN["note"])
        assert [(t.id, t.value, t.citation) for t in list_targets(session)] == [
            ("thu-nghiem-vneid-level2-2027", 70.0, "Mục I.1, ý 1")
        ]
    assert "Đã đưa lên cổng" in officer.get(at(number)).text
    assert events(desk, "plan-") == [
        "plan-draft.read",
        *["plan-draft.reviewed"] * 3,
        "plan-draft.submitted",
        "plan-imported",
        "plan-draft.approved",
    ]
    with desk.begin() as session, public.reading() as read:
        assert verify_desk(session, read)[0].finding is None


def test_nobody_approves_what_they_read_or_submitted_themselves(sign_in, desk, public, number):
    both = sign_in("ca.hai", "officer", "approver")
    accept_all(both, number)
    both.post(f"{at(number)}/submit")
    assert "Người duyệt phải là người khác" in both.get(at(number)).text
    assert approve(both, number).status_code == 409
    with public.reading() as session:
        assert get_plan(session, "thu-nghiem") is None


def test_the_approver_approves_what_the_page_showed_and_nothing_else(officer, approver, number):
    accept_all(officer, number)
    officer.post(f"{at(number)}/submit")
    assert approver.post(f"{at(number)}/approve", seen="0" * 64).status_code == 409
    assert officer.post(f"{at(number)}/approve", seen="0" * 64).status_code == 403


def test_what_is_submitted_stands_still_until_it_is_recalled_or_returned(officer, approver, desk, number):
    accept_all(officer, number)
    officer.post(f"{at(number)}/submit")
    row = rows_of(desk, number)[0]
    assert officer.post(f"{at(number)}/rows/{row.id}", decision="dropped").status_code == 409
    assert approver.post(f"{at(number)}/return", because="").status_code == 409
    assert approver.post(f"{at(number)}/return", because="Thiếu ngày ban hành").status_code == 303
    assert "Thiếu ngày ban hành" in officer.get(at(number)).text
    officer.post(f"{at(number)}/submit")
    assert officer.post(f"{at(number)}/recall").status_code == 303
    assert officer.post(f"{at(number)}/rows/{row.id}", decision="dropped").status_code == 303
    assert officer.post(f"{at(number)}/recall").status_code == 409


def test_what_the_loader_would_refuse_is_told_to_the_officer(officer, desk, twelve):
    task = {"section": "I.1", "item": 2, "title": "Mở lớp", "lead": "Một cơ quan không có trong danh sách"}
    number = put(desk, whole_draft(make_row("tasks", "Mở lớp", line=8, **task)), commune=COMMUNE)
    accept_all(officer, number)
    answer = officer.post(f"{at(number)}/submit")
    assert answer.status_code == 409
    assert "Một cơ quan không có trong danh sách" in answer.text
    assert "Đã rà soát xong" in officer.get(at(number)).text


def test_a_plan_that_is_out_is_mended_by_reading_its_document_again(officer, approver, desk, public, number):
    accept_all(officer, number)
    officer.post(f"{at(number)}/submit")
    approve(approver, number)
    again = put(
        desk, whole_draft(make_target("Thêm 90% vào 2029", line=9, value=90, year=2029, item=2)), commune=COMMUNE
    )
    assert [row.decision for row in rows_of(desk, again)] == ["kept", ""]
    accept_all(officer, again)
    officer.post(f"{at(again)}/submit")
    assert approve(approver, again).status_code == 303
    with public.reading() as session:
        assert [target.value for target in list_targets(session)] == [70.0, 90.0]


def test_interrupted_after_loading_approving_again_finishes(officer, approver, desk, public, number):
    accept_all(officer, number)
    officer.post(f"{at(number)}/submit")
    approve(approver, number)
    with desk.begin() as session:
        session.connection().exec_driver_sql("update plan_drafts set state = 'submitted', approved_by = null")
    assert approve(approver, number).status_code == 303
    assert "Đã đưa lên cổng" in officer.get(at(number)).text


TASK = {"section": "I.1", "item": 2, "title": "Mở lớp học số", "title_en": "Open digital classes"}


def read_again(desk, public, *rows):
    with public.reading() as session:
        standing = standing_cells(session, "thu-nghiem")
    with desk.begin() as session:
        draft = whole_draft(*rows)
        return put_draft(session, draft, commune=COMMUNE, slug="thu-nghiem", by="can.bo", at=AT, standing=standing).id


def test_a_plan_that_is_out_loses_nothing_unseen_when_it_is_read_again(officer, approver, desk, public, twelve):
    number = put(desk, whole_draft(make_row("tasks", "Mở lớp", line=8, **TASK)), commune=COMMUNE)
    accept_all(officer, number)
    officer.post(f"{at(number)}/submit")
    approve(approver, number)
    with desk.begin() as session:
        session.get_one(PlanDraft, number).state = DraftState.DISCARDED  # nothing of it is known to the next reading
    again = read_again(desk, public)
    (task,) = rows_of(desk, again, "tasks")
    assert (task.decision, task.source, task.cells["title"]) == ("kept", "", "Mở lớp học số")
    assert "Đang có trên cổng, không thấy trong lần đọc này." in officer.get(f"{at(again)}?table=tasks").text
    accept_all(officer, again)
    officer.post(f"{at(again)}/submit")
    assert approve(approver, again).status_code == 303
    with public.reading() as session:
        (found,) = list_tasks(session, get_plan(session, "thu-nghiem"))
        assert (found.id, found.title_en) == ("thu-nghiem-i-1-2", "Open digital classes")


def test_the_year_of_the_plan_s_name_and_that_of_the_document_are_both_named(officer, desk, twelve):
    number = put(desk, whole_draft(year="2025", period_from="2025"), commune=COMMUNE, slug="thu-nghiem-2027")
    accept_all(officer, number)
    row = next(row for row in rows_of(desk, number, "plan") if row.cells["field"] == "year")
    cells = {"field": "year", "value": "2025", "value_en": ""}
    officer.post(f"{at(number)}/rows/{row.id}", decision="mended", **cells)
    answer = officer.post(f"{at(number)}/submit")
    assert answer.status_code == 409
    assert "tên kế hoạch mang năm 2027, nhưng văn bản (mục year của plan.csv) ghi năm 2025" in answer.text.lower()
