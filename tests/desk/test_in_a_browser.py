"""Setting an account up and signing in, on a telephone and on a desk, in a real browser."""

import pytest
from sqlalchemy import select

from portal.desk.accounts import Account
from portal.desk.security import library
from tests.browsing import WATCH, follow, send, serving
from tests.desk.people import PASSWORD, change, code_of, invite

REFUSALS = ("401", "422")  # the browser notes the status of an answer that says what was wrong


@pytest.fixture
def open_desk(browser, office):
    """Opens an address of the desk; at the end nothing was refused by the content policy."""
    contexts, complaints = [], []
    with serving(office) as address:

        def open_desk(path, *, width=360):
            context = browser.new_context(viewport={"width": width, "height": 740}, base_url=address)
            contexts.append(context)
            context.add_init_script(WATCH)
            page = context.new_page()
            page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.goto(path)
            return page

        yield open_desk
        for context in contexts:
            for page in context.pages:
                complaints += page.evaluate("window.violations || []")
            context.close()
    assert [text for text in complaints if not any(status in text for status in REFUSALS)] == []


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def code_for(office, key):
    with office.app_context():
        return library().totp_factory.generate_totp_password(library().totp_factory.seal(key))


@pytest.mark.parametrize("width", [360, 1280])
def test_from_the_link_to_the_desk_and_back_in_tomorrow(office, desk, open_desk, width):
    page = open_desk(invite(office, "lan.nguyen"), width=width)
    assert fits(page)
    send(page, password="matkhau123456", again="matkhau123456")
    assert "dễ đoán" in page.inner_text(".wrong")
    send(page, password=PASSWORD, again=PASSWORD)
    qr = page.locator("img.qr")
    assert qr.evaluate("image => image.complete && image.naturalWidth > 0")
    assert fits(page)
    send(page, code=code_for(office, page.inner_text("code.key-text")))
    codes = page.locator(".codes code").all_inner_texts()
    assert len(codes) == 10
    assert fits(page)
    follow(page.get_by_text("Tôi đã lưu"))
    assert page.inner_text("h1") == "Xã, phường bạn làm việc"
    follow(page.get_by_text("Đăng xuất", exact=True))
    assert page.inner_text("h1") == "Bạn đã đăng xuất"

    change(office, "lan.nguyen", totp_counter=None)
    page.goto("/desk/account")
    send(page, name="lan.nguyen", password="wrong")
    assert "không đúng" in page.inner_text("[role=alert]")
    send(page, password=PASSWORD)
    send(page, code=code_of(office, "lan.nguyen"))
    assert page.inner_text("h1") == "Tài khoản của tôi"
    assert fits(page)
    with desk.session() as session:
        assert session.scalars(select(Account.invitation)).one() is None


def test_a_page_kept_by_the_browser_is_not_shown_after_signing_out(office, open_desk):
    page = open_desk(invite(office, "lan"))
    send(page, password=PASSWORD, again=PASSWORD)
    send(page, code=code_for(office, page.inner_text("code.key-text")))
    page.goto("/desk/account")
    follow(page.get_by_text("Đăng xuất", exact=True))
    assert page.url.endswith("/desk/signed-out")
    page.evaluate("history.back()")
    page.wait_for_url("**/desk/sign-in")
    assert page.inner_text("h1") == "Đăng nhập bàn làm việc"
