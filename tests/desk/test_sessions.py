"""Sessions end: by sign-out, by time, by password, by an administrator."""

import datetime as dt
import time

import pytest
from sqlalchemy import select, update

from portal.desk.accounts import SignIn
from portal.desk.stores import close_stores
from tests.desk.conftest import desk_over
from tests.desk.people import PASSWORD, Person, change, make_account

ANOTHER = "quả bưởi trôi về phía cầu"


def test_a_session_idles_out(office, person):
    assert office.config["PERMANENT_SESSION_LIFETIME"] == dt.timedelta(minutes=30)
    make_account(office, "lan")
    lan = person().sign_in("lan")
    office.config["PERMANENT_SESSION_LIFETIME"] = dt.timedelta(seconds=2)
    for _ in range(3):
        time.sleep(1)
        assert lan.is_signed_in()
    cookie = lan.client.get_cookie("langso-desk", path="/desk")
    time.sleep(3.1)
    lan.client.set_cookie("langso-desk", cookie.value, path="/desk")  # as a thief would keep it
    assert not lan.is_signed_in()


def test_a_session_lasts_twelve_hours_at_most(office, desk, person):
    make_account(office, "lan")
    lan = person().sign_in("lan")
    for hours, stands in ((11, True), (1, False)):
        with desk.begin() as session:
            signed_in = session.scalars(select(SignIn)).one()
            signed_in.started_at -= dt.timedelta(hours=hours)
        assert lan.is_signed_in() is stands
    page = lan.client.get("/desk/sign-in").text
    assert "Phiên làm việc đã kết thúc" in page


def test_a_session_the_store_does_not_know_is_none(office, desk, person):
    """Who learns the key that signs cookies still cannot make a session."""
    number = make_account(office, "lan")
    lan, forger = person().sign_in("lan"), person()
    with lan.client.session_transaction("/desk/") as session:
        kept = dict(session)
    with forger.client.session_transaction("/desk/") as session:
        session.update(kept | {"token": "of my own making"})
        session.permanent = True
    assert not forger.is_signed_in()
    assert number


def test_a_session_of_one_account_is_not_anothers(office, desk, person):
    make_account(office, "lan")
    make_account(office, "minh")
    lan, minh = person().sign_in("lan"), person().sign_in("minh")
    with lan.client.session_transaction("/desk/") as session:
        of_lan = session["_user_id"]
    with minh.client.session_transaction("/desk/") as session:
        session["_user_id"] = of_lan
    assert not minh.is_signed_in()


def test_changing_the_password_ends_the_other_sessions_and_keeps_this_one(office, person):
    make_account(office, "lan")
    here, there = person().sign_in("lan"), person().sign_in("lan")
    assert here.post("/desk/account/password", password=ANOTHER, again=ANOTHER).status_code == 303
    assert here.is_signed_in()
    assert not there.is_signed_in()
    assert person().give_password("lan", PASSWORD).status_code == 401
    assert person().give_password("lan", ANOTHER).status_code == 303


def test_signing_out_elsewhere_keeps_this_session(office, person):
    make_account(office, "lan")
    here, there = person().sign_in("lan"), person().sign_in("lan")
    assert here.post("/desk/account/sessions").status_code == 303
    assert (here.is_signed_in(), there.is_signed_in()) == (True, False)


@pytest.mark.parametrize("end", [{"fs_uniquifier": "new"}, {"active": False}], ids=["uniquifier", "disabled"])
def test_the_store_ends_sessions(office, person, end):
    make_account(office, "lan")
    lan = person().sign_in("lan")
    change(office, "lan", **end)
    assert not lan.is_signed_in()


def test_signing_in_leaves_nothing_of_the_strangers_session(office, person):
    """A session that somebody planted in the browser is worth nothing after signing in."""
    make_account(office, "lan")
    lan = person()
    with lan.client.session_transaction("/desk/") as session:
        session["planted"] = "by a stranger"
        session["csrf_token"] = "known to a stranger"
    lan.sign_in("lan")
    with lan.client.session_transaction("/desk/") as session:
        assert "planted" not in session
        assert session.get("csrf_token") != "known to a stranger"


def test_cookies_over_https_are_for_this_host_alone_and_no_script(public, desk, office):
    make_account(office, "lan")
    secure = desk_over(public, desk, DESK_SECURE="1")
    lan = Person(secure)
    lan.client.preserve_context = False
    headers = []
    opened = lan.client.open

    def over_https(*arguments, **more):
        answer = opened(*arguments, **({"base_url": "https://localhost", "headers": REFERER} | more))
        headers.extend(answer.headers.getlist("Set-Cookie"))
        return answer

    lan.client.open = over_https
    lan.sign_in("lan")
    close_stores(secure)
    cookies = {cookie.partition("=")[0]: cookie for cookie in headers}
    assert set(cookies) == {"__Host-langso-desk", "__Host-langso-device"}
    for cookie in cookies.values():
        assert {"Secure", "HttpOnly", "Path=/"} <= set(cookie.split("; "))
        assert "Domain" not in cookie
    assert "SameSite=Lax" in cookies["__Host-langso-desk"]
    assert "SameSite=Strict" in cookies["__Host-langso-device"]


REFERER = {"Referer": "https://localhost/desk/sign-in"}


def test_cookies_of_the_demonstration_stay_under_the_desk(office, person):
    make_account(office, "lan")
    lan = person().sign_in("lan")
    for name in ("langso-desk", "langso-device"):
        cookie = lan.client.get_cookie(name, path="/desk")
        assert (cookie.path, cookie.http_only, cookie.secure) == ("/desk", True, False)


def test_sessions_past_their_time_are_cleared_away(office, desk, person):
    make_account(office, "lan")
    person().sign_in("lan")
    with desk.begin() as session:
        session.execute(update(SignIn).values(started_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)))
    person().sign_in("lan")
    with desk.session() as session:
        assert len(session.scalars(select(SignIn)).all()) == 1
