"""``/api/v1/openapi.json``: the API's description in OpenAPI 3.1, made from the schemas it answers by.

``python -m api.openapi`` renews ``docs/openapi-v1.json``, the description as it was last released; a test refuses what
would break a program written for that.
"""

import re
from collections.abc import Iterator
from typing import Any

import orjson
from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow import Schema

from api.negotiation import Format
from api.parameters import Names, Parameter, parameters_of
from api.rendering import columns_of, names_of
from api.routing import Part, Resource, v1
from portal.domain.catalogue import LICENCE_TITLE, LICENCE_URL
from portal.errors import PROBLEM
from portal.formats.http import CSV, JSON, NDJSON
from portal.settings import ROOT

RELEASED = ROOT / "docs" / "openapi-v1.json"
VERSION = "1.0.0"
ABOUT = (
    "Plans, targets, progress and figures of Vietnamese communes, by village where that harms nobody. Everything is "
    "free to read without a key. Numbers are numbers; a number that is not shown is null and `status` says why: "
    "`withheld` (too small to show), `missing`, `not-applicable`. Zero is a value. Fields and parameters may be added; "
    "none is renamed, removed or given another meaning within `/api/v1`."
)
REFUSED = {
    400: "a parameter that nobody knows, or a value that it does not take; the answer says which and what would do",
    404: "there is no such thing",
    406: "the request accepts none of the formats there are",
    429: "asked too often; `Retry-After` says how many seconds to wait",
}
HEADERS = {
    "ETag": ("strong validator; send it back in `If-None-Match`", {"type": "string"}),
    "RateLimit": ("what is left of the limit (`r`) and for how many seconds (`t`)", {"type": "string"}),
    "RateLimit-Policy": ("the limit: `q` requests in `w` seconds", {"type": "string"}),
}
OF_PAGES = HEADERS | {
    "Link": ("`rel=next` where there is more", {"type": "string"}),
    "X-Total-Count": ("rows in all", {"type": "integer"}),
}


def describe(server: str = "", contact: dict[str, str] | None = None) -> dict[str, Any]:
    """The description of the whole API.

    :param server: the address before ``/api/v1``; empty in the one that is kept.
    """
    spec = APISpec(
        title="Làng Số",
        version=VERSION,
        openapi_version="3.1.0",
        plugins=[MarshmallowPlugin(schema_name_resolver=_name_of)],
        info={"description": ABOUT, "license": {"name": LICENCE_TITLE, "url": LICENCE_URL}}
        | ({"contact": contact} if contact else {}),
        servers=[{"url": server or "/"}],
        tags=[{"name": resource.name, "description": resource.about} for resource in v1.listed()],
    )
    spec.components.schema("Problem", PROBLEM_SCHEMA)
    spec.components.schema("Trailer", TRAILER_SCHEMA)
    for status, about in REFUSED.items():
        spec.components.response(f"Refused{status}", _refusal(about))
    for resource in v1.listed():
        for path, operations in _paths(spec, resource):
            spec.path(path, operations=operations)
    content: dict[str, Any] = spec.to_dict()
    for schema in content["components"]["schemas"].values():
        schema.pop("additionalProperties", None)  # fields may be added
    return content


PROBLEM_SCHEMA = {
    "description": "RFC 9457",
    "type": "object",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string", "description": "stable name of the kind of problem; explained at this address"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "what is wrong and what to do"},
        "instance": {"type": "string", "description": "what was asked"},
        "parameter": {"type": "string", "description": "which parameter is wrong"},
    },
}
TRAILER_SCHEMA = {
    "description": "the last line of NDJSON; what ends without it was cut off",
    "type": "object",
    "required": ["trailer"],
    "properties": {
        "trailer": {
            "type": "object",
            "required": ["rows", "sha256"],
            "properties": {
                "rows": {"type": "integer", "description": "lines before this one"},
                "sha256": {"type": "string", "description": "of every byte before this line, hexadecimal"},
            },
        }
    },
}


def _paths(spec: APISpec, resource: Resource) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from _rows(resource, f"/{resource.name}", f"list_{resource.name}", resource.name)
    path, ids = _path(resource.one)
    get = _operation(f"get_{resource.name}", resource.name, resource.about, [*ids, *_parameters(resource.one_query)])
    yield path, {"get": get | {"responses": _responses({JSON: {"schema": resource.schema}}, HEADERS)}}
    for part in resource.parts:
        yield from _rows(part, part.rule, f"list_{part.rule.rpartition('/')[2]}_of_{resource.name}", resource.name)


def _rows(described: Resource | Part, rule: str, name: str, tag: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The address that negotiates, and the one that ends in a format."""
    path, ids = _path(rule)
    given = [*ids, *_parameters(described.query)]
    get = _operation(name, tag, described.about, given)
    yield path, {"get": get | {"responses": _responses(_contents(described.schema), OF_PAGES)}}
    suffix = {"name": "format", "in": "path", "required": True, "schema": {"type": "string", "enum": list(Format)}}
    get = _operation(f"{name}_as", tag, described.about, [suffix, *given])
    yield f"{path}.{{format}}", {"get": get | {"responses": _responses(_contents(described.schema), OF_PAGES)}}


def _operation(name: str, tag: str, about: str, parameters: list[dict[str, Any]]) -> dict[str, Any]:
    return {"operationId": name, "tags": [tag], "summary": about, "parameters": parameters}


def _path(rule: str) -> tuple[str, list[dict[str, Any]]]:
    """An address with its ids, each with a format of our own: only the store knows which there are."""
    names = re.findall("<([a-z_]+)>", rule)
    resource = rule.split("/")[1]
    ids = [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "string", "minLength": 1, "format": f"{resource}-{name}"},
        }
        for name in names
    ]
    return v1.prefix + re.sub("<([a-z_]+)>", r"{\1}", rule), ids


def _parameters(query: type[Schema]) -> list[dict[str, Any]]:
    return [_parameter(name, parameter) for name, parameter in parameters_of(query).items()]


def _parameter(name: str, parameter: Parameter) -> dict[str, Any]:
    about = {"name": name, "in": "query", "description": parameter.metadata["description"]}
    by_commas = {"style": "form", "explode": False} if isinstance(parameter, Names) else {}
    return about | by_commas | {"schema": parameter.described()}


def _contents(schema: type[Schema]) -> dict[str, Any]:
    page = {
        "type": "object",
        "required": ["data", "next", "total"],
        "properties": {
            "data": {"type": "array", "items": schema},
            "next": {"type": ["string", "null"], "description": "address of the next page, followed as it is"},
            "total": {"type": "integer", "minimum": 0, "description": "rows in all"},
        },
    }
    columns = ", ".join(columns_of(schema, names_of(schema)))
    lines = f"a {_name_of(schema)} a line as JSON, and a Trailer as the last line"
    return {
        JSON: {"schema": page},
        CSV.partition(";")[0]: {"schema": {"type": "string", "description": f"columns: {columns}"}},
        NDJSON: {"schema": {"type": "string", "description": lines}},
    }


def _responses(contents: dict[str, Any], headers: dict[str, tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    described = {name: {"description": about, "schema": schema} for name, (about, schema) in headers.items()}
    found = {"200": {"description": "found", "headers": described, "content": contents}}
    held = {"304": {"description": "who asks has it already"}}
    return found | held | {str(status): f"Refused{status}" for status in REFUSED}


def _refusal(about: str) -> dict[str, Any]:
    return {"description": about, "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}}


def _name_of(schema: type[Schema] | Schema) -> str:
    return (schema if isinstance(schema, type) else type(schema)).__name__.removesuffix("Schema")


def renew() -> None:
    """Keep the description as the one last released."""
    RELEASED.write_bytes(orjson.dumps(describe(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


if __name__ == "__main__":
    renew()
