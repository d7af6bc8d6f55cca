"""``fields`` and ``sort`` of every collection."""

import itertools

import pytest

from api.parameters import parameters_of
from api.routing import v1
from tests.api.reading import csv_rows, get, pages, refusal, rows

SORTED = [
    (resource.name, name)
    for resource in v1.listed()
    if "sort" in parameters_of(resource.query)
    for name in parameters_of(resource.query)["sort"].sortable  # type: ignore[attr-defined]
]


def test_every_collection_can_be_sorted():
    assert {name for name, _ in SORTED} == {resource.name for resource in v1.listed()}


@pytest.mark.parametrize(("name", "by"), SORTED)
def test_a_collection_sorts_by_every_field_it_names_both_ways_with_nothing_last(client, name, by):
    for sign, ordered in (("", False), ("-", True)):
        values = [row[by] for row in get(client, name, sort=f"{sign}{by}", limit=1000)["data"]]
        known = [value for value in values if value is not None]
        assert known == sorted(known, reverse=ordered)
        assert values[: len(known)] == known


def test_the_pages_of_a_sorted_collection_are_all_its_rows_once_in_order(client):
    asked = {"indicator": "vneid-level2", "within": "tra-cau", "sort": "-value,period"}
    walked = [row for page in pages(client, "observations", limit=7, **asked) for row in page["data"]]
    whole = rows(client, "observations", indicator="vneid-level2", within="tra-cau")
    assert len(walked) == len(whole) > 50
    assert {tuple(row.values()) for row in walked} == {tuple(row.values()) for row in whole}
    for one, other in itertools.pairwise(walked):
        assert (one["value"] is None, -(one["value"] or 0)) <= (other["value"] is None, -(other["value"] or 0))
        if one["value"] == other["value"]:
            assert one["period"] <= other["period"]


def test_pages_go_on_among_rows_without_the_value_that_is_sorted_by(client):
    walked = [row for page in pages(client, "releases", limit=1, sort="released_at") for row in page["data"]]
    assert len({row["id"] for row in walked}) == len(walked) == get(client, "releases")["total"]
    walked = [row for page in pages(client, "obligations", limit=3, sort="-received_on") for row in page["data"]]
    assert len({row["id"] for row in walked}) == len(walked) == get(client, "obligations")["total"]
    walked = [row for page in pages(client, "localities", limit=2, sort="area_km2") for row in page["data"]]
    assert len({row["code"] for row in walked}) == len(walked)
    assert walked[-1]["area_km2"] is None


def test_a_place_in_one_order_means_nothing_in_another(client):
    further = get(client, "targets", sort="value", limit=3)["next"]
    cursor = further.partition("cursor=")[2]
    assert refusal(client, f"targets?sort=-value&cursor={cursor}")["parameter"] == "cursor"
    assert refusal(client, f"targets?cursor={cursor}")["parameter"] == "cursor"


@pytest.mark.parametrize("sort", ["nonsense", "value,value", "value,-value", "value,", "note", "--value"])
def test_a_sort_by_what_cannot_be_sorted_by_says_what_can(client, sort):
    problem = refusal(client, f"targets?sort={sort}")
    assert problem["parameter"] == "sort"
    assert "indicator" in problem["allowed"]


def test_only_the_fields_that_are_asked_for_come_in_their_order(client):
    for row in get(client, "targets", fields="year,id")["data"]:
        assert list(row) == ["year", "id"]
    assert list(get(client, "targets/tra-cau-vneid-level2-2030", fields="value,id")) == ["value", "id"]
    assert list(csv_rows(client, "progress", fields="target,latest")[0])[:3] == [
        "target",
        "latest_period",
        "latest_value",
    ]
    assert list(csv_rows(client, "targets", fields="id")[0]) == ["id"]


def test_fields_and_sort_go_on_to_further_pages(client):
    page = get(client, "targets", fields="id", sort="-id", limit=5)
    further = client.get(page["next"]).get_json()
    assert [list(row) for row in further["data"]] == [["id"]] * 5
    assert further["data"][0]["id"] < page["data"][-1]["id"]


@pytest.mark.parametrize("address", ["targets?fields=id,nonsens", "targets/tra-cau-vneid-level2-2030?fields=nonsens"])
def test_a_field_that_is_none_is_named_with_those_there_are(client, address):
    problem = refusal(client, address)
    assert problem["parameter"] == "fields"
    assert problem["value"] == "nonsens"
    assert "comparator" in problem["allowed"]


@pytest.mark.parametrize("fields", ["id,id", ",", "id,", "%20"])
def test_fields_are_names_by_commas_each_once(client, fields):
    assert refusal(client, f"targets?fields={fields}")["parameter"] == "fields"
