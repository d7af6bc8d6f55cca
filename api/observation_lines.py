"""Observations as text that SQLite writes: a page of JSON objects, or all of them as lines of CSV or JSON.

All are written place by place, each place's rows in one text, in the order of the index that also orders the places: a
portion ends with a place, so the next begins after it. PostgreSQL has no such writer; its rows are written the general
way.
"""

from dataclasses import dataclass, fields
from functools import cache, cached_property
from typing import Any

from sqlalchemy import Integer, bindparam, exists, func, literal_column, or_, select, tuple_
from sqlalchemy.orm import Session

from api.paging import Block, Key
from portal.db import Rows
from portal.domain.indicators import Indicator
from portal.domain.localities import Locality
from portal.domain.observations import READING, Observation, Wanted, select_observations
from portal.domain.releases import Release
from portal.file_sessions import FileSession
from portal.formats.sqlite_lines import Lines, is_as_written, left_of, line
from portal.statements import Statement

PORTION, FIRST = 5000, 1500  # rows; the first portion is smaller, so that an answer begins soon
ALONG = ("observations", "ix_observations_reading")
AFTER = ("after_place", "after_indicator", "after_end", "after_id")


@dataclass(frozen=True)
class ObservationLines:
    """The observations wanted, now or as of a release number."""

    wanted: Wanted
    as_of: int | None

    def page(self, session: Session, after: Key | None, limit: int) -> Block | None:
        """:returns: None where the rows have to be written from Python."""
        if not _can_write(session):
            return None
        statement = _page(self._asked, self.as_of is not None, len(after or ()))
        written, rows, numbers = statement.rows(session, **self._values(after), limit=limit + 1)[0]
        text = (written or "").encode()
        if not _is_whole(text, rows, Lines.LISTED_JSON):
            return None
        if rows <= limit:
            return Block(text[:-1], rows, None)
        last = _KEY.rows(session, id=int(numbers.rsplit(",", 2)[-2]))[0]
        return Block(text[: text.rfind(b"{") - 1], limit, tuple(last))

    def portion(self, session: Session, after: Key | None, kind: Lines, *, first: bool = False) -> Block | None:
        if not _can_write(session) or self._is_scattered:
            return None
        statement = _portion(self._asked, self.as_of is not None, len(after or ()), kind)
        texts, rows, last = [], 0, None
        most = FIRST if first else PORTION
        result = statement.ask(session, **self._values(after))
        while rows < most and (found := result.fetchone()):
            last, rows = (found[0],), rows + found[2]
            texts.append(found[1])
        result.close()
        text = "".join(texts).encode()
        plain = _is_whole(text, rows, kind) and not (kind is Lines.CSV and _has_formulas(session))
        return Block(text if plain else None, rows, last if rows >= most else None)

    @property
    def _is_scattered(self) -> bool:
        """What is found by other indexes than the one along the places: an indicator of all places, a dataset."""
        asked = self.wanted
        bound = asked.locality is not None or asked.within is not None
        return not bound and (asked.indicator is not None or asked.dataset is not None)

    @cached_property
    def _asked(self) -> frozenset[str]:
        return frozenset(f.name for f in fields(self.wanted) if getattr(self.wanted, f.name) is not None)

    def _values(self, after: Key | None) -> dict[str, Any]:
        values = {name: getattr(self.wanted, name) for name in self._asked}
        if self.as_of is not None:
            values["as_of"] = self.as_of
        return values | dict(zip(AFTER, after or (), strict=False))


def _can_write(session: Session) -> bool:
    return isinstance(session, FileSession) or session.get_bind().dialect.name == "sqlite"


@cache
def _columns() -> tuple[list[Any], list[str]]:
    columns = select_observations().selected_columns
    return [getattr(column, "element", column) for column in columns], columns.keys()


def _is_whole(text: bytes, rows: int, kind: Lines) -> bool:
    return is_as_written(text, rows, _left(kind))


@cache
def _left(kind: Lines) -> bytes:
    return left_of(*_columns(), kind)


@cache
def _page(names: frozenset[str], older: bool, after: int) -> Statement:
    """All the rows in one text, how many they are, and their numbers."""
    text = line(*_columns(), Lines.LISTED_JSON).label("line")
    query = _select(names, older, after).with_only_columns(text, Observation.id)
    found = query.order_by(*READING).limit(bindparam("limit", type_=Integer)).subquery()
    whole = func.group_concat(found.c.line, literal_column("''"))
    return Statement(select(whole, func.count(), func.group_concat(found.c.id, literal_column("','"))))


_KEY = Statement(select(*READING).where(Observation.id == bindparam("id")))


@cache
def _portion(names: frozenset[str], older: bool, after: int, kind: Lines) -> Statement:
    text = func.group_concat(line(*_columns(), kind), literal_column("''"))
    query = _select(names, older, after).with_only_columns(Observation.locality_id, text, func.count())
    return Statement(query.group_by(Observation.locality_id), along=ALONG)


def _select(names: frozenset[str], older: bool, after: int) -> Rows:
    given: Any = {name: bindparam(name) for name in names}
    as_of: Any = bindparam("as_of", type_=Integer) if older else None
    query = select_observations(Wanted(**given), as_of=as_of)
    if not after:
        return query
    return query.where(tuple_(*READING[:after]) > tuple_(*[bindparam(name) for name in AFTER[:after]]))


@cache
def _formulas() -> Statement:
    """Whether a text begins with a hyphen, or another sign before the digits, as no code does."""
    columns = (Locality.code, Indicator.code, Release.id)
    return Statement(select(or_(*[exists(select(column).where(column < "0")) for column in columns])))


def _has_formulas(session: Session) -> bool:
    return bool(_formulas().value(session))
