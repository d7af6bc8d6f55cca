"""What a change of the API's description would break in programs written for the one before.

Whatever is there must stay as it is; what is added breaks nothing, but for a parameter that must be given.
"""

from collections.abc import Iterator
from typing import Any

Document = dict[str, Any]
Facts = dict[str, Any]
BOUNDS = {"minimum": 1, "minLength": 1, "minItems": 1, "maximum": -1, "maxLength": -1, "maxItems": -1}
"""Bounds of what a parameter takes; those of the sign 1 must not grow, those of -1 not shrink."""


def find_breaks(old: Document, new: Document) -> list[str]:
    """What programs written for the old description would stumble over in the new one, in words."""
    before, after = dict(_facts(old)), dict(_facts(new))
    gone = [f"{name} is no more" for name in before if name not in after and not _within_gone(name, before, after)]
    changed = [words for name in before if name in after for words in _compare(name, before[name], after[name])]
    demanded = [f"{name} must be given now" for name in after.keys() - before.keys() if after[name] == "required"]
    return sorted(gone + changed + demanded)


def _within_gone(name: str, before: Facts, after: Facts) -> bool:
    """Whether what it belongs to is gone as well, which says it all."""
    return any(name.startswith(f"{other} ") and other not in after for other in before)


def _compare(name: str, old: Any, new: Any) -> Iterator[str]:
    if old == new:
        return
    bound = BOUNDS.get(name.rpartition(" ")[2])
    if bound is None:
        yield f"{name} was {old} and is {new}"
    elif bound * (new - old) > 0:
        yield f"{name} is narrower: {new} instead of {old}"


def _facts(document: Document) -> Iterator[tuple[str, Any]]:
    """Everything a program can rely on, each by where it stands; a fact whose name begins another's contains it."""
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            name = f"{method.upper()} {path}"
            yield name, "there"
            for parameter in operation.get("parameters", []):
                yield from _of_parameter(document, name, _resolve(document, parameter))
            for status, response in operation["responses"].items():
                yield from _of_response(document, f"{name} {status}", _resolve(document, response))


def _of_parameter(document: Document, operation: str, parameter: Document) -> Iterator[tuple[str, Any]]:
    name = f"{operation} ?{parameter['name']}"
    yield name, "there"
    yield f"{name} in", parameter["in"]
    if parameter.get("required"):
        yield f"{name} required", "required"
    if "explode" in parameter:
        yield f"{name} explode", parameter["explode"]
    yield from _of_value(document, name, parameter["schema"], asked=True)


def _of_response(document: Document, name: str, response: Document) -> Iterator[tuple[str, Any]]:
    if int(name.rpartition(" ")[2]) < 400:
        yield name, "there"
        yield from ((f"{name} header {header}", "there") for header in response.get("headers", {}))
    for mediatype, content in response.get("content", {}).items():
        yield f"{name} {mediatype}", "there"
        yield from _of_value(document, f"{name} {mediatype}", content["schema"], asked=False)


def _of_value(document: Document, name: str, schema: Document, *, asked: bool) -> Iterator[tuple[str, Any]]:
    """What a value is: of what type, with which words, and what is within."""
    schema = _resolve(document, schema)
    yield f"{name} type", _type_of(document, schema)
    words = schema.get("enum")
    yield from ((f"{name} word {word}", "there") for word in words or ())
    if asked:
        yield f"{name} takes", "these words alone" if words else schema.get("pattern", "any")
        yield from ((f"{name} {bound}", schema[bound]) for bound in BOUNDS if bound in schema)
    for within in (*schema.get("allOf", ()), *schema.get("anyOf", ())):
        yield from _of_parts(document, name, _resolve(document, within), asked=asked)
    yield from _of_parts(document, name, schema, asked=asked)


def _of_parts(document: Document, name: str, schema: Document, *, asked: bool) -> Iterator[tuple[str, Any]]:
    for field, within in schema.get("properties", {}).items():
        yield f"{name} .{field}", "there"
        yield from _of_value(document, f"{name} .{field}", within, asked=asked)
    if "items" in schema:
        yield from _of_value(document, f"{name} []", schema["items"], asked=asked)


def _type_of(document: Document, schema: Document) -> list[str]:
    """The types a value can have, null among them, each with its format where that is one of JSON Schema's own."""
    if "anyOf" in schema:
        return sorted({t for each in schema["anyOf"] for t in _type_of(document, _resolve(document, each))})
    types = schema.get("type", "any")
    form = schema.get("format") if schema.get("format") in {"date", "date-time"} else schema.get("pattern")
    given = [types] if isinstance(types, str) else types
    return sorted(f"{t} ({form})" if form and t == "string" else t for t in given)


def _resolve(document: Document, thing: Document) -> Document:
    if "$ref" not in thing:
        return thing
    found: Any = document
    for step in thing["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return _resolve(document, found)
