"""The reader's village, remembered in the address."""

import pytest

KEPT = "village=tra-cau/to-dan-pho-7"
PAGES = ("/", "/localities/tra-cau", "/targets", "/readiness", "/indicators/vneid-level2", "/maps/tra-cau/vneid-level2")


def _strip(found):
    return found.find("nav", class_="kept")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_leads_back_to_the_village_and_forgets_it_on_request(page, path):
    found = page(f"{path}?{KEPT}")
    (strip,) = _strip(found)
    assert found.words_of(strip) == "Nơi của bạn: Tổ dân phố 7 · bỏ nhớ"
    assert [a.get("href") for a in strip.iter("a")] == ["/localities/tra-cau/to-dan-pho-7", path]


def test_navigation_carries_the_village_from_its_page_on_in_both_languages(page):
    for lang in ("", "/en"):
        village = page(f"{lang}/localities/tra-cau/to-dan-pho-7")
        assert not _strip(village)
        for path in ("/targets", "/indicators", "/localities/tra-cau"):
            assert f"{lang}{path}?{KEPT}" in village.links
        assert f"{lang or '/'}?{KEPT}" in page(f"{lang}/targets?{KEPT}").links
    assert f"/en/targets?{KEPT}" in page(f"/targets?{KEPT}").links


@pytest.mark.parametrize(
    "asked",
    ["tra-cau/nowhere", "nowhere/to-dan-pho-7", "tra-cau/", "/", "to-dan-pho-7", "phuoc-binh/thon-13", "a/" * 300],
)
def test_a_village_that_is_not_there_today_is_not_remembered(page, asked):
    found = page(f"/indicators?village={asked}")
    assert not _strip(found)
    assert not any("village=" in link for link in found.links if not link.startswith("/en"))


def test_a_village_that_is_no_more_is_not_carried_from_its_own_page(page):
    links = page("/localities/phuoc-binh/thon-13").links
    assert not any("village=phuoc-binh/" in link for link in links if "/maps/" not in link)


def test_links_that_carry_a_village_are_not_to_be_followed_and_the_page_without_it_is_the_one(page, client):
    found = page(f"/targets?commune=tra-cau&{KEPT}")
    carrying = [a for a in found.find("a") if KEPT in (a.get("href") or "") and not a.get("hreflang")]
    assert carrying
    assert all("nofollow" in (a.get("rel") or "") for a in carrying)
    assert all("village" not in link.get("href", "") for link in found.find("link"))
    answer = client.get(f"/targets?commune=tra-cau&{KEPT}")
    assert '<http://localhost/targets?commune=tra-cau>; rel="canonical"' in answer.headers["Link"]
    assert "Link" not in client.get("/targets?commune=tra-cau").headers


def test_a_village_is_remembered_through_a_search(page):
    fields = page(f"/targets?{KEPT}").find("input", name="village")
    assert {field.get("value") for field in fields} == {"tra-cau/to-dan-pho-7"}


def test_no_page_without_a_village_carries_one(page):
    assert not any("village=" in link for link in page("/targets").links)


def test_a_map_marks_the_remembered_village_of_its_own_commune_only(page):
    own = page(f"/maps/tra-cau/coverage-5g?{KEPT}")
    assert any("village=tra-cau" in link for link in own.links if link.startswith("/maps/tra-cau/"))
    other = page(f"/maps/tan-lap/coverage-5g?{KEPT}")
    assert not any("village=" in link for link in other.links if link.startswith("/maps/tan-lap/coverage-5g"))
