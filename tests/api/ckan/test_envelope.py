"""Addresses, methods and the envelope around every answer and every refusal."""

import re
from urllib.parse import urlsplit

import pytest

from api.ckan import ACTIONS
from tests.api.ckan.calling import JSON, call, refusal

OFFERED = """status_show help_show package_list package_search package_show resource_show organization_list
organization_show group_list group_show tag_list license_list current_package_list_with_resources datastore_search
datastore_info""".split()
PREFIXES = ("/api/action", "/api/3/action")


def test_every_action_of_the_contract_is_offered():
    assert set(OFFERED) <= set(ACTIONS)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("end", ["", "/"])
@pytest.mark.parametrize("prefix", PREFIXES)
def test_an_action_answers_at_either_address_without_a_redirect(client, prefix, end, method):
    response = client.open(f"{prefix}/package_list{end}", method=method)
    assert (response.status_code, response.content_type) == (200, JSON)
    assert response.get_json()["success"] is True


@pytest.mark.parametrize("address", ["/api/3", "/api/3/"])
def test_the_version_of_the_api_is_three(client, address):
    assert client.get(address).get_json() == {"version": 3}


@pytest.mark.parametrize("prefix", PREFIXES)
def test_head_and_options_are_answered(client, prefix):
    head = client.head(f"{prefix}/package_list")
    assert (head.status_code, head.data, head.content_type) == (200, b"", JSON)
    assert {"GET", "HEAD", "POST", "OPTIONS"} <= set(client.options(f"{prefix}/package_list").allow)


def test_other_methods_are_not_allowed(client):
    assert client.put("/api/3/action/package_list").status_code == 405
    assert client.delete("/api/3/action/package_list").status_code == 405


@pytest.mark.parametrize("action", OFFERED)
def test_the_help_of_an_answer_is_an_absolute_address_that_explains_the_action(client, action):
    address = client.get(f"/api/action/{action}").get_json()["help"]
    assert address == f"http://localhost/api/3/action/help_show?name={action}"
    parts = urlsplit(address)
    said = client.get(f"{parts.path}?{parts.query}").get_json()["result"]
    assert len(said) > 20
    assert "\n " not in said


def test_the_version_of_ckan_is_digits(client):
    status = call(client, "status_show")
    assert re.fullmatch(r"\d+\.\d+\.\d+", status["ckan_version"])
    assert status["site_url"] == "http://localhost"
    assert "datastore" in status["extensions"]
    assert call(client, "site_read") is True


@pytest.mark.parametrize("prefix", PREFIXES)
def test_an_unknown_action_is_400_with_a_bare_text(client, prefix):
    response = client.post(f"{prefix}/package_teleport")
    assert (response.status_code, response.content_type) == (400, JSON)
    assert response.get_json() == "Bad request: Action name not known: package_teleport"


WRITES = """package_create package_update package_patch package_delete resource_create resource_update dataset_purge
organization_create group_delete datastore_create datastore_upsert datastore_delete bulk_update_public user_create
package_owner_org_update tag_create follow_dataset api_token_create""".split()


@pytest.mark.parametrize("action", WRITES)
def test_whoever_wants_to_write_is_denied_in_the_envelope(client, action):
    response = client.post(f"/api/3/action/{action}", json={"name": "x"}, headers={"Authorization": "a key"})
    assert response.status_code == 403
    error = response.get_json()["error"]
    assert error["__type"] == "Authorization Error"
    assert "chỉ để đọc" in error["message"]


def test_sql_is_denied_with_what_to_use_in_its_place(client):
    error = refusal(client, "datastore_search_sql", 403, "Authorization Error", sql="select 1")
    assert "datastore_search" in error["message"]


def test_messages_are_in_english_for_whoever_asks(client):
    error = refusal(client, "package_show", 404, "Not Found Error", id="nothing", lang="en")
    assert error["message"] == "Not found: there is no dataset “nothing”."


@pytest.mark.parametrize("action", ["package_show", "resource_show", "organization_show", "group_show", "help_show"])
def test_what_is_not_there_is_a_not_found_error(client, action):
    refusal(client, action, 404, "Not Found Error", id="không-có", name="không-có")


@pytest.mark.parametrize("action", ["package_show", "resource_show", "organization_show", "group_show"])
def test_a_missing_id_is_a_validation_error_that_names_it(client, action):
    error = refusal(client, action, 409, "Validation Error")
    assert "Missing value" in error["id"][0]


def test_an_answer_that_has_not_changed_is_304(client):
    first = client.get("/api/3/action/package_list")
    again = client.get("/api/3/action/package_list", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_before_anything_is_published_lists_are_empty(bare_app):
    client = bare_app.test_client()
    for action in ("package_list", "organization_list", "group_list", "tag_list"):
        assert call(client, action) == []
    assert call(client, "package_search", facet_field='["tags","res_format"]')["count"] == 0
    assert client.get("/feeds/dataset.atom").status_code == 200
