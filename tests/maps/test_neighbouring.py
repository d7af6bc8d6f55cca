"""Two communes beside each other: one period, one scale, one table; what is withheld is neither shown nor ranked."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from maps import neighbours_wording
from maps.neighbours import Beside, Order, list_rows, load_beside
from maps.scene import Asked
from portal.domain.indicators import get_indicator
from portal.domain.localities import get_commune
from portal.domain.observations import WITHOUT_VALUE, list_village_periods, list_village_values
from tests.axe import violations
from tests.conftest import NOW
from tests.stores import ON_SQLITE

SVG = "{http://www.w3.org/2000/svg}"
BESIDE = "/maps/tra-cau/vneid-level2/beside/dak-cam"


def rows_of(shown):
    """Name, commune, value and status of each row of the page's table."""
    found = []
    for row in shown.root.findall(".//table[@id='villages']/tbody/tr"):
        head, value, status = [shown.words_of(cell) for cell in row]
        found.append((head, value, status))
    return found


def drawn(client, path):
    response = client.get(path)
    assert (response.status_code, response.mimetype) == (200, "image/svg+xml")
    return ElementTree.fromstring(response.data)  # noqa: S314 - our own


@pytest.fixture(scope="module")
def found(demo):
    with demo.public.session() as session:
        communes = tuple(get_commune(session, slug, on=NOW) for slug in ("tra-cau", "dak-cam"))
        return load_beside(session, communes, get_indicator(session, "vneid-level2"))


@pytest.mark.parametrize("path", [BESIDE, f"/en{BESIDE}"])
def test_the_page_has_both_maps_and_all_villages_of_both_once(page, found, path):
    shown = page(path)
    assert shown.source.count('class="pair-map"') == 2
    assert len(shown.find("ul", class_="map-legend")) == 1
    assert len(rows_of(shown)) == len(found.places) == sum(len(scene.places) for scene in found.scenes)
    assert ("Illustrative data" if path.startswith("/en") else "Số liệu minh họa") in shown.text


def test_both_are_of_the_newest_period_that_both_have(found, demo):
    with demo.public.session() as session:
        one, other = (list_village_periods(session, commune, "vneid-level2") for commune in found.communes)
    assert found.periods == [period for period in one if period in other]
    assert {scene.period for scene in found.scenes} == {found.periods[0]}


def test_the_table_has_what_the_store_publishes(page, demo):
    with demo.public.session() as session:
        for slug in ("tra-cau", "dak-cam"):
            commune = get_commune(session, slug, on=NOW)
            stored = list_village_values(session, commune, "vneid-level2", "2026-09")
            table = [row for row in rows_of(page(f"{BESIDE}?period=2026-09")) if row[0].endswith(commune.name)]
            assert len(table) == len(stored)
            values = sorted(f"{o.value:.1f} %".replace(".", ",") for _, o in stored if o and o.value is not None)
            assert sorted(value for _, value, _ in table if value != "–") == values


@pytest.mark.parametrize("period", ["2026-10", "2025-07"])
def test_from_the_highest_value_the_withheld_come_last_by_name_and_without_a_number(page, found, demo, period):
    with demo.public.session() as session:
        then = load_beside(session, found.communes, found.indicator, Asked(period=period))
    rows = list_rows(then, Order.VALUE)
    figures = [place.figure for _, place in rows if place.status not in WITHOUT_VALUE]
    assert figures == sorted(figures, reverse=True)
    without = [place for _, place in rows[len(figures) :]]
    assert without
    assert all(place.status in WITHOUT_VALUE and place.figure is None for place in without)
    by_name = [place for _, place in list_rows(then, Order.NAME) if place.status in WITHOUT_VALUE]
    assert without == by_name
    table = rows_of(page(f"{BESIDE}?period={period}&sort=value"))
    assert [value for _, value, _ in table[len(figures) :]] == ["–"] * len(without)


def test_names_are_in_vietnamese_order_with_numbers_by_value(found):
    names = [place.village.name for _, place in list_rows(found, Order.NAME)]
    assert names.index("Tổ dân phố 9") < names.index("Tổ dân phố 10")


def test_order_is_a_link_and_the_form_keeps_it(page):
    shown = page(f"{BESIDE}?sort=value&period=2026-09")
    assert f"{BESIDE}?period=2026-09&sort=name#villages" in shown.links
    assert shown.root.find(".//input[@name='sort']").get("value") == "value"
    assert [o.get("value") for o in shown.root.findall(".//option[@selected]")] == ["dak-cam", "2026-09"]


def test_both_communes_own_values_and_every_village_lead_to_their_passports(page, client, found):
    shown = page(BESIDE)
    period = found.period
    for scene in found.scenes:
        assert f"/observations/vneid-level2/{scene.commune.code}/{period}" in shown.links
        for place in scene.places:
            assert f"/observations/vneid-level2/{place.village.code}/{period}" in shown.links
    answers = {link: client.get(link).status_code for link in shown.links if f"/{period}" in link}
    assert set(answers.values()) <= {200, 308}


def test_the_api_addresses_answer_the_same_figures(page, client, found):
    links = [link for link in page(BESIDE).links if link.startswith("/api/v1/observations?")]
    assert len(links) == 2
    for link, scene in zip(links, found.scenes, strict=True):
        told = {row["locality"]: row["value"] for row in client.get(link).get_json()["data"]}
        assert told == {p.village.code: p.observation.value for p in scene.places if p.observation}


def test_the_drawing_has_every_village_of_both_the_legend_once_and_says_what_is_made_up(client, found):
    root = drawn(client, f"{BESIDE}.svg")
    titles = [path.find(f"{SVG}title").text for path in root.iter(f"{SVG}path") if path.find(f"{SVG}title") is not None]
    assert len(titles) == len(found.places)
    said = " ".join(text.text for text in root.iter(f"{SVG}text") if text.text)
    assert said.count("90–100") == 1
    for part in ("Số liệu minh họa", "Phường Trà Câu: tính chung", "không chung tỷ lệ", BESIDE):
        assert part in said
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_the_image_is_a_png(client):
    response = client.get(f"{BESIDE}.png")
    assert response.mimetype == "image/png"
    assert response.data.startswith(b"\x89PNG")


def test_a_period_without_figures_is_told_of_each_commune(page):
    text = page(f"{BESIDE}?period=2029").text
    assert "Phường Trà Câu chưa có số liệu theo thôn, tổ dân phố cho năm 2029." in text
    assert "Phường Đăk Cấm chưa có số liệu theo thôn, tổ dân phố cho năm 2029." in text


@pytest.mark.parametrize(
    ("newest", "said"),
    [
        (("2026-10", "2026-Q3"), "Hai nơi chưa có kỳ số liệu nào chung"),
        (("2026-10", None), "Phường Đăk Cấm chưa có số liệu theo thôn, tổ dân phố cho chỉ số này."),
    ],
)
def test_without_a_common_period_nothing_is_drawn_and_what_lacks_is_said(app, found, newest, said):
    apart = Beside(found.indicator, found.communes, [], newest, [])
    with app.test_request_context("/"):
        text = " ".join(neighbours_wording.lacking(apart))
        assert said in text
        assert "Phường Trà Câu có số liệu mới nhất của tháng 10/2026." in text
        assert neighbours_wording.notes(apart) == []


def test_before_there_is_a_figure_the_page_and_its_form_say_so(bare_app):
    client = bare_app.test_client()
    text = client.get(BESIDE).get_data(as_text=True)
    assert "Phường Trà Câu chưa có số liệu theo thôn, tổ dân phố cho chỉ số này." in text
    assert client.get(f"{BESIDE}.svg").status_code == 200
    assert "Chưa có xã, phường nào khác" in client.get("/maps/tra-cau/vneid-level2/beside").get_data(as_text=True)


def test_what_is_true_of_one_commune_alone_is_said_with_its_name(app, found):
    quiet = replace(found.scenes[1], places=[], boundary=None, whole=None)
    with app.test_request_context("/"):
        said = neighbours_wording.notes(replace(found, scenes=[found.scenes[0], quiet]))
    assert "Phường Trà Câu: Ranh giới sơ đồ, không phải ranh giới thật." in said


def test_the_form_leads_to_the_commune_chosen_and_else_to_another_that_has_figures(client):
    start = "/maps/tra-cau/vneid-level2/beside"
    asked = client.get(f"{start}?with=tan-lap&period=2026-09")
    assert (asked.status_code, asked.location) == (302, f"{start}/tan-lap?period=2026-09")
    led = client.get(f"/en{start}")
    assert re.fullmatch(f"/en{start}/(?!tra-cau)[a-z-]+", led.location)


def test_a_commune_beside_itself_is_its_own_map(client):
    assert client.get("/maps/tra-cau/vneid-level2/beside/21451").location == "/maps/tra-cau/vneid-level2"


@pytest.mark.parametrize("suffix", ["", ".svg", ".png"])
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/maps/tra-cau/vneid-level2/beside/nowhere", 404),
        ("/maps/nowhere/vneid-level2/beside/dak-cam", 404),
        ("/maps/tra-cau/nothing/beside/dak-cam", 404),
        ("/maps/tra-cau/vneid-level2/beside/dak-cam{}?period=2026-13", 400),
    ],
)
def test_what_is_not_there_is_404_and_a_period_that_is_none_400(client, path, suffix, status):
    address = path.format(suffix) if "{}" in path else path + suffix
    assert client.get(address).status_code == status


def test_an_order_that_is_none_is_400(client):
    assert client.get(f"{BESIDE}?sort=rank").status_code == 400


@ON_SQLITE
@pytest.mark.parametrize(
    ("width", "path"), [(360, BESIDE), (1280, f"{BESIDE}?form=tiles&sort=value"), (360, f"/en{BESIDE}?period=2029")]
)
def test_in_a_browser_both_maps_fit_the_screen_and_axe_finds_nothing(open_page, width, path):
    page = open_page(path, width=width, java_script_enabled=True)
    expect(page.locator(".pair-map")).to_have_count(2)
    boxes = [page.locator(".pair-map").nth(n).bounding_box() for n in (0, 1)]
    assert (boxes[0]["y"] == boxes[1]["y"]) == (width > 1000)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []


def test_a_village_of_one_commune_is_not_said_to_lack_in_the_other(page):
    assert "Không có nơi cần tìm" not in page(f"{BESIDE}?village=to-dan-pho-7").text


@pytest.mark.parametrize("suffix", [".svg", ".png"])
def test_who_has_an_image_of_both_gets_304_without_it_being_drawn(client, monkeypatch, suffix):
    first = client.get(f"{BESIDE}{suffix}")
    assert first.status_code == 200
    monkeypatch.setattr("maps.neighbouring._find", None)
    again = client.get(f"{BESIDE}{suffix}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
