"""Rows of a source as JSON and CSV, under the fields of their schema."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from flask import Response, current_app
from marshmallow import Schema

from api.fields import One
from api.paging import Row, Source, decode, next_address, walk
from api.parameters import USUAL
from portal.formats import Table, rows_json
from portal.formats.http import csv_answer, json_answer
from portal.web import session


@cache
def names_of(schema: type[Schema]) -> tuple[str, ...]:
    return tuple(schema().fields)


def dump(schema: type[Schema], row: Row) -> dict[str, Any]:
    """One thing, through its schema."""
    return schema().dump(dict(zip(names_of(schema), row, strict=True)))


def json_of(_name: str, schema: type[Schema], source: Source, parameters: dict[str, Any]) -> Response:
    after = decode(parameters["cursor"], source.types)
    batch = source.fetch(session(), after, parameters["limit"] or USUAL)
    rows = rows_json(Table("", names_of(schema), batch.rows))
    total = source.count(session())
    return json_answer({"data": rows, "next": next_address(source, batch.more_after), "total": total})


def csv_of(name: str, schema: type[Schema], source: Source, parameters: dict[str, Any]) -> Response:
    after = decode(parameters["cursor"], source.types)
    rows = walk(source, session(), current_app.extensions["store"], after, parameters["limit"])
    return csv_answer(Table(name, columns_of(schema), flat(schema, rows)))


def columns_of(schema: type[Schema]) -> tuple[str, ...]:
    """The fields as columns: those of an object within, each with the object's name before it."""
    inner = _objects_in(schema)
    return tuple(c for n in names_of(schema) for c in ([f"{n}_{i}" for i in inner[n]] if n in inner else [n]))


def flat(schema: type[Schema], rows: Iterator[Row]) -> Iterator[Row]:
    """The rows under those columns."""
    inner = _objects_in(schema)
    if not inner:
        return rows
    names = names_of(schema)
    return ([cell for n, v in zip(names, row, strict=True) for cell in _cells(v, inner.get(n))] for row in rows)


def _cells(value: Any, inner: tuple[str, ...] | None) -> list[Any]:
    if inner is None:
        return [value]
    return [None if value is None else value[name] for name in inner]


@cache
def _objects_in(schema: type[Schema]) -> Mapping[str, tuple[str, ...]]:
    return {name: tuple(f.schema.fields) for name, f in schema().fields.items() if isinstance(f, One)}
