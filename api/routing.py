"""How a resource gets its addresses: a collection in JSON and CSV, and one thing by its id.

A view takes the parameters as its schema read them and answers a source of rows; what comes around it is the same
for every resource and stands here.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, Response
from marshmallow import Schema

from api.paging import Listed, Selected
from api.parameters import Language, read_parameters
from api.rendering import csv_of, dump, json_of
from portal.errors import Refusal
from portal.formats.http import json_answer
from portal.i18n import gettext
from portal.web import session

NAMES = (
    "localities",
    "plans",
    "targets",
    "tasks",
    "obligations",
    "indicators",
    "observations",
    "progress",
    "datasets",
    "releases",
    "money",
    "programmes",
    "teams",
)
"""The resources in the order in which they are described."""

Parameters = dict[str, Any]
Rows = Selected | Listed


@dataclass(frozen=True)
class Part:
    """A collection within one thing of a resource."""

    rule: str
    schema: type[Schema]
    query: type[Schema]

    @property
    def about(self) -> str:
        return " ".join((self.schema.__doc__ or "").split())


@dataclass
class Resource:
    """What is known of a resource: for the index, the reference and the tests."""

    name: str
    schema: type[Schema]
    query: type[Schema]
    one: str = ""
    one_query: type[Schema] = Language
    parts: list[Part] = field(default_factory=list)

    @property
    def about(self) -> str:
        return " ".join((self.schema.__doc__ or "").split())


class Version(Blueprint):
    """A blueprint of resources, by name."""

    def __init__(self, name: str, prefix: str) -> None:
        super().__init__(name, __name__, url_prefix=prefix)
        self.prefix = prefix
        self.resources: dict[str, Resource] = {}

    def listed(self) -> list[Resource]:
        return [self.resources[name] for name in NAMES]

    def collection(self, name: str, schema: type[Schema], query: type[Schema]) -> Callable[..., Any]:
        """Serve a view as ``/<name>``, ``/<name>.json`` and ``/<name>.csv``."""

        def register(view: Callable[[Parameters], Rows]) -> Callable[[Parameters], Rows]:
            def answer(suffix: str = "json") -> Response:
                parameters = read_parameters(query)
                source = view(parameters)
                render = csv_of if suffix == "csv" else json_of
                return render(name, schema, source, parameters)

            self.resources[name] = Resource(name, schema, query)
            self.add_url_rule(f"/{name}", name, answer)
            self.add_url_rule(f"/{name}.<any(json, csv):suffix>", name, answer)
            return view

        return register

    def one(self, rule: str, query: type[Schema] = Language) -> Callable[..., Any]:
        """Serve a view as ``/<name>/<id>``; no source, or none with a row, is 404."""
        name = rule.strip("/").partition("/")[0]
        resource = self.resources[name]
        resource.one, resource.one_query = rule, query

        def register(view: Callable[..., Rows | None]) -> Callable[..., Rows | None]:
            def answer(**ids: str) -> Response:
                parameters = read_parameters(query)
                source = None if "\0" in "".join(ids.values()) else view(parameters, **ids)
                batch = source.fetch(session(), None, 1) if source is not None else None
                if batch is None or not batch.rows:
                    raise not_found("/".join(ids.values()), f"{self.prefix}/{name}")
                return json_answer(dump(resource.schema, batch.rows[0]))

            self.add_url_rule(rule, f"one_{name}", answer)
            return view

        return register

    def part(self, rule: str, schema: type[Schema], query: type[Schema]) -> Callable[..., Any]:
        """Serve a view as ``/<name>/<id>/<part>``, also with ``.json`` and ``.csv``; no source is 404."""
        name, part = rule.split("/")[1], rule.rpartition("/")[2]
        self.resources[name].parts.append(Part(rule, schema, query))

        def register(view: Callable[..., Rows | None]) -> Callable[..., Rows | None]:
            def answer(suffix: str = "json", **ids: str) -> Response:
                parameters = read_parameters(query)
                source = None if "\0" in "".join(ids.values()) else view(parameters, **ids)
                if source is None:
                    raise not_found("/".join(ids.values()), f"{self.prefix}/{name}")
                render = csv_of if suffix == "csv" else json_of
                return render("-".join([*ids.values(), part]), schema, source, parameters)

            self.add_url_rule(rule, f"{part}_of_{name}", answer)
            self.add_url_rule(f"{rule}.<any(json, csv):suffix>", f"{part}_of_{name}", answer)
            return view

        return register


def not_found(ref: str, address: str, hint: str = "") -> Refusal:
    detail = gettext("Không có “%(ref)s”. Danh sách đầy đủ ở %(address)s.", ref=ref, address=address)
    return Refusal(404, "not-found", gettext("Không tìm thấy"), f"{detail} {hint}".strip(), list=address)


v1 = Version("v1", "/api/v1")
