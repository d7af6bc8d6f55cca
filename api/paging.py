"""Collections in pages: one way for every resource, in JSON and in CSV.

A page of a query begins after the key of the last row before it, never at a count of rows, so what comes in between
shifts nothing and the last page is as quick as the first. ``next`` keeps every parameter of the request; where an
answer depends on what is published, it also names the release looked at, so that a walk through the pages sees one
state.
"""

import base64
import binascii
import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Protocol
from urllib.parse import quote_plus

import orjson
from flask import request
from sqlalchemy import BigInteger, String, and_, case, collate, false, func, literal, or_, select, tuple_
from sqlalchemy.orm import Session

from api.parameters import MOST, bad_value, parameters_of
from api.parameters import Page as PageQuery
from portal.db import Condition, Rows, Store
from portal.formats.sqlite_lines import Lines
from portal.i18n import language, speaking

Row = Sequence[Any]
Key = tuple[Any, ...]
SORTED = 20_000


class Big(int):
    """A whole number in a column of eight bytes."""


ROOM = {int: 2**31, Big: 2**63}
"""What PostgreSQL has no room for any more in a column of whole numbers."""


@dataclass(frozen=True)
class Batch:
    """Rows under the schema's fields, and the key of the last one when there are more."""

    rows: list[Row]
    more_after: Key | None


@dataclass(frozen=True)
class Block:
    """Whole lines of text.

    :param text: None where they have to be written from the rows.
    :param last: the key of the last row where there may be more.
    """

    text: bytes | None
    rows: int
    last: Key | None


class LineWriter(Protocol):
    """Writes the rows of a source as text inside the database."""

    def page(self, session: Session, after: Key | None, limit: int) -> Block | None:
        """The first rows as JSON objects with commas between."""

    def portion(self, session: Session, after: Key | None, kind: Lines, *, first: bool = False) -> Block | None:
        """Lines of the next portion of all, fewer of the first; None where this database cannot."""


class Source(Protocol):
    """Rows in an order that does not change, to be had in portions."""

    pinned: Mapping[str, str]
    portion: int  # how many rows are had at once when all are wanted

    @property
    def types(self) -> tuple[type, ...]: ...

    @property
    def lines(self) -> LineWriter | None: ...

    def count(self, session: Session) -> int: ...

    def fetch(self, session: Session, after: Key | None, limit: int) -> Batch: ...

    def sorted_by(self, session: Session, names: Sequence[str], fields: Sequence[str]) -> "Source": ...

    def rest(self) -> "Source":
        """The same as it stands now, for whatever is had of it later: an answer in portions tells of one state."""


@dataclass(frozen=True)
class Direction:
    """A column to sort by; nothing comes last either way."""

    column: Any
    down: bool = False

    def order(self) -> tuple[Any, ...]:
        return self._is_null(), self.column.desc() if self.down else self.column.asc()

    def _is_null(self) -> Any:
        return case((self.column.is_(None), 1), else_=0)

    def equal(self, value: Any) -> Condition:
        return self.column.is_(None) if value is None else self.column == value  # type: ignore[no-any-return]

    def beyond(self, value: Any) -> Condition:
        """The rows that come after one with this value."""
        if value is None:
            return false()
        further = self.column < value if self.down else self.column > value
        return or_(further, self.column.is_(None))


@dataclass(frozen=True)
class Selected:
    """Rows of a query.

    :param by: the columns of a total order, never null, unique together.
    :param finish: makes the public rows of those read, where they are not the same.
    :param pinned: parameters that the addresses of further pages add.
    :param first: what is sorted by before ``by``.
    :param portion: rows had at once when all are wanted; more of them where each portion is sorted anew.
    :param counted: how many rows there are, where that is known without counting them.
    :param lines: writes the rows as text sooner, in their own order, where the database can.
    :param along: the order of ``by`` as an index has it, where ``by`` is reckoned from its columns.
    :param further: what the portions after the first are of, where what is published meanwhile would change them.
    """

    query: Rows
    by: tuple[Any, ...]
    finish: Callable[[Session, list[Row]], list[Row]] | None = None
    pinned: Mapping[str, str] = field(default_factory=dict)
    first: tuple[Direction, ...] = ()
    portion: int = MOST
    counted: Callable[[Session], int] | None = None
    lines: LineWriter | None = None
    along: tuple[Any, ...] = ()
    further: Source | None = None

    def rest(self) -> Source:
        return self.further or self

    @property
    def types(self) -> tuple[type, ...]:
        columns = (*(direction.column for direction in self.first), *self.by)
        return tuple(Big if isinstance(c.type, BigInteger) else c.type.python_type for c in columns)

    def count(self, session: Session) -> int:
        if self.counted is not None:
            return self.counted(session)
        return session.scalar(select(func.count()).select_from(self.query.order_by(None).subquery())) or 0

    def fetch(self, session: Session, after: Key | None, limit: int) -> Batch:
        keys = [*(direction.column for direction in self.first), *self.by]
        order = [part for direction in self.first for part in direction.order()]
        query = self.query.add_columns(*keys).order_by(None).order_by(*order, *(self.along or self.by)).limit(limit + 1)
        if after is not None:
            query = query.where(self._after(after))
        found = session.execute(query).all()
        width = -len(keys)
        rows: list[Row] = [row[:width] for row in found[:limit]]
        last = tuple(found[limit - 1][width:]) if len(found) > limit else None
        return Batch(self.finish(session, rows) if self.finish else rows, last)

    def _after(self, key: Key) -> Condition:
        """The condition of standing after a key in the order, or after all that begin with it."""
        given = key[: len(self.first)]
        by = self.by[: len(key) - len(given)]
        values = [literal(value, column.type) for value, column in zip(key[len(given) :], by, strict=True)]
        condition: Condition = tuple_(*by) > tuple_(*values)
        for direction, value in reversed(list(zip(self.first, given, strict=True))):
            condition = or_(direction.beyond(value), and_(direction.equal(value), condition))
        return condition

    def sorted_by(self, session: Session, names: Sequence[str], _fields: Sequence[str]) -> "Selected":
        on_server = session.get_bind().dialect.name == "postgresql"
        columns = {column.key: column for column in self.query.selected_columns}
        first = []
        for name in names:
            column = columns[name.removeprefix("-")]
            column = getattr(column, "element", column)  # of a label, what it names
            if on_server and isinstance(column.type, String):
                column = collate(column, "C")  # as SQLite sorts
            first.append(Direction(column, name.startswith("-")))
        return replace(self, first=tuple(first), portion=SORTED)


@dataclass(frozen=True)
class Listed:
    """Rows reckoned from things already loaded; ``finish`` makes the rows of those on a page."""

    items: Sequence[Any]
    finish: Callable[[Session, Sequence[Any]], list[Row]]
    pinned: Mapping[str, str] = field(default_factory=dict)
    types = (int,)
    lines = None

    @property
    def portion(self) -> int:
        return max(len(self.items), 1)

    def count(self, _session: Session) -> int:
        return len(self.items)

    def fetch(self, session: Session, after: Key | None, limit: int) -> Batch:
        start = max(after[0], 0) if after else 0
        end = start + limit
        return Batch(self.finish(session, self.items[start:end]), (end,) if end < len(self.items) else None)

    def sorted_by(self, session: Session, names: Sequence[str], fields: Sequence[str]) -> "Listed":
        rows = self.finish(session, self.items)
        for name in reversed(names):
            at = fields.index(name.removeprefix("-"))
            known = [row for row in rows if row[at] is not None]
            known.sort(key=lambda row: row[at], reverse=name.startswith("-"))
            rows = known + [row for row in rows if row[at] is None]
        return Listed(rows, as_they_are, self.pinned)

    def rest(self) -> "Listed":
        return self


def as_they_are(_session: Session, rows: Sequence[Row]) -> list[Row]:
    """Of ``Listed``, where the items are the rows."""
    return list(rows)


def in_order(source: Source, session: Session, names: Sequence[str] | None, fields: Sequence[str]) -> Source:
    """The source in the order that was asked for; its own where none was."""
    return source.sorted_by(session, names, fields) if names else source


def next_address(source: Source, more_after: Key | None) -> str | None:
    """The address of the page after this one, with every parameter of the request."""
    if more_after is None:
        return None
    if "sort" in request.args:
        more_after = (request.args["sort"], *more_after)  # it means nothing in another order
    kept = {name: value for name, value in request.args.items() if name != "cursor"} | dict(source.pinned)
    said = [f"{_quoted(name)}={_quoted(value)}" for name, value in kept.items()]
    return f"{request.path}?{'&'.join([*said, 'cursor=' + encode(more_after)])}"


@lru_cache(maxsize=1024)
def _quoted(text: str) -> str:
    return quote_plus(text)


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
        if not isinstance(content, list) or ("sort" in request.args and content.pop(0) != request.args["sort"]):
            raise ValueError(content)
        return tuple(_typed(value, type_) for value, type_ in zip(content, types, strict=True))
    except (ValueError, TypeError, IndexError, OverflowError, binascii.Error):
        raise bad_value("cursor", cursor, parameters_of(PageQuery)["cursor"].allowed()) from None


def _typed(value: Any, type_: type) -> Any:
    if value is None and "sort" in request.args:
        return None
    if type_ is dt.date:
        return dt.date.fromisoformat(value)
    if type_ is dt.datetime:
        return _instant(value)
    if type_ in ROOM:
        return _whole(value, ROOM[type_])
    if type(value) is not type_ or (type_ is str and "\0" in value):
        raise ValueError(value)
    return value


def _whole(value: Any, room: int) -> int:
    if type(value) is not int or abs(value) >= room:
        raise ValueError(value)
    return value


def _instant(text: str) -> dt.datetime:
    instant = dt.datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(text)
    return instant.astimezone(dt.UTC)


def walk(
    source: Source, session: Session, store: Store, after: Key | None, limit: int | None
) -> tuple[Iterable[Row], Key | None]:
    """All rows after a key, or the first ``limit`` of them with the key of the last where there are more.

    The first portion is read at once, so that what fails fails before the answer begins; each further one in a
    session of its own, so that a slow reader holds no transaction open. The request is over by then: nothing but the
    session and the language is left of it.
    """
    first = source.fetch(session, after, limit or min(source.portion, MOST))
    if limit:
        return first.rows, first.more_after
    return _portions(source.rest(), store, first, language()), None


def _portions(source: Source, store: Store, batch: Batch, lang: str) -> Iterator[Row]:
    yield from batch.rows
    while batch.more_after is not None:
        with store.session() as session, speaking(lang):
            batch = source.fetch(session, batch.more_after, source.portion)
        yield from batch.rows
