import pytest

from tests.api.reading import get, refusal, rows


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
