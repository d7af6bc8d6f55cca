"""Communes: the list, one, and what became of those merged away."""

import csv
import io

from flask import Flask

from portal.domain.datasets import has_illustrative
from portal.domain.localities import get_last_locality
from tests.html import check


def test_the_list_groups_communes_by_province_in_the_order_of_their_codes(page):
    listed = page("/localities")
    headings = [listed.words_of(h) for h in listed.find("h2")]
    assert headings == ["Thành phố Hải Phòng", "Tỉnh Quảng Ngãi", "Tỉnh Đắk Lắk", "Thành phố Đồng Nai"]


def test_a_commune_answers_to_its_slug_and_to_its_code(page):
    assert page("/localities/tan-lap").text == page("/localities/24121").text


def test_a_code_is_the_unit_that_bore_it_on_the_day_asked_for(page):
    former = page("/localities/24121?on=2025-06-30")
    assert "Phường Tân Hòa" in former.text
    assert "/localities/tan-lap" in former.links


def test_a_commune_merged_away_leads_to_its_successor(page):
    former = page("/localities/hoa-thang-24166")
    assert "Đơn vị này có đến hết ngày 30/06/2025" in former.text
    assert "/localities/tan-lap" in former.links


def test_a_province_merged_away_leads_to_its_successor(page):
    former = page("/localities/kon-tum")
    assert "Đơn vị này có đến hết ngày 30/06/2025, mang mã 62." in former.text
    assert "/localities/quang-ngai" in former.links
    assert "Tỉnh Đắk Lắk" in page("/localities/66").text


def test_a_code_is_the_province_that_bore_it_on_the_day_asked_for(page):
    assert "Đơn vị này có đến hết ngày" in page("/localities/51?on=2025-06-30").text
    assert "Đơn vị này có đến hết ngày" not in page("/localities/51?on=2025-07-01").text


def test_the_former_bearer_of_a_code_is_named_on_the_page_of_the_present_one(page):
    assert "Đến hết ngày 30/06/2025, mã 24121 là của Phường Tân Hòa" in page("/localities/tan-lap").text


def test_a_commune_says_for_each_year_how_its_targets_stand_and_leads_to_them(page):
    commune = page("/localities/tra-cau")
    years = [commune.words_of(h).partition(" 1")[0] for h in commune.find("h3") if "Đến hết năm" in commune.words_of(h)]
    assert years == [f"Đến hết năm {year}" for year in (2025, 2030, 2035, 2040, 2045)]
    counted = [commune.words_of(item) for item in commune.find("li", class_="milestone")]
    assert sum(int(words.partition(" chỉ tiêu")[0].split()[-1]) for words in counted) == 81
    assert "/targets?commune=tra-cau&year=2030" in commune.links


def test_the_table_of_villages_shows_words_where_no_value_is_shown(page):
    rows = page("/localities/tra-cau").find("table", id="village-table")[0].find("tbody").findall("tr")
    assert len(rows) == 36
    cells = ["".join(cell.itertext()).strip() for row in rows for cell in row.findall("td")]
    words = {cell for cell in cells if not any(letter.isdigit() for letter in cell)}
    assert words
    assert words <= {"không công bố", "chưa có số liệu"}


def test_the_indicator_of_map_and_trend_is_asked_for_in_the_address(page):
    commune = page("/localities/tra-cau?indicator=coverage-5g")
    assert [i.get("src") for i in commune.find("img")] == ["/maps/tra-cau/coverage-5g.svg"]
    assert [o.get("value") for o in commune.find("option") if o.get("selected") is not None] == ["coverage-5g"]
    english = page("/en/localities/tra-cau")
    assert [i.get("src") for i in english.find("img")] == ["/en/maps/tra-cau/vneid-level2.svg"]


def test_an_indicator_without_village_figures_is_refused(page):
    assert "hdi" in page("/localities/tra-cau?indicator=hdi", status=400).text


def test_a_day_that_is_none_is_refused(page):
    assert "2025-06-30" in page("/localities/tra-cau?on=yesterday", status=400).text


def test_an_unknown_commune_is_not_found_in_the_language_of_the_address(page):
    assert "Không có xã, phường này" in page("/localities/nowhere", status=404).text
    assert page("/en/localities/nowhere", status=404).find("form", role="search")


def test_the_villages_of_a_commune_can_be_downloaded(client):
    rows = list(csv.DictReader(io.StringIO(client.get("/localities/tra-cau.csv").text)))
    assert len(rows) == 36
    assert {row["parent"] for row in rows} == {"21451"}
    answer = client.get("/localities/tra-cau.json").get_json()
    assert answer["total"] == 36
    assert [row["code"] for row in answer["data"]] == [row["code"] for row in rows]


def test_the_communes_can_be_downloaded(client):
    answer = client.get("/localities.json").get_json()
    assert [row["slug"] for row in answer["data"]] == ["dak-cam", "tra-cau", "thuong-hong", "phuoc-binh", "tan-lap"]


def test_a_commune_without_figures_shows_its_targets_all_the_same(bare_app: Flask):
    commune = check(bare_app.test_client().get("/localities/tra-cau").get_data(as_text=True), "/localities/tra-cau")
    assert "Đến hết năm 2030 19 chỉ tiêu" in commune.text
    assert "Chưa có số liệu nào được công bố" in commune.text
    assert "minh họa" not in commune.text
    assert not commune.find("img")


def test_what_is_made_up_is_said_of_the_province_it_is_of(demo):
    with demo.public.session() as session:
        found = {slug: get_last_locality(session, slug) for slug in ("hai-phong", "kon-tum")}
        assert has_illustrative(session, province=found["hai-phong"])
        assert not has_illustrative(session, province=found["kon-tum"])


def test_the_villages_of_a_commune_with_their_figures_are_a_page_and_files(page, client):
    listed = page("/localities/tra-cau/villages")
    assert len(listed.find("table", id="village-table")[0].find("tbody").findall("tr")) == 36
    rows = list(csv.DictReader(io.StringIO(client.get("/localities/tra-cau/villages.csv").text)))
    assert [row["code"] for row in rows[:2]] == ["21451-01", "21451-02"]
    assert rows[-1]["code"] == "21451"
    assert {bool(row["identity_value"]) for row in rows if row["identity_status"] in {"withheld", "missing"}} <= {False}
    assert {row["illustrative"] for row in rows} == {"true"}


def test_a_commune_without_villages_says_so(bare_app: Flask):
    text = bare_app.test_client().get("/localities/tra-cau/villages").get_data(as_text=True)
    assert "Chưa có danh sách" in check(text, "/localities/tra-cau/villages").text
