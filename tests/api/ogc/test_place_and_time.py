"""What ``bbox``, ``datetime``, ``parent`` and ``as_of`` mean, and how places are named."""

import pytest
import shapely

from tests.api.ogc.asking import get, ids, items


def values(page):
    return {f["properties"]["code"]: (f["properties"]["period"], f["properties"]["value"]) for f in page["features"]}


def test_a_box_is_met_by_the_outline_not_by_the_rectangle_around_it(client):
    shapes = {f["id"]: shapely.geometry.shape(f["geometry"]) for f in items(client, "villages", limit=1000)["features"]}
    crossed = 0
    for west in (108.90, 108.92, 108.94, 108.96):
        box = shapely.box(west, 14.85, west + 0.003, 14.87)
        found = set(ids(client, "villages", bbox=",".join(map(str, box.bounds))))
        assert found == {id_ for id_, shape in shapes.items() if shape.intersects(box)}
        crossed += len({id_ for id_, shape in shapes.items() if shapely.box(*shape.bounds).intersects(box)} - found)
    assert crossed > 0, "no box lay beside an outline and within its rectangle"


def test_a_box_takes_six_numbers_and_goes_across_the_180th_meridian(client):
    assert ids(client, "communes", bbox="108,14,0,109,15,500") == ids(client, "communes", bbox="108,14,109,15")
    assert ids(client, "communes", bbox="108.5,-90,-170,90") == ["21451"]
    assert ids(client, "communes", bbox="170,-90,108.5,90") == ["23284", "10993", "25220", "24121"]
    assert ids(client, "communes", bbox="-180,-90,180,90") == ids(client, "communes")


def test_a_box_counts_and_pages_alike(client):
    found = ids(client, "vneid-level2", bbox="108.9,14.8,108.95,14.9")
    first = items(client, "vneid-level2", bbox="108.9,14.8,108.95,14.9", limit=5)
    assert first["numberMatched"] == len(found)
    assert [f["id"] for f in first["features"]] == found[:5]


def test_what_has_no_geometry_is_in_every_box(client):
    """As the standard has it (``/req/core/fc-bbox-response``); the old communes have neither outline nor point."""
    old = ids(client, "communes", when="2024-01-01")
    assert ids(client, "communes", when="2024-01-01", bbox="0,0,1,1") == old
    assert {f["geometry"] for f in items(client, "communes", when="2024-01-01", limit=99)["features"]} == {None}


def test_places_are_those_of_today_unless_asked(client):
    assert ids(client, "communes") == ["23284", "21451", "10993", "25220", "24121"]
    assert ids(client, "communes", when="2026-11-22") == ids(client, "communes")
    assert ids(client, "villages", when="2025-06-30") == []


def test_a_code_used_again_is_two_features_in_one_answer(client):
    found = ids(client, "communes", when="../..")
    assert len(found) == len(set(found)) == 27
    assert {"23284", "23284~2025-06-30"} < set(found)
    for feature in ("23284", "23284~2025-06-30"):
        document = get(client, f"/collections/communes/items/{feature}")
        assert (document["id"], document["properties"]["code"]) == (feature, "23284")


@pytest.mark.parametrize(
    ("when", "old", "new"),
    [
        ("2025-06-30", 22, 0),
        ("2025-07-01", 0, 5),
        ("2025-06-30T23:59:59+07:00", 22, 0),
        ("2025-06-30T17:00:00Z", 0, 5),
        ("2025-06-30/2025-07-01", 22, 5),
        ("../2025-06-30", 22, 0),
        ("/2025-06-30", 22, 0),
        ("2025-07-01/..", 0, 5),
        ("2025-07-01/", 0, 5),
        ("1000-01-01/..", 22, 5),
    ],
)
def test_datetime_of_places_is_when_they_were_valid_in_viet_nam(client, when, old, new):
    found = ids(client, "communes", when=when)
    assert (len([f for f in found if "~" in f]), len([f for f in found if "~" not in f])) == (old, new)


def test_the_figure_is_the_newest_or_the_newest_of_the_time_asked_for(client):
    assert {period for period, _ in values(items(client, "vneid-level2", limit=1000)).values()} == {"2026-10"}
    for when, period, villages in (
        ("2026-03-05", "2026-03", 167),  # of that month: two had become one, and one was not yet two
        ("../2025-12-31", "2025-12", 168),
        ("2026-04-30/2026-06-01", "2026-06", 168),
    ):
        page = items(client, "vneid-level2", when=when, limit=1000)
        assert {p for p, _ in values(page).values()} == {period}
        assert page["numberMatched"] == villages
    quarters = values(items(client, "dossiers-online", when="../2026-07-01", limit=1000))
    former = {f"25220-{number}" for number in (35, 36, 37, 38)}
    assert {p for place, (p, _) in quarters.items() if place not in former} == {"2026-Q3"}
    last = sorted(p for place, (p, _) in quarters.items() if place in former)
    assert last == ["2025-Q4", "2025-Q4", "2026-Q1", "2026-Q2"], "of villages that are no more the last they had"
    years = values(items(client, "dossiers-online", when="2025-02-01", limit=1000))
    assert {p for p, _ in years.values()} == {"2025"}


def test_figures_agree_with_the_api(client):
    page = items(client, "vneid-level2", limit=1000)
    told = client.get("/api/v1/observations?indicator=vneid-level2&period=2026-10&limit=1000").get_json()["data"]
    rows = {row["locality"]: row for row in told}
    for feature in page["features"]:
        of_feature, row = feature["properties"], rows[feature["id"]]
        for name in ("indicator", "period", "value", "status", "numerator", "denominator", "release", "illustrative"):
            assert of_feature[name] == row[name]


def test_where_no_figure_was_ever_published_it_is_missing_at_any_time(client):
    for when in (None, "2026-03-05", "../2000-01-01"):
        page = items(client, "coverage-6g", limit=1000, **({"when": when} if when else {}))
        assert page["numberMatched"] == 168
        told = {(f["properties"]["status"], f["properties"]["period"]) for f in page["features"]}
        assert told == {("missing", None)}
    assert ids(client, "vneid-level2", when="2024-05-05") == []


def test_further_pages_are_of_the_same_release(client):
    page = items(client, "vneid-level2")
    [further] = [link["href"] for link in page["links"] if link["rel"] == "next"]
    newest = client.get("/api/v1/releases?limit=1").get_json()["data"][0]["id"]
    assert f"as_of={newest}" in further
    before = values(items(client, "vneid-level2", as_of="tra-cau-r1", limit=1000))
    assert {period for period, _ in before.values()} < {None, "2025-08", "2025-09", "2025-10"}
    assert before != values(items(client, "vneid-level2", limit=1000))
    assert ids(client, "vneid-level2", as_of="2020-01-01") == ids(client, "villages")


def test_those_of_one_parent(client):
    found = ids(client, "villages", parent="21451")
    assert found == [id_ for id_ in ids(client, "villages") if id_.startswith("21451-")]
    assert ids(client, "vneid-level2", parent="21451") == found
    assert ids(client, "communes", parent="51") == ["23284", "21451"]
    assert ids(client, "villages", parent="nobody") == []


def test_an_offer_of_filters_never_includes_a_value(client):
    description = get(client, "/api")
    for path, methods in description["paths"].items():
        names = {p["$ref"].rpartition("/")[2] for p in methods["get"]["parameters"]}
        assert not names & {"value", "status", "numerator", "denominator", "sort", "sortby", "filter"}, path
