"""Parameters as OpenAPI describes them, each in one place that the operations refer to."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

import orjson
from marshmallow import Schema

from api.negotiation import Format
from api.openapi.words import EXAMPLES, IDS
from api.parameters import Names, Parameter, Sort, parameters_of
from api.rendering import names_of
from api.routing import v1

Described = dict[str, Any]
SUFFIX: Described = {
    "name": "format",
    "in": "path",
    "required": True,
    "description": "the format, as the address ends in it",
    "schema": {"type": "string", "enum": [str(format_) for format_ in Format]},
}


def query_parameters(query: type[Schema], answered: type[Schema]) -> list[Described]:
    """What a query takes.

    :param answered: the schema whose fields ``fields`` can name.
    """
    return [_parameter(name, parameter, answered) for name, parameter in parameters_of(query).items()]


def _parameter(name: str, parameter: Parameter, answered: type[Schema]) -> Described:
    about: Described = {"name": name, "in": "query", "description": parameter.metadata["description"]}
    if isinstance(parameter, Names):
        return about | {"style": "form", "explode": False} | _by_commas(parameter, answered)
    example = {"example": EXAMPLES[name]} if name in EXAMPLES else {}
    return about | {"schema": parameter.described()} | example


def _by_commas(parameter: Names, answered: type[Schema]) -> Described:
    """A list of fields; which ones there are depends on what is answered."""
    names = names_of(answered)
    words = parameter.sortable if isinstance(parameter, Sort) else names
    items = {} if isinstance(parameter, Sort) else {"items": {"type": "string", "enum": list(names)}}
    return {"schema": parameter.described() | items, "example": list(words[:2])}


def path_of(rule: str) -> tuple[str, list[Described]]:
    """An address with its ids, each with a format of our own: only the store knows which there are."""
    resource = rule.split("/")[1]
    ids = [_id(resource, name) for name in re.findall("<([a-z_]+)>", rule)]
    return v1.prefix + re.sub("<([a-z_]+)>", r"{\1}", rule), ids


def _id(resource: str, name: str) -> Described:
    about: Described = {"name": name, "in": "path", "required": True}
    schema = {"type": "string", "minLength": 1, "format": f"{resource}-{name}"}
    example = IDS.get(resource, {}).get(name)
    return about | {"schema": schema} | ({"example": example} if example else {})


def shared(asked: Iterable[tuple[str, Described]]) -> dict[str, Described]:
    """Every different parameter by a name: its own where it is the commonest of that name, else its resource's too.

    :param asked: each use of a parameter, with the resource that takes it.
    """
    uses, owners, kept = Counter[bytes](), dict[bytes, str](), dict[bytes, Described]()
    for resource, parameter in asked:
        key = orjson.dumps(parameter)
        uses[key] += 1
        owners.setdefault(key, resource)
        kept.setdefault(key, parameter)
    named: dict[str, Described] = {}
    for key, _count in sorted(uses.items(), key=lambda item: (-item[1], owners[item[0]])):
        name = "suffix" if kept[key] == SUFFIX else kept[key]["name"]
        common = kept[key]["in"] == "query" and name not in {"fields", "sort"} and name not in named
        named[name if common or name == "suffix" else _unused(f"{owners[key]}_{name}", named)] = kept[key]
    return dict(sorted(named.items()))


def _unused(name: str, named: dict[str, Described]) -> str:
    return name if name not in named else _unused(f"{name}_", named)
