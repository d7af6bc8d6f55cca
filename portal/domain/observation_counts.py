"""How many observations stand, counted when they are published: whoever asks for a number reads a few rows.

Counting rows of the table takes 37 times as long at ten million as at 290,000. So each release adds what it wrote to
these counts and takes off what it superseded, in its own transaction. They are of the present state; an older one is
found from it by what came and went since, or counted where it is small.

The commune is that of the place: itself, or the one above a village. Rows of the commune ``WHOLE`` count all communes,
rows of the indicator or period ``ALL`` all of these, so that no question sums more rows the more there are.
"""

import datetime as dt
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Date, Integer, String, TextClause, bindparam, case, delete, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.db import Condition, PublicBase, bytewise
from portal.domain.datasets import Dataset
from portal.domain.localities import Locality, LocalityKind
from portal.domain.observations import ANY, Observation, Wanted, alive
from portal.domain.periods import parse_period
from portal.domain.releases import Release, get_latest_seq
from portal.statements import Statement

WHOLE, ALL = 0, ""


class ObservationCount(PublicBase):
    __tablename__ = "observation_counts"

    commune_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    indicator_code: Mapped[str] = mapped_column(String(60), primary_key=True)
    period: Mapped[str] = mapped_column(bytewise(10), primary_key=True)
    dataset_slug: Mapped[str] = mapped_column(String(100), primary_key=True)  # none where all communes are counted
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)  # of the place
    status: Mapped[str] = mapped_column(String(20), primary_key=True)
    period_end: Mapped[dt.date | None]
    number: Mapped[int] = mapped_column(BigInteger)


_STANDING = """
  select indicator_code, period, period_end, dataset_slug, locality_id, status, 1 as sign
  from observations where superseded_in is null
"""
_OF_RELEASE = """
  select indicator_code, period, period_end, dataset_slug, locality_id, status, 1 as sign
  from observations where released_in = :seq
  union all
  select indicator_code, period, period_end, dataset_slug, locality_id, status, -1 as sign
  from observations where superseded_in = :seq
"""
_COUNTED = """
with leaves as (
  select case place.kind when 'village' then place.parent_id else place.id end as commune_id,
    seen.indicator_code, seen.period, seen.period_end, seen.dataset_slug, place.kind, seen.status,
    sum(seen.sign) as number
  from (SEEN) as seen join localities as place on place.id = seen.locality_id
  group by 1, 2, 3, 4, 5, 6, 7
)
select leaves.commune_id * communes.one as commune_id,
  case indicators.one when 1 then leaves.indicator_code else '' end as indicator_code,
  case periods.one when 1 then leaves.period else '' end as period,
  case communes.one when 1 then leaves.dataset_slug else '' end as dataset_slug,
  leaves.kind as kind, leaves.status as status,
  case periods.one when 1 then leaves.period_end end as period_end,
  sum(leaves.number) as number
from leaves cross join (select 0 as one union all select 1) as communes
  cross join (select 0 as one union all select 1) as indicators
  cross join (select 0 as one union all select 1) as periods
group by 1, 2, 3, 4, 5, 6, 7
"""
_KEPT = "select commune_id, indicator_code, period, dataset_slug, kind, status, number from observation_counts"
_ADDED = """
insert into observation_counts
  (commune_id, indicator_code, period, dataset_slug, kind, status, period_end, number)
select commune_id, indicator_code, period, dataset_slug, kind, status, period_end, number
from (COUNTED) as counted where number <> 0 order by 1, 2, 3, 4, 5, 6
on conflict (commune_id, indicator_code, period, dataset_slug, kind, status)
do update set number = observation_counts.number + excluded.number
"""


def _counted(seen: str) -> str:
    return _COUNTED.replace("SEEN", seen)


def _add(seen: str) -> TextClause:
    return text(_ADDED.replace("COUNTED", _counted(seen)))


def count_release(session: Session, seq: int) -> None:
    """Add what a release wrote and take off what it superseded: once, in the transaction that wrote it."""
    session.execute(_add(_OF_RELEASE), {"seq": seq})
    commune = select(Release.commune_id).where(Release.seq == seq).scalar_subquery()
    kept = ObservationCount.commune_id.in_([0, commune])
    session.execute(delete(ObservationCount).where(kept, ObservationCount.number == 0))


def count_anew(session: Session) -> None:
    """Count every observation that stands: after rows were written by other ways than a release, or lost."""
    session.execute(delete(ObservationCount))
    session.execute(_add(_STANDING))


@dataclass(frozen=True)
class Difference:
    """A count that is not what the table holds."""

    key: tuple[Any, ...]  # the primary key
    kept: int
    there: int


def find_count_differences(session: Session) -> list[Difference]:
    """Where the counts differ from the table, which is read whole; nothing, unless something is wrong."""
    kept = {tuple(key): number for *key, number in session.execute(text(_KEPT)) if number}
    there = {_key_of(row): int(row.number) for row in session.execute(text(_counted(_STANDING)))}
    wrong = sorted(key for key in kept.keys() | there.keys() if kept.get(key) != there.get(key))
    return [Difference(key, kept.get(key, 0), there.get(key, 0)) for key in wrong]


def _key_of(row: Any) -> tuple[Any, ...]:
    return row.commune_id, row.indicator_code, row.period, row.dataset_slug, row.kind, row.status


def count_observations(session: Session, wanted: Wanted = ANY, *, as_of: int | None = None) -> int:
    """How many observations there are, now or as of a release number."""
    if wanted.locality is not None:
        return _count_of_place(session, wanted, as_of)
    if as_of is None or as_of >= get_latest_seq(session):
        return _count_standing(session, wanted)
    if wanted.within is not None or wanted.dataset is not None:
        return _count_rows(session, [*alive(as_of), *wanted.conditions()])
    return _count_older(session, wanted, as_of)


RARE = 200


def narrow_to_communes(session: Session, wanted: Wanted) -> Wanted:
    """The same of what stands, where it is rare and of no place told only in the communes that have any of it.

    An index has all that is published place by place: without this, one that has nothing of a period is read whole.
    """
    if wanted.locality is not None or wanted.within is not None or wanted.dataset is not None:
        return wanted
    of_all = Wanted(indicator=wanted.indicator)  # whose index has each place's rows together
    if RARE * _count_standing(session, wanted) >= _count_standing(session, of_all):
        return wanted
    of = ObservationCount
    given = _given(wanted)
    communes = select(of.commune_id).where(
        of.commune_id > WHOLE, of.number > 0, of.indicator_code == (wanted.indicator or ALL), *_of_periods(given.keys())
    )
    if wanted.status is not None:
        communes = communes.where(of.status == wanted.status)
    above = case((Locality.kind == LocalityKind.VILLAGE, Locality.parent_id), else_=Locality.id)
    return replace(wanted, places=select(Locality.id).where(above.in_(communes.params(**given))))


def _count_of_place(session: Session, wanted: Wanted, as_of: int | None) -> int:
    given = _given(wanted)
    if as_of is not None:
        given["as_of"] = as_of
    with suppress(ValueError):  # no period: there is nothing of it
        given |= {"period_end": parse_period(wanted.period).end} if wanted.period else {}
    return int(_of_place(frozenset(given)).value(session, **given) or 0)


@cache
def _of_place(names: frozenset[str]) -> Statement:
    wanted: Any = {name: bindparam(name) for name in names - {"as_of", "period_end"}}
    as_of: Any = bindparam("as_of", type_=Integer) if "as_of" in names else None
    found = [*alive(as_of), *Wanted(**wanted).conditions()]
    if "period_end" in names:
        found.append(Observation.period_end == bindparam("period_end", type_=Date))
    return Statement(select(func.count()).select_from(Observation).where(*found))


def _given(wanted: Wanted) -> dict[str, Any]:
    asked = {f.name: getattr(wanted, f.name) for f in fields(wanted)}
    return {name: value for name, value in asked.items() if value is not None}


def _count_rows(session: Session, conditions: list[Condition]) -> int:
    return session.scalar(select(func.count()).select_from(Observation).where(*conditions)) or 0


def _count_older(session: Session, wanted: Wanted, seq: int) -> int:
    """What stands, without what came since, and with what went since: a walk through pages outlasts few releases."""
    came = [Observation.released_in > seq, Observation.superseded_in.is_(None)]
    went = [Observation.superseded_in > seq, Observation.released_in <= seq]
    asked = wanted.conditions()
    now = _count_standing(session, wanted)
    return now - _count_rows(session, [*came, *asked]) + _count_rows(session, [*went, *asked])


def _count_standing(session: Session, wanted: Wanted) -> int:
    given = _given(wanted)
    values = given | {"commune": _commune_of(session, wanted), "indicator": wanted.indicator or ALL}
    return int(_standing(frozenset(given)).value(session, **values) or 0)


@cache
def _standing(given: frozenset[str]) -> Statement:
    of = ObservationCount
    query = select(func.sum(of.number)).where(
        of.commune_id == bindparam("commune"), of.indicator_code == bindparam("indicator"), *_of_periods(given)
    )
    if "within" in given:
        query = query.where(of.kind == LocalityKind.VILLAGE)
    columns = {"dataset": of.dataset_slug, "status": of.status}
    return Statement(query.where(*[column == bindparam(name) for name, column in columns.items() if name in given]))


def _of_periods(given: AbstractSet[str]) -> list[Condition]:
    of = ObservationCount
    if "start" not in given and "end" not in given:
        return [of.period == (bindparam("period") if "period" in given else ALL)]
    found: list[Condition] = [of.period == bindparam("period") if "period" in given else of.period != ALL]
    if "start" in given:
        found.append(of.period_end >= bindparam("start", type_=Date))
    if "end" in given:
        found.append(of.period_end <= bindparam("end", type_=Date))
    return found


def _commune_of(session: Session, wanted: Wanted) -> int:
    if wanted.within is not None:
        return wanted.within
    if wanted.dataset is None:
        return WHOLE
    return session.scalar(select(Dataset.commune_id).where(Dataset.slug == wanted.dataset)) or WHOLE
