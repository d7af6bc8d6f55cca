"""In the demonstration anyone can try the desk; elsewhere nothing of it is there."""

import re

import pytest
from sqlalchemy import select

from portal.desk.access import now
from portal.desk.accounts import Account
from portal.desk.demo import KEYS, PASSWORD, add_demo_accounts
from portal.desk.stores import close_stores, writing
from tests.desk.conftest import desk_over, hurry
from tests.desk.people import Person, make_account


@pytest.fixture
def demonstration(public, desk, office):
    app = desk_over(public, desk, DEMO="1", SECRET_KEY="")
    hurry(app)
    with app.app_context(), writing() as session:
        add_demo_accounts(session, at=now())
    yield app
    close_stores(app)


def shown_on(page):
    """Name, password and code of every account on the sign-in page."""
    cards = re.findall(r"<code>([^<]+)</code>", page)
    return [tuple(cards[i : i + 3]) for i in range(0, len(cards), 3)]


def test_a_visitor_signs_in_with_what_the_page_shows(demonstration):
    for name, password, code in shown_on(Person(demonstration).client.get("/desk/sign-in").text):
        visitor = Person(demonstration)
        assert visitor.give_password(name, password).status_code == 303
        assert visitor.post("/desk/sign-in/code", code=code).status_code == 303
        assert "/desk/thu-nghiem" in visitor.get("/desk/").links


def test_the_code_page_shows_the_code_that_works_now_even_after_one_was_used(demonstration):
    for _ in range(2):
        visitor = Person(demonstration)
        visitor.give_password("canbo", PASSWORD)
        page = visitor.get("/desk/sign-in/code")
        code = page.words_of(page.find("code", class_="big")[0])
        assert visitor.post("/desk/sign-in/code", code=code).status_code == 303


def test_a_code_is_shown_for_accounts_of_the_demonstration_alone(demonstration):
    make_account(demonstration, "lan")
    lan = Person(demonstration)
    lan.give_password("lan")
    assert lan.get("/desk/sign-in/code").find("code", class_="big") == []


def test_shared_accounts_stay_as_they_are(demonstration, desk):
    visitor = Person(demonstration).sign_in("quantri", PASSWORD)
    with desk.session() as session:
        numbers = {a.name: a.id for a in session.scalars(select(Account)) if a.name != "quantri"}
    tries = ["/desk/account/password", "/desk/account/authenticator", "/desk/account/recovery-codes"]
    tries += [f"/desk/accounts/{number}/{act}" for number in numbers.values() for act in ("reset", "disable")]
    for path in tries:
        answer = visitor.post(path)
        assert (answer.status_code, "Bản minh họa giữ nguyên" in answer.text) == (403, True), path
    taken = visitor.post(f"/desk/accounts/{numbers['canbo']}/grants/remove", role="officer", commune="*")
    assert taken.status_code == 403
    for name in KEYS.values():
        assert Person(demonstration).sign_in(name[0], PASSWORD)


def test_a_visitor_can_make_an_account_and_disable_it(demonstration, desk):
    visitor = Person(demonstration).sign_in("quantri", PASSWORD)
    page = visitor.post("/desk/accounts/new", name="thu", full_name="", role="officer", commune="99001").text
    assert "/desk/start/" in page
    with desk.session() as session:
        number = session.scalars(select(Account.id).where(Account.name == "thu")).one()
    assert visitor.post(f"/desk/accounts/{number}/disable").status_code == 303


def test_outside_the_demonstration_nothing_is_shown_and_none_can_be_made(demonstration, public, desk):
    real = desk_over(public, desk, DEMO="")
    hurry(real)
    page = Person(real).client.get("/desk/sign-in").text
    assert PASSWORD not in page
    assert "minh họa" not in page
    with real.app_context(), writing() as session, pytest.raises(RuntimeError, match="for the demonstration alone"):
        add_demo_accounts(session, at=now())
    visitor = Person(real)
    visitor.give_password("canbo", PASSWORD)
    assert 'class="big"' not in visitor.client.get("/desk/sign-in/code").text
    close_stores(real)
