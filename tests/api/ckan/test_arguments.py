"""Arguments in every spelling that CKAN's clients use, and in some that nobody should."""

import json
from urllib.parse import quote

import pytest

from tests.api.ckan.calling import SLUG, call, csv_resource, names, refusal

SHOW = "/api/3/action/package_show"
OTHER = "dak-cam-budget"
FORM = "application/x-www-form-urlencoded"


def shown(response) -> str:
    assert response.status_code == 200, response.get_data(as_text=True)
    return response.get_json()["result"]["name"]


def test_arguments_come_of_the_address_a_form_or_json(client):
    assert shown(client.get(f"{SHOW}?id={SLUG}")) == SLUG
    assert shown(client.post(SHOW, data={"id": SLUG})) == SLUG
    assert shown(client.post(SHOW, json={"id": SLUG})) == SLUG
    assert shown(client.post(SHOW, data={"id": SLUG}, content_type="multipart/form-data")) == SLUG


def test_the_form_comes_before_the_address_and_the_address_before_json(client):
    assert shown(client.post(f"{SHOW}?id={OTHER}", data={"id": SLUG})) == SLUG
    assert shown(client.post(f"{SHOW}?id={SLUG}", json={"id": OTHER})) == SLUG


@pytest.mark.parametrize("body", ["", "{}"])
def test_a_post_with_an_empty_json_body_is_read_from_its_address(client, body):
    """As ``ckanr::ds_search`` asks."""
    ref = csv_resource(client)["id"]
    address = f"/api/action/datastore_search?resource_id={ref}&limit=3"
    answer = client.post(address, data=body, content_type="application/json").get_json()
    assert len(answer["result"]["records"]) == 3


def test_json_is_read_under_any_content_type(client):
    body = json.dumps({"id": SLUG})
    for content_type in (FORM, "text/plain", "application/json; charset=utf-8", ""):
        assert shown(client.post(SHOW, data=body, content_type=content_type)) == SLUG
    assert shown(client.post(SHOW, data=quote(body), content_type=FORM)) == SLUG
    tricky = json.dumps({"q": "a=b&c", "id": SLUG})
    assert shown(client.post(SHOW, data=tricky, content_type=FORM)) == SLUG


@pytest.mark.parametrize("body", ["{", "[1]", '"text"', '{"id": "\\ud800"}', "[" * 5000])
def test_a_body_that_is_no_json_object_is_400_with_a_bare_text(client, body):
    response = client.post(SHOW, data=body.encode(), content_type="application/json")
    assert response.status_code == 400
    assert response.get_json().startswith("Bad request: JSON Error: ")


@pytest.mark.parametrize(
    ("word", "objects"), [("true", True), ("True", True), ("1", True), ("False", False), ("", False)]
)
def test_a_boolean_is_read_in_every_spelling(client, word, objects):
    assert isinstance(call(client, "group_list", all_fields=word)[0], dict) is objects
    answer = client.post("/api/3/action/group_list", json={"all_fields": objects}).get_json()
    assert isinstance(answer["result"][0], dict) is objects


def test_a_list_is_repeated_or_json(client):
    both = ["groups", "organization"]
    for spelled in (both, json.dumps(both)):
        assert set(call(client, "package_search", rows=0, facet_field=spelled)["facets"]) == set(both)
    answer = client.post("/api/3/action/package_search", json={"rows": 0, "facet.field": both}).get_json()
    assert set(answer["result"]["facets"]) == set(both)


def test_what_nobody_knows_is_passed_over(client):
    response = client.get(
        f"{SHOW}?id={SLUG}&include_password_hash=True&use_default_schema=x&callback=alert(1)",
        headers={"Authorization": "no key of ours", "X-CKAN-API-Key": "nor this"},
    )
    assert shown(response) == SLUG
    assert response.data.startswith(b"{")


@pytest.mark.parametrize("rows", ["-1", "x", "1.5", "1e3", "٣", "true", "9" * 31])
def test_a_number_that_is_none_is_a_validation_error(client, rows):
    error = refusal(client, "package_search", 409, "Validation Error", rows=rows)
    assert "natural number" in error["rows"][0]


def test_numbers_come_as_numbers_and_as_texts_and_are_capped(client):
    for rows in (2, "2"):
        answer = client.post("/api/3/action/package_search", json={"rows": rows}).get_json()
        assert len(answer["result"]["results"]) == 2
    assert len(names(call(client, "package_search", rows="999999999999"))) == 52
    assert names(call(client, "package_search", start="999999999999999999999")) == []


HOSTILE = [
    "\0",
    "a\0b",
    "' or 1=1 --",
    "%",
    "_",
    "../../etc/passwd",
    "<script>",
    "\ufffe",
    "x" * 5000,
    "{}",
    "[]",
    "null",
]


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize(
    "action", ["package_show", "resource_show", "organization_show", "group_show", "datastore_info"]
)
def test_a_hostile_id_is_refused_and_never_a_failure(client, action, value):
    response = client.get(f"/api/3/action/{action}", query_string={"id": value})
    assert response.status_code in {404, 409}
    assert response.get_json()["error"]["__type"] in {"Not Found Error", "Validation Error"}


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize(
    "argument", ["q", "fq", "fq_list", "sort", "rows", "start", "facet.field", "facet.limit", "facet"]
)
def test_a_hostile_search_is_answered_or_refused_and_never_a_failure(client, argument, value):
    response = client.get("/api/3/action/package_search", query_string={argument: value})
    assert response.status_code in {200, 400, 409}
    assert response.get_json()["success"] is (response.status_code == 200)


@pytest.mark.parametrize("value", [{"a": 1}, [[1]], [None], True, {"a": {"b": 1}}, 1.5, []])
@pytest.mark.parametrize(
    "argument", ["id", "resource_id", "q", "fq", "filters", "fields", "sort", "limit", "facet.field"]
)
@pytest.mark.parametrize("action", ["package_search", "datastore_search", "organization_list", "tag_list"])
def test_json_of_another_kind_is_answered_or_refused_and_never_a_failure(client, action, argument, value):
    ref = csv_resource(client)["id"] if action == "datastore_search" else None
    response = client.post(f"/api/3/action/{action}", json={"resource_id": ref, argument: value})
    assert response.status_code in {200, 400, 404, 409}


def test_a_body_beyond_a_megabyte_is_refused(client):
    response = client.post(SHOW, data=b" " * 1_000_001, content_type="application/json")
    assert response.status_code == 413
