"""From an officer's workbook to the public page, in a real browser over a real server, on a telephone and on a desk."""

from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest

from portal.publishing.workbooks import read_workbook
from tests.browsing import WATCH, follow, send, serving
from tests.desk.people import PASSWORD, change, code_of, make_account
from tests.desk.ward import SLUG
from tests.publishing.intake.planted import FIRST, mended_workbook, planted_workbook

TITLE = "Số liệu từ tháng 9/2026 đến tháng 10/2026"


class Desk:
    """Browsers of people at the desk: what they press is counted, and whatever goes wrong is remembered."""

    def __init__(self, browser, ward, address, **options):
        self.browser, self.ward, self.address, self.options = browser, ward, address, options
        self.clicks, self.complaints, self.hosts, self.pages = [], [], set(), []

    def open(self, name, role):
        """Sign in at the ward's own address, with password and code."""
        make_account(self.ward.app, name, (role, self.ward.code))
        change(self.ward.app, name, totp_counter=None)
        context = self.browser.new_context(base_url=self.address, **self.options)
        context.add_init_script(WATCH)
        page = context.new_page()
        page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))
        self.pages.append(page)
        page.goto(f"/desk/{SLUG}")
        for fields in ({"name": name, "password": PASSWORD}, {"code": code_of(self.ward.app, name)}):
            send(page, **fields)
        return page

    def click(self, page, words):
        self.clicks.append(words)
        follow(page.get_by_text(words, exact=True))

    def close(self):
        for page in self.pages:
            if self.options.get("java_script_enabled", True):
                self.complaints += page.evaluate("window.violations || []")
            page.context.close()


@contextmanager
def desk_of(browser, ward, **options):
    with serving(ward.site) as address:
        desk = Desk(browser, ward, address, **options)
        try:
            yield desk
        finally:
            desk.close()
    assert desk.complaints == []
    assert desk.hosts == {urlsplit(address).netloc}


def fits(page):
    box = page.locator("html").bounding_box()
    return box["width"] <= page.viewport_size["width"]


def give(page, name, content):
    page.set_input_files("#workbook", {"name": name, "mimeType": "application/octet-stream", "buffer": content})


def said_on(page):
    """Sheet, cell and words of every message."""
    return [
        (sheet.get_attribute("data-sheet"), item.locator(".cell").inner_text(), item.inner_text())
        for sheet in page.locator(".sheet").all()
        for item in sheet.locator(".findings > li").all()
    ]


WAYS = {
    "telephone": {"viewport": {"width": 360, "height": 740}},
    "desktop": {"viewport": {"width": 1280, "height": 800}},
    "without scripts": {"viewport": {"width": 360, "height": 740}, "java_script_enabled": False},
}


@pytest.mark.parametrize("way", WAYS)
def test_twenty_mistakes_get_twenty_messages_and_mended_it_is_four_clicks_to_the_public_page(browser, ward, way):
    context = ward.context
    planted, mistakes = planted_workbook(context)
    with desk_of(browser, ward, **WAYS[way]) as desk:
        officer, approver = desk.open("can.bo", "officer"), desk.open("nguoi.duyet", "approver")

        give(officer, "bao-cao-thang-10.xlsx", planted)
        follow(officer.get_by_text("Tải lên và kiểm tra"))
        said = said_on(officer)
        assert sorted((sheet, cell) for sheet, cell, _ in said) == sorted((sheet, cell) for _, sheet, cell in mistakes)
        assert len({words for _, _, words in said}) == 20
        assert fits(officer)

        give(officer, "bao-cao-thang-10.xlsx", mended_workbook(context))
        desk.click(officer, "Tải lên và kiểm tra")
        assert fits(officer)
        desk.click(officer, "Gửi duyệt")
        assert "Đang chờ người duyệt" in officer.inner_text("main")
        approver.reload()
        assert fits(approver)
        desk.click(approver, TITLE)
        assert fits(approver)
        desk.click(approver, "Duyệt và công bố ngay")

        assert desk.clicks == ["Tải lên và kiểm tra", "Gửi duyệt", TITLE, "Duyệt và công bố ngay"]
        assert urlsplit(approver.url).path == "/releases/tra-cau-r2"
        assert approver.inner_text("h1") == TITLE
        network = read_workbook(mended_workbook(context), "bao-cao.xlsx").sheets[1]
        for row in (FIRST, FIRST + 1, FIRST + 2):
            assert f"{network.value(row, 3)}/{network.value(row, 2)}" in approver.inner_text("main")
