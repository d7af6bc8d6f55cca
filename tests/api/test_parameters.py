"""Parameters are read as their schema loads them, whichever are given."""

import itertools
from typing import Any

import pytest
from marshmallow import Schema, ValidationError

from api.parameters import _load, parameters_of, reader_of
from api.routing import v1

TEXTS = (
    "", " ", "\0", "x", "tra-cau", "1", "03", "+3", "0", "1000", "1001", "9999999999", "2026", "2026-H1", "2026-Q3",
    "2026-10", "2026-13", "2026-10-31", "2026-02-30", "1.4.0", "1.4", "vi", "en", "code", "-code", "code,code", "a,b",
    "a,", "village", "commune", "reported", "yes", "ever", "2026-10-31T09:00:00Z", "ủy ban", "csv", "quarter",
)  # fmt: skip


def _schemas() -> set[type[Schema]]:
    listed = v1.listed()
    queries = {resource.query for resource in listed} | {resource.one_query for resource in listed}
    return queries | {part.query for resource in listed for part in resource.parts}


def _loaded(load: Any, given: dict[str, str]) -> Any:
    try:
        return list(load(given).items())
    except ValidationError as error:
        return error.normalized_messages()


@pytest.mark.parametrize("schema", sorted(_schemas(), key=lambda schema: schema.__name__))
def test_what_is_given_is_read_as_the_schema_loads_it(schema: type[Schema]) -> None:
    names = list(parameters_of(schema))
    givens: list[dict[str, str]] = [{}]
    givens += [{name: text} for name, text in itertools.product(names, TEXTS)]
    givens += [dict.fromkeys(names, text) for text in TEXTS]
    givens += [dict.fromkeys(reversed(names), text) for text in TEXTS]
    for given in givens:
        assert _loaded(lambda asked: _load(schema, asked), given) == _loaded(reader_of(schema).load, given)
