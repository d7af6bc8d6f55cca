"""What a reader sees of the indicators: how they are computed, what is promised, how places compare."""

import csv
import io

import pytest

from portal.domain.folding import sort_key
from portal.domain.indicators import list_indicators
from portal.domain.localities import list_communes
from portal.domain.observations import Status, get_newest_village_period, list_village_values
from tests.html import CheckedPage

SVG = "{http://www.w3.org/2000/svg}svg"


@pytest.fixture(scope="module")
def withheld(demo, now) -> tuple[str, str, set[str], int]:
    """Where a newest period has withheld villages: the indicator, the commune, their names, how many have a value."""
    with demo.public.session() as session:
        for indicator in list_indicators(session, level="village"):
            for commune in list_communes(session, on=now):
                period = get_newest_village_period(session, commune, indicator.code)
                values = list_village_values(session, commune, indicator.code, period) if period else []
                hidden = {v.name for v, found in values if found is not None and found.status == Status.WITHHELD}
                if hidden:
                    shown = [found for _, found in values if found is not None and found.value is not None]
                    return indicator.code, commune.slug, hidden, len(shown)
    raise AssertionError("the demonstration withholds nothing in its newest periods")


def ranking_of(shown: CheckedPage) -> list[list[str]]:
    tables = shown.find("table", id="ranking")
    rows = [row for table in tables for body in table.iter("tbody") for row in body.iter("tr")]
    return [[shown.words_of(cell) for cell in row] for row in rows]


def test_the_list_says_who_promises_what(page, demo) -> None:
    shown = page("/indicators")
    (table,) = shown.find("table", id="indicators-digital-society")
    row = next(r for r in table.iter("tr") if "VNeID" in shown.words_of(r))
    assert "theo thôn, tổ dân phố" in shown.words_of(row)
    assert "Phường Trà Câu" in shown.words_of(row)
    with demo.public.session() as session:
        assert len(shown.find("th", scope="row")) == len(list_indicators(session))


def test_every_indicator_has_a_page_in_both_languages(page, demo) -> None:
    with demo.public.session() as session:
        codes = [indicator.code for indicator in list_indicators(session)]
    for code in codes:
        page(f"/indicators/{code}")
        page(f"/en/indicators/{code}")


def test_a_rate_says_what_is_divided_by_what(page) -> None:
    shown = page("/indicators/coverage-5g")
    (formula,) = shown.find("p", class_="formula")
    assert shown.words_of(formula) == "Số hộ trong vùng phủ sóng 5G ÷ Tổng số hộ × 100 %"


def test_how_to_read_it_is_said_in_words(page) -> None:
    text = page("/indicators/vneid-level2").text
    assert "càng cao càng tốt" in text
    assert "danh tính số" in text
    assert "không thứ hạng" in text
    assert "số nhỏ của thôn, tổ dân phố cũng được công bố" in page("/indicators/coverage-5g").text
    assert "Chỉ công bố cho cả xã, phường" in page("/indicators/hdi").text


def test_the_promises_of_all_communes_stand_by_year(page) -> None:
    shown = page("/indicators/dossiers-online")
    (table,) = shown.find("table", id="commune-table")
    heads = [shown.words_of(h) for h in table.iter("th") if h.get("scope") == "col"]
    assert heads[2:] == [f"Chỉ tiêu {year}" for year in (2025, 2030, 2035, 2040, 2045)]
    rows = {shown.words_of(r).split(" 7")[0].split(" 8")[0]: shown.words_of(r) for r in table.iter("tr")}
    assert "> 85 %" in rows["Phường Phước Bình"]
    assert "≥ 70 %" in rows["Phường Trà Câu"]


def test_the_course_of_a_commune_is_a_picture_with_its_table(page) -> None:
    shown = page("/indicators/vneid-level2?commune=tra-cau")
    (picture,) = shown.find(SVG, role="img")
    assert "Số liệu minh họa" in "".join(picture.itertext())
    (table,) = shown.find("table", id="trend")
    rows = [[shown.words_of(cell) for cell in row] for row in table.iter("tr")]
    assert rows[1][0] == "tháng 10/2026"
    assert rows[-1] == ["tháng 7/2025", "79,3 %", "28.532", "35.965", "36 / 36", "chính thức", "tra-cau-r1"]


def test_villages_are_ranked_by_value_at_one_period(page) -> None:
    shown = page("/indicators/vneid-level2?commune=tra-cau")
    rows = ranking_of(shown)
    values = [float(row[2].removesuffix(" %").replace(",", ".")) for row in rows]
    assert values == sorted(values, reverse=True)
    places = [int(row[0]) for row in rows]
    assert places[0] == 1
    assert places == sorted(places)
    (caption,) = shown.find("caption", id="ranking-caption")
    assert shown.words_of(caption) == "VNeID mức 2, tháng 10/2026 (sơ bộ)"


def test_a_withheld_village_has_no_rank_no_bar_and_no_hint(page, withheld) -> None:
    code, commune, hidden, count = withheld
    shown = page(f"/indicators/{code}?commune={commune}")
    rows = ranking_of(shown)
    assert len(rows) == count
    assert hidden.isdisjoint(row[1] for row in rows)
    (unranked,) = shown.find("ul", class_="unranked")
    items = {shown.words_of(li).partition(":")[0]: li for li in unranked.iter("li")}
    for name in hidden:
        assert shown.words_of(items[name]) == f"{name}: không công bố để bảo vệ riêng tư"
        assert list(items[name].iter(SVG)) == []


def test_the_unranked_stand_in_the_order_of_their_names(page, withheld) -> None:
    code, commune, _hidden, _count = withheld
    shown = page(f"/indicators/{code}?commune={commune}")
    (unranked,) = shown.find("ul", class_="unranked")
    names = [shown.words_of(li).partition(":")[0] for li in unranked.iter("li")]
    assert names == sorted(names, key=sort_key)


def test_a_commune_level_indicator_ranks_no_villages(page) -> None:
    shown = page("/indicators/hdi")
    assert shown.find("table", id="ranking") == []
    assert shown.find("table", id="trend")


def test_an_indicator_nobody_measures_yet_says_so(page) -> None:
    shown = page("/indicators/coverage-6g")
    assert "Chưa có số liệu nào được công bố cho chỉ số này." in shown.text
    assert "50 %" in shown.text


def test_an_unknown_commune_is_refused_in_words(page) -> None:
    assert "“nowhere”" in page("/indicators/vneid-level2?commune=nowhere", status=400).text
    page("/indicators/nothing", status=404)


def test_the_download_has_the_communes_and_on_request_a_communes_villages(client) -> None:
    def places(path: str) -> set[str]:
        text = client.get(path).get_data(as_text=True)
        return {row["locality"] for row in csv.DictReader(io.StringIO(text))}

    assert places("/indicators/vneid-level2.csv") == {"21451", "23284", "10993", "25220", "24121"}
    of_one = places("/indicators/vneid-level2.csv?commune=tra-cau")
    assert len(of_one) == 37
    assert all(code.startswith("21451") for code in of_one)


def test_a_page_and_the_api_give_the_same_rows(client) -> None:
    rows = client.get("/indicators/hdi.json").json["data"]
    answer = client.get("/api/v1/observations?indicator=hdi&limit=1000").json["data"]
    assert sorted(map(str, rows)) == sorted(map(str, answer))
    indicators = client.get("/indicators.json").json["data"]
    assert indicators == client.get("/api/v1/indicators?limit=1000").json["data"]


def test_without_figures_every_page_stands_and_says_so(bare_app) -> None:
    client = bare_app.test_client()
    assert client.get("/indicators").status_code == 200
    for code in ("vneid-level2", "hdi", "coverage-6g"):
        text = client.get(f"/indicators/{code}").get_data(as_text=True)
        assert "Chưa có số liệu nào được công bố cho chỉ số này." in text
        assert "Số liệu minh họa" not in text
    assert client.get("/indicators/vneid-level2.csv?commune=tra-cau").status_code == 200
