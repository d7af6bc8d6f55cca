"""Readiness as a reader sees it, held against the store by an independent reckoning."""

import csv
import io
import math

import pytest
from sqlalchemy import text

from portal.publishing.publisher import Publisher
from portal.publishing.submissions import Cell
from tests.builders import AT, COMMUNE, make_indicator, make_installation, make_submission
from tests.conftest import Installation
from tests.html import CheckedPage, check

CODES = {
    "identity": "vneid-level2",
    "device": "smartphone-households",
    "skill": "digital-skills",
    "account": "digital-accounts",
}
PERIOD = "2026-10"
SVG = "{http://www.w3.org/2000/svg}"
IN_STORE = text(
    "select l.code, l.name, o.indicator_code, o.numerator, o.denominator, o.status from observations o"
    " join localities l on l.id = o.locality_id join localities c on c.id = l.parent_id"
    " where o.superseded_in is null and o.period = :period and c.slug = :commune and l.kind = 'village'"
    " and o.indicator_code in ('vneid-level2', 'smartphone-households', 'digital-skills', 'digital-accounts')"
)


def rows_of(client, address: str) -> list[dict[str, str]]:
    with client.get(address) as response:
        assert response.status_code == 200, address
        return list(csv.DictReader(io.StringIO(response.get_data(as_text=True).lstrip("\ufeff"))))


def cells(page: CheckedPage, id: str) -> list[list[str]]:
    (table,) = page.find("table", id=id)
    return [[page.words_of(cell) for cell in row if cell.tag in {"td", "th"}] for row in table.iter("tr")][1:]


def wilson_by_bisection(numerator: int, denominator: int, *, upper: bool) -> float:
    """The end of the interval in percent, by seeking where the score test just rejects: not the formula of the page."""
    share = numerator / denominator
    inside, outside = share, 1.0 if upper else 0.0
    for _ in range(100):
        middle = (inside + outside) / 2
        error = math.sqrt(max(middle * (1 - middle), 1e-300) / denominator)
        inside, outside = (middle, outside) if abs(share - middle) <= 1.959964 * error else (inside, middle)
    return 100 * inside


@pytest.fixture(scope="module")
def stored(demo) -> dict[str, dict[str, tuple[int | None, int | None, str]]]:
    """What the store holds of the villages of Trà Câu, by village and indicator."""
    found: dict[str, dict[str, tuple[int | None, int | None, str]]] = {}
    with demo.public.session() as session:
        for code, _name, indicator, *rest in session.execute(IN_STORE, {"period": PERIOD, "commune": "tra-cau"}):
            found.setdefault(code, {})[indicator] = tuple(rest)
    return found


def test_every_index_and_interval_follows_from_the_counts_in_the_store(client, stored):
    rows = rows_of(client, f"/readiness/tra-cau.csv?period={PERIOD}")
    assert {row["locality"] for row in rows} == stored.keys()
    shown = 0
    for row in rows:
        counts = [stored[row["locality"]][code][:2] for code in CODES.values()]
        if any(numerator is None for numerator, _ in counts):
            assert row["index"] == row["index_low"] == row["rank_first"] == ""
            continue
        shown += 1
        assert float(row["index"]) == pytest.approx(math.prod(100 * k / n for k, n in counts) ** 0.25, abs=2e-4)
        low, high = (math.prod(wilson_by_bisection(k, n, upper=u) for k, n in counts) ** 0.25 for u in (False, True))
        assert (float(row["index_low"]), float(row["index_high"])) == pytest.approx((low, high), abs=1e-3)
    assert shown > 20


def test_ranks_leave_open_what_intervals_leave_open(client):
    rows = [row for row in rows_of(client, "/readiness/tra-cau.csv") if row["index"]]
    ends = [(float(row["index_low"]), float(row["index_high"])) for row in rows]
    for row, (low, high) in zip(rows, ends, strict=True):
        assert int(row["rank_first"]) == 1 + sum(other > high for other, _ in ends)
        assert int(row["rank_last"]) == len(rows) - sum(other < low for _, other in ends)
    assert any(row["rank_first"] != row["rank_last"] for row in rows), "small villages are not told apart"


def test_the_page_shows_the_same_rows_as_its_data(client, page):
    rows = rows_of(client, "/readiness/tra-cau.csv")
    shown = page("/readiness/tra-cau")
    ranked = cells(shown, "ranks")
    assert [row[1] for row in ranked] == [row["name"] for row in rows if row["index"]]
    first = rows[0]
    assert ranked[0][0] == f"{first['rank_first']}–{first['rank_last']}"
    assert ranked[0][2].split()[0] == f"{float(first['index']):.1f}".replace(".", ",")
    assert [row[0] for row in cells(shown, "elements")] == [row["name"] for row in rows]


def test_each_ranked_village_has_a_dot_on_its_bar(page):
    shown = page("/readiness/tra-cau")
    drawn = shown.find(f"{SVG}svg", class_="spread")
    assert len(drawn) == len(cells(shown, "ranks"))
    for svg in drawn:
        (dot,) = svg.iter(f"{SVG}circle")
        bar = list(svg.iter(f"{SVG}line"))[-1]
        place = [float(value.rstrip("%")) for value in (bar.get("x1"), dot.get("cx"), bar.get("x2"))]
        assert place == sorted(place)
        assert 0 <= place[0] <= place[2] <= 100


def test_a_village_with_a_withheld_element_is_not_ranked_and_says_which(page, stored):
    code = next(c for c, found in sorted(stored.items()) if found["vneid-level2"][2] == "withheld")
    shown = page("/readiness/tra-cau")
    name = f"Tổ dân phố {int(code.split('-')[1])}"
    (line,) = [shown.words_of(li) for li in shown.find("ul", class_="unranked")[0] if f"{name}:" in shown.words_of(li)]
    assert "danh tính số" in line
    assert "không công bố để bảo vệ riêng tư" in line
    assert name not in [row[1] for row in cells(shown, "ranks")]
    row = next(row for row in cells(shown, "elements") if row[0] == name)
    assert row[1] == "không công bố"
    assert row[-1] == "không có"


def test_missing_and_withheld_stay_two_things(client, stored):
    rows = {row["locality"]: row for row in rows_of(client, "/readiness/tra-cau.csv")}
    told = {(rows[code][f"{element}_status"]) for code in stored for element in CODES}
    assert {"withheld", "missing", "provisional"} <= told
    for code, found in stored.items():
        for element, indicator in CODES.items():
            assert rows[code][f"{element}_status"] == found[indicator][2]
            assert (rows[code][element] == "") == (found[indicator][0] is None)


def test_the_formula_stands_on_the_page_with_its_weights_and_a_worked_example(page, client):
    shown = page("/readiness")
    assert "Chỉ số chung = danh tính số¼ × phương tiện số¼ × kỹ năng số¼ × tài khoản số¼" in shown.text
    first = rows_of(client, "/readiness.csv")[0]
    assert first["arithmetic"] in shown.text
    factors = [float(first[element]) for element in CODES]
    assert math.prod(factors) ** 0.25 == pytest.approx(float(first["index"]), abs=1e-4)
    assert "Chỉ số này không nói được" in shown.text
    assert "Wilson" in shown.text


def test_communes_are_compared_in_one_period(client):
    rows = rows_of(client, "/readiness.csv")
    assert {row["period"] for row in rows} == {PERIOD}
    assert len(rows) == 5
    assert [float(row["index"]) for row in rows] == sorted((float(row["index"]) for row in rows), reverse=True)


def test_an_older_period_and_a_province_are_asked_for_by_address(client, page):
    assert {row["period"] for row in rows_of(client, "/readiness.csv?period=2026-01")} == {"2026-01"}
    assert len(rows_of(client, "/readiness.csv?province=quang-ngai")) == 2
    shown = page("/readiness/tra-cau?period=2026-01")
    assert "tháng 1/2026" in shown.text
    assert "/readiness/tra-cau.csv?period=2026-01" in shown.links, "the exact view"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/readiness?period=2031", 404),
        ("/readiness/tra-cau?period=x", 404),
        ("/readiness?province=nowhere", 400),
        ("/readiness/nowhere", 404),
        ("/readiness?page=9", 404),
    ],
)
def test_what_is_not_there_is_refused_in_words(client, address, status):
    with client.get(address) as response:
        assert response.status_code == status
        check(response.get_data(as_text=True), address)


def test_changes_are_of_the_place_itself_over_periods_of_one_length(client):
    rows = rows_of(client, "/readiness/tra-cau/changes.csv")
    compared = [row for row in rows if row["change"]]
    assert compared
    for row in compared:
        assert len(row["first_period"]) == len(row["last_period"]) == len(PERIOD)
        assert row["first_period"] < row["last_period"] == PERIOD
        assert float(row["change"]) == pytest.approx(float(row["last_index"]) - float(row["first_index"]), abs=1e-3)
    apart = [row for row in rows if not row["change"]]
    assert {row["last_index"] for row in apart} == {""}, "no older period stands in for one that is not shown"


def test_a_communes_course_is_its_own_index_period_by_period(client):
    rows = rows_of(client, "/readiness/tra-cau/over-time.csv")
    assert [row["period"] for row in rows] == sorted(row["period"] for row in rows)
    assert {row["locality"] for row in rows} == {"21451"}
    for row in rows:
        if row["index"]:
            assert float(row["index"]) == pytest.approx(math.prod(float(row[e]) for e in CODES) ** 0.25, abs=1e-4)


@pytest.mark.parametrize("path", ["/readiness", "/readiness/tra-cau", "/readiness/tra-cau/over-time"])
def test_every_table_is_also_a_workbook_and_a_frame_and_says_what_is_made_up(client, path):
    with client.get(f"{path}.xlsx") as workbook:
        assert workbook.get_data().startswith(b"PK")
    with client.get(f"{path}.embed") as frame:
        assert "Số liệu minh họa" in frame.get_data(as_text=True)
        assert "<script" not in frame.get_data(as_text=True)
        assert "Chỉ số chung" in frame.get_data(as_text=True)
    assert all(row["illustrative"] == "true" for row in rows_of(client, f"{path}.csv") if row["index"])


def test_the_lowest_element_is_on_the_map_and_all_four_are_linked(page):
    shown = page("/readiness/tra-cau")
    assert "/maps/tra-cau/digital-skills.svg" in {img.get("src") for img in shown.find("img")}
    assert {f"/maps/tra-cau/{code}" for code in CODES.values()} <= set(shown.links)


def test_in_english_no_vietnamese_is_left_but_names(page):
    text = page("/en/readiness/tra-cau").text
    for word in ("Digital identity", "Villages ranked", "Change over time", "withheld"):
        assert word in text
    assert "Xếp hạng" not in text


def test_a_fresh_installation_says_that_there_is_nothing(bare_app):
    client = bare_app.test_client()
    for path in ("/readiness", "/en/readiness", "/readiness/tra-cau"):
        with client.get(path) as response:
            shown = check(response.get_data(as_text=True), path)
            assert not shown.find("table", id="ranks")
    assert rows_of(client, "/readiness.csv") == rows_of(client, "/readiness/tra-cau.csv") == []


@pytest.fixture
def small(public, desk, tmp_path):
    """A commune of three villages; ``publish`` gives its figures, element by element, and answers a client."""
    indicators = [
        make_indicator(code, position=position, element=element, subject="infrastructure")
        for position, (element, code) in enumerate(CODES.items())
    ]
    make_installation(public, indicators=indicators)
    publisher = Publisher(desk, public, tmp_path / "files")
    apps = []

    def publish(figures: dict[tuple[str, str], tuple[int, int]]):
        rows = [Cell(CODES[element], place, "2026-09", *counts) for (element, place), counts in figures.items()]
        publisher.publish(make_submission(desk, rows), at=AT)
        apps.append(Installation(public, desk, tmp_path / "files").make_app())
        return apps[-1].test_client()

    yield publish
    for app in apps:
        app.extensions["store"].close()


def all_four(place: str, counts: tuple[int, int]) -> dict[tuple[str, str], tuple[int, int]]:
    return {(element, place): counts for element in CODES}


def page_of(client, path: str) -> CheckedPage:
    with client.get(path) as response:
        return check(response.get_data(as_text=True), path)


def test_villages_with_equal_figures_share_all_ranks(small):
    client = small(all_four(f"{COMMUNE}-01", (50, 100)) | all_four(f"{COMMUNE}-02", (50, 100)))
    shown = page_of(client, "/readiness/thu-nghiem")
    assert [row[0] for row in cells(shown, "ranks")] == ["1–2", "1–2"]
    assert "Thôn 3: thiếu danh tính số, phương tiện số, kỹ năng số, tài khoản số" in shown.text


def test_a_village_that_is_surely_higher_is_first_alone(small):
    client = small(all_four(f"{COMMUNE}-01", (990, 1000)) | all_four(f"{COMMUNE}-02", (500, 1000)))
    assert [row[0] for row in cells(page_of(client, "/readiness/thu-nghiem"), "ranks")] == ["1", "2"]


def test_one_village_is_ranked_alone(small):
    client = small(all_four(f"{COMMUNE}-02", (40, 80)))
    assert [row[:2] for row in cells(page_of(client, "/readiness/thu-nghiem"), "ranks")] == [["1", "Thôn 2"]]


def test_zero_is_a_value_and_is_ranked_last(small):
    nobody = all_four(f"{COMMUNE}-01", (50, 100)) | {("skill", f"{COMMUNE}-01"): (0, 100)}
    client = small(nobody | all_four(f"{COMMUNE}-02", (90, 100)))
    rows = rows_of(client, "/readiness/thu-nghiem.csv")
    assert [(row["locality"], row["index"]) for row in rows[:2]] == [
        (f"{COMMUNE}-02", "90"),
        (f"{COMMUNE}-01", "0"),
    ]
    assert rows[1]["index_low"] == "0"
    assert float(rows[1]["index_high"]) > 0


def test_where_no_village_has_all_four_none_is_ranked(small):
    client = small({("identity", f"{COMMUNE}-01"): (50, 100), ("skill", f"{COMMUNE}-02"): (50, 100)})
    shown = page_of(client, "/readiness/thu-nghiem")
    assert "Kỳ này chưa thôn, tổ dân phố nào có đủ bốn yếu tố nên không xếp hạng." in shown.text
    assert len(shown.find("ul", class_="unranked")[0].findall("li")) == 3
