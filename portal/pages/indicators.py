"""Indicators: what is measured and how, what the plans promise of it, and how communes and villages compare."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, abort, render_template
from markupsafe import Markup

from portal.domain.datasets import has_illustrative
from portal.domain.extents import list_periods
from portal.domain.indicators import Indicator, get_indicator, list_groups, list_indicators, select_indicators
from portal.domain.localities import Locality
from portal.domain.observations import (
    get_newest_village_period,
    list_latest,
    list_series,
    list_village_values,
    select_indicator_observations,
)
from portal.domain.participation import list_communes_with
from portal.domain.plans import Target, list_plans_by_indicator, list_targets
from portal.domain.progress import Progress, list_progress
from portal.domain.ranking import Ranking, rank_villages
from portal.formats.http import table_answer
from portal.pages import json_ld
from portal.pages.asking import asked_commune
from portal.pages.charts import Chart, aims, trend_chart
from portal.pages.tables import table_of
from portal.routing import Pages
from portal.web import session, today

pages = Pages("indicators", __name__)


@dataclass(frozen=True)
class Villages:
    """The villages of a commune compared at one period."""

    period: str
    ranking: Ranking


@pages.get("/indicators")
def index() -> str:
    by_group: dict[str, list[Indicator]] = defaultdict(list)
    for indicator in list_indicators(session()):
        by_group[indicator.group_code].append(indicator)
    return render_template(
        "indicators/index.html",
        groups=[(group, by_group[group.code]) for group in list_groups(session()) if by_group[group.code]],
        plans=list_plans_by_indicator(session()),
    )


@pages.get("/indicators.<any(csv,json,xlsx,embed):suffix>")
def rows(suffix: str) -> Response:
    return table_answer(table_of("indicators", select_indicators().order_by(Indicator.position)), suffix)


@pages.get("/indicators/<code>")
def show(code: str) -> str:
    indicator = _indicator(code)
    targets = list_targets(session(), indicator=code)
    communes = list_communes_with(session(), indicator.code, on=today())
    latest = list_latest(session(), communes, indicator)
    commune = asked_commune() or next((c for c in communes if c.id in latest), None)
    illustrative = bool(latest) and has_illustrative(session())
    return render_template(
        "indicators/show.html",
        indicator=indicator,
        communes=communes,
        latest=latest,
        years=sorted({t.year or 9999 for t in targets}),
        promises=_promises(list_progress(session(), targets, today=today())),
        commune=commune,
        villages=_villages(indicator, commune) if commune else None,
        chart=_chart(indicator, commune, targets) if commune else None,
        illustrative=illustrative,
        data=_data(indicator, [c for c in communes if c.id in latest], illustrative=illustrative),
    )


@pages.get("/indicators/<code>.<any(csv,json,xlsx,embed):suffix>")
def observation_rows(code: str, suffix: str) -> Response:
    commune = asked_commune()
    query = select_indicator_observations(_indicator(code).code, commune=commune)
    name = f"{code}-{commune.slug}" if commune else code
    return table_answer(table_of(name, query), suffix)


def _indicator(code: str) -> Indicator:
    return get_indicator(session(), code) or abort(404)


def _data(indicator: Indicator, communes: Sequence[Locality], *, illustrative: bool) -> Markup | None:
    """The page as a dataset, for search engines; None where no commune has published anything."""
    if not communes:
        return None
    periods = list_periods(session(), indicator.code, communes)
    return json_ld.data_block(json_ld.indicator_node(indicator, communes, periods, illustrative=illustrative))


def _promises(progress: Sequence[Progress]) -> dict[int, dict[int, list[Progress]]]:
    """Targets with their progress, by commune id and year; 9999 stands for none."""
    promises: dict[int, dict[int, list[Progress]]] = defaultdict(lambda: defaultdict(list))
    for one in progress:
        promises[one.target.plan.commune_id][one.target.year or 9999].append(one)
    return promises


def _villages(indicator: Indicator, commune: Locality) -> Villages | None:
    period = get_newest_village_period(session(), commune, indicator.code)
    if indicator.level != "village" or period is None:
        return None
    values = list_village_values(session(), commune, indicator.code, period)
    return Villages(period, rank_villages(values, down=indicator.direction == "down"))


def _chart(indicator: Indicator, commune: Locality, targets: Sequence[Target]) -> Chart | None:
    series = list_series(session(), commune, indicator=indicator.code).get(indicator.code, [])
    if not series:
        return None
    return trend_chart(
        series,
        unit=indicator.unit,
        decimals=indicator.decimals,
        targets=aims(t for t in targets if t.plan.commune_id == commune.id),
        illustrative=has_illustrative(session(), commune=commune),
    )
