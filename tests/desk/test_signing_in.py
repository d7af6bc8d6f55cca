"""Signing in takes a password and a code, always both."""

import datetime as dt
import re
import threading
import time

import pytest
from flask_security import verify_password
from sqlalchemy import select

from portal.desk import signing_in
from portal.desk.accounts import Account, SignIn
from portal.desk.security import library
from portal.desk.stores import writing
from portal.publishing.audit import AuditEntry
from tests.desk.people import PASSWORD, Person, change, code_of, invite, make_account


def events(desk):
    with desk.session() as session:
        return list(session.scalars(select(AuditEntry.event).order_by(AuditEntry.seq)))


def test_password_and_code_let_an_officer_in(office, person):
    make_account(office, "lan")
    lan = person()
    assert lan.give_password("lan").headers["Location"] == "/desk/sign-in/code"
    assert not lan.is_signed_in()
    assert lan.post("/desk/sign-in/code", code=code_of(office, "lan")).headers["Location"] == "/desk/"
    assert "Xã Thử Nghiệm" in lan.get("/desk/").text


def test_a_code_may_be_typed_with_a_gap_and_a_name_in_capitals(office, person):
    make_account(office, "lan@xa.example.vn")
    lan = person()
    lan.give_password(" LAN@Xa.example.VN ")
    code = code_of(office, "lan@xa.example.vn")
    assert lan.post("/desk/sign-in/code", code=f"{code[:3]} {code[3:]}").status_code == 303
    assert lan.is_signed_in()


def test_after_signing_in_one_is_where_one_wanted_to_be(office, person):
    make_account(office, "lan")
    lan = person()
    lan.client.get("/desk/account/password?from=mail")
    answer = lan.client.get("/desk/sign-in")
    token = re.search(r'name="csrf_token" value="([^"]+)"', answer.text).group(1)
    lan.client.post("/desk/sign-in", data={"csrf_token": token, "name": "lan", "password": PASSWORD})
    page = lan.client.get("/desk/sign-in/code").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page).group(1)
    entered = lan.client.post("/desk/sign-in/code", data={"csrf_token": token, "code": code_of(office, "lan")})
    assert entered.headers["Location"] == "/desk/account/password?from=mail"


@pytest.mark.parametrize("password", [PASSWORD + "x", PASSWORD[:-1], PASSWORD.upper(), "x"])
def test_a_wrong_password_is_told_without_saying_what_was_wrong(office, person, password):
    make_account(office, "lan")
    known, unknown = person().give_password("lan", password), person().give_password("nobody", password)
    assert (known.status_code, unknown.status_code) == (401, 401)
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in known.text
    assert re.sub(r'value="[^"]*"', "", known.text) == re.sub(r'value="[^"]*"', "", unknown.text)


def test_the_same_password_in_another_spelling_of_its_marks_is_the_same(office, person):
    make_account(office, "lan", password="bo\u031bi thuye\u0302\u0300n qua so\u0302ng")
    assert person().give_password("lan", "b\u01a1i thuy\u1ec1n qua s\u00f4ng").status_code == 303


@pytest.mark.parametrize("change_to", [{"active": False}, {"password": None}], ids=["disabled", "never set up"])
def test_an_account_that_may_not_sign_in_answers_as_a_wrong_password(office, person, change_to):
    make_account(office, "lan")
    change(office, "lan", **change_to)
    assert person().give_password("lan").status_code == 401


def test_the_password_of_nobody_lets_nobody_in(office, person):
    """The hash that stands in for unknown names is of a text that stands in the source."""
    make_account(office, "lan", password=None)
    assert person().give_password("lan", "no account has this password").status_code == 401
    assert person().give_password("nobody", "no account has this password").status_code == 401


def test_unknown_names_cost_as_much_as_known_ones(slow_office, monkeypatch):
    checked = []

    def verify(given, stored):
        checked.append(stored)
        return verify_password(given, stored)

    monkeypatch.setattr(signing_in, "verify_password", verify)
    make_account(slow_office, "lan")
    for name in ("lan", "nobody"):
        assert Person(slow_office).give_password(name, "a wrong password").status_code == 401
    known, unknown = [stored.rsplit("$", 2)[0] for stored in checked]  # without salt and hash: its kind and its costs
    assert known == unknown
    assert known.startswith("$argon2id$")


def test_a_code_works_once_whoever_types_it(office, person):
    make_account(office, "lan")
    code = code_of(office, "lan")
    first, second = person(), person()
    first.give_password("lan")
    second.give_password("lan")
    assert first.post("/desk/sign-in/code", code=code).status_code == 303
    assert second.post("/desk/sign-in/code", code=code).status_code == 401
    assert not second.is_signed_in()


def test_a_code_before_the_last_one_used_is_refused_too(office, person):
    make_account(office, "lan")
    earlier = code_of(office, "lan")
    change(office, "lan", totp_counter=int(time.time()) // 30)
    lan = person()
    lan.give_password("lan")
    assert lan.post("/desk/sign-in/code", code=earlier).status_code == 401
    assert lan.post("/desk/sign-in/code", code=code_of(office, "lan")).status_code == 303


@pytest.mark.parametrize("code", ["000000", "12345", "abcdef", "1234567", "٠٠٠٠٠٠", "' or 1=1"])
def test_what_is_no_code_is_refused_in_words(office, person, code):
    make_account(office, "lan")
    lan = person()
    lan.give_password("lan")
    answer = lan.post("/desk/sign-in/code", code=code)
    assert answer.status_code == 401
    assert "Mã không đúng, hoặc đã dùng rồi." in answer.text


def test_the_code_page_is_closed_to_who_gave_no_password(office, person):
    make_account(office, "lan")
    stranger = person()
    for path in ("/desk/sign-in/code", "/desk/sign-in/recovery", "/desk/sign-in/set-up"):
        assert stranger.client.get(path).headers["Location"] == "/desk/sign-in"
        assert stranger.post(path, code=code_of(office, "lan")).headers["Location"] == "/desk/sign-in"
    assert not stranger.is_signed_in()


def test_the_first_step_is_forgotten_after_ten_minutes_and_when_the_account_changes(office, person):
    make_account(office, "lan")
    lan = person()
    lan.give_password("lan")
    change(office, "lan", fs_uniquifier="another")
    assert lan.client.get("/desk/sign-in/code").status_code == 303
    lan.give_password("lan")
    with lan.client.session_transaction("/desk/") as session:
        session["pending"] = session["pending"] | {"since": session["pending"]["since"] - 601}
    assert lan.client.get("/desk/sign-in/code").status_code == 303


def test_a_link_sets_password_and_authenticator_and_shows_recovery_codes_once(office, desk, person):
    link, lan = invite(office, "lan"), person()
    assert "hãy đặt mật khẩu" in lan.get(link).text
    assert lan.post(link, password=PASSWORD, again=PASSWORD).headers["Location"] == "/desk/sign-in/set-up"
    assert not lan.is_signed_in()
    page = lan.get("/desk/sign-in/set-up")
    assert page.find("img")[0].get("src").startswith("data:image/svg+xml;base64,")
    finished = lan.post("/desk/sign-in/set-up", code=_code_for_key(office, page))
    codes = re.findall(r"<code>([0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4})</code>", finished.text)
    assert len(set(codes)) == 10
    assert lan.is_signed_in()
    assert lan.client.get("/desk/sign-in/set-up").headers["Location"] == "/desk/sign-in"
    assert "account.set-up" in events(desk)
    assert person().client.get(link).status_code == 404


def _code_for_key(app, page):
    """What an authenticator shows that was given the key on the page."""
    key = page.words_of(page.find("code", class_="key-text")[0])
    with app.app_context():
        return library().totp_factory.generate_totp_password(library().totp_factory.seal(key))


def test_a_wrong_code_sets_nothing_up(office, desk, person):
    link, lan = invite(office, "lan"), person()
    lan.post(link, password=PASSWORD, again=PASSWORD)
    lan.get("/desk/sign-in/set-up")
    assert lan.post("/desk/sign-in/set-up", code="000000").status_code == 401
    assert not lan.is_signed_in()
    with desk.session() as session:
        account = session.scalars(select(Account)).one()
        assert (account.tf_totp_secret, account.mf_recovery_codes) == (None, None)


def test_setting_up_can_be_taken_up_again_with_the_password_while_the_link_is_good(office, person):
    link = invite(office, "lan")
    person().post(link, password=PASSWORD, again=PASSWORD)
    assert person().give_password("lan").headers["Location"] == "/desk/sign-in/set-up"
    change(office, "lan", invited_until=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    assert person().give_password("lan").status_code == 401
    assert person().client.get(link).status_code == 404


@pytest.mark.parametrize(
    ("password", "again", "words"),
    [
        ("ngắn quá", "ngắn quá", "ít nhất 12 ký tự"),
        ("matkhau123456", "matkhau123456", "dễ đoán"),
        (PASSWORD, PASSWORD + "!", "không giống nhau"),
        ("", "", "Hãy điền mục này"),
        ("x" * 201, "x" * 201, "dài quá"),
    ],
)
def test_a_password_that_will_not_do_is_refused_with_the_reason(office, desk, person, password, again, words):
    link = invite(office, "lan")
    answer = person().post(link, password=password, again=again)
    assert answer.status_code == 422
    assert words in answer.text
    with desk.session() as session:
        assert session.scalars(select(Account.password)).one() is None


def test_a_recovery_code_stands_in_for_the_telephone_once(office, desk, person):
    link, lan = invite(office, "lan"), person()
    lan.post(link, password=PASSWORD, again=PASSWORD)
    page = lan.get("/desk/sign-in/set-up")
    shown = lan.post("/desk/sign-in/set-up", code=_code_for_key(office, page)).text
    code = re.search(r"<code>([0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4})</code>", shown).group(1)
    other = person()
    other.give_password("lan")
    assert other.post("/desk/sign-in/recovery", code=code.replace("-", " ").upper()).status_code == 303
    assert other.is_signed_in()
    third = person()
    third.give_password("lan")
    assert third.post("/desk/sign-in/recovery", code=code).status_code == 401
    assert "account.recovery-code-used" in events(desk)


def test_nothing_that_opens_an_account_is_stored_readable(office, desk, person):
    link, lan = invite(office, "lan"), person()
    lan.post(link, password=PASSWORD, again=PASSWORD)
    page = lan.get("/desk/sign-in/set-up")
    key = page.words_of(page.find("code", class_="key-text")[0]).replace("-", "")
    shown = lan.post("/desk/sign-in/set-up", code=_code_for_key(office, page)).text
    codes = re.findall(r"<code>([0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4})</code>", shown)
    with lan.client.session_transaction("/desk/") as session:
        token = session["token"]
    with desk.session() as session:
        kept = repr([vars(row) for table in (Account, SignIn, AuditEntry) for row in session.scalars(select(table))])
    assert codes
    for secret in (PASSWORD, key, token, link.rpartition("/")[2], *codes):
        assert secret not in kept
    assert "$argon2id$" in kept


def test_signing_out_is_a_post_and_ends_the_session_in_the_store(office, person):
    make_account(office, "lan")
    lan = person().sign_in("lan")
    cookie = lan.client.get_cookie("langso-desk", path="/desk")
    lan.client.get("/desk/sign-out")
    assert lan.is_signed_in()
    assert lan.post("/desk/sign-out").headers["Location"] == "/desk/signed-out"
    assert "Bạn đã đăng xuất" in lan.get("/desk/signed-out").text
    lan.client.set_cookie("langso-desk", cookie.value, path="/desk")
    assert not lan.is_signed_in()


def test_the_desk_speaks_english_when_asked_and_remembers(office, person):
    visitor = person()
    assert 'lang="en"' in visitor.client.get("/desk/sign-in?lang=en").text
    assert '<html lang="en">' in visitor.client.get("/desk/sign-in").text
    assert '<html lang="vi">' in visitor.client.get("/desk/sign-in?lang=vi").text
    assert '<html lang="vi">' in visitor.client.get("/desk/sign-in?lang=xx").text


def test_two_first_steps_at_once_do_not_share_a_code(office, person):
    """Even with the codes checked at the same moment, the account's row is locked: one of two is the second."""
    make_account(office, "lan")
    people = [person() for _ in range(2)]
    for one in people:
        one.give_password("lan")
    code, answers = code_of(office, "lan"), []
    threads = [
        threading.Thread(target=lambda one=one: answers.append(one.post("/desk/sign-in/code", code=code).status_code))
        for one in people
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [303, 401]


def test_the_writer_is_let_go_after_a_refusal(office, person):
    make_account(office, "lan")
    person().give_password("lan", "wrong")
    with office.app_context(), writing() as session:
        session.execute(select(Account))
