"""Drawings in a real browser: with its own letters nothing runs out of the sheet, axe finds nothing, A4 is one page."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.stores import ON_SQLITE

# One database is enough: the drawings are the same from both (tests/maps/test_views.py).
pytestmark = ON_SQLITE

MARGINS = dict.fromkeys(("top", "right", "bottom", "left"), "10mm")
DRAWINGS = [
    "/maps/tra-cau/vneid-level2.svg?village=to-dan-pho-7",
    "/maps/dak-cam/adults-digital-services.svg?view=change&gaps=broadband-1g",
    "/en/maps/tan-lap/coverage-5g.svg?view=target&gaps=coverage-5g",
    "/en/maps/tra-cau/vneid-level2.svg?form=tiles&period=2025-07",
]
BOXES = """() => [...document.querySelectorAll("text")].map(text => {
  const {left, right, top, bottom} = text.getBoundingClientRect();
  return [text.textContent, left, right, top + (bottom - top) * .2, bottom - (bottom - top) * .2];
})"""


@pytest.mark.parametrize("path", DRAWINGS)
def test_in_the_browser_s_letters_no_words_lie_over_each_other_or_outside(open_page, path):
    page = open_page(path, check=False)  # a browser asks for an icon, which a drawing has none of
    width = page.evaluate("document.documentElement.getBoundingClientRect().width")
    boxes = page.evaluate(BOXES)
    assert len(boxes) > 20
    assert [text for text, left, right, *_ in boxes if left < 0 or right > width] == []
    assert [
        (one[0], other[0])
        for number, one in enumerate(boxes)
        for other in boxes[:number]
        if one[1] < other[2] and other[1] < one[2] and one[3] < other[4] and other[3] < one[4]
    ] == []


@pytest.mark.parametrize("path", DRAWINGS)
def test_axe_finds_nothing_in_a_drawing_by_itself_or_within_a_page(open_page, client, path):
    page = open_page(path, check=False)
    alone = Axe().run(page).response
    assert "svg-img-alt" in [rule["id"] for rule in alone["passes"]]
    assert [rule["id"] for rule in alone["violations"]] == []
    drawing = client.get(path).get_data(as_text=True)
    page.goto("about:blank")
    page.set_content(f'<!doctype html><html lang="vi"><title>x</title><main><h1>x</h1>{drawing}</main></html>')
    assert [rule["id"] for rule in Axe().run(page).response["violations"]] == []


def test_each_village_is_an_image_with_its_words_as_name(open_page):
    page = open_page(DRAWINGS[0], check=False)
    words = re.compile(r"^Tổ dân phố 7: [\d,]+.% \(sơ bộ\); [\d.]+ trên [\d.]+$")
    assert page.get_by_role("img", name=words).count() == 1
    assert page.get_by_role("img", name=re.compile("^Tổ dân phố")).count() > 30


@pytest.mark.parametrize("path", DRAWINGS)
def test_a_drawing_prints_on_one_page(open_page, path):
    printed = open_page(path, check=False).pdf(format="A4", margin=MARGINS)
    assert len(re.findall(rb"/Type /Page\b(?!s)", printed)) == 1
