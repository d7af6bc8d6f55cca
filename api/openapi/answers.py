"""Answers as OpenAPI describes them: pages, things, problems, and the headers around them."""

from typing import Any

from marshmallow import Schema

from api.rendering import columns_of, names_of
from portal.errors import PROBLEM
from portal.formats.http import CSV, JSON, NDJSON

KINDS = {
    400: ("bad-value", "repeated-parameter", "unknown-parameter"),
    404: ("http-404", "not-found"),
    406: ("not-acceptable",),
    429: ("too-many-requests",),
}
"""The problems that an operation can answer, by status; what they mean stands in ``api.problems``."""

REFUSED = {
    400: "a parameter that nobody knows, or a value that it does not take; the answer says which and what would do",
    404: "there is no such thing",
    406: "the request accepts none of the formats there are",
    429: "asked too often; `Retry-After` says how many seconds to wait",
}
TEXT, WHOLE = {"type": "string"}, {"type": "integer"}
OF_ALL = {
    "RateLimit": ("what is left of the limit (`r`) and for how many seconds (`t`)", TEXT),
    "RateLimit-Policy": ("the limit: `q` requests in `w` seconds", TEXT),
}
OF_THINGS = {"ETag": ("strong validator; send it back in `If-None-Match`", TEXT)} | OF_ALL
OF_PAGES = OF_THINGS | {
    "Link": ("`rel=next` where there is more", TEXT),
    "X-Total-Count": ("rows in all; of pages in JSON", WHOLE),
}
OF_LIMITS = OF_ALL | {"Retry-After": ("seconds to wait", WHOLE)}

NAMED_SCHEMAS: dict[str, dict[str, Any]] = {
    "Problem": {
        "description": "RFC 9457",
        "type": "object",
        "required": ["type", "title", "status", "detail", "instance"],
        "properties": {
            "type": {"type": "string", "description": "stable name of the kind of problem; explained at this address"},
            "title": {"type": "string", "description": "the kind in a few words"},
            "status": {"type": "integer", "description": "as of the answer"},
            "detail": {"type": "string", "description": "what is wrong and what to do"},
            "instance": {"type": "string", "description": "what was asked"},
            "parameter": {"type": "string", "description": "which parameter is wrong"},
            "value": {
                "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
                "description": "what it was given; a list where it was given more than once",
            },
            "allowed": {"type": "string", "description": "what it takes, in words"},
            "nearest": {"type": "string", "description": "the known parameter whose name is nearest"},
            "known": {"type": "array", "items": {"type": "string"}, "description": "the parameters there are"},
            "list": {"type": "string", "description": "address of a list of what there is"},
            "offered": {"type": "string", "description": "the media types there are"},
            "retry_after": {"type": "integer", "description": "seconds to wait"},
        },
    },
    "Trailer": {
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
                    "next": {"type": ["string", "null"], "description": "where it goes on; null where nothing is left"},
                },
            }
        },
    },
}


class Answers:
    """Answers and headers by name, as operations come to need them."""

    def __init__(self) -> None:
        self.headers = {
            name: {"description": about, "schema": schema} for name, (about, schema) in (OF_PAGES | OF_LIMITS).items()
        }
        self.responses: dict[str, Any] = {
            "Unchanged": {"description": "who asks has it already"},
            "TooLong": {"description": "the address is longer than the server reads, some 4,000 characters"},
        }
        for status, about in REFUSED.items():
            self.responses[f"Refused{status}"] = _refusal(status, about)

    def rows(self, schema: type[Schema], *, of_something: bool, negotiated: bool = True) -> dict[str, str]:
        """The answers of a collection.

        :param of_something: whether there may be nothing at the address.
        :param negotiated: whether ``Accept`` is looked at.
        """
        name = f"{name_of(schema)}Rows"
        self.responses.setdefault(name, _found(_contents(schema), OF_PAGES))
        return _answers(name, [400, *([404] if of_something else []), *([406] if negotiated else []), 429])

    def thing(self, schema: type[Schema], *, negotiated: bool = True) -> dict[str, str]:
        """The answers of one thing."""
        name = name_of(schema)
        self.responses.setdefault(name, _found({JSON: {"schema": schema}} | _tables(schema), OF_THINGS))
        return _answers(name, [400, 404, *([406] if negotiated else []), 429])


def name_of(schema: type[Schema] | Schema) -> str:
    return (schema if isinstance(schema, type) else type(schema)).__name__.removesuffix("Schema")


def _answers(found: str, refused: list[int]) -> dict[str, str]:
    answers = {"200": found, "304": "Unchanged"} | {str(status): f"Refused{status}" for status in refused}
    return dict(sorted((answers | {"414": "TooLong"}).items()))


def _found(contents: dict[str, Any], headers: dict[str, Any]) -> dict[str, Any]:
    return {"description": "found", "headers": _refer(headers), "content": contents}


def _refer(headers: dict[str, Any]) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in headers}


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
    return {JSON: {"schema": page}} | _tables(schema)


def _tables(schema: type[Schema]) -> dict[str, Any]:
    columns = ", ".join(columns_of(schema, names_of(schema)))
    lines = f"a {name_of(schema)} a line as JSON, and a Trailer as the last line"
    return {
        CSV.partition(";")[0]: {"schema": {"type": "string", "description": f"columns: {columns}"}},
        NDJSON: {"schema": {"type": "string", "description": lines}},
    }


def _refusal(status: int, about: str) -> dict[str, Any]:
    kinds = [f"/api/problems#{kind}" for kind in KINDS[status]]
    schema = {"allOf": [{"$ref": "#/components/schemas/Problem"}, {"properties": {"type": {"enum": kinds}}}]}
    headers = OF_LIMITS if status == 429 else OF_ALL
    return {"description": about, "headers": _refer(headers), "content": {PROBLEM: {"schema": schema}}}
