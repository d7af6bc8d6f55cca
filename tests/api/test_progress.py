import pytest

from portal.domain.plans import list_targets
from portal.domain.progress import list_progress
from tests.api.reading import get, rows


def test_every_target_is_judged_once(client):
    assert [row["target"] for row in rows(client, "progress")] == [row["id"] for row in rows(client, "targets")]


def test_the_status_is_the_one_that_the_rule_gives(client, demo, now):
    with demo.public.session() as session:
        expected = {p.target.id: p.status for p in list_progress(session, list_targets(session), today=now)}
    assert {row["target"]: row["status"] for row in rows(client, "progress")} == expected


def test_the_arithmetic_follows_from_the_numbers_shown(client):
    for row in rows(client, "progress", plan="tra-cau"):
        target, latest = get(client, f"targets/{row['target']}"), row["latest"]
        assert (row["gap"] is None) == (row["status"] == "no-data")
        if row["gap"] is not None and target["value_high"] is None and row["status"] != "achieved-late":
            assert row["gap"] == pytest.approx(latest["value"] - target["value"], abs=0.0001)
        if row["status"] in {"on-track", "behind"} and row["expected"] is not None:
            assert (row["status"] == "on-track") == (latest["value"] >= row["expected"])


def test_numbers_have_four_decimals_at_most(client):
    for row in rows(client, "progress"):
        for number in (row["expected"], row["gap"], row["latest"] and row["latest"]["value"]):
            assert number is None or number == round(number, 4)


def test_what_cannot_be_judged_says_why(client):
    unjudged = rows(client, "progress", status="no-data")
    assert all(row["reason"] for row in unjudged)


def test_the_arithmetic_is_in_the_language_asked_for(client):
    address = "progress/tra-cau-vneid-level2-2030"
    assert "89,9\N{NO-BREAK SPACE}%; sơ bộ" in get(client, address)["arithmetic"]
    assert get(client, address, lang="vi") == get(client, address)
    assert "89.9%; provisional" in get(client, address, lang="en")["arithmetic"]


def test_progress_can_be_read_as_published_before(client):
    address = "progress/tra-cau-vneid-level2-2030"
    assert get(client, address)["latest"]["period"] == "2026-10"
    assert get(client, address, as_of="2026-01-31")["latest"]["period"] == "2025-12"
    before = get(client, address, as_of="2025-09-01")
    assert (before["status"], before["reason"], before["latest"]) == ("no-data", "no-observation", None)
    listed = rows(client, "progress", plan="tra-cau", as_of="2026-01-31", limit=7)
    assert next(row for row in listed if row["year"] == 2030 and row["indicator"] == "vneid-level2") == get(
        client, address, as_of="2026-01-31"
    )


def test_filters_narrow_and_combine(client):
    found = rows(client, "progress", commune="21451", year=2025, status="missed")
    assert found
    assert {(row["plan"], row["year"], row["status"]) for row in found} == {("tra-cau", 2025, "missed")}
    assert all(row["due"] == "2025-12-31" for row in found)
    assert {row["indicator"] for row in rows(client, "progress", indicator="coverage-5g")} == {"coverage-5g"}
