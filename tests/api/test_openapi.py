"""The description of the API is valid, small, the same every time, and true."""

import copy
import json
import re

import orjson
import pytest
from marshmallow import Schema
from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR

from api import schemas
from api.guide.vietnamese import sentences
from api.openapi import describe
from api.openapi.answers import name_of
from api.openapi.words import EXAMPLES, IDS
from api.rendering import names_of
from api.routing import NAMES, v1
from tests.api.reading import RESOURCES

MOST_BYTES = 200_000


@pytest.fixture(scope="module")
def document():
    return json.loads(orjson.dumps(describe()))


def operations(document):
    return {path: methods["get"] for path, methods in document["paths"].items()}


def resolve(document, thing):
    while "$ref" in thing:
        found = document
        for step in thing["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        thing = found
    return thing


def asked(document, operation):
    return [resolve(document, parameter) for parameter in operation["parameters"]]


def test_it_is_valid_by_the_schema_of_openapi(document, client):
    assert [error.message for error in OPENAPI_31_VALIDATOR.iter_errors(document)] == []
    served = client.get("/api/v1/openapi.json").json
    assert [error.message for error in OPENAPI_31_VALIDATOR.iter_errors(served)] == []
    broken = copy.deepcopy(document)
    broken["paths"]["/api/v1/plans"]["get"]["parameters"].append({"name": "x"})
    assert not OPENAPI_31_VALIDATOR.is_valid(broken)


def test_it_is_the_same_every_time_and_small():
    once = orjson.dumps(describe())
    assert once == orjson.dumps(describe())
    assert len(once) < MOST_BYTES


def test_the_one_that_is_served_says_where_it_is_served(client):
    answer = client.get("/api/v1/openapi.json")
    assert answer.json["servers"] == [{"url": "http://localhost"}]
    assert answer.json["externalDocs"]["url"] == "http://localhost/api/docs"
    assert client.get("/api/v1/openapi.json", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_it_has_every_address_of_the_api_and_no_other(document, app):
    rules = {rule.rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("v1.")}
    rules -= {"/api/v1/", "/api/v1/openapi.json"}
    written = {re.sub(r"<any\([^)]*\):suffix>", "{format}", rule) for rule in rules}
    assert {re.sub(r"<(\w+)>", r"{\1}", rule) for rule in written} == document["paths"].keys()
    assert len({operation["operationId"] for operation in operations(document).values()}) == len(document["paths"])


def test_nothing_is_described_that_nothing_refers_to(document):
    text = json.dumps(document)
    for kind, components in document["components"].items():
        unused = [name for name in components if f'"#/components/{kind}/{name}"' not in text]
        assert unused == (["Trailer"] if kind == "schemas" else []), kind


def test_fields_can_name_just_the_fields_of_what_is_answered(document):
    for name in NAMES:
        for path in (f"/api/v1/{name}", f"/api/v1/{name}.{{format}}"):
            [fields] = [p for p in asked(document, operations(document)[path]) if p["name"] == "fields"]
            assert fields["schema"]["items"]["enum"] == list(names_of(v1.resources[name].schema))
            assert (fields["style"], fields["explode"]) == ("form", False)


def test_every_parameter_field_and_component_is_described_in_both_languages(document):
    described = {name: document["components"][name] for name in ("parameters", "schemas")}
    described["schemas"] = {n: s for n, s in described["schemas"].items() if n not in {"Problem", "Trailer"}}
    told = set(descriptions(described))
    assert told - sentences().keys() == set(), "give the Vietnamese in api/guide/vietnamese.json"
    assert sentences().keys() - told == set(), "no longer said"
    bare = [n for n, p in document["components"]["parameters"].items() if p["in"] == "query" and not p["description"]]
    assert bare == []


def descriptions(thing):
    if isinstance(thing, dict):
        if isinstance(thing.get("description"), str):
            yield thing["description"]
        for inner in thing.values():
            yield from descriptions(inner)


def test_every_schema_says_what_it_is(document):
    known = {name_of(s) for s in vars(schemas).values() if isinstance(s, type) and issubclass(s, Schema)}
    assert document["components"]["schemas"].keys() - {"Problem", "Trailer"} == known
    assert all(schema["description"] for schema in document["components"]["schemas"].values())


def examples(document):
    """Each operation with the examples of all its parameters; without those that exist only once there are figures."""
    for path, operation in operations(document).items():
        parameters = asked(document, operation)
        needed = [p for p in parameters if p.get("required") and p["name"] != "format"]
        if any("example" not in p for p in needed):
            continue
        address = path.replace("{format}", "json")
        for parameter in needed:
            address = address.replace(f"{{{parameter['name']}}}", parameter["example"])
        given = {p["name"]: p["example"] for p in parameters if p["in"] == "query" and "example" in p}
        yield path, address, {n: ",".join(v) if isinstance(v, list) else v for n, v in given.items()}


def test_every_example_is_taken(client, document):
    assert len(list(examples(document))) > 40
    assert refused(client, examples(document)) == []


def test_every_example_is_taken_before_there_is_a_figure_too(bare_app, document):
    assert refused(bare_app.test_client(), examples(document)) == []


def refused(client, tried):
    answers = [client.get(address, query_string=given) for _path, address, given in tried]
    return [answer.json["detail"] for answer in answers if answer.status_code != 200]


def test_every_example_belongs_to_something(document):
    parameters = document["components"]["parameters"].values()
    assert EXAMPLES.keys() <= {p["name"] for p in parameters if p["in"] == "query"}
    assert IDS.keys() <= set(RESOURCES)


def test_every_problem_has_just_the_members_that_are_described(document, client):
    known = document["components"]["schemas"]["Problem"]
    for address in ("plans?limt=1", "plans?limit=1&limit=2", "plans?limit=x", "plans/nowhere", "plans.xml", "x"):
        answer = client.get(f"/api/v1/{address}").json
        assert set(known["required"]) <= answer.keys() <= known["properties"].keys(), address
    answer = client.get("/api/v1/plans", headers={"Accept": "image/png"}).json
    assert answer.keys() <= known["properties"].keys()


def test_the_first_page_of_the_api_leads_to_its_descriptions(client):
    links = client.get("/api/v1/").headers.getlist("Link")
    for rel, address in (("service-desc", "/api/v1/openapi.json"), ("service-doc", "/api/docs")):
        [link] = [link for link in links if f'rel="{rel}"' in link]
        assert f"<{address}>" in link
        assert client.get(address).mimetype in link
