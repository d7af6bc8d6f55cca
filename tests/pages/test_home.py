"""The first page."""

from flask import Flask

from tests.html import check


def test_the_five_communes_stand_on_the_first_page_with_their_targets(page):
    first = page("/")
    for name in ("Phường Đăk Cấm", "Phường Trà Câu", "Xã Thượng Hồng", "Phường Phước Bình", "Phường Tân Lập"):
        assert name in first.text
    assert "81 chỉ tiêu trong kế hoạch" in first.text
    assert "/localities/tra-cau" in first.links


def test_the_demonstration_says_that_its_figures_are_illustrative(page):
    assert "Số liệu minh họa" in page("/").text
    assert page("/en").find("p", class_="notice-illustrative")


def test_the_newest_releases_are_listed_with_their_kind(page):
    first = page("/")
    assert len(first.find("ul", class_="releases")[0].findall("li")) == 3
    assert "Cập nhật" in first.text


def test_a_fresh_installation_says_that_nothing_was_released_yet(bare_app: Flask):
    first = check(bare_app.test_client().get("/").get_data(as_text=True), "/")
    assert "Chưa có số liệu nào được công bố" in first.text
    assert "minh họa" not in first.text
    assert "Phường Trà Câu" in first.text


def test_the_first_page_asks_for_a_village_first(page):
    first = page("/")
    assert first.words_of(first.find("h1")[0]) == "Tìm thôn, tổ dân phố của bạn"
    assert first.find("form", role="search")[0].get("action") == "/find"


def test_what_readers_come_for_is_one_click_away(page):
    for path in ("/targets", "/deadlines", "/releases?kind=correction", "/readiness/check", "/datasets", "/maps"):
        assert path in page("/").links
        assert f"/en{path}" in page("/en").links


def test_a_page_sets_no_cookie(client):
    assert "Set-Cookie" not in client.get("/").headers


def test_the_language_switch_leads_to_the_same_page_and_question(page):
    assert "/en/search?q=so" in page("/search?q=so").links
    assert "/search?q=so" in page("/en/search?q=so").links
    assert "/en" in page("/").links
    assert "/" in page("/en").links


def test_the_alternates_of_a_page_name_both_languages(page):
    links = page("/localities").find("link", rel="alternate")
    assert {link.get("hreflang"): link.get("href", "").removeprefix("http://localhost") for link in links} == {
        "vi": "/localities",
        "en": "/en/localities",
    }


def test_health_is_answered_in_words_and_never_kept(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.text, answer.headers["Cache-Control"]) == (200, "ok\n", "no-store")
