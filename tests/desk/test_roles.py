"""Roles are held per commune."""

import pytest
from flask import Blueprint, current_app

from portal.desk.access import account, required
from portal.desk.accounts import Account, Grant
from portal.desk.roles import EVERYWHERE, Role, administers, may_administer, roles_in
from portal.desk.stores import desk_session, public_session, writing
from portal.domain.localities import Locality
from tests.builders import COMMUNE, make_commune
from tests.desk.people import make_account


def holder(*grants):
    return Account(grants=[Grant(role=role, commune=commune) for role, commune in grants])


def test_a_role_holds_in_its_commune_and_an_empty_commune_is_everywhere():
    someone = holder(("officer", "1"), ("approver", EVERYWHERE))
    assert roles_in(someone, "1") == {"officer", "approver"}
    assert roles_in(someone, "2") == {"approver"}


@pytest.mark.parametrize("role", Role)
def test_accounts_are_the_administrators_in_their_commune(role):
    someone = holder((role, "1"))
    assert administers(someone, "1") is (role is Role.ADMINISTRATOR)
    assert not administers(someone, "2")


@pytest.mark.parametrize(
    ("administrator", "other", "may"),
    [
        ("1", ["1"], True),
        ("1", ["1", "2"], False),
        ("1", [EVERYWHERE], False),
        ("1", [], False),
        (EVERYWHERE, ["1", EVERYWHERE], True),
        (EVERYWHERE, [], True),
    ],
)
def test_an_administrator_resets_only_accounts_that_reach_no_further(administrator, other, may):
    someone = holder(*[("officer", commune) for commune in other])
    assert may_administer(holder(("administrator", administrator)), someone) is may


PROBE = Blueprint("probe", __name__, url_prefix="/desk/probe")


@PROBE.get("/<commune>/any")
@required()
def any_role(commune: Locality):
    return f"{commune.code} {account().name}"


@PROBE.get("/<commune>/approve")
@required("approver")
def approve(commune: Locality):
    return commune.code


@PROBE.post("/<commune>/write")
@required("officer")
def write(commune: Locality):
    """Read both stores, write, and read again: no transaction waits for another."""
    assert public_session().get(Locality, commune.id)
    assert desk_session().get(Account, account().id)
    with writing() as session:
        session.get(Account, account().id).full_name = "changed"
        assert desk_session() is session
    with current_app.extensions["stores"].desk.begin() as session:
        session.get(Account, account().id).full_name += " twice"
    return desk_session().get(Account, account().id).full_name


@pytest.fixture
def probed(office, public):
    with public.begin() as session:
        make_commune(session, code="99002", slug="khac")
    office.register_blueprint(PROBE)
    return office


@pytest.mark.parametrize("ref", ["thu-nghiem", COMMUNE])
def test_a_view_is_given_the_commune_of_its_address(probed, person, ref):
    make_account(probed, "lan")
    lan = person().sign_in("lan")
    assert lan.client.get(f"/desk/probe/{ref}/any").text == f"{COMMUNE} lan"


def test_another_commune_and_another_role_are_refused_in_words(probed, person):
    make_account(probed, "lan")
    lan = person().sign_in("lan")
    elsewhere = lan.get("/desk/probe/khac/any", status=403)
    assert "Bạn không có quyền vào trang này" in elsewhere.text
    assert "người duyệt" in lan.get("/desk/probe/thu-nghiem/approve", status=403).text
    assert "Không có xã, phường này" in lan.get("/desk/probe/nowhere/any", status=404).text


def test_a_view_writes_at_its_edge_between_reading_both_stores(probed, person):
    make_account(probed, "lan")
    assert person().sign_in("lan").post("/desk/probe/thu-nghiem/write").text == "changed twice"


def test_nothing_is_written_when_a_view_fails_halfway(probed, desk):
    make_account(probed, "lan")

    class BrokenError(Exception):
        pass

    def fail_halfway():
        with probed.app_context(), writing() as session:
            session.query(Account).one().full_name = "half"
            raise BrokenError

    with pytest.raises(BrokenError):
        fail_halfway()
    with desk.session() as session:
        assert session.query(Account).one().full_name == ""


def test_home_lists_the_communes_one_works_for(probed, person):
    make_account(probed, "lan", ("officer", COMMUNE), ("approver", COMMUNE))
    make_account(probed, "minh", ("administrator", EVERYWHERE))
    make_account(probed, "new")
    lan = person().sign_in("lan").get("/desk/")
    assert "/desk/thu-nghiem" in lan.links
    assert "/desk/khac" not in lan.links
    assert "cán bộ nhập liệu, người duyệt" in lan.text
    assert {"/desk/thu-nghiem", "/desk/khac", "/desk/accounts"} <= set(person().sign_in("minh").get("/desk/").links)
