"""Rows of a source as JSON, CSV and NDJSON, under the fields of their schema or those that were asked for."""

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

from flask import Response, current_app, request
from marshmallow import Schema

from api.fields import One
from api.lines import answer_lines
from api.negotiation import Format
from api.paging import Key, Row, Source, decode, in_order, next_address, walk
from api.parameters import USUAL, bad_value
from portal.formats import Table, json_bytes, rows_json
from portal.formats.http import JSON, csv_answer, json_answer, ndjson_answer
from portal.i18n import gettext
from portal.per_state import held
from portal.web import session, today

Parameters = Mapping[str, Any]


@cache
def names_of(schema: type[Schema]) -> tuple[str, ...]:
    return tuple(schema().fields)


def chosen(schema: type[Schema], parameters: Parameters) -> tuple[str, ...]:
    """The fields that are asked for; all of them where ``fields`` does not say.

    :raises Refusal: 400, one is not a field.
    """
    wanted, known = parameters["fields"], names_of(schema)
    for name in wanted or ():
        if name not in known:
            nearest = difflib.get_close_matches(name, known, n=1, cutoff=0)[0]
            allowed = gettext(
                "tên các trường: %(known)s; gần nhất là “%(nearest)s”", known=", ".join(known), nearest=nearest
            )
            raise bad_value("fields", name, allowed)
    return wanted or known


def dump(schema: type[Schema], row: Row, fields: Sequence[str]) -> dict[str, Any]:
    """One thing, through its schema; of its fields those asked for."""
    found = _writer_of(schema).dump(dict(zip(names_of(schema), row, strict=True)))
    return {name: found[name] for name in fields}


@cache
def _writer_of(schema: type[Schema]) -> Schema:
    """One for all answers: making a schema copies every field of it."""
    return schema()


def answer_rows(name: str, schema: type[Schema], source: Source, parameters: Parameters, format_: Format) -> Response:
    """A page of JSON, or all the rows streamed."""
    source = in_order(source, session(), parameters.get("sort"), names_of(schema))
    after = decode(parameters["cursor"], source.types)
    fields = chosen(schema, parameters)
    as_it_is = not parameters.get("sort") and fields == names_of(schema)
    if format_ is Format.JSON:
        limit = parameters["limit"] or USUAL
        return (_written_page(source, after, limit) if as_it_is else None) or _page(
            schema, source, after, limit, fields
        )
    if as_it_is and not parameters["limit"]:
        written = answer_lines(name, fields, source, after, format_)
        if written is not None:
            return written
    rows, more_after = walk(source, session(), current_app.extensions["store"], after, parameters["limit"])
    further = next_address(source, more_after)
    return _with_next(_streamed(name, schema, rows, fields, format_, further), further)


def answer_thing(name: str, schema: type[Schema], row: Row, parameters: Parameters, format_: Format) -> Response:
    """One thing: an object, or a table of one row."""
    fields = chosen(schema, parameters)
    if format_ is Format.JSON:
        return json_answer(dump(schema, row, fields))
    return _streamed(name, schema, [row], fields, format_)


def _streamed(
    name: str,
    schema: type[Schema],
    rows: Iterable[Row],
    fields: tuple[str, ...],
    format_: Format,
    further: str | None = None,
) -> Response:
    if format_ is Format.NDJSON:
        return ndjson_answer(Table(name, fields, _only(schema, rows, fields)), further)
    return csv_answer(Table(name, columns_of(schema, fields), flat(schema, rows, fields)))


def _page(schema: type[Schema], source: Source, after: Key | None, limit: int, fields: tuple[str, ...]) -> Response:
    batch = source.fetch(session(), after, limit)
    rows = rows_json(Table("", fields, _only(schema, batch.rows, fields)))
    return _collection(json_bytes(rows)[:-1], source, batch.more_after)


def _written_page(source: Source, after: Key | None, limit: int) -> Response | None:
    """A page that the database writes, where it can."""
    block = source.lines.page(session(), after, limit) if source.lines else None
    if block is None or block.text is None:
        return None
    return _collection(b"[" + block.text + b"]", source, block.last)


def _collection(rows: bytes, source: Source, more_after: Key | None) -> Response:
    total, further = _total(source), next_address(source, more_after)
    content = b'{"data":%s,"next":%s,"total":%d}\n' % (rows, json_bytes(further)[:-1], total)
    response = Response(content, content_type=JSON)
    response.headers["X-Total-Count"] = str(total)
    return _with_next(response, further)


OF_A_PAGE = frozenset({"cursor", "limit", "sort"})


def _total(source: Source) -> int:
    """How many rows there are for what was asked: counted once for a state of the store and a day, unless kept."""
    if source.lines is not None:
        return source.count(session())
    asked = sorted((name, value) for name, value in request.args.items(multi=True) if name not in OF_A_PAGE)
    return held(f"total {today()} {request.path} {asked}", lambda: source.count(session()))


def _with_next(response: Response, further: str | None) -> Response:
    if further:
        response.headers.add("Link", f'<{further}>; rel="next"')
    return response


def _only(schema: type[Schema], rows: Iterable[Row], fields: tuple[str, ...]) -> Iterable[Row]:
    """The rows with the fields that are asked for, in their order."""
    known = names_of(schema)
    if fields == known:
        return rows
    places = [known.index(name) for name in fields]
    if len(places) == 1:
        return ((row[places[0]],) for row in rows)
    return map(itemgetter(*places), rows)


def columns_of(schema: type[Schema], fields: tuple[str, ...]) -> tuple[str, ...]:
    """The fields as columns: those of an object within, each with the object's name before it."""
    inner = _objects_in(schema)
    return tuple(c for n in fields for c in ([f"{n}_{i}" for i in inner[n]] if n in inner else [n]))


def flat(schema: type[Schema], rows: Iterable[Row], fields: tuple[str, ...]) -> Iterable[Row]:
    """The rows under those columns."""
    inner = _objects_in(schema)
    rows = _only(schema, rows, fields)
    if not inner.keys() & set(fields):
        return rows
    return _flattened(rows, [inner.get(name) for name in fields])


def _flattened(rows: Iterable[Row], inner: Sequence[tuple[str, ...] | None]) -> Iterator[Row]:
    for row in rows:
        yield [cell for names, value in zip(inner, row, strict=True) for cell in _cells(value, names)]


def _cells(value: Any, inner: tuple[str, ...] | None) -> list[Any]:
    if inner is None:
        return [value]
    return [None if value is None else value[name] for name in inner]


@cache
def _objects_in(schema: type[Schema]) -> Mapping[str, tuple[str, ...]]:
    return {name: tuple(f.schema.fields) for name, f in schema().fields.items() if isinstance(f, One)}
