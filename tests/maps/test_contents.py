"""The list of all maps: communes with something to show, at five of them and at thousands."""

import datetime as dt

import pytest

from portal.domain.localities import Locality
from tests.builders import make_commune, make_group, make_indicator
from tests.conftest import Installation
from tests.html import check
from tests.stores import asked


@pytest.mark.parametrize("lang", ["", "/en"])
def test_each_commune_has_its_sheet_and_its_indicators(page, lang):
    shown = page(f"{lang}/maps")
    for commune in ("tra-cau", "dak-cam", "phuoc-binh", "tan-lap", "thuong-hong"):
        assert f"{lang}/maps/{commune}" in shown.links
        assert f"{lang}/maps/{commune}/vneid-level2" in shown.links
    assert (
        len(
            [link for link in shown.links if link.startswith(f"{lang}/maps/") and link.count("/") > lang.count("/") + 2]
        )
        == 75
    )


def test_communes_that_have_nothing_are_not_listed_but_can_be_sought(bare_app):
    shown = check(bare_app.test_client().get("/maps").get_data(as_text=True), "/maps")
    assert "Chưa có xã, phường nào có thôn, tổ dân phố hoặc số liệu để vẽ bản đồ." in shown.text
    assert not [link for link in shown.links if link.startswith("/maps/")]
    assert shown.find("form", role="search")[0].get("action") == "/search"


def test_every_page_leads_to_the_maps(page):
    assert "/maps" in page("/").links
    assert "/en/maps" in page("/en/about").links


def test_an_unknown_province_is_404(client):
    assert client.get("/maps?province=nowhere").status_code == 404


@pytest.fixture
def country(stores, tmp_path):
    """Two provinces: one of 2 communes with villages and 1 with nothing, the other of 61 with a village each."""
    public, desk = stores
    with public.begin() as session:
        session.add(make_group())
        session.flush()
        session.add(make_indicator())
        for number, (slug, communes) in enumerate({"bac": 2, "nam": 61}.items()):
            province = make_province(number, slug)
            session.add(province)
            session.flush()
            for n in range(communes):
                make_commune(session, code=f"9{number}{n:03}", slug=f"{slug}-{n}", villages=1).parent_id = province.id
        make_commune(session, code="99999", slug="trong", villages=0)
    with Installation(public, desk, tmp_path).running_app() as app:
        yield app


def make_province(number, slug):
    words = {"name": f"Tỉnh {slug}", "name_en": slug, "slug": slug, "code": f"9{number}", "source": "a test"}
    return Locality(kind="province", unit="tỉnh", position=number, valid_from=dt.date(2025, 7, 1), **words)


def test_many_communes_are_listed_a_province_at_a_time(country):
    client = country.test_client()
    whole = check(client.get("/maps").get_data(as_text=True), "/maps")
    assert [link for link in whole.links if "province=" in link] == ["/maps?province=bac", "/maps?province=nam"]
    assert not [link for link in whole.links if link.startswith("/maps/")]
    north = check(client.get("/maps?province=bac").get_data(as_text=True), "/maps")
    assert [link for link in north.links if link.startswith("/maps/")] == ["/maps/bac-0", "/maps/bac-1"]
    assert "chưa có số liệu theo thôn, tổ dân phố" in north.text


def test_the_list_asks_as_much_of_the_database_for_61_communes_as_for_two(country):
    client = country.test_client()
    client.get("/maps")
    counts = []
    for province in ("bac", "nam"):
        with asked(country.extensions["store"].engine) as statements:
            client.get(f"/maps?province={province}")
        counts.append(len(statements))
    assert counts[0] == counts[1]
