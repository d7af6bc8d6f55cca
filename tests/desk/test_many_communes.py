"""The desk where the portal knows every commune of the country: they are named, not chosen from a list."""

import re

import pytest

from portal.publishing.indexing import index_everything
from portal.publishing.national import import_national, read_table
from tests.builders import COMMUNE
from tests.conftest import NOW
from tests.desk.people import make_account
from tests.desk.test_administration import grants_of


@pytest.fixture
def head(office, public, person):
    """The administrator of the whole country, signed in."""
    with public.begin() as session:
        import_national(session, read_table())
        index_everything(session, today=NOW)
    make_account(office, "dau", ("administrator", ""), ("officer", ""))
    return person().sign_in("dau")


def made(head, name, commune):
    return head.post("/desk/accounts/new", name=name, full_name="", role="officer", commune=commune)


def test_a_commune_is_named_by_its_code_its_address_or_its_name(head, desk):
    page = head.get("/desk/accounts/new")
    assert not page.find("select", name="commune")
    assert len(page.source) < 20_000
    for name, commune in (("ma.so", "21451"), ("dia.chi", "con-dao"), ("ten", "con dao"), ("tat.ca", "*")):
        assert made(head, name, commune).status_code == 200, commune
    given = {name: grants_of(desk, name) for name in ("ma.so", "dia.chi", "ten", "tat.ca")}
    assert given["tat.ca"] == {("officer", "")}
    assert given["dia.chi"] == given["ten"] == {("officer", "26732")}


def test_a_name_of_several_communes_brings_them_to_choose_from(head, desk):
    answer = made(head, "moi", "tân lập")
    assert answer.status_code == 422
    assert "Hãy chọn một xã, phường trong danh sách." in answer.text
    offered = dict(re.findall(r'<option value="(\d+)">([^<]*)', answer.text))
    assert offered["19462"] == "Xã Tân Lập, Tỉnh Quảng Trị"
    assert len(offered) == 4
    assert made(head, "moi", "19462").status_code == 200
    assert grants_of(desk, "moi") == {("officer", "19462")}


@pytest.mark.parametrize(
    ("commune", "words"),
    [("atlantis", "Không có xã, phường nào mang tên hoặc mã này."), ("", "Hãy chọn một xã, phường trong danh sách.")],
)
def test_what_no_commune_bears_is_refused_in_words(head, commune, words):
    answer = made(head, "moi", commune)
    assert answer.status_code == 422
    assert words in answer.text


def test_the_first_page_shows_where_something_is_and_opens_any_other(head):
    page = head.get("/desk/")
    assert "/desk/thu-nghiem" in page.links
    assert len(page.source) < 20_000
    opened = head.client.get("/desk/?commune=19462")
    assert opened.status_code == 303
    assert opened.location.endswith("tan-lap-quang-tri")
    assert "Tỉnh Quảng Trị" in head.get("/desk/?commune=tan lap").text
    assert "atlantis" in head.get("/desk/?commune=atlantis").text


def test_who_has_one_commune_chooses_from_one(office, head, person):
    make_account(office, "here", ("administrator", COMMUNE))
    page = person().sign_in("here").get("/desk/accounts/new")
    assert [option.get("value") for option in page.find("select", id="commune")[0]] == [COMMUNE]
