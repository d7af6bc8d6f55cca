"""Series across the demonstration's merger, split and renaming in Phước Bình."""

import pytest

import api.series
from api.paging import Batch
from portal.domain.localities import list_localities_by_id
from tests.api.reading import csv_rows, get, refusal, rows

MERGED, SPLIT, RENAMED = "25220-12", "25220-29", "25220-24"


def series(client, place, indicator="vneid-level2", **more):
    return {row["period"]: row for row in rows(client, "series", locality=place, indicator=indicator, **more)}


def published(client, place, indicator="vneid-level2"):
    return {row["period"]: row for row in rows(client, "observations", locality=place, indicator=indicator)}


def test_own_figures_are_the_published_ones_and_begin_with_the_place(client):
    own = [row for row in series(client, MERGED).values() if row["kind"] == "own"]
    observations = published(client, MERGED)
    assert min(row["period"] for row in own) == "2026-01"
    assert {row["period"]: (row["value"], row["status"], row["release"]) for row in own} == {
        period: (row["value"], row["status"], row["release"]) for period, row in observations.items()
    }


def test_a_merger_is_restated_as_the_sum_of_what_its_predecessors_published(client):
    found = series(client, MERGED)["2025-12"]
    before = [published(client, f"25220-{n}")["2025-12"] for n in (35, 36)]
    numerator, denominator = (sum(row[name] for row in before) for name in ("numerator", "denominator"))
    assert (found["kind"], found["numerator"], found["denominator"]) == ("restated", numerator, denominator)
    assert found["value"] == round(100 * numerator / denominator, 4)
    assert found["sources"] == [{"locality": f"25220-{n}", "weight": 1.0, "status": "normal"} for n in (35, 36)]
    assert (found["status"], found["release"], found["illustrative"]) == ("normal", None, True)


def test_a_share_of_a_place_is_an_estimate_without_counts(client):
    found = series(client, SPLIT)["2026-03"]
    assert (found["kind"], found["status"], found["numerator"], found["denominator"]) == (
        "restated",
        "estimated",
        None,
        None,
    )
    assert found["value"] == published(client, "25220-37")["2026-03"]["value"]


def test_where_a_predecessor_reported_nothing_the_series_is_broken_and_says_whose_figure_is_missing(client):
    found = series(client, SPLIT)["2025-07"]
    assert (found["kind"], found["reason"], found["about"]) == ("broken", "missing", "25220-37")
    assert [found[name] for name in ("value", "numerator", "denominator", "status")] == [None] * 4


def test_a_renaming_hands_the_old_figures_on_unchanged(client):
    found, before = series(client, RENAMED), published(client, "25220-38")
    for period, row in before.items():
        same = ("value", "numerator", "denominator", "status")
        assert [found[period][name] for name in same] == [row[name] for name in same]


def test_what_is_withheld_of_a_predecessor_is_nowhere_in_the_series(client):
    told = rows(client, "series")
    broken = [row for row in told if row["kind"] == "broken"]
    assert broken
    assert all(row["value"] is row["numerator"] is row["denominator"] is None for row in broken)
    shown = [row for row in told if row["kind"] == "restated" and row["value"] is not None]
    assert all(source["status"] not in {"withheld", "missing", None} for row in shown for source in row["sources"])


def test_unless_asked_the_places_are_those_made_of_others(client):
    assert {row["locality"] for row in rows(client, "series")} == {"25220-12", "25220-24", "25220-29", "25220-30"}


def test_within_a_commune_are_the_villages_of_today(client):
    found = {row["locality"] for row in rows(client, "series", within="phuoc-binh", indicator="vneid-level2")}
    assert len(found) == 34
    assert not found & {"25220-35", "25220-36", "25220-37", "25220-38"}
    assert rows(client, "series", within="tra-cau", locality=MERGED) == []


def test_a_series_as_of_a_release_has_only_what_was_out(client):
    assert set(series(client, MERGED, as_of="phuoc-binh-r1")) == {"2025-07", "2025-08", "2025-09"}
    assert {row["kind"] for row in series(client, MERGED, as_of="2026-01-31").values()} == {"restated"}


def test_a_commune_whose_predecessors_have_no_figures_has_its_own_alone(client):
    assert {row["kind"] for row in series(client, "tra-cau").values()} == {"own"}


def test_the_total_is_that_of_all_places_however_many_are_counted_at_once(client, monkeypatch):
    total = len(rows(client, "series", within="phuoc-binh"))
    for portion in (1, 5, 500):
        monkeypatch.setattr("api.series.COUNTED", portion)
        assert get(client, "series", within="phuoc-binh", limit=1)["total"] == total


def test_the_total_is_reckoned_without_restating(client, monkeypatch):
    told = rows(client, "series")
    for asked in ({}, {"indicator": "vneid-level2"}, {"as_of": "phuoc-binh-r1"}, {"within": "phuoc-binh"}):
        assert get(client, "series", limit=1, **asked)["total"] == len(rows(client, "series", **asked))
    monkeypatch.setattr("portal.domain.restating.list_restated", None)
    monkeypatch.setattr("api.series.AlongPlaces.fetch", lambda *_: Batch([], None))
    assert get(client, "series")["total"] == len(told)


def test_places_that_come_or_go_between_two_pages_shift_nothing(client, monkeypatch):
    told = [(row["locality"], row["indicator"], row["period"]) for row in rows(client, "series")]
    first = get(client, "series", limit=len(told) // 2)
    half = first["data"][-1]["locality"]
    known = api.series.list_crossing
    with client.application.extensions["store"].session() as session:
        codes = {place.id: place.code for place in list_localities_by_id(session, known(session))}
    gone = next(id_ for id_ in sorted(codes) if codes[id_] != half)
    monkeypatch.setattr("api.series.list_crossing", lambda *asked, **at: [i for i in known(*asked, **at) if i != gone])
    rest, address = [], first["next"]
    while address:
        page = client.get(address).get_json()
        rest, address = [*rest, *page["data"]], page["next"]
    seen = [(row["locality"], row["indicator"], row["period"]) for row in [*first["data"], *rest]]
    assert seen == told


def test_one_point_answers_at_its_address(client):
    found = series(client, SPLIT)
    assert get(client, f"series/vneid-level2/{SPLIT}/2026-03") == found["2026-03"]
    refusal(client, f"series/vneid-level2/{SPLIT}/2019", 404)
    refusal(client, f"series/none/{SPLIT}/2026-03", 404)
    refusal(client, "series/vneid-level2/none/2026-03", 404)


def test_sources_are_json_in_csv(client):
    found = csv_rows(client, "series", locality=RENAMED, indicator="vneid-level2")
    assert found[0]["sources"] == '[{"locality":"25220-38","weight":1.0,"status":"normal"}]'


@pytest.mark.parametrize("asked", ["locality=none", "within=none", "indicator=none"])
def test_a_reference_to_nothing_is_refused(client, asked):
    assert refusal(client, f"series?{asked}")["parameter"] == asked.partition("=")[0]
