"""The description of the API as its documentation tells it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from api.guide.vietnamese import in_vietnamese
from api.openapi import describe
from api.openapi.parameters import path_of
from api.routing import NAMES, v1

Described = dict[str, Any]
KINDS = {
    "string": ("chữ", "text"),
    "integer": ("số nguyên", "whole number"),
    "number": ("số", "number"),
    "boolean": ("true hoặc false", "true or false"),
    "date": ("ngày", "date"),
    "date-time": ("thời điểm", "instant"),
    "array": ("danh sách", "list"),
    "object": ("đối tượng", "object"),
}
COMMON = ("lang", "limit", "cursor")
"""Parameters of every collection, told once."""


@dataclass(frozen=True)
class Value:
    """A parameter or a field.

    :param kind: what it is, in words.
    :param words: the only ones it takes or has; empty where there is no such list.
    """

    name: str
    about: str
    kind: str
    words: tuple[str, ...]
    empty: bool
    inner: tuple["Value", ...] = ()


@dataclass(frozen=True)
class Collection:
    path: str
    about: str
    parameters: tuple[Value, ...]
    fields: tuple[Value, ...]


@dataclass(frozen=True)
class Resource:
    """A resource: its collection, then those within one thing of it."""

    name: str
    one: str
    collections: tuple[Collection, ...]

    @property
    def about(self) -> str:
        return self.collections[0].about


@cache
def read_resource(name: str, lang: str) -> Resource:
    """All that the description says of a resource, in a language."""
    reader = Reader(_document(), lang)
    resource = v1.resources[name]
    rules = [f"/{name}", *(part.rule for part in resource.parts)]
    return Resource(name, path_of(resource.one)[0], tuple(reader.collection(path_of(rule)[0]) for rule in rules))


def list_common(lang: str) -> list[Value]:
    """The parameters that every collection takes."""
    [any_collection, *_parts] = read_resource(NAMES[0], lang).collections
    return [value for value in any_collection.parameters if value.name in COMMON]


@cache
def _document() -> Described:
    return describe()


class Reader:
    def __init__(self, document: Described, lang: str) -> None:
        self.document, self.lang = document, lang

    def collection(self, path: str) -> Collection:
        get = self.document["paths"][path]["get"]
        asked = [self._resolve(parameter) for parameter in get["parameters"]]
        page = self._resolve(get["responses"]["200"])["content"]["application/json"]["schema"]
        return Collection(
            path,
            self._say(get["summary"]),
            tuple(self._value(p["name"], p["schema"], p["description"]) for p in asked if p["in"] == "query"),
            tuple(self._fields(page["properties"]["data"]["items"])),
        )

    def _fields(self, schema: Described) -> Iterator[Value]:
        for name, field in self._resolve(schema)["properties"].items():
            yield self._value(name, field, field.get("description", ""))

    def _value(self, name: str, schema: Described, about: str) -> Value:
        inner = self._object_in(schema)
        return Value(
            name,
            self._say(about),
            self._kind(schema),
            () if name == "fields" else _words(schema),
            "null" in self._types(schema),
            tuple(self._fields(inner)) if inner else (),
        )

    def _object_in(self, schema: Described) -> Described | None:
        for each in (schema, schema.get("items", {}), *schema.get("allOf", ()), *schema.get("anyOf", ())):
            if "properties" in self._resolve(each):
                return self._resolve(each)
        return None

    def _kind(self, schema: Described) -> str:
        kind = next((t for t in self._types(schema) if t != "null"), "object")
        form = schema.get("format")
        return KINDS[form if form in KINDS else kind][self.lang == "en"]

    def _types(self, schema: Described) -> list[str]:
        schema = self._resolve(schema)
        alternatives = [*schema.get("anyOf", ()), *schema.get("allOf", ())]
        if alternatives:
            return [t for each in alternatives for t in self._types(each)]
        types = schema.get("type", "object")
        return [types] if isinstance(types, str) else types

    def _resolve(self, thing: Described) -> Described:
        if "$ref" not in thing:
            return thing
        found: Any = self.document
        for step in thing["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        return found  # type: ignore[no-any-return]

    def _say(self, english: str) -> str:
        return english if self.lang == "en" else in_vietnamese(english)


def _words(schema: Described) -> tuple[str, ...]:
    """The words that a value can be; those to sort by once, and none where the sentence about it says the only one."""
    words = schema.get("enum") or schema.get("items", {}).get("enum") or ()
    different = tuple(word for word in words if word is not None and not word.startswith("-"))
    return different if len(different) > 1 else ()
