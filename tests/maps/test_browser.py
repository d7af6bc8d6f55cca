"""The map in a real browser: Leaflet over the drawing, under the portal's own content policy."""

import json
import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from sqlalchemy import select
from werkzeug.wrappers import Response

from portal.domain.localities import Locality
from tests.axe import violations
from tests.browsing import WATCH, follow, serving, until
from tests.maps.opened import MAP, VILLAGES, drawn, pictures, slide, village
from tests.stores import ON_SQLITE

__all__ = ["pictures"]

# One database is enough: what the browser gets is the same bytes from both (tests/maps/test_views.py).
pytestmark = ON_SQLITE

PIXEL = "47494638396101000100800000d0e0d000000021f90400000000002c00000000010001000002024401003b"  # a green GIF
WIDTHS = (360, 1280)
LANGUAGES = ("", "/en")
EITHER = pytest.mark.parametrize("width", WIDTHS)
BOTH = pytest.mark.parametrize("lang", LANGUAGES)


@pytest.fixture(scope="module")
def content(app):
    """What the map's ``.json`` says, by its query."""
    return lambda query="", path=MAP: json.loads(app.test_client().get(f"{path}.json{query}").data)


@EITHER
def test_leaflet_draws_every_village_in_the_place_of_the_drawing(open_page, content, width):
    page = drawn(open_page(MAP, width=width))
    expect(page.locator(VILLAGES)).to_have_count(len(content()["places"]))
    expect(page.locator(".map-drawing")).not_to_be_visible()
    expect(page.locator(".map-canvas")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_villages_have_the_colours_and_patterns_of_the_drawing(open_page, content):
    places = content("?period=2025-07")["places"]
    page = drawn(open_page(f"{MAP}?period=2025-07"))
    expected = {"withheld": "url(#map-withheld)", "missing": "url(#map-missing)", "step-3": "#41b6c4"}
    assert {place["class"] for place in places} & expected.keys()
    for place in places:
        if place["class"] in expected:
            expect(village(page, place["name"])).to_have_attribute("fill", expected[place["class"]])


@BOTH
def test_the_tooltip_tells_name_figure_numerator_denominator_and_status(open_page, content, lang):
    place = content(path=lang + MAP)["places"][11]
    page = drawn(open_page(lang + MAP))
    village(page, place["name"]).hover()
    lines = page.locator(".map-tip div").all_inner_texts()
    assert lines == [place["name"], place["figure"], place["parts"], place["state"]]
    assert re.fullmatch(r"[\d.,]+ / [\d.,]+", place["parts"])


def test_the_tooltip_of_a_withheld_figure_says_why_there_is_none_and_no_number(open_page, content):
    place = next(place for place in content()["places"] if place["status"] == "withheld")
    page = drawn(open_page(MAP))
    village(page, place["name"]).or_(page.locator(f'{VILLAGES}[aria-label="{place["label"]}"]')).first.hover()
    assert page.locator(".map-tip div").all_inner_texts() == [place["name"], "không công bố để bảo vệ riêng tư"]


def test_against_the_target_a_place_says_how_much_it_is_short_by(open_page, content):
    short = next(
        place for place in content("?view=target&period=2025-07")["places"] if place["class"].startswith("short")
    )
    page = drawn(open_page(f"{MAP}?period=2025-07"))
    page.get_by_label("Tô màu theo").select_option("target")
    expect(page.locator("h1")).to_contain_text("so với chỉ tiêu")
    village(page, short["name"]).hover()
    expect(page.locator(".map-tip")).to_contain_text(short["made"])
    assert "còn thiếu" in short["made"]
    expect(page.locator(".map-legend").first).to_contain_text("đã đạt")
    assert "view=target" in page.url


def test_a_change_can_be_reckoned_from_another_period(open_page):
    page = drawn(open_page(MAP))
    expect(page.get_by_label("So với kỳ")).not_to_be_visible()
    page.get_by_label("Tô màu theo").select_option("change")
    expect(page.locator("h1")).to_contain_text("từ tháng 10/2025 đến tháng 10/2026")
    page.get_by_label("So với kỳ").select_option("2026-07")
    expect(page.locator("h1")).to_contain_text("từ tháng 7/2026 đến tháng 10/2026")
    expect(page.locator("#villages")).to_contain_text("so với tháng 7/2026")


def test_a_change_of_a_year_stays_one_whichever_period_the_slider_goes_to(open_page):
    page = drawn(open_page(f"{MAP}?view=change"))
    slide(page, -1)
    expect(page.locator("h1")).to_contain_text("từ tháng 9/2025 đến tháng 9/2026")
    expect(page.get_by_label("So với kỳ")).to_have_value("")
    slide(page, 1)
    expect(page.locator("h1")).to_contain_text("từ tháng 10/2025 đến tháng 10/2026")
    page.get_by_label("So với kỳ").select_option("2026-07")
    expect(page.locator("h1")).to_contain_text("từ tháng 7/2026 đến tháng 10/2026")
    slide(page, -1)
    expect(page.locator("h1")).to_contain_text("từ tháng 7/2026 đến tháng 9/2026")
    expect(page.get_by_label("So với kỳ")).to_have_value("2026-07")


def test_the_keyboard_goes_from_village_to_village_and_opens_and_closes_their_panel(open_page, content):
    places = content()["places"]
    page = drawn(open_page(MAP))
    page.locator(".map-canvas").focus()
    focused = page.locator(":focus")
    page.keyboard.press("Tab")
    expect(focused).to_have_attribute("aria-label", places[0]["label"])
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(focused).to_have_attribute("aria-label", places[2]["label"])
    expect(page.locator(".map-tip")).to_have_count(1)
    expect(page.locator(".map-tip")).to_contain_text(places[2]["name"])
    page.keyboard.press("ArrowLeft")
    expect(focused).to_have_attribute("aria-label", places[1]["label"])
    page.keyboard.press("End")
    expect(focused).to_have_attribute("aria-label", places[-1]["label"])
    page.keyboard.press("Enter")
    panel = page.get_by_role("region", name=places[-1]["name"])
    expect(panel).to_be_focused()
    expect(panel).to_contain_text(places[-1]["parts"])
    page.keyboard.press("Escape")
    expect(panel).not_to_be_visible()
    expect(focused).to_have_attribute("aria-label", places[-1]["label"])
    page.keyboard.press("Tab")
    expect(focused).to_have_class(re.compile("leaflet-control-zoom-in"))


def test_the_panel_leads_to_the_village_its_figure_s_passport_and_the_table(open_page, content, client):
    place = content()["places"][3]
    page = drawn(open_page(MAP))
    village(page, place["name"]).click()
    links = [
        urlsplit(href).path + ("#villages" if href.endswith("#villages") else "")
        for href in page.locator(".map-panel a").evaluate_all("links => links.map(link => link.href)")
    ]
    assert links == [place["page"], f"/observations/vneid-level2/{place['code']}/2026-10", f"{MAP}#villages"]
    assert all(client.get(link).status_code == 200 for link in links)


def test_a_village_that_the_address_asks_for_is_marked_and_told_of(open_page, content):
    place = content()["places"][8]
    page = drawn(open_page(f"{MAP}?village={place['code']}"))
    expect(page.locator(".map-panel-name")).to_have_text(place["name"])
    expect(village(page, place["name"])).to_have_attribute("stroke-width", "4")
    expect(page.locator("body")).to_be_focused()


def test_a_tap_shows_the_panel_below_the_map(open_page, content):
    place = content()["places"][3]
    page = drawn(open_page(MAP, width=360, has_touch=True, is_mobile=True))
    village(page, place["name"]).tap()
    expect(page.locator(".map-panel")).to_be_in_viewport()
    expect(page.locator(".map-panel-name")).to_have_text(place["name"])
    page.get_by_role("button", name="Đóng").tap()
    expect(page.locator(".map-panel")).not_to_be_visible()


def test_the_slider_goes_through_the_periods_and_everything_follows_it(open_page, content):
    page = drawn(open_page(MAP))
    now, then = content(), content("?period=2026-07")
    asked = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    slide(page, -3)
    assert set(asked) - {"/static/icons/favicon.svg"} == {f"{MAP}.json"}, "moving the slider fetches figures alone"
    expect(page.locator("h1")).to_have_text(then["title"])
    expect(page.get_by_role("slider")).to_have_attribute("aria-valuetext", "tháng 7/2026")
    expect(page).to_have_title(f"{then['title']} – Làng Số")
    assert page.url.endswith(f"{MAP}?period=2026-07")
    assert [int(text.strip("()")) for text in page.locator(".map-count").all_inner_texts()] == [
        step["count"] for step in then["legend"]
    ]
    rows = page.locator("#villages tbody tr").evaluate_all("rows => rows.map(row => row.cells[1].textContent)")
    assert rows == [place["figure"] for place in then["places"]]
    assert rows != [place["figure"] for place in now["places"]]
    assert page.locator(VILLAGES).first.get_attribute("aria-label") == then["places"][0]["label"]
    assert "period=2026-07" in page.locator(".map-downloads a").first.get_attribute("href")
    assert "period=2026-07" in page.locator("a.language").get_attribute("href")
    expect(page.locator(".map-drawing")).to_have_attribute("src", then["drawing"])
    page.reload()
    expect(drawn(page).locator("h1")).to_have_text(then["title"])


def test_when_figures_do_not_come_the_map_stays_as_it_was_and_says_so(open_page, content):
    page = drawn(open_page(MAP, check=False))
    page.route("**/*.json?*", lambda route: route.abort())
    page.get_by_role("slider").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".map-said")).to_contain_text("Chưa tải được số liệu")
    expect(page.locator("h1")).to_have_text(content()["title"])
    expect(page.get_by_role("slider")).to_have_attribute("aria-valuetext", "tháng 10/2026")
    assert page.url.endswith(MAP)


def test_circles_show_where_5g_does_not_reach_with_their_numbers(open_page, content):
    page = drawn(open_page(MAP))
    page.get_by_label("Thêm vòng tròn").select_option("coverage-5g")
    places = content("?gaps=coverage-5g")["places"]
    lacking = [place for place in places if place["lacking"]]
    expect(page.locator("path.map-circle")).to_have_count(len(lacking))
    expect(page.locator(".map-circles")).to_contain_text("hộ chưa có sóng 5G, tháng 10/2026")
    village(page, lacking[0]["name"]).focus()
    expect(page.locator(".map-tip")).to_contain_text(lacking[0]["gap"])
    expect(page.locator("#villages")).to_contain_text(lacking[-1]["gap"])
    page.get_by_label("Thêm vòng tròn").select_option("")
    expect(page.locator("path.map-circle")).to_have_count(0)
    expect(page.locator(".map-circles")).not_to_be_visible()


@pytest.mark.parametrize("form", ["tiles", "points"])
def test_villages_can_be_drawn_as_tiles_or_points(open_page, content, form):
    page = drawn(open_page(MAP))
    select = page.get_by_label("Vẽ bằng")
    if form not in select.locator("option").evaluate_all("all => all.map(one => one.value)"):
        assert form not in {content(f"?form={form}")["form"]}
        return
    select.select_option(form)
    expect(page.locator(".map-notes")).to_contain_text({"tiles": "mỗi ô", "points": "Mỗi chấm"}[form])
    expect(page.locator(VILLAGES)).to_have_count(len(content()["places"]))
    assert f"form={form}" in page.url


def test_choosing_a_village_names_it_and_brings_it_into_view(open_page, content):
    place = content()["places"][4]
    page = drawn(open_page(MAP, width=360))
    page.get_by_label("Tìm trên bản đồ").select_option(place["code"])
    expect(page.locator(".map-panel-name")).to_have_text(place["name"])
    expect(page.locator(".map-tip")).to_contain_text(place["name"])
    page.get_by_label("Tìm trên bản đồ").select_option("")
    expect(page.locator(".map-panel")).not_to_be_visible()


def test_coming_closer_fetches_more_precise_shapes_once(open_page):
    page = drawn(open_page(MAP))
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for _ in range(3):
        page.locator(".leaflet-control-zoom-in").click()
        page.wait_for_timeout(400)  # the animation
    shapes = [address for address in asked if ".geojson" in address]
    assert len(shapes) == len(set(shapes))
    assert "zoom=" not in shapes[-1]


def test_the_map_answers_to_the_keyboard_and_its_buttons_speak_the_page_s_language(open_page):
    page = drawn(open_page(f"/en{MAP}"))
    before = page.evaluate("map_villages.getZoom()")
    page.locator(".map-canvas").focus()
    page.keyboard.press("+")
    until(page, "zoom => map_villages.getZoom() > zoom", before)
    assert page.locator(".leaflet-control-zoom-in").get_attribute("title") == "Zoom in"
    assert page.locator(".map-canvas a[href^=http]").count() == 0


@pytest.mark.parametrize("path", [MAP, f"{MAP}/embed"])
def test_without_javascript_the_drawing_is_there(open_page, path):
    page = open_page(path, java_script_enabled=False)
    expect(page.locator(".map-drawing")).to_be_visible()
    assert page.locator(".map-drawing").evaluate("image => image.naturalWidth") > 0
    for gone in (".map-canvas", ".map-tools", ".map-panel", "#map-keys"):
        expect(page.locator(gone)).not_to_be_visible()


def test_without_javascript_the_forms_lead_to_every_period_view_and_map(open_page):
    page = open_page(MAP, java_script_enabled=False)
    page.get_by_label("Kỳ số liệu").select_option("2026-03")
    page.get_by_label("Tô màu theo").select_option("target")
    follow(page.get_by_role("button", name="Xem", exact=True))
    expect(page.locator("h1")).to_contain_text("so với chỉ tiêu")
    expect(page.locator("h1")).to_contain_text("tháng 3/2026")
    page.get_by_label("Chỉ số").select_option("coverage-5g")
    page.get_by_label("Xã, phường").select_option("dak-cam")
    follow(page.get_by_role("button", name="Mở bản đồ"))
    assert urlsplit(page.url).path == "/maps/dak-cam/coverage-5g"


@pytest.mark.parametrize("what", ["**/maps/tra-cau.geojson*", "**/vneid-level2.json", "**/leaflet.js", "**/places.js"])
def test_the_drawing_stays_when_a_part_does_not_come(open_page, what):
    page = open_page("/about", check=False)
    page.route(what, lambda route: route.abort())
    page.goto(page.url.replace("/about", MAP))
    if "places" not in what:
        expect(page.locator("#map")).to_have_attribute("data-state", "failed")
    expect(page.locator(".map-drawing")).to_be_visible()
    expect(page.locator(".map-canvas")).not_to_be_visible()
    expect(page.get_by_label("Kỳ số liệu")).to_be_visible()
    expect(page.get_by_role("button", name="Xem", exact=True)).to_be_visible()


def test_a_name_with_markup_is_shown_as_text(open_page, content):
    told = content()
    for place in told["places"]:
        place["name"] = place["label"] = place["state"] = "<img src=x onerror=alert(1)>"
    told["title"] = "<b>title</b>"
    page = open_page("/about", check=False)
    page.route("**/*.json*", lambda route: route.fulfill(json=told))
    page.goto(page.url.replace("/about", MAP))
    drawn(page).locator(VILLAGES).nth(5).click()
    expect(page.locator(".map-tip div").first).to_have_text("<img src=x onerror=alert(1)>")
    expect(page.locator(".map-panel-name")).to_have_text("<img src=x onerror=alert(1)>")
    slide(page, -1)
    expect(page.locator("h1")).to_have_text("<b>title</b>")
    expect(page.locator("#villages tbody th").first).to_have_text("<img src=x onerror=alert(1)>")
    assert page.locator("img:not(.map-drawing)").count() == 0


@BOTH
def test_another_site_may_frame_the_map_by_the_line_that_the_page_offers(browser, server, client, lang):
    source = client.get(MAP, base_url=server).get_data(as_text=True)
    lines = re.findall(r"<code data-embed>(.*?)</code>", source)
    (line,) = [line for line in lines if f"{server}{lang}{MAP}/embed" in line]
    frame = f"<!doctype html><title>x</title>{line.replace('&lt;', '<').replace('&gt;', '>').replace('&#34;', chr(34))}"
    with serving(Response(frame, content_type="text/html")) as elsewhere:
        page = browser.new_page(viewport={"width": 700, "height": 900})
        complaints = []
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.goto(elsewhere)
        inside = page.frame_locator("iframe")
        expect(inside.locator("#map")).to_have_attribute("data-state", "drawn")
        inside.locator(VILLAGES).nth(3).click()
        expect(inside.locator(".map-panel")).to_be_visible()
        inside.get_by_role("slider").press("ArrowLeft")
        expect(inside.locator("h1")).to_contain_text("9/2026" if not lang else "September 2026")
        assert [c for c in complaints if "favicon" not in c] == []
        page.close()


@EITHER
@BOTH
@pytest.mark.parametrize("part", ["", "/embed"])
def test_axe_finds_nothing_on_the_map(open_page, lang, width, part):
    page = drawn(open_page(f"{lang}{MAP}{part}?gaps=coverage-5g", width=width))
    assert violations(page) == []
    page.locator(VILLAGES).nth(7).click()
    expect(page.locator(".map-panel")).to_be_visible()
    assert violations(page) == []


@EITHER
@BOTH
@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("medium", ["screen", "print"])
def test_what_it_looks_like(open_page, pictures, lang, width, scripts, medium):
    """A picture of each combination, and what must be seen on it."""
    for part in ("", "/embed"):
        page = open_page(f"{lang}{MAP}{part}", width=width, java_script_enabled=scripts)
        if scripts:
            drawn(page)
        page.emulate_media(media=medium, color_scheme="light")
        image = page.locator(".map-drawing")
        if scripts and medium == "screen":
            expect(page.locator(".map-canvas")).to_be_visible()
            expect(image).not_to_be_visible()
        else:
            expect(image).to_be_visible()
            expect(page.locator(".map-canvas")).not_to_be_visible()
        expect(page.locator(".map-legend").first).to_be_visible()
        expect(page.locator(".map-notes")).to_be_visible()
        for control in ("#map-slider", ".map-asks") if medium == "print" else ():
            assert not page.locator(control).first.is_visible()
        name = "-".join(["embed" if part else "map", lang.strip("/") or "vi", str(width), medium])
        page.screenshot(path=pictures / f"{name}{'' if scripts else '-no-js'}.png", full_page=True)


def test_printing_after_sliding_prints_the_period_that_is_shown(open_page, content):
    page = drawn(open_page(MAP))
    slide(page, -2)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".map-drawing")).to_have_attribute("src", content("?period=2026-08")["drawing"])


def test_villages_that_were_not_there_yet_or_are_no_more_come_and_go_with_the_slider(open_page, content, demo):
    with demo.public.session() as session:
        gone = session.scalars(select(Locality).where(Locality.kind == "village", Locality.valid_to.is_not(None)))
        path = f"/maps/{gone.first().parent.slug}/vneid-level2"
    now, then = (content(query, path)["places"] for query in ("", "?period=2025-07"))
    assert {place["name"] for place in now} != {place["name"] for place in then}
    page = drawn(open_page(path))
    shown = "paths => paths.map(path => path.getAttribute('aria-label').split(':')[0])"
    drawn_now = set(page.locator(VILLAGES).evaluate_all(shown))
    assert drawn_now <= {place["name"] for place in now}
    slide(page, -50)
    drawn_then = set(page.locator(VILLAGES).evaluate_all(shown))
    assert drawn_then <= {place["name"] for place in then}
    assert drawn_then != drawn_now


def test_whoever_wants_less_motion_gets_none_and_forced_colours_leave_the_map_s_own(open_page):
    page = drawn(open_page(MAP, reduced_motion="reduce", forced_colors="active"))
    assert page.evaluate("map_villages.options.zoomAnimation || map_villages.options.fadeAnimation") is False
    filled = page.locator(VILLAGES).evaluate_all("paths => paths.map(path => getComputedStyle(path).fill)")
    assert "rgb(12, 44, 132)" in filled


def test_a_base_map_lies_under_the_villages_under_the_same_policy(browser, demo):
    """Its host is this machine too: the one that the operator named, and no other."""
    tile = Response(bytes.fromhex(PIXEL), content_type="image/gif")
    with serving(tile) as tiles:
        settings = {"TILES_URL": f"{tiles}/{{z}}/{{x}}/{{y}}.gif", "TILES_ATTRIBUTION": "Nền của ai đó"}
        with demo.running_app(**settings) as app, serving(app) as portal:
            page = browser.new_page()
            page.add_init_script(WATCH)
            page.goto(portal + MAP)
            drawn(page)
            expect(page.locator(".leaflet-tile-loaded").first).to_be_visible()
            expect(page.locator(".map-base")).to_have_text("Nền bản đồ: Nền của ai đó")
            page.get_by_label("Vẽ bằng").select_option("tiles")
            expect(page.locator(".leaflet-tile")).to_have_count(0)
            assert page.evaluate("window.violations") == []
            page.close()
