"""The pages about drafts of plans in a browser: no barrier a program can find; from a document to the public plan."""

import pytest
from playwright.sync_api import expect

from portal.publishing.plan_drafts.draft import Decision
from portal.publishing.plan_drafts.handing_over import submit
from portal.publishing.plan_drafts.storing import PlanDraft
from tests.axe import CONTRAST, WCAG, violations
from tests.browsing import follow
from tests.desk.drafting import AT, make_draft, make_row, make_target, put, rows_of
from tests.desk.test_flow_browser import desk_of, fits
from tests.desk.ward import SLUG
from tests.publishing.documents.making import make_docx

PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
NEW = f"{SLUG}-2026"
DOCUMENT = [
    "ỦY BAN NHÂN DÂN PHƯỜNG TRÀ CÂU",
    "Số: 15/KH-UBND",
    "Trà Câu, ngày 12 tháng 3 năm 2026",
    "KẾ HOẠCH",
    "Chuyển đổi số trên địa bàn phường Trà Câu giai đoạn 2026 - 2030",
    "I. MỤC TIÊU",
    "1. Đến năm 2030",
    "- Tối thiểu 75% người dân từ đủ 15 tuổi trở lên có tài khoản định danh điện tử mức 2.",
    "- Trên 60% tổ dân phố có tủ sách số do người dân góp.",
    "II. NHIỆM VỤ",
    "1. Mở lớp kỹ năng số cho người dân ở mỗi tổ dân phố.",
    "2. Lắp mạng không dây ở nhà văn hóa.",
    "III. TỔ CHỨC THỰC HIỆN",
    "1. Công an phường hướng dẫn người dân kích hoạt tài khoản định danh.",
    "2. Các cơ quan báo cáo Ủy ban nhân dân phường trước ngày 20 hàng tháng.",
]


def reviewed(ward):
    """A draft with doubts, a contradiction and a page that was not read; answers its number."""
    rows = [
        make_target("Có 70% người dân có tài khoản định danh"),
        make_target("Khoảng 60% có tài khoản", line=4, value=60, item=2, year=2030, doubts=("rough",), score=0.61),
        make_row("tasks", "Mở lớp học số", line=6, section="I.1", item=4, title="Mở lớp học số"),
    ]
    draft = make_draft(*rows)
    draft.scans = (2,)
    return put(ward.desk, draft, commune=ward.code, slug=SLUG)


def submitted(ward):
    """A draft that waits for approval; answers its number."""
    draft = make_draft(make_target())
    for row in draft.every_row():
        row.decision = Decision.KEPT
    number = put(ward.desk, draft, commune=ward.code, slug=NEW)
    with ward.desk.begin() as session:
        submit(session, session.get_one(PlanDraft, number), amends=SLUG, by="can.bo", at=AT)
    return number


def barriers(page):
    """What keeps readers out, by width and in the dark."""
    found = {}
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        found[size["width"]] = ([] if fits(page) else ["scrolls sideways"]) + violations(page, WCAG)
    page.emulate_media(color_scheme="dark")
    found["dark"] = violations(page, CONTRAST)
    page.emulate_media(color_scheme="light")
    return {where: rules for where, rules in found.items() if rules}


def test_whoever_reviews_and_approves_plans_meets_no_barrier(browser, ward):
    number, waiting = reviewed(ward), submitted(ward)
    first, second = rows_of(ward.desk, number)
    review = f"/desk/{SLUG}/plans/{number}?table=targets"
    pages = {
        "officer": (
            f"/desk/{SLUG}/plans",
            f"{review}#row-{second.id}",
            f"{review}&mend={first.id}#first-{first.id}",
            f"{review}&sure=1#sure",
        ),
        "approver": (f"/desk/{SLUG}/plans", f"/desk/{SLUG}/plans/{waiting}", review),
    }
    with desk_of(browser, ward, viewport=DESKTOP) as desk:
        for role, paths in pages.items():
            page = desk.open(f"nguoi.{role}", role)
            for path in paths:
                page.goto(path)
                page.evaluate("document.querySelectorAll('main details').forEach((each) => { each.open = true; })")
                assert barriers(page) == {}, path


def accept_what_is_sure(page):
    """Table by table; what is in doubt is dropped."""
    while (sure := page.locator("a[href*='sure=1']")).count():
        follow(sure)
        follow(page.locator("#sure button"))
        for _row in page.locator(".row button[value=kept]").all():
            left = page.locator(".row button[value=kept]").count()
            page.locator(".row button[value=dropped]").first.click()
            expect(page.locator(".row button[value=kept]")).to_have_count(left - 1)
        done = page.locator("#done")
        if "table=" in done.get_attribute("href"):
            follow(done)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_document_becomes_the_public_plan_once_a_second_person_approves_it(browser, ward, scripts):
    with desk_of(browser, ward, viewport=PHONE, java_script_enabled=scripts) as desk:
        officer, approver = desk.open("can.bo", "officer"), desk.open("nguoi.duyet", "approver")

        officer.goto(f"/desk/{SLUG}/plans")
        file = {"name": "ke-hoach.docx", "mimeType": "application/octet-stream", "buffer": make_docx(DOCUMENT)}
        officer.set_input_files("#document", file)
        officer.select_option("#slug", NEW)
        desk.click(officer, "Đọc văn bản")
        accept_what_is_sure(officer)
        assert "Đã rà soát xong" in officer.inner_text("main")
        officer.select_option("#amends", SLUG)
        desk.click(officer, "Gửi duyệt")
        assert "Đang chờ người duyệt" in officer.inner_text("main")

        approver.goto(f"/desk/{SLUG}/plans")
        desk.click(approver, NEW)
        assert fits(approver)
        desk.click(approver, "Duyệt và đưa lên cổng")
        assert approver.url.endswith(f"/plans/{NEW}")
        assert "15/KH-UBND" in approver.inner_text("main")
        approver.goto(f"/plans/{NEW}/targets")
        assert "≥ 75" in approver.inner_text("main").replace("\xa0", " ")
        assert fits(approver)
