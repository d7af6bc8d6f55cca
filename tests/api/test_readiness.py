import math

import pytest

from portal.domain.indicators import ELEMENTS
from tests.api.reading import csv_rows, get, refusal, rows

SHOWN = ("value", "numerator", "denominator", "status", "reported", "expected", "release")
OF_MONTH = {"period": "2026-09"}


def test_every_element_is_the_published_observation(client):
    """Nothing is told that the observations do not tell, and what they withhold stays withheld."""
    measured = {code: get(client, "readiness/tra-cau/2026-09")[code]["indicator"] for code in ELEMENTS}
    published = {
        (code, row["locality"]): {name: row[name] for name in SHOWN}
        for code, indicator in measured.items()
        for row in rows(client, "observations", indicator=indicator, **OF_MONTH)
    }
    found = rows(client, "readiness", **OF_MONTH)
    assert {row["locality"] for row in found} == {place for _code, place in published}
    for row in found:
        for code in ELEMENTS:
            assert {name: row[code][name] for name in SHOWN} == published[code, row["locality"]]


def test_the_index_follows_from_the_rates_beside_it_or_is_lacking_with_the_reason(client):
    found = rows(client, "readiness", **OF_MONTH)
    for row in found:
        values = [row[code]["value"] for code in ELEMENTS]
        assert row["lacking"] == [code for code in ELEMENTS if row[code]["value"] is None]
        if row["lacking"]:
            assert (row["index"], row["status"]) == (None, "incomplete")
            assert all(row[code]["status"] in {"withheld", "missing"} for code in row["lacking"])
        else:
            assert row["index"] == pytest.approx(math.prod(values) ** 0.25, abs=0.00006)
    assert {row["status"] for row in found} == {"normal", "incomplete"}
    withheld = [row for row in found for code in row["lacking"] if row[code]["status"] == "withheld"]
    assert withheld
    assert all(row["index"] is None for row in withheld)


def test_figures_that_are_not_final_make_an_index_that_is_not_final(client):
    assert get(client, "readiness/tra-cau/2026-10")["status"] == "provisional"
    assert get(client, "readiness/tra-cau/2026-09")["status"] == "normal"


def test_the_formula_is_told_with_its_numbers_in_the_language_asked_for(client):
    told = get(client, "readiness/tra-cau/2026-09")
    english = get(client, "readiness/tra-cau/2026-09", lang="en")
    assert told["arithmetic"].startswith("Tháng 9/2026: căn bậc bốn của ")
    for code in ELEMENTS:
        assert f"{told[code]['value']:.4f}".replace(".", ",") in told["arithmetic"]
        assert f"{told[code]['value']:.4f}" in english["arithmetic"]
    assert f"= {told['index']:.4f}".replace(".", ",") in told["arithmetic"]
    assert "fourth root" in english["arithmetic"]


def test_what_is_lacking_is_told_in_words(client):
    row = next(row for row in rows(client, "readiness", **OF_MONTH) if row["lacking"])
    assert "không tính được vì thiếu" in row["arithmetic"]
    assert "=" not in row["arithmetic"]


def test_places_can_be_asked_for_in_every_way(client):
    commune, villages = rows(client, "readiness", locality="tra-cau"), rows(client, "readiness", within="tra-cau")
    assert {row["locality"] for row in commune} == {"21451"}
    assert {row["locality"].partition("-")[0] for row in villages} == {"21451"}
    assert len(rows(client, "readiness", commune="21451")) == len(commune) + len(villages)
    assert rows(client, "readiness", commune="tra-cau", kind="commune") == commune
    assert {row["period"] for row in rows(client, "readiness", commune="tra-cau", **OF_MONTH)} == {"2026-09"}


def test_villages_can_be_ranked_and_those_without_an_index_come_last(client):
    for sort in ("index", "-index"):
        indexes = [row["index"] for row in rows(client, "readiness", within="tan-lap", sort=sort, **OF_MONTH)]
        known = [index for index in indexes if index is not None]
        assert known == sorted(known, reverse=sort == "-index")
        assert indexes == known + [None] * (len(indexes) - len(known))
        assert len(known) < len(indexes)


def test_as_of_shows_the_index_as_it_was(client):
    """A correction of the identities changed it."""
    changed = {row["locality"] for row in rows(client, "releases/tra-cau-r5/changes")}
    period = rows(client, "releases/tra-cau-r5/changes")[0]["period"]
    before, after = (
        {
            row["locality"]: row
            for row in rows(client, "readiness", commune="tra-cau", period=period, as_of=f"tra-cau-{r}")
        }
        for r in ("r4", "r5")
    )
    assert {place for place in after if after[place]["identity"] != before[place]["identity"]} == changed
    assert {place for place in after if after[place]["index"] != before[place]["index"]} <= changed


def test_a_place_or_period_without_any_element_is_not_found(client):
    refusal(client, "readiness/tra-cau/2019", 404)
    refusal(client, "readiness/quang-ngai/2026-09", 404)
    refusal(client, "readiness/none/2026-09", 404)
    assert refusal(client, "readiness?kind=province")["parameter"] == "kind"


def test_in_csv_each_element_has_its_columns(client):
    (row,) = csv_rows(client, "readiness", locality="tra-cau", **OF_MONTH)
    one = get(client, "readiness/tra-cau/2026-09")
    assert (row["index"], row["identity_value"]) == (str(one["index"]), str(one["identity"]["value"]))
    assert row["skill_indicator"] == "digital-skills"
