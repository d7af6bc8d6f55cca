"""The pages in a real browser, on a phone and on a desk, with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.browsing import follow
from tests.stores import ON_SQLITE

# One database is enough: what the browser gets is the same bytes from both (tests/test_routes.py).
pytestmark = ON_SQLITE

PAGES = (
    "/",
    "/localities",
    "/localities/tra-cau",
    "/localities/tra-cau/to-dan-pho-7",
    "/plans",
    "/plans/tra-cau",
    "/plans/tra-cau/targets",
    "/plans/tra-cau/tasks",
    "/plans/dak-cam/deadlines",
    "/indicators",
    "/indicators/vneid-level2",
    "/observations/vneid-level2/21451-01/2026-05",
    "/observations/digital-skills/24121-38/2026-03",
    "/datasets",
    "/datasets/tra-cau-digital-society",
    "/search?q=duong",
    "/releases",
    "/about",
    "/maps/tra-cau/vneid-level2",
    "/khong-co",
)
SMALL = """() => [...document.querySelectorAll("main a, main button, main input, main select, main summary")]
  .filter((e) => e.checkVisibility() && !e.closest("p, li p, td, th, dd, figcaption, .leaflet-container"))
  .map((e) => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
  .filter(([, box]) => box.height < 24 || box.width < 24).map(([html]) => html)"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("path", [lang + path for path in PAGES for lang in ("", "/en")])
@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_is_wider_than_its_screen_and_what_is_tapped_is_large_enough(open_page, path, width):
    page = open_page(path, width=width, check="khong-co" not in path)
    assert page.evaluate(WIDER) <= 0
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate(SMALL) == [], "smaller than 24 by 24 (WCAG 2.2, 2.5.8)"


def test_a_citizen_finds_their_village_without_javascript(open_page):
    page = open_page("/", width=360, java_script_enabled=False, check=False)
    page.get_by_role("searchbox").last.fill("to dan pho 7")
    follow(page.get_by_role("button", name="Tìm").last)
    follow(page.get_by_role("link", name="Tổ dân phố 7").first)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tổ dân phố 7")
    expect(page.get_by_text("Số liệu minh họa").first).to_be_visible()


def test_from_a_commune_to_a_target_its_arithmetic_and_its_place_in_the_plan(open_page):
    page = open_page("/localities/tra-cau", width=360, java_script_enabled=False, check=False)
    follow(page.get_by_role("link", name="Kế hoạch thực hiện Nghị quyết số 57-NQ/TW của phường Trà Câu").first)
    page.goto(page.url + "/targets?year=2030")
    row = page.locator("tbody", has=page.locator("#tra-cau-vneid-level2-2030"))
    expect(row).to_contain_text("II.2.2.e")
    expect(row).to_contain_text("thấp hơn chỉ tiêu năm 2025")


def test_the_other_language_is_one_click_away_and_keeps_the_page(open_page):
    page = open_page("/plans/tra-cau/targets?year=2030")
    follow(page.get_by_role("link", name="English"))
    assert page.url.endswith("/en/plans/tra-cau/targets?year=2030")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_first_tab_stop_skips_to_the_content(open_page):
    page = open_page("/plans")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('main') !== null || location.hash !== ''")


def test_a_village_is_reached_down_the_list_in_three_clicks_without_javascript(open_page):
    page = open_page("/", width=360, java_script_enabled=False, check=False)
    follow(page.get_by_role("link", name="Phường Trà Câu").first)
    page.get_by_role("link", name="Chọn thôn, tổ dân phố").click()
    follow(page.get_by_role("link", name="Tổ dân phố 7", exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text("Tổ dân phố 7")


def test_places_that_begin_as_typed_are_offered_as_links(open_page):
    page = open_page("/", width=360)
    page.get_by_role("searchbox").fill("to dan pho 7 tra")
    follow(page.get_by_role("link", name="Tổ dân phố 7 Phường Trà Câu, Tỉnh Quảng Ngãi"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Tổ dân phố 7")


def test_a_village_is_remembered_from_its_page_through_others_and_back_until_it_is_forgotten(open_page):
    page = open_page("/localities/tra-cau/to-dan-pho-7", width=360, java_script_enabled=False, check=False)
    for section in ("Mức sẵn sàng", "Chỉ tiêu"):
        follow(page.get_by_role("navigation", name="Các mục chính").get_by_role("link", name=section, exact=True))
        expect(page.get_by_role("navigation", name="Nơi của bạn")).to_contain_text("Tổ dân phố 7")
    follow(page.get_by_role("link", name="Làng Số", exact=True))
    follow(page.get_by_role("navigation", name="Nơi của bạn").get_by_role("link", name="Tổ dân phố 7"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Tổ dân phố 7")
    follow(page.get_by_role("link", name="Làng Số", exact=True))
    follow(page.get_by_role("link", name="bỏ nhớ"))
    expect(page.get_by_role("navigation", name="Nơi của bạn")).to_have_count(0)
    assert "village" not in page.url
