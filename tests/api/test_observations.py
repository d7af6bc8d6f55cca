import datetime as dt

import pytest

from portal.publishing.publisher import Publisher
from portal.publishing.submissions import Cell
from tests.api.reading import csv_rows, get, refusal, rows
from tests.builders import AT, COMMUNE, make_indicator, make_installation, make_submission
from tests.conftest import Installation

CORRECTION = "tra-cau-r5"
BEFORE = "tra-cau-r4"


def test_locality_is_exact_and_within_is_every_village(client):
    asked = {"indicator": "vneid-level2", "period": "2026-09"}
    commune = rows(client, "observations", locality="tra-cau", **asked)
    assert [row["locality"] for row in commune] == ["21451"]
    villages = {row["locality"] for row in rows(client, "observations", within="tra-cau", **asked)}
    assert villages == {row["code"] for row in rows(client, "localities", parent="tra-cau")}
    assert [row["locality"] for row in rows(client, "observations", locality="21451-01", **asked)] == ["21451-01"]


def test_a_series_comes_oldest_first(client):
    periods = [row["period"] for row in rows(client, "observations", locality="tra-cau", indicator="vneid-level2")]
    assert len(periods) == 16
    assert periods == sorted(periods)


@pytest.mark.parametrize(
    ("start", "to", "first", "last"),
    [
        ("2026-Q2", "2026-Q3", "2026-04", "2026-09"),
        ("2026-04", "2026-09", "2026-04", "2026-09"),
        ("2026-04-01", "2026-09-30", "2026-04", "2026-09"),
        ("2026-04-30", "2026-09-29", "2026-04", "2026-08"),
        ("2026", "2026-H1", "2026-01", "2026-06"),
        ("2025-12-31", "2025-12-31", "2025-12", "2025-12"),
    ],
)
def test_from_and_to_are_held_against_the_end_of_the_period(client, start, to, first, last):
    found = rows(client, "observations", locality="tra-cau", indicator="vneid-level2", start=start, to=to)
    assert [found[0]["period"], found[-1]["period"]] == [first, last]


def test_a_period_is_exact(client):
    asked = {"locality": "tra-cau", "indicator": "dossiers-online"}
    assert [row["period"] for row in rows(client, "observations", period="2025", **asked)] == ["2025"]
    assert [row["period"] for row in rows(client, "observations", period="2026-Q1", **asked)] == ["2026-Q1"]


def test_a_corrected_cell_is_read_as_it_was(client):
    corrected = [row for row in rows(client, "observations", within="tra-cau") if row["release"] == CORRECTION]
    assert {(row["indicator"], row["period"]) for row in corrected} == {("vneid-level2", "2026-05")}
    for row in corrected:
        address = "observations/{indicator}/{locality}/{period}".format(**row)
        was = get(client, address, as_of=BEFORE)
        assert was["numerator"] != row["numerator"]
        assert was["release"] != CORRECTION
        assert get(client, address, as_of=CORRECTION) == row
        assert get(client, address) == row


def test_a_release_a_day_and_an_instant_give_the_same_state(client):
    asked = {"within": "tra-cau", "indicator": "vneid-level2", "period": "2026-05"}
    released_at = get(client, f"releases/{CORRECTION}")["released_at"]
    states = [
        rows(client, "observations", as_of=as_of, **asked)
        for as_of in (CORRECTION, released_at, released_at[:10], "2026-08-12T09:07:00+07:00", "2026-08-12T09:07:00")
    ]
    assert all(state == states[0] for state in states)
    just_before = rows(client, "observations", as_of="2026-08-12T02:06:59Z", **asked)
    assert just_before == rows(client, "observations", as_of="2026-08-11", **asked) != states[0]


def test_a_retraction_leaves_no_value_and_the_old_state_can_still_be_read(client):
    retraction = rows(client, "releases", kind="retraction")[0]["id"]
    taken_back = [row for row in rows(client, "observations", within="tan-lap") if row["release"] == retraction]
    assert {row["status"] for row in taken_back} == {"missing"}
    row = taken_back[0]
    address = "observations/{indicator}/{locality}/{period}".format(**row)
    assert get(client, address, as_of="tan-lap-r3")["value"] is not None


def test_before_the_first_release_there_was_nothing(client):
    assert get(client, "observations", as_of="2025-09-01")["total"] == 0
    assert refusal(client, "observations/vneid-level2/tra-cau/2025-07?as_of=2025-09-01", 404)


def test_a_withheld_cell_has_neither_value_nor_numerator(client):
    withheld = rows(client, "observations", status="withheld")
    assert withheld
    assert {(row["value"], row["numerator"]) for row in withheld} == {(None, None)}
    assert all(row["denominator"] is None or row["denominator"] >= 5 for row in withheld)
    cells = csv_rows(client, "observations", status="withheld")
    assert {(row["value"], row["numerator"], row["status"]) for row in cells} == {("", "", "withheld")}


def test_what_shows_a_value_has_one(client):
    for status in ("normal", "provisional"):
        found = get(client, "observations", status=status, limit=1000)["data"]
        assert all(isinstance(row["value"], float) for row in found)


def test_a_dataset_has_the_observations_of_its_subject(client):
    subject = {row["code"] for row in rows(client, "indicators", group="infrastructure")}
    found = rows(client, "observations", dataset="tra-cau-infrastructure")
    assert {row["indicator"] for row in found} <= subject
    assert {row["locality"][:5] for row in found} == {"21451"}


ZERO, HIDDEN, LACKING, NOTHING = (f"{COMMUNE}-0{n}" for n in (1, 2, 3, 4))


@pytest.fixture
def four(public, desk, tmp_path):
    """A client of a commune with a zero, a withheld, a missing and a not-applicable cell."""
    coverage = make_indicator("coverage-5g", subject="infrastructure")
    make_installation(public, villages=4, indicators=[make_indicator(), coverage])
    cells = [
        Cell("coverage-5g", ZERO, "2026-09", 0, 100),
        Cell("vneid-level2", HIDDEN, "2026-09", 2, 100),
        Cell("coverage-5g", NOTHING, "2026-09", 0, 0),
    ]
    at = AT + dt.timedelta(hours=1)
    Publisher(desk, public, tmp_path / "files").publish(make_submission(desk, cells, at=at), at=at)
    app = Installation(public, desk, tmp_path / "files").make_app()
    yield app.test_client()
    app.extensions["store"].close()


def test_zero_withheld_missing_and_not_applicable_are_four_different_things(four):
    def seen(indicator, locality):
        row = get(four, f"observations/{indicator}/{locality}/2026-09")
        return row["numerator"], row["denominator"], row["value"], row["status"]

    assert seen("coverage-5g", ZERO) == (0, 100, 0.0, "normal")
    assert seen("vneid-level2", HIDDEN) == (None, 100, None, "withheld")
    assert seen("coverage-5g", LACKING) == (None, None, None, "missing")
    assert seen("coverage-5g", NOTHING) == (None, 0, None, "not-applicable")


def test_the_four_stay_apart_in_csv(four):
    found = {
        (row["indicator"], row["locality"]): (row["numerator"], row["denominator"], row["value"], row["status"])
        for row in csv_rows(four, "observations")
    }
    assert found["coverage-5g", ZERO] == ("0", "100", "0", "normal")
    assert found["vneid-level2", HIDDEN] == ("", "100", "", "withheld")
    assert found["coverage-5g", LACKING] == ("", "", "", "missing")
    assert found["coverage-5g", NOTHING] == ("", "0", "", "not-applicable")


def test_real_figures_are_not_called_illustrative(four):
    assert {row["illustrative"] for row in rows(four, "observations")} == {False}
    assert {row["illustrative"] for row in rows(four, "releases")} == {False}
