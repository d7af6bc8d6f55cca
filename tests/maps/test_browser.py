"""The map in a real browser: Leaflet over the drawing, under the portal's own content policy."""

import json

import pytest
from playwright.sync_api import expect
from werkzeug.wrappers import Response

from tests.browsing import serving

# One database is enough: what the browser gets is the same bytes from both (tests/maps/test_views.py).
pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True, scope="session")

MAP = "/maps/tra-cau/vneid-level2"
VILLAGES = "path.leaflet-interactive"


def drawn(page):
    expect(page.locator("#map")).to_have_attribute("data-state", "drawn")
    return page


@pytest.fixture(scope="module")
def labels(app):
    content = json.loads(app.test_client().get(f"{MAP}.geojson").data)
    return {f["id"]: f["properties"]["label"] for f in content["features"] if f["properties"]["kind"] == "village"}


@pytest.mark.parametrize("width", [360, 1280])
def test_leaflet_draws_every_village_in_the_place_of_the_drawing(open_page, labels, width):
    page = drawn(open_page(MAP, width=width))
    expect(page.locator(VILLAGES)).to_have_count(len(labels))
    expect(page.locator(".map-drawing")).not_to_be_visible()
    expect(page.locator(".map-canvas")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_villages_have_the_colours_and_patterns_of_the_drawing(open_page, client):
    content = client.get(f"{MAP}.geojson?period=2025-07").get_json(force=True)
    classes = [f["properties"]["class"] for f in content["features"] if f["properties"]["kind"] == "village"]
    page = drawn(open_page(f"{MAP}?period=2025-07"))
    fills = page.locator(VILLAGES).evaluate_all("paths => paths.map(path => path.getAttribute('fill'))")
    expected = {"withheld": "url(#map-withheld)", "missing": "url(#map-missing)", "step-5": "#0c2c84"}
    assert len(fills) == len(classes)
    assert all(fill == expected[name] for fill, name in zip(fills, classes, strict=True) if name in expected)


def test_hovering_tells_the_village_and_its_value(open_page, labels):
    page = drawn(open_page(MAP))
    page.locator(VILLAGES).nth(11).hover()
    expect(page.locator(".map-tip")).to_have_text(list(labels.values())[11])


def test_choosing_a_village_names_it_and_brings_it_into_view(open_page, labels):
    page = drawn(open_page(MAP, width=360))
    code, label = list(labels.items())[4]
    page.get_by_label("Tìm trên bản đồ").select_option(code)
    expect(page.locator("output")).to_have_text(label)
    expect(page.locator(".map-tip")).to_have_text(label)
    page.get_by_label("Tìm trên bản đồ").select_option("")
    expect(page.locator(".map-tip")).to_have_count(0)
    expect(page.locator("output")).to_have_text("")


def test_the_map_answers_to_the_keyboard_and_its_buttons_speak_the_page_s_language(open_page):
    page = drawn(open_page(f"/en{MAP}"))
    before = page.evaluate("map_villages.getZoom()")
    page.locator(".map-canvas").focus()
    page.keyboard.press("+")
    page.wait_for_function("zoom => map_villages.getZoom() > zoom", arg=before)
    assert page.locator(".leaflet-control-zoom-in").get_attribute("title") == "Zoom in"
    assert page.locator(".map-canvas a[href^=http]").count() == 0


def test_without_javascript_the_drawing_is_there(open_page):
    page = open_page(MAP, java_script_enabled=False)
    expect(page.locator(".map-drawing")).to_be_visible()
    assert page.locator(".map-drawing").evaluate("image => image.naturalWidth") > 0
    expect(page.locator(".map-canvas")).not_to_be_visible()
    expect(page.locator(".map-tools")).not_to_be_visible()
    expect(page.locator("#villages")).to_be_visible()


def test_the_drawing_stays_when_the_outlines_do_not_come(open_page):
    page = open_page("/about", check=False)
    page.route("**/*.geojson", lambda route: route.abort())
    page.goto(page.url.replace("/about", MAP))
    expect(page.locator("#map")).to_have_attribute("data-state", "failed")
    expect(page.locator(".map-drawing")).to_be_visible()
    expect(page.locator(".map-canvas")).not_to_be_visible()


def test_a_name_with_markup_is_shown_as_text(open_page, client):
    content = client.get(f"{MAP}.geojson").get_json(force=True)
    for feature in content["features"]:
        feature["properties"]["label"] = "<img src=x onerror=alert(1)>"
    page = open_page("/about", check=False)
    page.route("**/*.geojson", lambda route: route.fulfill(json=content))
    page.goto(page.url.replace("/about", MAP))
    drawn(page).locator(VILLAGES).first.hover()
    expect(page.locator(".map-tip")).to_have_text("<img src=x onerror=alert(1)>")
    assert page.locator(".map-tip *").count() == 0


def test_another_site_may_frame_the_map(browser, server):
    frame = f'<!doctype html><title>x</title><iframe src="{server}{MAP}#map" width="400" height="500"></iframe>'
    with serving(Response(frame, content_type="text/html")) as elsewhere:
        page = browser.new_page()
        page.goto(elsewhere)
        expect(page.frame_locator("iframe").locator("#map")).to_have_attribute("data-state", "drawn")
        page.close()
