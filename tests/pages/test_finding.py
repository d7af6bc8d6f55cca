"""Finding one's village: by two letters, with or without marks, or down a list."""

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.domain.localities import Locality, LocalityKind
from portal.publishing.indexing import index_everything
from tests.builders import COMMUNE, make_installation
from tests.conftest import NOW, Installation
from tests.html import check


@pytest.fixture
def village_app(public, desk, tmp_path):
    """The application of a commune with so many villages."""

    def build(villages):
        make_installation(public, villages=villages)
        with public.begin() as session:
            words = {"unit": "tỉnh", "name": "Tỉnh Thử", "name_en": "Thu Province", "position": 0, "source": "test"}
            session.add(above := Locality(code="99", slug="thu", kind=LocalityKind.PROVINCE, **words))
            session.flush()
            session.execute(update(Locality).where(Locality.code == COMMUNE).values(parent_id=above.id))
            index_everything(session, today=NOW)
        return Installation(public, desk, tmp_path).running_app()

    return build


def _read(app, path):
    return check(app.test_client().get(path).get_data(as_text=True), path)


@pytest.mark.parametrize("typed", ["tổ dân phố 7", "TO DAN PHO 7", "to 7", "tổ 7"])
def test_a_village_is_found_with_or_without_marks_and_told_with_its_commune_and_province(page, typed):
    found = page(f"/find?q={typed}")
    assert "/localities/tra-cau/to-dan-pho-7" in found.links
    assert "Phường Trà Câu, Tỉnh Quảng Ngãi" in found.text


def test_two_letters_find_and_one_does_not(page):
    assert "/localities/tra-cau" in page("/find?q=tr").links
    short = page("/find?q=t")
    assert "Xin gõ ít nhất hai chữ." in short.text
    assert "/localities/tra-cau" in short.links


def test_a_commune_that_is_typed_comes_before_its_villages(page):
    links = page("/find?q=tra cau").links
    assert links.index("/localities/tra-cau") < links.index("/localities/tra-cau/to-dan-pho-1")


def test_what_is_no_place_leads_to_the_search_over_everything(page):
    found = page("/find?q=chữ ký số")
    assert "Không tìm thấy nơi nào." in found.text
    assert any(link.startswith("/search?q=ch") for link in found.links)


def test_a_village_that_is_no_more_stands_last_and_says_so(page):
    found = page("/find?q=thon 13 phuoc binh")
    assert "Thôn 13 Phường Phước Bình, Thành phố Đồng Nai · có đến hết ngày 31/03/2026" in found.text


def test_suggestions_are_ten_at_most_with_addresses_in_the_language_of_the_page(client):
    answer = client.get("/find.json?q=to dan pho").get_json()
    assert len(answer["places"]) == 10
    assert answer["illustrative"] is True
    english = client.get("/en/find.json?q=to 7").get_json()["places"]
    assert {"name": "Residential group 7", "within": "Tra Cau Ward, Quang Ngai Province"}.items() <= next(
        place for place in english if place["path"] == "/en/localities/tra-cau/to-dan-pho-7"
    ).items()
    assert client.get("/find.json?q=t").get_json() == {"places": [], "illustrative": False}


def test_nothing_is_found_where_there_is_no_village_and_the_communes_are_listed(bare_app: Flask):
    found = _read(bare_app, "/find?q=to dan pho 7")
    assert "Không tìm thấy nơi nào." in found.text
    assert "/localities/tra-cau" in found.links
    assert "minh họa" not in found.text


def test_a_commune_with_one_village_is_walked_from_the_first_page_in_two_steps(village_app):
    with village_app(1) as app:
        assert "/localities/thu-nghiem" in _read(app, "/").links
        (only,) = _read(app, "/localities/thu-nghiem").find("table", id="village-table")[0].iter("tbody")
        assert len(only.findall("tr")) == 1


def test_a_thousand_villages_are_listed_in_pages_and_all_are_found(village_app):
    with village_app(1000) as app:
        commune = _read(app, "/localities/thu-nghiem")
        assert len(commune.find("table", id="village-table")[0].find("tbody").findall("tr")) == 60
        assert "/localities/thu-nghiem/villages" in commune.links
        last = _read(app, "/localities/thu-nghiem/villages?page=10")
        assert len(last.find("table", id="village-table")[0].find("tbody").findall("tr")) == 100
        found = _read(app, "/find?q=777")
        assert any(link.endswith("777") for link in found.links)


def test_what_was_typed_is_shown_as_words(page):
    assert "<b>ab" in page("/find?q=%3Cb%3Eab").text


def test_a_portal_of_more_communes_than_cards_lists_their_provinces_on_the_first_page(village_app, public):
    with village_app(1) as app:
        with public.begin() as session:
            province = session.scalars(select(Locality).where(Locality.code == "99")).one()
            for number in range(30):
                words = {"unit": "xã", "name": f"Xã {number}", "name_en": f"Commune {number}", "source": "test"}
                code, kind = f"99{number:03}", LocalityKind.COMMUNE
                session.add(Locality(code=code, slug=f"xa-{number}", kind=kind, parent_id=province.id, **words))
        assert "/localities/thu" in _read(app, "/").links
        assert "/localities/thu" in _read(app, "/find").links
        assert "/localities/xa-29" in _read(app, "/localities/thu").links
