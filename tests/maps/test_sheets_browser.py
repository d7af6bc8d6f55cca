"""The sheet, two periods and the list of maps in a real browser: on phones and screens, on paper, and for everyone."""

import re

import pytest
from playwright.sync_api import expect

from tests.axe import violations
from tests.browsing import follow
from tests.stores import ON_SQLITE

# One database is enough: what the browser gets is the same bytes from both (tests/maps/test_sheets.py).
pytestmark = ON_SQLITE

PAGES = ("/maps", "/maps/phuoc-binh", "/maps/phuoc-binh/vneid-level2/compare")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [360, 1280])
def test_pages_fit_the_screen_and_keep_nobody_out(open_page, path, width):
    for lang in ("", "/en"):
        page = open_page(lang + path, width=width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(page) == []


def test_two_periods_stand_beside_each_other_and_on_a_phone_below(open_page):
    boxes = {}
    for width in (360, 1280):
        page = open_page(PAGES[2], width=width)
        boxes[width] = [page.locator(".pair-map").nth(n).bounding_box() for n in (0, 1)]
    (wide, beside), (small, below) = boxes[1280], boxes[360]
    assert wide["y"] == beside["y"]
    assert beside["x"] > wide["x"] + wide["width"]
    assert small["x"] == below["x"]
    assert below["y"] > small["y"] + small["height"]
    assert small["width"] > 300


def test_without_javascript_two_other_periods_can_be_chosen(open_page):
    page = open_page(PAGES[2], java_script_enabled=False, check=False)
    page.get_by_label("Kỳ trước").select_option("2025-12")
    page.get_by_label("Kỳ sau").select_option("2026-09")
    follow(page.get_by_role("button", name="So sánh", exact=True))
    expect(page.locator("h1")).to_contain_text("tháng 12/2025 và tháng 9/2026")
    expect(page.locator(".pair-map")).to_have_count(3)


def test_without_javascript_the_sheet_of_an_earlier_period_can_be_seen(open_page):
    page = open_page(PAGES[1], java_script_enabled=False, check=False)
    page.get_by_label("Tính đến hết").select_option("2025-12")
    follow(page.get_by_role("button", name="Xem kỳ này"))
    expect(page.locator(".sheet-maps li").first).to_contain_text("tháng 12/2025")
    expect(page.locator(".sheet header")).to_contain_text("tính đến hết tháng 12/2025")


@pytest.mark.parametrize("path", ["/maps/tra-cau", "/en/maps/phuoc-binh?form=tiles", "/en/maps/tan-lap?period=2025-12"])
def test_on_paper_the_sheet_is_one_page_a4_with_all_its_maps(open_page, path):
    page = open_page(path, width=360)
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    box = re.search(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", paper)
    assert (round(float(box[1])), round(float(box[2]))) == (595, 842)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1046})  # A4 without its margins, at 96 dots an inch
    sheet = page.locator(".sheet").bounding_box()
    for part in [*page.locator(".sheet-maps svg").all(), *page.locator(".sheet-maps li span").all()]:
        box = part.bounding_box()
        assert sheet["y"] <= box["y"]
        assert box["y"] + box["height"] <= sheet["y"] + sheet["height"]
    foot = page.locator(".sheet footer").bounding_box()
    assert foot["y"] + foot["height"] <= sheet["y"] + sheet["height"] + 1
    assert min(svg.bounding_box()["height"] for svg in page.locator(".sheet-maps svg").all()) > 80
    expect(page.locator(".sheet footer .paper")).to_be_visible()
    expect(page.locator("#figures")).not_to_be_visible()


def test_the_sheet_draws_its_shapes(open_page):
    page = open_page("/maps/tra-cau")
    boxes = page.locator(".sheet-maps li").nth(4).locator("use").all()
    sizes = [use.bounding_box() for use in boxes]
    assert len(sizes) == 37
    assert all(size["width"] > 5 and size["height"] > 5 for size in sizes)
