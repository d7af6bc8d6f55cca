"""How a resource gets its addresses: a collection in JSON, CSV and NDJSON, and one thing by its id.

A view takes the parameters as its schema read them and answers a source of rows; what comes around it is the same
for every resource and stands here.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, Response
from marshmallow import Schema

from api.negotiation import SUFFIXES, Format, by_accept, negotiate
from api.paging import Listed, Selected
from api.parameters import Thing, read_parameters
from api.rendering import answer_rows, answer_thing
from portal.errors import Refusal
from portal.i18n import gettext
from portal.validators import of_state
from portal.web import session

NAMES = (
    "localities",
    "plans",
    "sections",
    "targets",
    "goals",
    "tasks",
    "obligations",
    "indicators",
    "observations",
    "series",
    "progress",
    "readiness",
    "datasets",
    "versions",
    "files",
    "releases",
    "corrections",
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
    one_query: type[Schema] = Thing
    one_suffixed: bool = True
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
        """Serve a view as ``/<name>``, and with ``.json``, ``.csv`` and ``.ndjson``."""
        self.resources[name] = Resource(name, schema, query)

        def register(view: Callable[[Parameters], Rows]) -> Callable[[Parameters], Rows]:
            self._add_rows(f"/{name}", name, schema, query, lambda parameters: (view(parameters), name))
            return view

        return register

    def one(self, rule: str, query: type[Schema] = Thing, *, suffixes: bool = True) -> Callable[..., Any]:
        """Serve a view as ``/<name>/<id>``, and with a suffix; no source, or none with a row, is 404.

        :param suffixes: not where an id itself may end in one.
        """
        name = rule.strip("/").partition("/")[0]
        resource = self.resources[name]
        resource.one, resource.one_query, resource.one_suffixed = rule, query, suffixes

        def register(view: Callable[..., Rows | None]) -> Callable[..., Rows | None]:
            def make(parameters: Parameters, format_: Format, ids: dict[str, str]) -> Response:
                return self._thing(resource, parameters, view, ids, format_)

            self._add(rule, f"one_{name}", query, make, suffixes=suffixes)
            return view

        return register

    def part(self, rule: str, schema: type[Schema], query: type[Schema]) -> Callable[..., Any]:
        """Serve a view as ``/<name>/<id>/<part>``, also with a suffix; no source is 404."""
        name, part = rule.split("/")[1], rule.rpartition("/")[2]
        self.resources[name].parts.append(Part(rule, schema, query))

        def register(view: Callable[..., Rows | None]) -> Callable[..., Rows | None]:
            def rows(parameters: Parameters, **ids: str) -> tuple[Rows, str]:
                source = _seek(view, parameters, ids)
                if source is None:
                    raise not_found("/".join(ids.values()), f"{self.prefix}/{name}")
                return source, "-".join([*ids.values(), part])

            self._add_rows(rule, f"{part}_of_{name}", schema, query, rows)
            return view

        return register

    def _add_rows(
        self,
        rule: str,
        endpoint: str,
        schema: type[Schema],
        query: type[Schema],
        rows: Callable[..., tuple[Rows, str]],
    ) -> None:
        """Serve the rows that ``rows`` finds, with the name a download of them has."""

        def make(parameters: Parameters, format_: Format, ids: dict[str, str]) -> Response:
            source, name = rows(parameters, **ids)
            return answer_rows(name, schema, source, parameters, format_)

        self._add(rule, endpoint, query, make)

    def _add(
        self, rule: str, endpoint: str, query: type[Schema], make: Callable[..., Response], *, suffixes: bool = True
    ) -> None:
        """Serve what is made of the parameters, the format and the ids, by ``Accept`` and by suffix."""

        def answer(suffix: str | None = None, **ids: str) -> Response:
            parameters, format_ = read_parameters(query), negotiate(suffix)

            def made() -> Response:
                return make(parameters, format_, ids)

            return by_accept(of_state(made, format_)) if suffix is None else of_state(made)

        self.add_url_rule(rule, endpoint, answer)
        if suffixes:
            self.add_url_rule(f"{rule}.{SUFFIXES}", endpoint, answer)

    def _thing(
        self,
        resource: Resource,
        parameters: Parameters,
        view: Callable[..., Rows | None],
        ids: dict[str, str],
        format_: Format,
    ) -> Response:
        source = _seek(view, parameters, ids)
        batch = source.fetch(session(), None, 1) if source is not None else None
        if batch is None or not batch.rows:
            raise not_found("/".join(ids.values()), f"{self.prefix}/{resource.name}")
        name = "-".join([resource.name, *ids.values()])
        return answer_thing(name, resource.schema, batch.rows[0], parameters, format_)


def _seek(view: Callable[..., Rows | None], parameters: Parameters, ids: dict[str, str]) -> Rows | None:
    """What a view finds; nothing of ours has a zero byte in its id, and PostgreSQL knows no such text."""
    return None if "\0" in "".join(ids.values()) else view(parameters, **ids)


def not_found(ref: str, address: str, hint: str = "") -> Refusal:
    detail = gettext("Không có “%(ref)s”. Danh sách đầy đủ ở %(address)s.", ref=ref, address=address)
    return Refusal(404, "not-found", gettext("Không tìm thấy"), f"{detail} {hint}".strip(), list=address)


v1 = Version("v1", "/api/v1")
