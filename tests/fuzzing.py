"""What schemathesis cannot know from the description of the API: which ids there are, and what goes with what.

Loaded by it as its hooks (``SCHEMATHESIS_HOOKS=tests.fuzzing``); ``LANGSO_FUZZED`` is the address of the server. Every
``format`` of our own gets values that the server itself lists, so that a request meant to be valid is valid.
"""

import json
import os
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import schemathesis
from hypothesis import strategies

SERVER = os.environ["LANGSO_FUZZED"]
LISTED = {
    "commune": ("localities?kind=commune", ("slug", "code")),
    "within": ("localities?kind=commune", ("slug", "code")),
    "parent": ("localities?kind=commune", ("slug", "code")),
    "locality": ("localities?limit=50", ("code",)),
    "plan": ("plans", ("slug",)),
    "indicator": ("indicators", ("code",)),
    "group": ("indicators", ("group",)),
    "dataset": ("datasets", ("slug",)),
    "release": ("releases", ("id",)),
    "instant": ("releases", ("released_at",)),
}
"""Formats of parameters: where the values are listed, and in which fields."""


def ask(address: str) -> Any:
    with urllib.request.urlopen(SERVER + address) as answer:  # noqa: S310 - our own server
        return json.load(answer)


def register(description: dict[str, Any]) -> None:
    """A strategy for every format of our own that the description names."""
    schemathesis.openapi.format("cursor", strategies.just("made-by-the-server"))
    for name, (address, fields) in LISTED.items():
        rows = ask(f"/api/v1/{address}")["data"]
        _draw(name, [row[field] for row in rows for field in fields])
    for parameter in description["components"]["parameters"].values():
        if parameter["in"] == "path" and "format" in parameter["schema"]:
            _register_id(parameter["schema"]["format"], parameter["name"])


def _register_id(name: str, field: str) -> None:
    rows = ask(f"/api/v1/{name.partition('-')[0]}?limit=50")["data"]
    _draw(name, [row[next(f for f in (field, "id", "code", "slug") if f in row)] for row in rows])


def _draw(name: str, values: list[str]) -> None:
    schemathesis.openapi.format(name, strategies.sampled_from(sorted(set(values))))


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: dict[str, Any]) -> None:
    """What OpenAPI has no words for: what one parameter means for another."""
    if case.meta is not None and case.meta.generation.mode.is_positive and case.query:
        _agree(case)


def _agree(case: Any) -> None:
    query = case.query
    if query.get("from") and query.get("to") and str(query["from"])[:4] >= str(query["to"])[:4]:
        del query["to"]  # nothing ends before it begins
    if {"parent", "commune"} & query.keys():
        query.pop("on", None)  # a commune of today need not have been one on another day
    if query.get("sort"):
        names = query["sort"] if isinstance(query["sort"], list) else query["sort"].split(",")
        query["sort"] = ",".join({name.removeprefix("-"): name for name in names}.values())  # each in one direction
    if "cursor" in query:
        _turn_the_page(case, query)


def _turn_the_page(case: Any, query: dict[str, Any]) -> None:
    """A cursor as this collection gives it out for this order; none where there is but one page."""
    del query["cursor"]
    given = urlencode({"limit": 1} | ({"sort": query["sort"]} if query.get("sort") else {}))
    path = case.formatted_path.rpartition(".")[0] if "format" in (case.path_parameters or {}) else case.formatted_path
    try:
        following = ask(f"{path}?{given}")["next"]
    except urllib.error.HTTPError:
        return
    if following:
        query["cursor"] = parse_qs(urlsplit(following).query)["cursor"][0]


register(ask("/api/v1/openapi.json"))
