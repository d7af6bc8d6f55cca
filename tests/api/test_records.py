"""Money, programmes and teams in the API: the promises of every resource, over records of a real installation."""

import json

import pytest

from api.routing import v1
from portal.domain.localities import get_commune
from tests.api.reading import RECORDS, csv_rows, get, refusal, rows
from tests.records import (
    TODAY,
    budget_line,
    programme,
    receipt,
    recorded,
    release_records,
    task_record,
    team,
    withdrawn,
)

LINE = budget_line("tra-cau-1", decided_on="2026-01-12", decision_number="5/QĐ")
TOTAL = budget_line("tra-cau-t", programme=None, source=None, is_total=True, allocated=1, disbursed=None)
CONTENT = (
    LINE,
    TOTAL,
    programme("tra-cau-a", open_from="2027-01-01"),
    programme("tra-cau-b"),
    team("21451-to", "21451"),
    task_record("tra-cau-iii-5-3", evidence="biên bản"),
    receipt("dak-cam-none", "2026-10-05"),
)

each_resource = pytest.mark.parametrize("name", RECORDS)


@pytest.fixture
def client(public, desk, tmp_path):
    with recorded(public, desk, tmp_path, *CONTENT) as client:
        yield client


@pytest.fixture
def later(client, public):
    """After a second release took the line back."""
    with public.begin() as session:
        release_records(session, get_commune(session, "tra-cau", on=TODAY), withdrawn(LINE))
    return client


@each_resource
def test_rows_are_what_their_schema_says_and_equal_the_thing_by_itself_and_the_csv(client, name):
    schema = v1.resources[name].schema()
    found = rows(client, name)
    assert found
    assert [list(row) for row in found] == [list(schema.fields)] * len(found)
    assert schema.validate(found, many=True) == {}
    for row, cells in zip(found, csv_rows(client, name), strict=True):
        assert json.dumps(get(client, f"{name}/{row['id']}")) == json.dumps(row)
        assert cells["id"] == row["id"]


@each_resource
def test_a_commune_has_its_own_and_pages_follow_each_other(client, name):
    assert rows(client, name, commune="tra-cau") == rows(client, name, limit=1) == rows(client, name)
    assert rows(client, name, commune="tan-lap") == []
    assert refusal(client, f"{name}?commune=nowhere")["parameter"] == "commune"
    assert refusal(client, f"{name}/nothing", 404)["list"] == f"/api/v1/{name}"


@each_resource
def test_nothing_of_a_real_installation_is_called_made_up(client, name):
    assert {row["illustrative"] for row in rows(client, name)} == {False}


def test_a_total_says_what_its_lines_come_to(client):
    line, total = rows(client, "money")
    assert (line["sum_allocated"], line["adds_up"]) == (None, None)
    assert (total["sum_allocated"], total["sum_disbursed"], total["adds_up"]) == (500_000_000, 200_000_000, False)


def test_money_narrows_by_year_and_source(client):
    assert [row["id"] for row in rows(client, "money", source="commune")] == ["tra-cau-1"]
    assert rows(client, "money", year=2025) == []


def test_programmes_narrow_by_what_one_can_do_today(client):
    assert [row["id"] for row in rows(client, "programmes", state="open")] == ["tra-cau-b"]
    assert [row["id"] for row in rows(client, "programmes", state="ahead")] == ["tra-cau-a"]


def test_teams_narrow_by_the_place_they_help(client):
    assert [row["id"] for row in rows(client, "teams", locality="tra-cau")] == ["21451-to"]
    assert rows(client, "teams", locality="tan-lap") == []


def test_what_was_taken_back_is_still_there_as_of_its_release(later):
    assert [row["id"] for row in rows(later, "money")] == ["tra-cau-t"]
    assert [row["id"] for row in rows(later, "money", as_of="tra-cau-r1")] == ["tra-cau-1", "tra-cau-t"]
    assert get(later, "money/tra-cau-1", as_of="tra-cau-r1")["decided_on"] == "2026-01-12"
    assert refusal(later, "money/tra-cau-1", 404)
    assert get(later, "money/tra-cau-t", as_of="tra-cau-r1")["sum_allocated"] == 500_000_000
    assert get(later, "money/tra-cau-t")["sum_allocated"] == 0


def test_a_task_says_its_state_day_evidence_and_release_and_nothing_before_it(client):
    task = get(client, "tasks/tra-cau-iii-5-3")
    said = {name: task[name] for name in ("state", "state_on", "evidence", "release", "illustrative")}
    assert said == {
        "state": "done",
        "state_on": "2026-10-31",
        "evidence": "biên bản",
        "release": "tra-cau-r1",
        "illustrative": False,
    }
    before = get(client, "tasks/tra-cau-iii-5-3", as_of="2026-09-01")
    assert (before["state"], before["release"]) == ("unknown", None)


def test_subjects_without_indicators_are_no_groups_of_indicators(client):
    assert "budget" not in refusal(client, "indicators?group=nothing")["allowed"]
    assert refusal(client, "indicators?group=budget")["parameter"] == "group"
    assert [row["group"] for row in rows(client, "datasets", group="budget")] == ["budget"]
