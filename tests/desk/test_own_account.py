"""One's own account: password, authenticator, recovery codes."""

import re

import pytest
from sqlalchemy import select

from portal.desk.security import library
from portal.publishing.audit import AuditEntry
from tests.desk.people import PASSWORD, change, code_of, make_account


def key_on(page):
    return page.words_of(page.find("code", class_="key-text")[0])


def test_a_new_authenticator_takes_the_place_of_the_old(office, desk, person):
    make_account(office, "lan")
    lan = person().sign_in("lan")
    with office.app_context():
        code = library().totp_factory.generate_totp_password(
            library().totp_factory.seal(key_on(lan.get("/desk/account/authenticator")))
        )
    old = code_of(office, "lan")
    assert lan.post("/desk/account/authenticator", code="000000").status_code == 401
    shown = lan.post("/desk/account/authenticator", code=code)
    assert len(re.findall(r"<code>[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}</code>", shown.text)) == 10
    assert lan.is_signed_in()
    other = person()
    change(office, "lan", totp_counter=None)
    other.give_password("lan")
    assert other.post("/desk/sign-in/code", code=old).status_code == 401
    assert other.post("/desk/sign-in/code", code=code).status_code == 303
    with desk.session() as session:
        assert "account.authenticator-changed" in session.scalars(select(AuditEntry.event)).all()


def test_new_recovery_codes_void_the_old(office, person):
    make_account(office, "lan")
    lan = person().sign_in("lan")
    old, new = (
        re.findall(r"<code>([0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4})</code>", lan.post("/desk/account/recovery-codes").text)
        for _ in range(2)
    )
    assert (len(old), len(new), set(old) & set(new)) == (10, 10, set())
    other = person()
    other.give_password("lan")
    assert other.post("/desk/sign-in/recovery", code=old[0]).status_code == 401
    assert other.post("/desk/sign-in/recovery", code=new[0]).status_code == 303
    assert "9" in lan.get("/desk/account").text


def test_a_page_shows_no_recovery_code_twice(office, person):
    make_account(office, "lan")
    lan = person().sign_in("lan")
    lan.post("/desk/account/recovery-codes")
    assert not re.search(r"[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}", lan.get("/desk/account").text)


def test_a_new_password_has_to_be_good_and_said_twice(office, person):
    make_account(office, "lan")
    lan = person().sign_in("lan")
    assert lan.post("/desk/account/password", password="matkhau123456", again="matkhau123456").status_code == 422
    assert lan.post("/desk/account/password", password="bốn con thuyền nan", again="khác").status_code == 422
    assert lan.is_signed_in()


def test_these_changes_ask_for_the_password_again(office, person):
    make_account(office, "lan")
    lan = person().sign_in("lan")
    with lan.client.session_transaction("/desk/") as session:
        session["fs_paa"] -= 3600
    for path in ("/desk/account/password", "/desk/account/authenticator"):
        assert lan.client.get(path).headers["Location"] == "/desk/verify"
        assert lan.post(path).headers["Location"] == "/desk/verify"
    assert lan.post("/desk/account/recovery-codes").headers["Location"] == "/desk/verify"


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("http://localhost/desk/account?lang=en", "/desk/account"),
        ("http://elsewhere.example/desk/account", "/desk/"),
        ("http://localhost/about", "/desk/"),
        ("", "/desk/"),
    ],
)
def test_after_the_password_one_is_back_on_the_page_with_the_button(office, person, came_from, back):
    make_account(office, "lan")
    lan = person().sign_in("lan")
    with lan.client.session_transaction("/desk/") as session:
        session["fs_paa"] -= 3600
    token = re.search(r'name="csrf_token" value="([^"]+)"', lan.client.get("/desk/").text).group(1)
    lan.client.post("/desk/account/recovery-codes", data={"csrf_token": token}, headers={"Referer": came_from})
    assert lan.post("/desk/verify", password=PASSWORD).headers["Location"] == back
