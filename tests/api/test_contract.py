"""What is promised of every resource: its fields, and the same content in every form."""

import json

import pytest

from api.routing import v1
from tests.api.reading import RECORDS, RESOURCES, csv_rows, get, rows

PROMISED = {
    "localities": (
        "code slug kind name name_en parent valid_from valid_to population area_km2 illustrative "
        "predecessors successors"
    ),
    "plans": "slug commune issuer number issued_on title",
    "sections": "id plan commune path parent title title_en",
    "goals": "id plan section year title title_en citation",
    "targets": "id plan indicator comparator value value_high unit year citation note",
    "progress": "target status latest expected gap arithmetic",
    "tasks": "id plan section title title_en lead partners due state evidence",
    "obligations": "plan cadence due period received_on state",
    "indicators": "code group level unit subject nature direction name name_en definition numerator denominator",
    "observations": "indicator locality period numerator denominator value status release illustrative",
    "series": "indicator locality period kind value numerator denominator status reason about sources illustrative",
    "readiness": "locality period index status lacking identity device skill account arithmetic illustrative",
    "datasets": "slug title title_en commune version released_at licence files",
    "versions": "dataset number commune release released_at rows newest illustrative files",
    "files": "dataset version name format mediatype url bytes sha256 release released_at illustrative",
    "releases": "id commune kind released_at",
    "corrections": "id commune kind released_at reason indicators changes records changes_url illustrative",
}
ADDRESS = {
    "localities": "{code}",
    "plans": "{slug}",
    "sections": "{id}",
    "goals": "{id}",
    "targets": "{id}",
    "progress": "{target}",
    "tasks": "{id}",
    "obligations": "{id}",
    "indicators": "{code}",
    "observations": "{indicator}/{locality}/{period}",
    "series": "{indicator}/{locality}/{period}",
    "readiness": "{locality}/{period}",
    "datasets": "{slug}",
    "versions": "{dataset}/{number}",
    "files": "{dataset}/{version}/{name}",
    "releases": "{id}",
    "corrections": "{id}",
}
ELEMENT = ("indicator", "value", "numerator", "denominator", "status", "reported", "expected", "release")
OBJECTS = {
    "identity": ELEMENT,
    "device": ELEMENT,
    "skill": ELEMENT,
    "account": ELEMENT,
    "changes": ("added", "changed", "removed", "withheld", "missing"),
    "latest": ("period", "value", "numerator", "denominator", "status", "reported", "expected"),
    "disclosure": ("threshold", "cells", "withheld", "narrowest", "solved"),
}
"""In CSV a column for each of their fields."""
SAMPLE = 40

each_resource = pytest.mark.parametrize("name", RESOURCES)


@each_resource
def test_a_collection_is_data_next_and_total(client, name):
    answer = get(client, name)
    assert list(answer) == ["data", "next", "total"]
    assert answer["total"] >= len(answer["data"]) > 0
    assert (answer["next"] is None) == (answer["total"] == len(answer["data"]))


@each_resource
def test_the_promised_fields_are_there(client, name):
    promised = set(PROMISED[name].split())
    assert all(promised <= row.keys() for row in get(client, name)["data"])


def test_the_promised_fields_of_a_file_and_of_the_latest_are_there(client):
    file = get(client, "datasets", limit=1)["data"][0]["files"][0]
    assert list(file) == ["name", "format", "url", "bytes", "sha256"]
    latest = get(client, "progress/tra-cau-vneid-level2-2030")["latest"]
    assert list(latest) == ["period", "value", "numerator", "denominator", "status", "reported", "expected"]


@each_resource
def test_every_row_is_what_its_schema_says(client, name):
    """Types, words and where null may stand."""
    schema = v1.resources[name].schema()
    found = get(client, name, limit=1000)["data"]
    assert [list(row) for row in found] == [list(schema.fields)] * len(found)
    assert schema.validate(found, many=True) == {}


@each_resource
def test_a_row_of_a_list_and_the_thing_by_itself_are_equal(client, name):
    """The row comes straight from the query, the thing through the schema's dump."""
    found = rows(client, name)
    for row in found[:: max(len(found) // SAMPLE, 1)]:
        alone = get(client, f"{name}/{ADDRESS[name].format(**row)}")
        assert json.dumps(alone) == json.dumps(row)


@each_resource
def test_the_csv_has_every_row_with_the_same_values(client, name):
    expected = [{column: as_cell(value) for column, value in columns(row)} for row in rows(client, name)]
    assert csv_rows(client, name) == expected


def columns(row):
    for name, value in row.items():
        if name in OBJECTS:
            yield from ((f"{name}_{part}", value and value[part]) for part in OBJECTS[name])
        else:
            yield name, value


def as_cell(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list) and any(isinstance(one, dict) for one in value):
        return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    return "; ".join(value) if isinstance(value, list) else str(value)


@each_resource
def test_json_by_suffix_is_the_same_bytes(client, name):
    assert client.get(f"/api/v1/{name}.json?limit=3").get_json()["data"] == get(client, name, limit=3)["data"]


@each_resource
def test_what_is_made_up_says_so(client, name):
    """Whatever carries figures or villages; plans, targets and indicators are real."""
    found = get(client, name, limit=1000)["data"]
    if name in {"observations", "series", "readiness", "datasets", "versions", "files", "releases", "corrections"}:
        assert all(row["illustrative"] is True for row in found)
    elif name == "localities":
        assert all(row["illustrative"] is (row["kind"] == "village") for row in found)
    elif name == "progress":
        assert all(row["illustrative"] is True for row in found if row["latest"])
    elif name in {"tasks", "obligations"}:
        assert all(row["illustrative"] is (row["release"] is not None or row["state"] == "missing") for row in found)
    else:
        assert all("illustrative" not in row for row in found)


@each_resource
def test_any_site_may_read_and_head_answers(client, name):
    for path in (f"/api/v1/{name}", f"/api/v1/{name}.csv"):
        response = client.head(path)
        assert (response.status_code, response.data) == (200, b"")
        assert response.headers["Access-Control-Allow-Origin"] == "*"


@each_resource
def test_a_reader_who_has_it_already_gets_304(client, name):
    tag = client.get(f"/api/v1/{name}").headers["ETag"]
    again = client.get(f"/api/v1/{name}", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


def test_the_index_lists_every_resource_with_parameters_and_fields(client):
    for address in ("", "/"):
        index = client.get(f"/api/v1{address}").get_json()["resources"]
        assert [resource["name"] for resource in index] == [*RESOURCES, *RECORDS]
    observations = next(resource for resource in index if resource["name"] == "observations")
    assert observations["one"] == "/api/v1/observations/{indicator}/{locality}/{period}"
    names = [parameter["name"] for parameter in observations["parameters"]]
    assert {"indicator", "locality", "within", "period", "from", "to", "as_of", "limit", "cursor"} <= set(names)
    statuses = next(p["values"] for p in observations["parameters"] if p["name"] == "status")
    assert statuses == ["normal", "provisional", "estimated", "withheld", "missing", "not-applicable"]


def test_a_fresh_installation_has_the_plans_and_no_figures(bare_app):
    client = bare_app.test_client()
    assert get(client, "targets")["total"] == 107
    for name in ("observations", "series", "readiness", "datasets", "versions", "files", "releases", "corrections"):
        assert get(client, name) == {"data": [], "next": None, "total": 0}
        assert csv_rows(client, name) == []
    assert {row["status"] for row in rows(client, "progress")} == {"no-data"}
