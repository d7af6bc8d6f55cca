"""The promise of /stability: what a program was once told of the API stays true."""

import copy

import orjson
import pytest

from api.openapi import RELEASED, describe
from tests.api.breaking import find_breaks

WHAT_TO_DO = """
Programs written for /api/v1 as last released would stumble:

  {breaks}

Keep what was there and put the new beside it under a name of its own; what cannot be kept waits for /api/v2. See
/stability for the promise. (Only for what no reader has ever been given: `python -m api.openapi` renews
docs/openapi-v1.json, which is otherwise done at a release of the portal.)"""


@pytest.fixture(scope="module")
def released():
    return orjson.loads(RELEASED.read_bytes())


@pytest.fixture
def planted(released):
    return copy.deepcopy(released)


def test_nothing_that_was_released_is_taken_away_or_changed(released):
    breaks = find_breaks(released, orjson.loads(orjson.dumps(describe())))
    assert breaks == [], WHAT_TO_DO.format(breaks="\n  ".join(breaks))


def test_what_was_released_is_kept_without_a_host(released):
    assert released["servers"] == [{"url": "/"}]
    assert b"://127" not in RELEASED.read_bytes()


def schema(document, name):
    return document["components"]["schemas"][name]["properties"]


def parameter(document, name):
    return document["components"]["parameters"][name]


def parameters_of(document, path):
    return document["paths"][path]["get"]["parameters"]


def kinds(document, status):
    content = document["components"]["responses"][f"Refused{status}"]["content"]["application/problem+json"]
    return content["schema"]["allOf"][1]["properties"]["type"]["enum"]


def renamed_field(d):
    fields = schema(d, "Observation")
    fields["result"] = fields.pop("value")


BREAKS = {
    "a resource removed": (lambda d: d["paths"].pop("/api/v1/goals"), "GET /api/v1/goals is no more"),
    "an address removed": (
        lambda d: d["paths"].pop("/api/v1/releases/{ref}/changes.{format}"),
        "GET /api/v1/releases/{ref}/changes.{format} is no more",
    ),
    "a parameter removed": (lambda d: parameters_of(d, "/api/v1/tasks").pop(0), "GET /api/v1/tasks ?plan is no more"),
    "a field removed": (
        lambda d: schema(d, "Plan").pop("note"),
        "GET /api/v1/plans/{slug} 200 application/json .note is no more",
    ),
    "a field renamed": (renamed_field, "application/json .data [] .value is no more"),
    "a field of an object within removed": (
        lambda d: schema(d, "Reading").pop("period"),
        "GET /api/v1/progress/{target} 200 application/json .latest .period is no more",
    ),
    "a field of another type": (
        lambda d: schema(d, "Observation")["value"].update(type=["string", "null"]),
        ".value type was ['null', 'number'] and is ['null', 'string']",
    ),
    "a number that may be null now": (
        lambda d: schema(d, "Target")["value"].update(type=["number", "null"]),
        ".value type was ['number'] and is ['null', 'number']",
    ),
    "a field that is never null any more": (
        lambda d: schema(d, "Observation")["value"].update(type="number"),
        ".value type was ['null', 'number'] and is ['number']",
    ),
    "an object that may not be null any more": (
        lambda d: schema(d, "Release")["disclosure"]["anyOf"].pop(),
        ".disclosure type was ['null', 'object'] and is ['object']",
    ),
    "a day that becomes an instant": (
        lambda d: schema(d, "Task")["due"].update(format="date-time"),
        "is ['null', 'string (date-time)']",
    ),
    "a word of an answer removed": (
        lambda d: schema(d, "Observation")["status"]["enum"].remove("withheld"),
        ".status word withheld is no more",
    ),
    "a word of a parameter removed": (
        lambda d: parameter(d, "localities_kind")["schema"]["enum"].remove("village"),
        "GET /api/v1/localities ?kind word village is no more",
    ),
    "a field no longer to sort by": (
        lambda d: parameter(d, "plans_sort")["schema"]["items"]["enum"].remove("-year"),
        "GET /api/v1/plans ?sort [] word -year is no more",
    ),
    "a bound narrowed": (
        lambda d: parameter(d, "limit")["schema"].update(maximum=500),
        "?limit maximum is narrower: 500 instead of 1000",
    ),
    "a parameter of another type": (
        lambda d: parameter(d, "year")["schema"].update(type="string"),
        "?year type was ['integer'] and is ['string']",
    ),
    "a parameter that takes less": (
        lambda d: parameter(d, "plan")["schema"].update(enum=["tra-cau"]),
        "?plan takes was any and is these words alone",
    ),
    "a parameter that must be given now": (
        lambda d: parameter(d, "plan").update(required=True),
        "GET /api/v1/tasks ?plan required must be given now",
    ),
    "a new parameter that must be given": (
        lambda d: parameters_of(d, "/api/v1/plans").append(
            {"name": "key", "in": "query", "required": True, "schema": {"type": "string"}}
        ),
        "GET /api/v1/plans ?key required must be given now",
    ),
    "lists written otherwise": (
        lambda d: parameter(d, "plans_sort").update(explode=True),
        "?sort explode was False and is True",
    ),
    "an error's kind removed": (
        lambda d: kinds(d, 400).remove("/api/problems#bad-value"),
        ".type word /api/problems#bad-value is no more",
    ),
    "a member of an error removed": (
        lambda d: schema(d, "Problem").pop("nearest"),
        "400 application/problem+json .nearest is no more",
    ),
    "a format removed": (
        lambda d: d["components"]["responses"]["GoalRows"]["content"].pop("text/csv"),
        "GET /api/v1/goals 200 text/csv is no more",
    ),
    "a format no longer in the address": (
        lambda d: parameter(d, "suffix")["schema"]["enum"].remove("ndjson"),
        "GET /api/v1/goals.{format} ?format word ndjson is no more",
    ),
    "a header removed": (
        lambda d: d["components"]["responses"]["GoalRows"]["headers"].pop("ETag"),
        "GET /api/v1/goals 200 header ETag is no more",
    ),
}


@pytest.mark.parametrize("kind", BREAKS)
def test_what_would_break_a_program_is_found_and_named(kind, released, planted):
    plant, words = BREAKS[kind]
    plant(planted)
    found = find_breaks(released, planted)
    assert any(words in each for each in found), found


ADDITIONS = {
    "a resource": lambda d: d["paths"].update({"/api/v1/meetings": d["paths"]["/api/v1/plans"]}),
    "a parameter": lambda d: parameters_of(d, "/api/v1/plans").append(
        {"name": "since", "in": "query", "schema": {"type": "string"}}
    ),
    "a field": lambda d: schema(d, "Plan").update(pages={"type": "integer"}),
    "a word of an answer": lambda d: schema(d, "Observation")["status"]["enum"].append("revised"),
    "a word of a parameter": lambda d: parameter(d, "localities_kind")["schema"]["enum"].append("district"),
    "a field to sort by": lambda d: parameter(d, "plans_sort")["schema"]["items"]["enum"].append("title"),
    "more rows a page": lambda d: parameter(d, "limit")["schema"].update(maximum=5000),
    "a format": lambda d: d["components"]["responses"]["GoalRows"]["content"].update({"text/x": {"schema": {}}}),
    "an error's kind": lambda d: kinds(d, 400).append("/api/problems#too-long"),
    "a header": lambda d: d["components"]["responses"]["GoalRows"]["headers"].update(Age={}),
    "other words about it": lambda d: schema(d, "Plan")["note"].update(description="otherwise"),
    "another name for a component": lambda d: d["components"]["schemas"].update(
        Again=d["components"]["schemas"]["Plan"]
    ),
}


@pytest.mark.parametrize("kind", ADDITIONS)
def test_what_is_added_breaks_nothing(kind, released, planted):
    ADDITIONS[kind](planted)
    assert planted != released
    assert find_breaks(released, planted) == []
