"""Indicators: what is measured and how, what the plans promise of it, and how communes and villages compare."""

import enum
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask import Response, abort, render_template
from markupsafe import Markup

from portal.domain.datasets import has_illustrative
from portal.domain.extents import list_periods
from portal.domain.indicators import Indicator, get_indicator, list_groups, list_indicators, select_indicators
from portal.domain.localities import Locality
from portal.domain.observations import (
    Observation,
    list_latest,
    list_series,
    list_village_periods,
    list_village_values,
    newest_finest,
    select_indicator_observations,
)
from portal.domain.participation import find_place_with, list_communes_with
from portal.domain.periods import parse_period
from portal.domain.plans import Target, list_plans_by_indicator, list_target_years, list_targets
from portal.domain.progress import Progress, list_progress
from portal.domain.ranking import Ranking, rank_villages
from portal.errors import Refusal
from portal.formats import Table
from portal.formats.http import table_answer
from portal.i18n import gettext as _
from portal.i18n import localized
from portal.i18n.formats import format_period
from portal.i18n.sentences import comparable, figure_sentence
from portal.pages import json_ld
from portal.pages.asking import asked_code, asked_commune, asked_month
from portal.pages.charts import Chart, aims, trend_chart
from portal.pages.indicator_rows import commune_table, village_table
from portal.pages.paging import asked_page
from portal.pages.tables import table_of
from portal.routing import Pages
from portal.web import session, today

pages = Pages("indicators", __name__)

PAGE = 100  # communes
NAMED = 5  # plans that are named with an indicator; of more it is said how many


@dataclass(frozen=True)
class Villages:
    """The villages of a commune compared at one period."""

    period: str
    ranking: Ranking
    periods: list[str]


@pages.get("/indicators")
def index() -> str:
    by_group: dict[str, list[Indicator]] = defaultdict(list)
    for indicator in list_indicators(session()):
        by_group[indicator.group_code].append(indicator)
    return render_template(
        "indicators/index.html",
        groups=[(group, by_group[group.code]) for group in list_groups(session()) if by_group[group.code]],
        plans=list_plans_by_indicator(session(), most=NAMED),
    )


@pages.get("/indicators.<any(csv,json,xlsx,embed):suffix>")
def rows(suffix: str) -> Response:
    return table_answer(table_of("indicators", select_indicators().order_by(Indicator.position)), suffix, _("Chỉ số"))


@pages.get("/indicators/<code>")
def show(code: str) -> str:
    indicator = _indicator(code)
    everywhere = list_communes_with(session(), indicator.code, on=today())
    pager = asked_page(len(everywhere), PAGE)
    communes = everywhere[pager.first : pager.last]
    commune = _chosen_commune(indicator, everywhere, communes)
    looked_at = list({place.id: place for place in [*communes, *filter(None, [commune])]}.values())
    targets = list_targets(session(), indicator=code, communes=looked_at)
    latest = list_latest(session(), looked_at, indicator)
    illustrative = bool(latest) and has_illustrative(session())
    return render_template(
        "indicators/show.html",
        indicator=indicator,
        communes=communes,
        choices=looked_at,
        pager=pager,
        latest=latest,
        years=[year or 9999 for year in list_target_years(session(), code)],
        promises=_promises(list_progress(session(), targets, today=today())),
        commune=commune,
        villages=_villages(indicator, commune) if commune else None,
        chart=_chart(indicator, commune, targets) if commune else None,
        sentence=_sentence(indicator, commune) if commune else "",
        illustrative=illustrative,
        data=_data(indicator, [c for c in communes if c.id in latest], illustrative=illustrative),
    )


class Part(enum.StrEnum):
    """The tables of an indicator's page that can be taken by themselves, as they are shown."""

    COMMUNES = "communes"
    VILLAGES = "villages"


@pages.get("/indicators/<code>.<any(csv,json,xlsx,embed):suffix>")
def observation_rows(code: str, suffix: str) -> Response:
    """Every observation, or with ``table`` one of the page's tables."""
    indicator, part = _indicator(code), asked_code("table", Part)
    return table_answer(_part(indicator, part) if part else _all_rows(indicator), suffix)


def _all_rows(indicator: Indicator) -> Table:
    commune = asked_commune()
    query = select_indicator_observations(indicator.code, commune=commune)
    table = table_of(f"{indicator.code}-{commune.slug}" if commune else indicator.code, query)
    return replace(table, title=localized(indicator))


def _part(indicator: Indicator, part: Part) -> Table:
    communes = list_communes_with(session(), indicator.code, on=today())
    latest = list_latest(session(), communes, indicator)
    illustrative = bool(latest) and has_illustrative(session())
    if part is Part.COMMUNES:
        promises = _promises(list_progress(session(), list_targets(session(), indicator=indicator.code), today=today()))
        return commune_table(indicator, communes, latest, promises, illustrative=illustrative)
    commune = _shown_commune(communes, latest) or abort(404)
    villages = _villages(indicator, commune) or abort(404)
    return village_table(indicator, commune, villages.period, villages.ranking, illustrative=illustrative)


def _chosen_commune(indicator: Indicator, everywhere: Sequence[Locality], shown: Sequence[Locality]) -> Locality | None:
    """The commune that the address names; else the first on this page that has a figure, else the first of all."""
    if (asked := asked_commune()) is not None:
        return asked
    places = {place.id: place for place in [*shown, *everywhere]}
    found = find_place_with(session(), indicator.code, places)
    return places[found] if found is not None else None


def _shown_commune(communes: Sequence[Locality], latest: Mapping[int, Observation]) -> Locality | None:
    return asked_commune() or next((c for c in communes if c.id in latest), None)


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
    """At the period that is asked for, else the newest; None where there is none.

    :raises Refusal: the villages have no figures of the period.
    """
    periods = list_village_periods(session(), commune, indicator.code) if indicator.level == "village" else []
    if not periods:
        return None
    period = _asked_period(periods) or periods[0]
    values = list_village_values(session(), commune, indicator.code, period)
    return Villages(period, rank_villages(values, down=indicator.direction == "down"), periods)


def _asked_period(periods: Sequence[str]) -> str | None:
    """The period of the parameter ``period``; of a year without figures of its own, the last one in it."""
    asked = asked_month("period")
    if asked is None or asked.text in periods:
        return asked.text if asked else None
    within = [text for text in periods if asked.start <= parse_period(text).end <= asked.end]
    if not within:
        raise Refusal(
            404,
            "no-figures",
            _("Không có số liệu của kỳ này"),
            _("Các thôn, tổ dân phố không có số liệu của %(period)s.", period=format_period(asked)),
        )
    return within[0]


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


def _sentence(indicator: Indicator, commune: Locality) -> str:
    """The commune's newest figure in a sentence; empty where it has none."""
    series = list_series(session(), commune, indicator=indicator.code).get(indicator.code, [])
    if not series:
        return ""
    newest = max(series, key=newest_finest)
    return figure_sentence(
        newest, before=comparable(series, newest), illustrative=has_illustrative(session(), commune=commune)
    )
