"""Administrators make accounts, give roles, reset and disable, within their communes."""

import re

import pytest
from sqlalchemy import select

from portal.desk.accounts import Account
from portal.publishing.audit import AuditEntry, find_break
from tests.builders import COMMUNE, make_commune
from tests.desk.people import PASSWORD, make_account


@pytest.fixture
def peopled(office, public):
    """An administrator of one commune and one of all; officers of one, of another, of all."""
    with public.begin() as session:
        make_commune(session, code="99002", slug="khac")
    return {
        "here": make_account(office, "here", ("administrator", COMMUNE)),
        "all": make_account(office, "all", ("administrator", "")),
        "lan": make_account(office, "lan", ("officer", COMMUNE)),
        "minh": make_account(office, "minh", ("officer", "99002")),
        "both": make_account(office, "both", ("officer", COMMUNE), ("officer", "99002")),
        "wide": make_account(office, "wide", ("approver", "")),
    }


def grants_of(desk, name):
    with desk.session() as session:
        account = session.scalars(select(Account).where(Account.name == name)).one()
        return {(grant.role, grant.commune) for grant in account.grants}


def test_an_administrator_makes_an_account_and_hands_a_link_on(peopled, desk, person):
    here = person().sign_in("here")
    fields = {"name": "Hoa.Le@xa.example.vn", "full_name": "Lê Thị Hoa", "role": "officer", "commune": COMMUNE}
    page = here.post("/desk/accounts/new", **fields).text
    link = re.search(r"http://localhost(/desk/start/[\w-]+)", page).group(1)
    assert "Lê Thị Hoa" in page
    hoa = person()
    assert hoa.post(link, password=PASSWORD, again=PASSWORD).status_code == 303
    assert grants_of(desk, "hoa.le@xa.example.vn") == {("officer", COMMUNE)}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": "lan"}, "Đã có tài khoản mang tên này."),
        ({"name": "có dấu"}, "3 đến 80 ký tự"),
        ({"name": ""}, "Hãy điền mục này."),
        ({"role": "king"}, "Hãy chọn một vai trò."),
        ({"commune": "99002"}, "Hãy chọn một xã, phường trong danh sách."),
        ({"commune": "*"}, "Hãy chọn một xã, phường trong danh sách."),
        ({"full_name": "x" * 121}, "Họ tên dài quá 120 ký tự."),
    ],
)
def test_what_will_not_do_is_told_and_nothing_is_made(peopled, desk, person, fields, words):
    given = {"name": "moi", "full_name": "", "role": "officer", "commune": COMMUNE} | fields
    answer = person().sign_in("here").post("/desk/accounts/new", **given)
    assert answer.status_code == 422
    assert words in answer.text
    with desk.session() as session:
        assert len(session.scalars(select(Account)).all()) == len(peopled)


def test_one_sees_the_accounts_of_ones_communes(peopled, person):
    seen = person().sign_in("here").get("/desk/accounts").links
    assert {name for name, number in peopled.items() if f"/desk/accounts/{number}" in seen} == {"here", "lan", "both"}
    everything = person().sign_in("all").get("/desk/accounts").links
    assert all(f"/desk/accounts/{number}" in everything for number in peopled.values())


def test_an_account_of_elsewhere_is_not_there(peopled, person):
    here = person().sign_in("here")
    here.get(f"/desk/accounts/{peopled['minh']}", status=404)
    for action in ("reset", "disable", "enable"):
        assert here.post(f"/desk/accounts/{peopled['minh']}/{action}").status_code == 404


@pytest.mark.parametrize("action", ["reset", "disable", "enable"])
@pytest.mark.parametrize("name", ["both", "wide", "here", "all"])
def test_nobody_takes_over_an_account_that_reaches_further_or_their_own(peopled, person, action, name):
    here = person().sign_in("here")
    assert here.post(f"/desk/accounts/{peopled[name]}/{action}").status_code in {403, 404}
    assert here.is_signed_in()


def test_officers_have_no_such_pages(peopled, person):
    lan = person().sign_in("lan")
    lan.get("/desk/accounts", status=403)
    lan.get("/desk/accounts/new", status=403)
    assert lan.post(f"/desk/accounts/{peopled['both']}/reset").status_code == 403
    assert "/desk/accounts" not in lan.get("/desk/").links


def test_roles_are_given_and_taken_within_ones_communes(peopled, desk, person):
    here = person().sign_in("here")
    grants = f"/desk/accounts/{peopled['lan']}/grants"
    assert here.post(grants, role="approver", commune=COMMUNE).status_code == 303
    assert here.post(grants, role="approver", commune="99002").status_code == 422
    assert here.post(grants, role="administrator", commune="*").status_code == 422
    assert grants_of(desk, "lan") == {("officer", COMMUNE), ("approver", COMMUNE)}
    assert here.post(f"{grants}/remove", role="officer", commune=COMMUNE).status_code == 303
    assert grants_of(desk, "lan") == {("approver", COMMUNE)}
    both = f"/desk/accounts/{peopled['both']}/grants/remove"
    assert here.post(both, role="officer", commune="99002").status_code == 403
    assert grants_of(desk, "both") == {("officer", COMMUNE), ("officer", "99002")}


def test_a_role_taken_away_is_gone_at_the_next_click(peopled, person):
    lan, here = person().sign_in("lan"), person().sign_in("here")
    assert "/desk/thu-nghiem" in lan.get("/desk/").links
    here.post(f"/desk/accounts/{peopled['lan']}/grants/remove", role="officer", commune=COMMUNE)
    assert "/desk/thu-nghiem" not in lan.get("/desk/").links


def test_nobody_takes_their_own_role_away(peopled, desk, person):
    here = person().sign_in("here")
    path = f"/desk/accounts/{peopled['here']}/grants/remove"
    assert here.post(path, role="administrator", commune=COMMUNE).status_code == 403
    assert grants_of(desk, "here") == {("administrator", COMMUNE)}


def test_resetting_voids_everything_and_gives_a_new_link(peopled, person):
    lan, here = person().sign_in("lan"), person().sign_in("here")
    page = here.post(f"/desk/accounts/{peopled['lan']}/reset").text
    link = re.search(r"http://localhost(/desk/start/[\w-]+)", page).group(1)
    assert not lan.is_signed_in()
    assert person().give_password("lan").status_code == 401
    assert person().get(link)


def test_disabling_ends_sessions_at_once_and_can_be_undone(peopled, person):
    lan, here = person().sign_in("lan"), person().sign_in("here")
    here.post(f"/desk/accounts/{peopled['lan']}/disable")
    assert not lan.is_signed_in()
    assert person().give_password("lan").status_code == 401
    assert "đã khóa" in here.get(f"/desk/accounts/{peopled['lan']}").text
    here.post(f"/desk/accounts/{peopled['lan']}/enable")
    person().sign_in("lan")


def test_what_matters_most_asks_for_the_password_again(peopled, desk, person):
    here = person().sign_in("here")
    with here.client.session_transaction("/desk/") as session:
        session["fs_paa"] -= 3600
    answer = here.post(f"/desk/accounts/{peopled['lan']}/disable")
    assert answer.headers["Location"] == "/desk/verify"
    assert person().sign_in("lan")
    assert here.post("/desk/verify", password="wrong").status_code == 401
    assert here.post("/desk/verify", password=PASSWORD).status_code == 303
    here.post(f"/desk/accounts/{peopled['lan']}/disable")
    assert person().give_password("lan").status_code == 401


def test_the_password_asked_for_again_cannot_be_guessed_fast(peopled, person):
    here = person().sign_in("here")
    answers = [here.post("/desk/verify", password="wrong").status_code for _ in range(6)]
    assert answers == [401] * 5 + [429]


def test_every_act_is_in_the_audit_log_without_names_and_the_chain_holds(peopled, desk, person):
    here = person().sign_in("here")
    fields = {"name": "hoa.le", "full_name": "Lê Thị Hoa", "role": "officer", "commune": COMMUNE}
    here.post("/desk/accounts/new", **fields)
    lan = f"/desk/accounts/{peopled['lan']}"
    here.post(f"{lan}/grants", role="approver", commune=COMMUNE)
    here.post(f"{lan}/grants/remove", role="approver", commune=COMMUNE)
    for action in ("disable", "enable", "reset"):
        here.post(f"{lan}/{action}")
    with desk.session() as session:
        entries = session.scalars(select(AuditEntry).where(AuditEntry.role == "administrator")).all()
        assert find_break(session) is None
    assert [entry.event for entry in entries] == [
        f"account.{event}" for event in ("created", "granted", "granted", "revoked", "disabled", "enabled", "reset")
    ]
    assert {entry.details["by"] for entry in entries} == {peopled["here"]}
    told = repr([(entry.subject, entry.details) for entry in entries])
    assert "hoa" not in told.lower()
    assert "lan" not in told
