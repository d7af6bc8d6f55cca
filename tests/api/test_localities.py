import pytest

from api.routing import v1
from tests.api.reading import csv_rows, get, refusal, rows


def test_a_code_used_again_is_resolved_by_day(client):
    assert get(client, "localities/24121")["name"] == "Phường Tân Lập"
    before = get(client, "localities/24121", on="2025-06-01")
    assert (before["name"], before["valid_to"]) == ("Phường Tân Hòa", "2025-06-30")
    assert get(client, "localities/24121", on="2025-07-01")["slug"] == "tan-lap"


def test_a_slug_is_as_good_as_a_code(client):
    assert get(client, "localities/tra-cau") == get(client, "localities/21451")


def test_a_place_that_is_no_more_says_on_which_day_it_was(client):
    assert "on=2025-06-30" in refusal(client, "localities/tan-hoa-24121", 404)["detail"]
    assert get(client, "localities/tan-hoa-24121", on="2025-06-30")["code"] == "24121"


def test_the_list_is_that_of_a_day_today_unless_asked(client):
    today = {row["slug"] for row in rows(client, "localities", kind="commune")}
    assert today == {"dak-cam", "tra-cau", "thuong-hong", "phuoc-binh", "tan-lap"}
    before = {row["name"] for row in rows(client, "localities", kind="commune", on="2025-06-30")}
    assert {"Phường Tân Hòa", "Phường Duy Tân"} <= before
    assert not today & {row["slug"] for row in rows(client, "localities", kind="commune", on="2025-06-30")}


@pytest.mark.parametrize("commune", ["tra-cau", "21451"])
def test_parent_is_what_lies_directly_below_and_commune_adds_itself(client, commune):
    villages = rows(client, "localities", parent=commune)
    assert {row["kind"] for row in villages} == {"village"}
    assert {row["parent"] for row in villages} == {"21451"}
    with_itself = rows(client, "localities", commune=commune)
    assert [row["slug"] for row in with_itself if row["kind"] == "commune"] == ["tra-cau"]
    assert len(with_itself) == len(villages) + 1
    assert rows(client, "localities", commune=commune, kind="village") == villages


def test_a_province_is_a_parent_too(client):
    slugs = {row["slug"] for row in rows(client, "localities", parent="quang-ngai", kind="commune")}
    assert slugs == {"dak-cam", "tra-cau"}


def test_villages_stand_in_their_own_order(client):
    names = [row["name"] for row in rows(client, "localities", parent="tra-cau", limit=7)]
    numbers = [int(name.rpartition(" ")[2]) for name in names]
    assert numbers == sorted(numbers)


def test_a_village_answers_by_its_code(client):
    assert get(client, "localities/21451-01")["parent"] == "21451"


def test_a_merger_is_told_from_both_ends_with_the_days_that_tell_reused_codes_apart(client):
    new = get(client, "localities/24121")
    old = get(client, "localities/24121", on="2025-06-30")
    unknown = {"weight": None, "basis": None}
    as_reference = {name: old[name] for name in ("code", "name", "valid_from", "valid_to")} | unknown
    assert as_reference in new["predecessors"]
    assert [ref["name"] for ref in new["predecessors"]] == ["Phường Tân Lập", "Phường Tân Hòa", "Xã Hòa Thắng"]
    assert old["successors"] == [{name: new[name] for name in ("code", "name", "valid_from", "valid_to")} | unknown]
    assert (new["successors"], old["predecessors"]) == ([], [])


def test_every_reference_finds_exactly_one_locality(client):
    everything = rows(client, "localities", valid="ever")
    intervals = [(row["code"], row["valid_from"], row["valid_to"]) for row in everything]
    assert len(set(intervals)) == len(intervals)
    refs = [ref for row in everything for ref in row["predecessors"] + row["successors"]]
    assert refs
    assert {(ref["code"], ref["valid_from"], ref["valid_to"]) for ref in refs} <= set(intervals)
    links = [(row["code"], row["valid_to"], ref["code"]) for row in everything for ref in row["successors"]]
    back = [(ref["code"], ref["valid_to"], row["code"]) for row in everything for ref in row["predecessors"]]
    assert sorted(links, key=str) == sorted(back, key=str)


def test_ever_lists_what_is_no_more_beside_what_is(client):
    ever = {(row["code"], row["name"]) for row in rows(client, "localities", valid="ever", kind="commune")}
    assert {("24121", "Phường Tân Hòa"), ("24121", "Phường Tân Lập"), ("24118", "Phường Tân Lập")} <= ever


def test_the_history_of_a_code_is_its_bearers_and_what_they_were_made_of_and_became(client):
    found = rows(client, "localities/24121/history")
    told = [(row["code"], row["name"], row["relation"]) for row in found]
    assert told == [
        ("24118", "Phường Tân Lập", "predecessor"),
        ("24121", "Phường Tân Hòa", "same-code"),
        ("24166", "Xã Hòa Thắng", "predecessor"),
        ("24121", "Phường Tân Lập", "same-code"),
    ]
    assert found == rows(client, "localities/tan-lap/history")


def test_a_history_goes_on_over_several_steps_and_not_sideways(client):
    relations = {(row["name"], row["valid_from"]): row["relation"] for row in rows(client, "localities/70/history")}
    assert relations == {
        ("Tỉnh Bình Phước", None): "same-code",
        ("Tỉnh Đồng Nai", "2025-07-01"): "successor",
        ("Thành phố Đồng Nai", "2026-04-30"): "successor",
    }


def test_a_history_is_what_its_schema_says_and_that_of_nothing_is_not_found(client):
    (part,) = v1.resources["localities"].parts
    found = rows(client, "localities/51/history")
    assert [list(row) for row in found] == [list(part.schema().fields)] * len(found)
    assert part.schema().validate(found, many=True) == {}
    assert [row["name"] for row in csv_rows(client, "localities/51/history")] == [row["name"] for row in found]
    assert "99999" in refusal(client, "localities/99999/history", 404)["detail"]
