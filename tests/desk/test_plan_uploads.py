"""A plan's document is chosen at the desk, read in a process of its own, and put there as a draft."""

import io
import re

import pytest
from sqlalchemy import func, select

from portal.publishing.audit import AuditEntry
from portal.publishing.plan_drafts.storing import PlanDraft
from portal.publishing.submissions import Upload
from tests.desk.drafting import rows_of
from tests.desk.handing_in import PLACE
from tests.publishing.plan_reading.sample import SAMPLE

PLANS = f"{PLACE}/plans"
DOCUMENT = "\n".join(SAMPLE).encode()


def token_of(person):
    return re.search(r'name="csrf_token" value="([^"]+)"', person.client.get(PLANS).text).group(1)


def send(person, content, name="ke-hoach.txt", slug="thu-nghiem"):
    fields = {"csrf_token": token_of(person), "slug": slug, "document": (io.BytesIO(content), name)}
    return person.client.post(PLANS, data=fields)


def drafts_in(desk):
    with desk.reading() as session:
        return list(session.scalars(select(PlanDraft).order_by(PlanDraft.id)))


def test_a_document_becomes_a_draft_with_every_table(officer, desk):
    answer = send(officer, DOCUMENT)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PLANS}/1#rows")
    (draft,) = drafts_in(desk)
    assert (draft.name, draft.kind, draft.state, draft.made_by) == ("ke-hoach.txt", "txt", "open", "can.bo")
    assert len(rows_of(desk, draft.id)) >= 10
    tabs = officer.get(f"{PLANS}/1").find("nav", class_="tabs")[0]
    words = " ".join("".join(tabs.itertext()).split())
    for table in ("Chỉ tiêu", "Đề mục", "Nhiệm vụ", "Chế độ báo cáo", "Cơ quan"):
        assert table in words
    for table in ("plan", "outline", "goals", "tasks", "responsibilities", "obligations", "bodies"):
        officer.get(f"{PLANS}/1?table={table}")
    page = officer.get(PLANS)
    assert "Đang rà soát" in page.text
    assert f"{PLANS}/1#rows" in page.links


def test_every_row_can_be_mended_as_it_was_read(officer, desk):
    """What the reader writes into cells is what the form takes, or is said to be wrong in words."""
    send(officer, DOCUMENT)
    for table in ("outline", "goals", "obligations", "bodies", "plan"):
        row = rows_of(desk, 1, table)[0]
        officer.get(f"{PLANS}/1?table={table}&mend={row.id}")
        answer = officer.post(f"{PLANS}/1/rows/{row.id}", decision="mended", **row.cells)
        assert answer.status_code == 303, table
        assert rows_of(desk, 1, table)[0].decision == "kept"


REFUSED = {
    "empty": (b"", "ke-hoach.txt", "không có chữ nào"),
    "no plan": (b"Giay moi hop thon vao toi thu bay.\n" * 5, "giay-moi.txt", "không thấy bố cục của kế hoạch"),
    "damaged": (b"PK\x03\x04 not a document", "ke-hoach.docx", ""),
    "no file": (b"", "", "Chưa chọn tệp"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_plan_is_refused_in_words_and_leaves_nothing(officer, desk, case):
    content, name, said = REFUSED[case]
    answer = send(officer, content, name)
    assert answer.status_code == 422
    assert said.lower() in answer.text.lower()
    assert "Chưa thực hiện được; không có gì bị thay đổi." in answer.text
    assert drafts_in(desk) == []
    with desk.reading() as session:
        assert session.scalar(select(func.count()).select_from(Upload)) == 0


def test_the_plan_is_one_that_can_be(officer, desk):
    page = officer.get(PLANS)
    slugs = [option.get("value") for option in page.find("option")]
    assert slugs[0] == "thu-nghiem"
    assert all(re.fullmatch(r"thu-nghiem-20\d\d", slug) for slug in slugs[1:])
    assert send(officer, DOCUMENT, slug="noi-khac").status_code == 422
    assert drafts_in(desk) == []


def test_the_kept_document_is_read_again_with_every_decision(officer, desk):
    send(officer, DOCUMENT)
    first = rows_of(desk, 1)[0]
    officer.post(f"{PLANS}/1/rows/{first.id}", decision="dropped")
    answer = officer.post(f"{PLANS}/1/again")
    assert answer.headers["Location"] == f"{PLANS}/2#rows"
    assert [draft.state for draft in drafts_in(desk)] == ["replaced", "open"]
    assert [row.decision for row in rows_of(desk, 2)][:2] == ["dropped", ""]
    page = officer.get(f"{PLANS}/2")
    assert "1 dòng giữ quyết định của lần đọc trước." in page.text
    assert "Không còn trong văn bản" not in page.text
    with desk.reading() as session:
        told = [e.details for e in session.query(AuditEntry).filter_by(event="plan-draft.read")]
    assert [(each["kept"], each["vanished"], each["after"]) for each in told] == [(0, 0, None), (1, 0, 1)]


def test_approvers_read_the_list_and_cannot_hand_in(approver, desk):
    assert approver.get(PLANS).find("input", type="file") == []
    assert send(approver, DOCUMENT).status_code == 403


def test_a_plan_of_another_year_is_told_at_once_with_both_years(officer, desk):
    slug = next(
        option.get("value") for option in officer.get(PLANS).find("option") if option.get("value").endswith("2027")
    )
    answer = send(officer, DOCUMENT, slug=slug)
    page = officer.get(answer.headers["Location"].partition("#")[0])
    assert "Văn bản ghi năm 2025, còn kế hoạch đã chọn là của năm 2027." in page.text
    year = next(row for row in rows_of(desk, 1, "plan") if row.cells["field"] == "year")
    assert (year.cells["value"], year.read["value"], year.decision) == ("2027", "2025", "mended")
    assert "Văn bản ghi năm khác với kế hoạch đã chọn." in officer.get(f"{PLANS}/1?table=plan").text


def test_the_text_shows_labels_as_the_document_sets_them(officer, desk):
    send(officer, DOCUMENT)
    text = officer.get(f"{PLANS}/1").find("section", class_="plan-text")[0]
    words = " ".join("".join(text.itertext()).split())
    for label in ("I. MỤC ĐÍCH", "2.1. Đến hết năm 2027", "a) Hạ tầng", "- Sóng 5G"):
        assert label in words
