"""What pages ask of the store's reference data, held for a state of it.

The indicators; of a commune its villages, their newest figures, its targets, and how they stand.
"""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import Table, bindparam, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from portal import per_state
from portal.db import Rows
from portal.domain.indicators import ELEMENTS, Indicator, IndicatorGroup
from portal.domain.localities import Locality
from portal.domain.newest_figures import Newest, list_newest_figures
from portal.domain.participation import Province, count_by_province, list_provinces
from portal.domain.plans import Plan, Target
from portal.domain.rollups import Rollup, list_rollups
from portal.domain.village_lines import VillageLine, list_village_lines
from portal.web import session, today


def indicators(*, level: str | None = None) -> list[Indicator]:
    """In their order, bound to no session; ``level`` narrows them."""
    found = per_state.held("indicators", lambda: _read_indicators(session()))
    return [each for each in found if level is None or each.level == level]


def elements() -> list[Indicator]:
    """The indicators of the four elements of the digital citizen, in their order."""
    found = [each for each in indicators() if each.element in ELEMENTS]
    return sorted(found, key=lambda each: ELEMENTS.index(each.element or ""))


def rollups(communes: Iterable[Locality]) -> dict[int, Rollup]:
    """How the targets of each commune stand today, by its id."""
    day = today()
    found = per_state.held_each("rollups", [(place.id, day) for place in communes], _read_rollups)
    return {place: rollup for (place, _day), rollup in found.items()}


def provinces() -> list[Province]:
    """Those that have communes today, in their order."""
    day = today()
    counts = per_state.held(("provinces", day), lambda: count_by_province(session(), on=day))
    return list_provinces(session(), counts)


def villages(commune: Locality) -> tuple[VillageLine, ...]:
    """Those of today, in their order."""
    day = today()
    return per_state.held(("villages", commune.id, day), lambda: list_village_lines(session(), commune.id, on=day))


def newest_figures(commune: Locality, indicators: list[str]) -> dict[str, Newest]:
    """What the table of a commune's villages shows of these, by indicator."""
    name = ("newest figures", commune.id, *indicators)
    return per_state.held(name, lambda: list_newest_figures(session(), commune, indicators))


def targets(commune: Locality) -> tuple[Target, ...]:
    """A commune's in the order of its plans and, within one, of the document; each with its indicator, not its plan."""
    return per_state.held(("targets", commune.id), lambda: _read_targets(session(), commune))


def _read_targets(reading: Session, commune: Locality) -> tuple[Target, ...]:
    known = {each.code: each for each in indicators()}
    found = [Target(**row) for row in reading.execute(_TARGETS, {"commune": commune.id}).mappings()]
    for target in found:
        set_committed_value(target, "indicator", known[target.indicator_code])
    return tuple(found)


def _read_rollups(keys: list[tuple[int, dt.date]]) -> dict[tuple[int, dt.date], Rollup]:
    read = list_rollups(session(), [place for place, _day in keys], today=today())
    return {key: read.get(key[0], {}) for key in keys}


def _read_indicators(reading: Session) -> tuple[Indicator, ...]:
    groups = {row["code"]: IndicatorGroup(**row) for row in _rows(reading, _GROUPS)}
    found = [Indicator(**row, group=groups[row["group_code"]]) for row in _rows(reading, _INDICATORS)]
    return tuple(sorted(found, key=lambda each: each.position))


def _rows(reading: Session, table: Table) -> list[dict[str, object]]:
    return [dict(row) for row in reading.execute(select(table)).mappings()]


_TARGETS: Rows = (
    select(Target.__table__)
    .join(Plan, Plan.slug == Target.plan_slug)
    .where(Plan.commune_id == bindparam("commune"))
    .order_by(Target.plan_slug, Target.position)
)
_GROUPS, _INDICATORS = IndicatorGroup.metadata.tables["indicator_groups"], Indicator.metadata.tables["indicators"]
