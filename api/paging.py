"""Collections in pages: one way for every resource, in JSON and in CSV.

A page of a query begins after the key of the last row before it, never at a count of rows, so what comes in between
shifts nothing and the last page is as quick as the first. ``next`` keeps every parameter of the request; where an
answer depends on what is published, it also names the release looked at, so that a walk through the pages sees one
state.
"""

import base64
import binascii
import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlencode

import orjson
from flask import request
from sqlalchemy import func, literal, select, tuple_
from sqlalchemy.orm import Session

from api.parameters import MOST, bad_value, parameters_of
from api.parameters import Page as PageQuery
from portal.db import Rows, Store

Row = Sequence[Any]
Key = tuple[Any, ...]
LARGEST = 2**31  # beyond it PostgreSQL has no room in an integer column


@dataclass(frozen=True)
class Batch:
    """Rows under the schema's fields, and the key of the last one when there are more."""

    rows: list[Row]
    more_after: Key | None


class Source(Protocol):
    """Rows in an order that does not change, to be had in portions."""

    pinned: Mapping[str, str]
    types: tuple[type, ...]
    portion: int  # how many rows are had at once when all are wanted

    def count(self, session: Session) -> int: ...

    def fetch(self, session: Session, after: Key | None, limit: int) -> Batch: ...


@dataclass(frozen=True)
class Selected:
    """Rows of a query.

    :param by: the columns of a total order, never null, unique together.
    :param finish: makes the public rows of those read, where they are not the same.
    :param pinned: parameters that the addresses of further pages add.
    """

    query: Rows
    by: tuple[Any, ...]
    finish: Callable[[Session, list[Row]], list[Row]] | None = None
    pinned: Mapping[str, str] = field(default_factory=dict)
    portion = MOST

    @property
    def types(self) -> tuple[type, ...]:
        return tuple(column.type.python_type for column in self.by)

    def count(self, session: Session) -> int:
        return session.scalar(select(func.count()).select_from(self.query.order_by(None).subquery())) or 0

    def fetch(self, session: Session, after: Key | None, limit: int) -> Batch:
        query = self.query.add_columns(*self.by).order_by(None).order_by(*self.by).limit(limit + 1)
        if after is not None:
            values = [literal(value, column.type) for value, column in zip(after, self.by, strict=True)]
            query = query.where(tuple_(*self.by) > tuple_(*values))
        found = session.execute(query).all()
        width = -len(self.by)
        rows: list[Row] = [row[:width] for row in found[:limit]]
        last = tuple(found[limit - 1][width:]) if len(found) > limit else None
        return Batch(self.finish(session, rows) if self.finish else rows, last)


@dataclass(frozen=True)
class Listed:
    """Rows reckoned from things already loaded; ``finish`` makes the rows of those on a page."""

    items: Sequence[Any]
    finish: Callable[[Sequence[Any]], list[Row]]
    pinned: Mapping[str, str] = field(default_factory=dict)
    types = (int,)

    @property
    def portion(self) -> int:
        return max(len(self.items), 1)

    def count(self, _session: Session) -> int:
        return len(self.items)

    def fetch(self, _session: Session, after: Key | None, limit: int) -> Batch:
        start = max(after[0], 0) if after else 0
        end = start + limit
        return Batch(self.finish(self.items[start:end]), (end,) if end < len(self.items) else None)


def next_address(source: Source, more_after: Key | None) -> str | None:
    """The address of the page after this one, with every parameter of the request."""
    if more_after is None:
        return None
    kept = {name: value for name, value in request.args.items() if name != "cursor"}
    return f"{request.path}?{urlencode(kept | dict(source.pinned) | {'cursor': encode(more_after)})}"


def encode(key: Key) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(key)).decode().rstrip("=")


def decode(cursor: str | None, types: tuple[type, ...]) -> Key | None:
    """The key that a cursor of ``next`` holds.

    :raises Refusal: 400, it is not one that this collection gave.
    """
    if cursor is None:
        return None
    try:
        content = orjson.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
        if not isinstance(content, list):
            raise ValueError(content)
        return tuple(_typed(value, type_) for value, type_ in zip(content, types, strict=True))
    except (ValueError, TypeError, binascii.Error):
        raise bad_value("cursor", cursor, parameters_of(PageQuery)["cursor"].allowed()) from None


def _typed(value: Any, type_: type) -> Any:
    if type_ is dt.date:
        return dt.date.fromisoformat(value)
    if type(value) is not type_ or (type_ is int and abs(value) >= LARGEST) or (type_ is str and "\0" in value):
        raise ValueError(value)
    return value


def walk(source: Source, session: Session, store: Store, after: Key | None, limit: int | None) -> Iterator[Row]:
    """All rows after a key, or the first ``limit`` of them.

    The first portion is read at once, so that what fails fails before the answer begins; each further one in a
    session of its own, so that a slow reader holds no transaction open.
    """
    first = source.fetch(session, after, limit or source.portion)
    return iter(first.rows) if limit else _portions(source, store, first)


def _portions(source: Source, store: Store, batch: Batch) -> Iterator[Row]:
    yield from batch.rows
    while batch.more_after is not None:
        with store.session() as session:
            batch = source.fetch(session, batch.more_after, source.portion)
        yield from batch.rows
