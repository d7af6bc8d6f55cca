"""How the targets of communes stand, counted by the year they are due: read as columns, without a single target."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TypeAlias

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from portal.db import Rows
from portal.domain.indicators import Indicator
from portal.domain.judging import NO_SERIES, ProgressStatus
from portal.domain.plans import Plan, Target
from portal.domain.progress import aim_for, list_amendments, list_milestone_years, load_series

Counts: TypeAlias = dict[ProgressStatus, int]
Rollup: TypeAlias = dict[int | None, Counts]
"""By the year that targets are due in, those without one last; of each how many targets in force have each status."""


def list_rollups(session: Session, communes: Iterable[int], *, today: dt.date) -> dict[int, Rollup]:
    """The roll-up of each of these communes that has targets, by its id."""
    rows = session.execute(_PROMISES, {"communes": list(communes)}).all()
    series = load_series(session, {row.commune_id for row in rows}, {row.indicator_code for row in rows})
    milestones = list_milestone_years(session, {row.plan_slug for row in rows})
    amended = list_amendments(session)
    found: dict[int, dict[int | None, Counter[ProgressStatus]]] = defaultdict(lambda: defaultdict(Counter))
    for row in rows:
        of_indicator = series.get((row.commune_id, row.indicator_code), NO_SERIES)
        status = of_indicator.judge(aim_for(row, row), milestones.get(row.plan_slug, ()), today).status
        found[row.commune_id][row.year][status] += row.id not in amended
    return {commune: _in_order(by_year) for commune, by_year in found.items()}


def total(rollup: Rollup) -> Counts:
    """The counts of all years together."""
    together: Counter[ProgressStatus] = Counter()
    for counts in rollup.values():
        together.update(counts)
    return _ordered(together)


def _in_order(by_year: dict[int | None, Counter[ProgressStatus]]) -> Rollup:
    years = sorted(by_year, key=lambda year: (year is None, year))
    return {year: _ordered(by_year[year]) for year in years}


def _ordered(counts: Counter[ProgressStatus]) -> Counts:
    return {status: counts[status] for status in ProgressStatus if counts[status]}


_PLAN, _TARGET, _INDICATOR = Plan.__table__, Target.__table__.c, Indicator.__table__
_PROMISES: Rows = (
    select(
        _PLAN.c.commune_id,
        _TARGET.id,
        _TARGET.plan_slug,
        _TARGET.indicator_code,
        _TARGET.comparator,
        _TARGET.value,
        _TARGET.value_high,
        _TARGET.year,
        _INDICATOR.c.direction,
        _INDICATOR.c.nature,
        _INDICATOR.c.unit,
    )
    .join(_PLAN, _TARGET.plan_slug == _PLAN.c.slug)
    .join(_INDICATOR, _TARGET.indicator_code == _INDICATOR.c.code)
    .where(_PLAN.c.commune_id.in_(bindparam("communes", expanding=True)))
)
