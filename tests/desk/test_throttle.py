"""Guessing slows down, and only the guesser."""

import datetime as dt
import threading

import pytest
from sqlalchemy import select, update

from portal.desk import throttle
from portal.desk.accounts import SignInAttempt
from portal.desk.stores import close_stores
from portal.desk.throttle import Counters, Rule, claim, clear, forgive, network_of
from portal.publishing.audit import AuditEntry
from tests.builders import AT
from tests.desk.conftest import desk_over, hurry
from tests.desk.people import Person, code_of, make_account

SOON = dt.timedelta(seconds=1)
PLACES = [f"198.51.{number}.9" for number in range(100)]


def later(desk, **by):
    """Let time pass for the counters."""
    with desk.begin() as session:
        for attempt in session.scalars(select(SignInAttempt)):
            attempt.last_at -= dt.timedelta(**by)


def test_waits_double_after_the_free_ones_up_to_the_longest():
    rule = Rule(free=2, longest=60)
    assert [rule.wait(failures) for failures in range(10)] == [0, 0, 0, 2, 4, 8, 16, 32, 60, 60]
    assert rule.wait(10_000) == 60


def test_networks_are_what_one_holder_has():
    assert network_of("203.0.113.7") == network_of("203.0.113.250") != network_of("203.0.114.7")
    assert network_of("2001:db8:1:2::9") == network_of("2001:db8:1:2:ffff::1") != network_of("2001:db8:1:3::9")
    assert network_of("") == ""


def test_an_attempt_too_early_is_not_counted(desk):
    counters = Counters(b"key").for_code(1, None)
    at = AT
    for _ in range(throttle.CODE.free + 1):
        with desk.begin() as session:
            assert claim(session, counters, at=at).wait == 0
    for _ in range(50):
        with desk.begin() as session:
            assert claim(session, counters, at=at + SOON).wait == 1
    with desk.begin() as session:
        assert claim(session, counters, at=at + 2 * SOON).wait == 0


def test_right_attempts_are_taken_back_and_wrong_ones_stay(desk):
    counters = Counters(b"key").for_code(1, None)
    for right in (False, True, True, False):
        with desk.begin() as session:
            claim(session, counters, at=AT)
        if right:
            with desk.begin() as session:
                forgive(session, counters)
    with desk.session() as session:
        assert session.scalars(select(SignInAttempt.failures)).one() == 2
    with desk.begin() as session:
        clear(session, counters)
    with desk.session() as session:
        assert session.scalars(select(SignInAttempt)).all() == []


def test_counters_are_forgotten_after_a_day(desk):
    counters = Counters(b"key").for_code(1, None)
    for _ in range(3):
        with desk.begin() as session:
            claim(session, counters, at=AT)
    with desk.begin() as session:
        claim(session, Counters(b"key").for_code(2, None), at=AT + dt.timedelta(hours=25))
    with desk.session() as session:
        assert session.scalars(select(SignInAttempt.failures)).one() == 1


def test_a_hundred_guesses_at_once_are_a_hundred_guesses(desk):
    """Attempts are counted before the password is looked at, by all workers in one place."""
    counters, leave = Counters(b"key").for_code(1, None), []

    def guess():
        with desk.begin() as session:
            leave.append(claim(session, counters, at=AT).wait == 0)

    threads = [threading.Thread(target=guess) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (leave.count(True), len(leave)) == (throttle.CODE.free + 1, 40)


def test_the_table_names_neither_accounts_nor_addresses(office, desk, person):
    make_account(office, "lan")
    person(address="203.0.113.7").give_password("lan", "wrong")
    with desk.session() as session:
        kept = repr([vars(attempt) for attempt in session.scalars(select(SignInAttempt))])
    assert "lan" not in kept
    assert "203.0.113" not in kept


@pytest.mark.parametrize("name", ["lan", "nobody"])
def test_guessing_a_password_from_everywhere_gets_slower_for_known_and_unknown_names(office, desk, person, name):
    make_account(office, "lan")
    statuses = [person(address=place).give_password(name, "wrong").status_code for place in PLACES[:6]]
    assert statuses == [401] * 5 + [429]
    refused = person(address=PLACES[7]).give_password(name, "wrong")
    assert refused.headers["Retry-After"] in {"1", "2"}
    assert "Hãy đợi" in refused.text
    later(desk, seconds=2)
    assert person(address=PLACES[8]).give_password(name, "wrong").status_code == 401
    later(desk, seconds=2)
    assert person(address=PLACES[9]).give_password(name, "wrong").status_code == 429


def test_the_right_password_is_not_looked_at_while_waiting(office, desk, person):
    make_account(office, "lan")
    for place in PLACES[:5]:
        person(address=place).give_password("lan", "wrong")
    assert person().give_password("lan").status_code == 429
    later(desk, seconds=2)
    assert person().give_password("lan").status_code == 303


def test_strangers_cannot_lock_an_officer_out(office, desk, person):
    make_account(office, "lan")
    lan = person().sign_in("lan")
    lan.post("/desk/sign-out")
    for place in PLACES[:40]:
        person(address=place).give_password("lan", "wrong")
        later(desk, seconds=900)
    assert person(address=PLACES[41]).give_password("lan", "wrong").status_code == 401
    assert person(address=PLACES[42]).give_password("lan", "wrong").status_code == 429
    lan.sign_in("lan")


def test_a_stolen_device_cookie_guesses_slowly_too_and_harms_nobody_else(office, desk, person):
    make_account(office, "lan")
    lan, thief = person().sign_in("lan"), person()
    lan.post("/desk/sign-out")
    cookie = lan.client.get_cookie("langso-device", path="/desk")
    thief.client.set_cookie("langso-device", cookie.value, path="/desk")
    assert [thief.give_password("lan", "wrong").status_code for _ in range(6)] == [401] * 5 + [429]
    assert person().give_password("lan").status_code == 303


def test_a_forged_device_cookie_is_a_strangers(office, person):
    make_account(office, "lan")
    for number, place in enumerate(PLACES[:5]):
        stranger = person(address=place)
        stranger.client.set_cookie("langso-device", f"eyJkZXZpY2UiOiI{number}In0.forged.signature", path="/desk")
        assert stranger.give_password("lan", "wrong").status_code == 401
    assert person(address=PLACES[5]).give_password("lan", "wrong").status_code == 429


def test_a_device_known_to_one_account_is_a_stranger_to_another(office, desk, person):
    make_account(office, "lan")
    make_account(office, "minh")
    lan = person().sign_in("lan")
    lan.post("/desk/sign-out")
    for _ in range(5):
        lan.give_password("minh", "wrong")
    assert person(address=PLACES[0]).give_password("minh").status_code == 429
    lan.sign_in("lan")


def test_many_names_from_one_network_are_slowed_by_the_network(office, person):
    statuses = [
        person(address=f"203.0.113.{number}").give_password(f"name{number}", "wrong").status_code
        for number in range(throttle.NETWORK.free + 2)
    ]
    assert statuses == [401] * (throttle.NETWORK.free + 1) + [429]


def test_an_address_that_the_visitor_made_up_is_not_believed(office, person):
    """Only as many X-Forwarded-For as there are proxies of ours count; here there is none."""
    statuses = []
    for number in range(throttle.NETWORK.free + 2):
        visitor = person()
        visitor.client.environ_base["HTTP_X_FORWARDED_FOR"] = f"198.51.{number}.9"
        statuses.append(visitor.give_password(f"name{number}", "wrong").status_code)
    assert statuses[-1] == 429


def test_behind_a_proxy_visitors_are_told_apart_by_what_it_says(public, desk, office):
    app = desk_over(public, desk, PROXIES="1")
    hurry(app)
    statuses = []
    for number in range(throttle.NETWORK.free + 2):
        visitor = Person(app, address="127.0.0.1")
        visitor.client.environ_base["HTTP_X_FORWARDED_FOR"] = f"203.0.113.1, 198.51.{number}.9"
        statuses.append(visitor.give_password(f"name{number}", "wrong").status_code)
    close_stores(app)
    assert set(statuses) == {401}


def test_codes_are_counted_apart_and_slowed(office, desk, person):
    """Who does not know the password cannot slow the second step; who does is slowed at it."""
    make_account(office, "lan")
    for place in PLACES[:4]:
        person(address=place).give_password("lan", "wrong")
    guesser = person()
    guesser.give_password("lan")
    answers = [guesser.post("/desk/sign-in/code", code="000000").status_code for _ in range(6)]
    assert answers == [401] * 5 + [429]
    assert guesser.post("/desk/sign-in/recovery", code="0000-0000-0000").status_code == 429
    later(desk, seconds=2)
    assert guesser.post("/desk/sign-in/code", code=code_of(office, "lan")).status_code == 303


@pytest.mark.parametrize("name", ["lan", "nobody"])
def test_a_long_wait_is_told_to_the_audit_log_once(office, desk, person, name):
    number = make_account(office, "lan")
    for place in PLACES[:12]:
        person(address=place).give_password(name, "wrong")
        later(desk, seconds=900)
    with desk.session() as session:
        told = session.scalars(select(AuditEntry).where(AuditEntry.event == "account.slowed")).all()
    assert [entry.subject for entry in told] == [f"account {number}" if name == "lan" else "account unknown"]


def test_moving_the_counters_back_is_what_time_does(desk):
    """The tests' own clock: without this the tests above would prove nothing about waiting."""
    counters = Counters(b"key").for_code(1, None)
    with desk.begin() as session:
        claim(session, counters, at=AT)
        session.execute(update(SignInAttempt).values(failures=throttle.CODE.free + 3))
    with desk.begin() as session:
        assert claim(session, counters, at=AT).wait == 8
    later(desk, seconds=8)
    with desk.begin() as session:
        assert claim(session, counters, at=AT).wait == 0
