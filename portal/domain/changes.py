"""What a release changed, cell by cell: the old state beside the new one.

An observation that a release brought stands beside the one it superseded, which names the same release as its end.
So the difference is one query, the same for a release that is out and for one that is only previewed.
"""

import enum
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, select
from sqlalchemy.orm import Session, aliased

from portal.db import Rows
from portal.domain.indicators import Indicator
from portal.domain.localities import Locality
from portal.domain.observations import Observation, Status, exact_value
from portal.domain.records import list_record_changes
from portal.domain.releases import Release


class ChangeKind(enum.StrEnum):
    ADDED = "added"  # a value where there was none
    CHANGED = "changed"
    REMOVED = "removed"  # a value no more
    WITHHELD = "withheld"  # not shown, to protect a small place
    MISSING = "missing"  # not reported


@dataclass(frozen=True)
class Side:
    """A cell before or after a release."""

    numerator: int | None
    denominator: int | None
    value: float | None
    status: Status

    @property
    def exact(self) -> Fraction | None:
        """The value without rounding."""
        return exact_value(self.numerator, self.denominator, self.value)


@dataclass(frozen=True)
class CellChange:
    """One cell that a release wrote. ``old`` is None where the cell did not exist."""

    indicator: Indicator
    locality: Locality
    period: str
    old: Side | None
    new: Side

    @property
    def kind(self) -> ChangeKind:
        return change_kind(self.old, self.new)

    @property
    def difference(self) -> Fraction | None:
        """New minus old value, exact; None unless both are shown."""
        old, new = self.old.exact if self.old else None, self.new.exact
        return None if old is None or new is None else new - old


def change_kind(old: Side | None, new: Side) -> ChangeKind:
    if new.status is Status.WITHHELD:
        return ChangeKind.WITHHELD
    had = old is not None and old.value is not None
    if new.value is None:
        return ChangeKind.REMOVED if had else ChangeKind.MISSING
    return ChangeKind.CHANGED if had else ChangeKind.ADDED


CHANGE_FIELDS = (
    "indicator,locality,period,change,old_numerator,old_denominator,old_value,old_status,"
    "numerator,denominator,value,status"
).split(",")


def list_changes(session: Session, release: Release, *, place: Locality | None = None) -> list[CellChange]:
    """What a release wrote, by indicator, place and period; the commune before its villages. Of one place if given."""
    asked = {"release": release.seq} | ({} if place is None else {"place": place.id})
    return [
        CellChange(indicator, locality, row[2], _side(row[3:7]), _new_side(row[7:11]))
        for *row, indicator, locality in session.execute(_whole_changes(of_place=place is not None), asked)
    ]


def list_change_rows(session: Session, release: Release) -> list[tuple[Any, ...]]:
    """The same in the order of ``CHANGE_FIELDS``, as plain values."""
    return [
        (*row[:3], change_kind(_side(row[3:7]), _new_side(row[7:11])), *row[3:11])
        for row in map(tuple, session.execute(_changes(), {"release": release.seq}))
    ]


def change_of(row: Sequence[Any], indicator: Indicator, place: Locality) -> CellChange:
    """A row in the order of ``CHANGE_FIELDS`` as a change; its codes are those of this indicator and place."""
    return CellChange(indicator, place, row[2], _side(row[4:8]), _new_side(row[8:12]))


def count_kinds(rows: Iterable[Sequence[Any]]) -> dict[ChangeKind, int]:
    """How many cells of each kind, of rows in the order of ``CHANGE_FIELDS``; kinds that do not occur are left out."""
    counts = Counter(row[3] for row in rows)
    return {kind: counts[kind] for kind in ChangeKind if counts[kind]}


@dataclass(frozen=True)
class Summary:
    """All that a release changed, in short.

    :param digest: SHA-256 over every change, as hex: equal digests are equal releases.
    :param counts: how many cells it changed, by kind.
    :param corrects: whether a final value that stood in public was replaced or taken away, or a record was. A record
        that moves on, as a task's state does, is an update.
    """

    digest: str
    counts: dict[ChangeKind, int]
    corrects: bool


def summarise_changes(session: Session, release: Release) -> Summary:
    rows, records = list_change_rows(session, release), list_record_changes(session, release.seq)
    digest = hashlib.sha256()
    for row in [*rows, *map(astuple, records)]:
        digest.update(json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=str).encode() + b"\n")
    return Summary(
        digest=digest.hexdigest(),
        counts=count_kinds(rows),
        corrects=any(record.old is not None and record.new is None for record in records)
        or any(_replaces(_side(row[4:8]), _new_side(row[8:12])) for row in rows),
    )


def _replaces(old: Side | None, new: Side) -> bool:
    return old is not None and old.value is not None and old.status is Status.NORMAL and old != new


NOTHING = hashlib.sha256().hexdigest()
"""The digest of a release that changes nothing."""


@cache
def _whole_changes(*, of_place: bool) -> Rows:
    query = _changes().add_columns(Indicator, Locality)
    return query.where(Observation.locality_id == bindparam("place")) if of_place else query


@cache
def _changes() -> Rows:
    release: BindParameter[int] = bindparam("release")
    old = aliased(Observation)
    same_cell = and_(
        old.superseded_in == release,
        old.indicator_code == Observation.indicator_code,
        old.locality_id == Observation.locality_id,
        old.period == Observation.period,
    )
    return (
        select(
            Observation.indicator_code,
            Locality.code,
            Observation.period,
            old.numerator,
            old.denominator,
            old.value,
            old.status,
            Observation.numerator,
            Observation.denominator,
            Observation.value,
            Observation.status,
        )
        .join(Locality, Observation.locality_id == Locality.id)
        .join(Indicator, Observation.indicator_code == Indicator.code)
        .outerjoin(old, same_cell)
        .where(Observation.released_in == release)
        .order_by(Indicator.position, Locality.kind, Locality.position, Observation.period_end, Observation.period)
    )


def _side(columns: Sequence[Any]) -> Side | None:
    return None if columns[3] is None else _new_side(columns)


def _new_side(columns: Sequence[Any]) -> Side:
    numerator, denominator, value, status = columns
    return Side(numerator, denominator, value, Status(status))
