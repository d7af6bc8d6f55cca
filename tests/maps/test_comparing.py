"""Two periods beside each other: what is compared, what is not and why, in page, image and data."""

import re
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from sqlalchemy import select

from portal.domain.localities import Locality, get_commune
from portal.domain.observations import WITHOUT_VALUE, Observation, list_village_values
from portal.publishing.publisher import Publisher
from portal.publishing.submissions import Cell
from tests.builders import AT, make_indicator, make_installation, make_submission
from tests.conftest import NOW, Installation

SVG = "{http://www.w3.org/2000/svg}"
MAP = "/maps/tra-cau/vneid-level2"
MERGED = "/maps/phuoc-binh/vneid-level2"
STEPS = {"#ffffcc", "#a1dab4", "#41b6c4", "#225ea8", "#0c2c84"}


def rows_of(client, path, query=""):
    """The compared rows by the village's code."""
    response = client.get(f"{path}/compare.json{query}")
    assert response.status_code == 200
    return {row["locality"]: row for row in response.get_json()["data"]}


def panels(page):
    """The maps of the page: for each its shapes, by what they are titled."""
    return [
        {path.find(f"{SVG}title").text: path for path in svg.iter(f"{SVG}path") if len(path)}
        for svg in page.find(f"{SVG}svg", class_="pair-map")
    ]


def named(titles):
    return {title.partition(":")[0]: shape for title, shape in titles.items()}


@pytest.fixture(scope="module")
def stored(demo):
    """What the store publishes of a commune's villages."""

    def find(slug, indicator, period):
        with demo.public.session() as session:
            commune = get_commune(session, slug, on=NOW)
            rows = list_village_values(session, commune, indicator, period)
            return {place.code: found for place, found in rows}

    return find


@pytest.fixture(scope="module")
def withheld(demo):
    """Every commune, indicator and period with withheld cells of villages."""
    with demo.public.session() as session:
        query = (
            select(Locality.parent_id, Observation.indicator_code, Observation.period)
            .join(Observation.locality)
            .where(Observation.status == "withheld", Observation.superseded_in.is_(None), Locality.kind == "village")
            .distinct()
        )
        found = sorted((session.get(Locality, p).slug, code, period) for p, code, period in session.execute(query))
    assert found, "the demonstration has withheld cells"
    return found


def test_the_newest_period_is_compared_with_the_same_one_a_year_before(page, client):
    shown = page(f"{MAP}/compare")
    assert "tháng 10/2025 và tháng 10/2026" in shown.text
    chosen = [option.get("value") for option in shown.find("option") if "selected" in option.attrib]
    assert chosen == ["2025-10", "2026-10"]
    rows = rows_of(client, MAP)
    assert {(row["before_period"], row["after_period"]) for row in rows.values()} == {("2025-10", "2026-10")}


def test_where_there_is_no_year_before_it_is_the_oldest_of_its_kind(client):
    rows = rows_of(client, MAP, "?period=2026-03")
    assert {row["before_period"] for row in rows.values()} == {"2025-07"}


def test_whichever_period_is_named_first_the_earlier_one_comes_first(client):
    query = "?period=2025-09&against=2026-03"
    assert rows_of(client, MAP, query) == rows_of(client, MAP, "?period=2026-03&against=2025-09")


@pytest.mark.parametrize(("slug", "indicator"), [("tra-cau", "vneid-level2"), ("tan-lap", "dossiers-online")])
def test_rows_are_the_store_s_and_changes_their_exact_differences(client, stored, slug, indicator):
    rows = rows_of(client, f"/maps/{slug}/{indicator}")
    before, after = ({row[f"{side}_period"] for row in rows.values()}.pop() for side in ("before", "after"))
    for side, period in (("before", before), ("after", after)):
        for code, found in stored(slug, indicator, period).items():
            told = [rows[code][f"{side}_{part}"] for part in ("numerator", "denominator", "value", "status")]
            assert told == (
                [found.numerator, found.denominator, found.value, found.status]
                if found
                else [None, None, None, "missing"]
            )
    for row in rows.values():
        parts = [row[f"{side}_{part}"] for side in ("after", "before") for part in ("numerator", "denominator")]
        if None not in parts:
            change = Fraction(100 * parts[0], parts[1]) - Fraction(100 * parts[2], parts[3])
            assert row["change"] == round(float(change), 4)
            assert row["outcome"] == ("rose" if change > 0 else "fell" if change < 0 else "stayed")


def test_a_change_is_never_reckoned_with_a_withheld_or_missing_side(client, withheld):
    for slug, indicator, period in withheld[::7]:
        for row in rows_of(client, f"/maps/{slug}/{indicator}", f"?period={period}").values():
            for side in ("before", "after"):
                if row[f"{side}_status"] in WITHOUT_VALUE:
                    assert row["change"] is None
                    assert row["outcome"] in {*WITHOUT_VALUE, "new", "gone"}
                    assert row[f"{side}_value"] is row[f"{side}_numerator"] is None


def test_a_withheld_cell_has_neither_colour_nor_number_on_the_page_and_in_the_image(client, page, stored):
    shown = page(f"{MAP}/compare")
    hidden = [
        {code for code, found in stored("tra-cau", "vneid-level2", period).items() if found.status == "withheld"}
        for period in ("2025-10", "2026-10")
    ]
    assert hidden[0] != hidden[1], "one is withheld in one period alone"
    rows = rows_of(client, MAP)
    drawn = [named(shapes) for shapes in panels(shown)]
    for code, row in rows.items():
        for shapes, codes in zip(drawn, (*hidden, hidden[0] | hidden[1]), strict=True):
            assert (shapes[row["name"]].get("fill") == "url(#map-withheld)") == (code in codes)
    for row in shown.root.findall(".//table[@id='pairs']/tbody/tr"):
        name, before, after, change, outcome = [shown.words_of(cell) for cell in row]
        code = next(code for code, found in rows.items() if found["name"] == name)
        assert (before == "không công bố") == (code in hidden[0])
        assert (after == "không công bố") == (code in hidden[1])
        assert (change == "–") == (code in hidden[0] | hidden[1]) == outcome.startswith("không so sánh được")
    image = client.get(f"{MAP}/compare.svg").get_data(as_text=True)
    labels = re.findall(r"<text [^>]*>(\d+,\d)</text>", image)
    assert len(labels) <= 2 * len(rows) - len(hidden[0]) - len(hidden[1])


def test_merged_split_and_renamed_villages_are_not_joined_to_others(client, page):
    rows = rows_of(client, MERGED)
    outcomes = {row["name"]: row["outcome"] for row in rows.values()}
    assert {name for name, outcome in outcomes.items() if outcome == "new"} == {
        "Tổ dân phố 12",
        "Thôn 2",
        "Thôn 7",
        "Thôn 8",
    }
    assert {name for name, outcome in outcomes.items() if outcome == "gone"} == {
        "Tổ dân phố 23",
        "Tổ dân phố 24",
        "Thôn 13",
        "Thôn Bình Hòa",
    }
    for row in rows.values():
        if row["outcome"] in {"new", "gone"}:
            side = "before" if row["outcome"] == "new" else "after"
            assert row["change"] is row[f"{side}_status"] is row[f"{side}_value"] is None
    shown = page(f"{MERGED}/compare")
    assert "không được ghép với nơi khác" in shown.text
    assert "/localities/phuoc-binh/to-dan-pho-12" in shown.links


def test_a_year_is_not_compared_with_a_quarter(client, page):
    path = "/maps/phuoc-binh/dossiers-online"
    query = "?period=2026-Q3&against=2025"
    rows = rows_of(client, path, query)
    assert {row["change"] for row in rows.values()} == {None}
    assert not {row["outcome"] for row in rows.values()} & {"rose", "fell", "stayed"}
    shown = page(f"{path}/compare{query}")
    assert "Không tính thay đổi giữa năm 2025 và quý III/2026" in shown.text
    assert len(panels(shown)) == 2
    assert "Không tính thay đổi" in client.get(f"{path}/compare.svg{query}").get_data(as_text=True)


def test_the_map_s_own_view_of_change_refuses_unlike_periods_too(client):
    query = "?view=change&period=2026-Q3&against=2025"
    image = client.get(f"/maps/phuoc-binh/dossiers-online.svg{query}").get_data(as_text=True)
    root = ElementTree.fromstring(image)  # noqa: S314 - our own
    said = " ".join(text.text or "" for text in root.iter(f"{SVG}text"))
    assert "Không tính thay đổi giữa năm 2025 và quý III/2026" in said
    assert "điểm %" not in said
    shapes = [path.get("fill") for path in root.iter(f"{SVG}path") if path.find(f"{SVG}title") is not None]
    assert "url(#map-not-compared)" in shapes
    assert set(shapes) <= {"url(#map-not-compared)", "url(#map-withheld)", "url(#map-missing)"}


def test_a_period_beside_itself_is_one_map_and_says_so(page):
    shown = page(f"{MAP}/compare?period=2026-10&against=2026-10")
    assert "Cần hai kỳ khác nhau để so sánh" in shown.text
    assert len(panels(shown)) == 1


@pytest.mark.parametrize("query", ["", "?form=tiles"])
def test_each_village_has_one_place_on_all_maps(page, query):
    shown = page(f"{MERGED}/compare{query}")
    before, after, change = [named(shapes) for shapes in panels(shown)]
    assert len({svg.get("viewBox") for svg in shown.find(f"{SVG}svg", class_="pair-map")}) == 1
    assert before.keys() - after.keys() == {"Tổ dân phố 23", "Tổ dân phố 24", "Thôn 13", "Thôn Bình Hòa"}
    assert change.keys() == after.keys()
    for name in before.keys() & after.keys():
        assert before[name].get("d") == after[name].get("d") == change[name].get("d")
    if query:
        assert not {path.get("d") for path in before.values()} & {
            path.get("d") for name, path in after.items() if name not in before
        }, "on tiles nobody takes another's place"


def test_maps_that_are_compared_have_one_scale(page):
    shown = page(f"{MAP}/compare")
    before, after, change = [{p.get("fill") for p in shapes.values()} for shapes in panels(shown)]
    assert before | after <= STEPS | {"url(#map-withheld)", "url(#map-missing)"}
    assert not change & STEPS
    assert len(shown.find("ul", class_="map-legend")) == 2


@pytest.mark.parametrize(("lang", "said"), [("", "Số liệu minh họa"), ("/en", "Illustrative data")])
def test_what_is_made_up_is_said_in_every_form(client, page, lang, said):
    assert said in page(f"{lang}{MAP}/compare").text
    image = client.get(f"{lang}{MAP}/compare.svg")
    root = ElementTree.fromstring(image.data)  # noqa: S314 - our own
    assert any(said in (text.text or "") for text in root.iter(f"{SVG}text"))
    assert said in root.find(f"{SVG}desc").text
    assert all(row["illustrative"] is True for row in rows_of(client, lang + MAP).values())


def test_figures_that_are_not_final_are_named(page):
    assert "(sơ bộ)" in page(f"{MAP}/compare").text
    assert "Có số liệu sơ bộ hoặc ước tính" in page(f"{MAP}/compare").text
    assert "Có số liệu sơ bộ" not in page(f"{MAP}/compare?period=2026-03&against=2025-09").text


def test_figures_lead_to_their_passports_and_the_form_works_by_itself(page):
    shown = page(f"{MAP}/compare")
    assert "/observations/vneid-level2/21451-01/2025-10" in shown.links
    assert "/observations/vneid-level2/21451-01/2026-10" in shown.links
    assert "/observations/vneid-level2/21451/2026-10" in shown.links
    (form,) = shown.find("form", class_="pick")
    assert form.get("action") == f"{MAP}/compare"
    assert {select.get("name") for select in form.iter("select")} == {"period", "against"}


@pytest.mark.parametrize(("query", "width"), [("", 1200), ("?size=print", 2480)])
def test_the_image_is_a_png_of_the_size_asked_for(client, query, width):
    answer = client.get(f"{MAP}/compare.png{query}")
    assert answer.mimetype == "image/png"
    assert answer.data[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(answer.data[16:20]) == width


@pytest.mark.parametrize("suffix", ["", ".svg", ".png", ".csv", ".json"])
def test_what_a_reader_has_is_not_made_again_and_what_is_wrong_is_said(client, suffix):
    first = client.get(f"{MAP}/compare{suffix}")
    again = client.get(f"{MAP}/compare{suffix}", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert client.get(f"{MAP}/compare{suffix}?against=2026-13").status_code == 400
    assert client.get(f"/maps/nowhere/vneid-level2/compare{suffix}").status_code == 404
    assert client.get(f"/maps/tra-cau/sti-budget-share/compare{suffix}").status_code == 404


def test_zero_stays_a_value_and_missing_is_not_zero(stores, tmp_path):
    public, desk = stores
    make_installation(public, indicators=[make_indicator(subject="infrastructure")])
    codes = ("99001-01", "99001-02")
    cells = [
        Cell("vneid-level2", code, period, numerator, denominator)
        for code, period, numerator, denominator in [
            (codes[0], "2026-09", 0, 100),
            (codes[0], "2026-10", 50, 100),
            (codes[1], "2026-10", 60, 100),
        ]
    ]
    Publisher(desk, public, tmp_path).publish(make_submission(desk, cells, at=AT), at=AT)
    with Installation(public, desk, tmp_path).running_app() as app:
        rows = rows_of(app.test_client(), "/maps/thu-nghiem/vneid-level2")
    told = [(row["before_value"], row["before_status"], row["change"], row["outcome"]) for row in rows.values()]
    assert told == [
        (0.0, "normal", 50.0, "rose"),
        (None, "missing", None, "missing"),
        (None, "missing", None, "missing"),
    ]
