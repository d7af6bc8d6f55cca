"""Communes: the list, and one with its targets, villages, map and trend. Villages are in ``pages.villages``."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, render_template, request

from portal.db import Rows
from portal.domain.datasets import has_illustrative, list_datasets
from portal.domain.indicators import Indicator, list_elements, list_indicators
from portal.domain.lineage import finish_localities
from portal.domain.localities import (
    Locality,
    LocalityKind,
    get_commune,
    get_former_commune,
    get_last_locality,
    get_locality,
    list_namesakes,
    list_villages,
    select_localities,
)
from portal.domain.observations import (
    Observation,
    get_newest_village_period,
    get_observation,
    list_observed,
    list_series,
    list_village_values,
)
from portal.domain.participation import list_active_communes, list_communes_of, list_provinces
from portal.domain.plans import Target, list_plans, list_targets
from portal.domain.progress import Progress, ProgressStatus, count_statuses, list_progress
from portal.domain.releases import list_releases
from portal.domain.summaries import list_summaries
from portal.errors import Refusal
from portal.formats import Table
from portal.formats.http import table_answer
from portal.i18n import gettext
from portal.pages.charts import Chart, aims, trend_chart
from portal.pages.lineage_words import village_changes
from portal.pages.tables import table_of
from portal.routing import Pages
from portal.web import session, today

pages = Pages("localities", __name__)

NEWEST = 5
MOST_CARDS = 60  # communes told of at once; all are listed by province
FIRST_INDICATOR = "vneid-level2"


@dataclass(frozen=True)
class Milestone:
    """The targets due in one year, or in none."""

    year: int | None
    progress: list[Progress]
    counts: dict[ProgressStatus, int]
    opened: bool  # shown without being asked for: the last year passed and the next one


@dataclass(frozen=True)
class Column:
    """An indicator in the table of villages: the newest period that the villages share, and its figures."""

    indicator: Indicator
    period: str
    by_village: dict[int, Observation | None]
    commune: Observation | None

    @property
    def said(self) -> str:
        """The status that all figures shown have, for the head of the column; empty where they differ."""
        statuses = {
            o.status for o in [*self.by_village.values(), self.commune] if o is not None and o.value is not None
        }
        return statuses.pop() if len(statuses) == 1 and "normal" not in statuses else ""


@pages.route("/localities")
def index() -> str:
    """The communes that take part, and a way to all others: by name, or through their province."""
    provinces = list_provinces(session(), on=today())
    communes = list_active_communes(session(), on=today(), limit=MOST_CARDS)
    return render_template(
        "localities/index.html",
        provinces=provinces,
        total=sum(province.communes for province in provinces),
        active=sum(province.active for province in provinces),
        summaries=list_summaries(session(), communes, today=today()),
        illustrative=has_illustrative(session()),
    )


@pages.route("/localities.<any(csv,json,xlsx,embed):suffix>")
def rows(suffix: str) -> Response:
    query = select_localities(on=today(), kind=LocalityKind.COMMUNE).order_by(Locality.position)
    return table_answer(_linked("localities", query), suffix)


@pages.route("/localities/<ref>")
def show(ref: str) -> str:
    place = _find_province(ref) or find_commune(ref)
    if place.valid_to is not None and place.valid_to < today():
        bearers = [other for other in list_namesakes(session(), place) if other.valid_to is None]
        return render_template("localities/former.html", place=place, bearers=bearers)
    if place.kind == LocalityKind.PROVINCE:
        return _show_province(place)
    return render_template("localities/show.html", commune=place, **_parts(place))


def _find_province(ref: str) -> Locality | None:
    """As ``find_commune``; None where there never was one."""
    province = get_locality(session(), ref, on=_asked_day(), kind=LocalityKind.PROVINCE)
    return province or get_last_locality(session(), ref, kind=LocalityKind.PROVINCE)


def _show_province(province: Locality) -> str:
    active, others = list_communes_of(session(), province, on=today())
    return render_template(
        "localities/province.html",
        province=province,
        summaries=list_summaries(session(), active, today=today()),
        others=others,
        illustrative=has_illustrative(session(), province=province),
    )


def _parts(commune: Locality) -> dict[str, Any]:
    """What the sections of a commune's page show."""
    progress = list_progress(session(), list_targets(session(), commune=commune), today=today())
    choices = _choices(commune)
    chosen = _chosen(choices)
    return {
        "illustrative": has_illustrative(session(), commune=commune),
        "villages": list_villages(session(), commune, on=today()),
        "changes": village_changes(commune),
        "columns": _columns(commune),
        "namesakes": list_namesakes(session(), commune),
        "counts": count_statuses(progress),
        "milestones": milestones(progress, today().year),
        "choices": choices,
        "chosen": chosen,
        "chart": _chart(commune, chosen, [p.target for p in progress]) if chosen else None,
        "plans": list_plans(session(), commune=commune),
        "datasets": list_datasets(session(), commune=commune),
        "releases": list_releases(session(), commune=commune, limit=NEWEST),
    }


@pages.route("/localities/<ref>.<any(csv,json,xlsx,embed):suffix>")
def rows_below(ref: str, suffix: str) -> Response:
    """The villages of a commune, the communes of a province."""
    province = get_locality(session(), ref, on=today(), kind=LocalityKind.PROVINCE)
    place = province or find_commune(ref)
    kind, name = (LocalityKind.COMMUNE, "communes") if province else (LocalityKind.VILLAGE, "villages")
    query = select_localities(on=today(), kind=kind, parent=place).order_by(Locality.position)
    return table_answer(_linked(f"{place.slug}-{name}", query), suffix)


def _linked(name: str, query: Rows) -> Table:
    """The places with what they were made of and what became of them, as the API lists them."""
    table = table_of(name, query.add_columns(Locality.id.label("id")))
    rows = finish_localities(session(), list(table.rows))
    return Table(name, (*table.fields[:-1], "predecessors", "successors"), rows)


def find_commune(ref: str) -> Locality:
    """The commune with this slug or code on the day of the parameter ``on`` or today, else the last that had it.

    :raises Refusal: there never was one.
    """
    day = _asked_day()
    commune = get_commune(session(), ref, on=day) or get_former_commune(session(), ref, on=day)
    if commune is None:
        raise Refusal(
            404,
            "unknown-commune",
            gettext("Không có xã, phường này"),
            gettext("Làng Số không có xã, phường nào mang tên hoặc mã “%(ref)s”.", ref=ref),
        )
    return commune


def _asked_day() -> dt.date:
    text = request.args.get("on", "")
    try:
        return dt.date.fromisoformat(text) if text else today()
    except ValueError:
        raise Refusal(
            400,
            "not-a-day",
            gettext("Ngày chưa đúng"),
            gettext("“%(text)s” không phải là ngày. Hãy viết như 2025-06-30.", text=text),
        ) from None


def milestones(progress: Sequence[Progress], this_year: int) -> list[Milestone]:
    """Targets by year, those without a year last; open are the last year passed and the next one."""
    years = sorted({p.target.year for p in progress if p.target.year})
    opened = {*[y for y in years if y < this_year][-1:], *[y for y in years if y >= this_year][:1]}
    groups = [(year, [p for p in progress if p.target.year == year]) for year in [*years, None]]
    return [
        Milestone(year, found, count_statuses(found), year in opened or not years) for year, found in groups if found
    ]


def _columns(commune: Locality) -> list[Column]:
    """The four elements of the digital citizen by village; those never observed are left out."""
    columns = []
    for indicator in list_elements(session()):
        period = get_newest_village_period(session(), commune, indicator.code)
        if period is not None:
            values = list_village_values(session(), commune, indicator.code, period)
            own = get_observation(session(), indicator.code, commune, period)
            columns.append(Column(indicator, period, {village.id: found for village, found in values}, own))
    return columns


def _choices(commune: Locality) -> list[Indicator]:
    observed = list_observed(session(), commune)
    return [i for i in list_indicators(session(), level="village") if i.code in observed]


def _chosen(choices: list[Indicator]) -> Indicator | None:
    """The indicator of the map and the trend: the one asked for, else VNeID, else the first."""
    wanted = request.args.get("indicator", FIRST_INDICATOR)
    found = next((i for i in choices if i.code == wanted), None)
    if found is None and "indicator" in request.args:
        raise Refusal(
            400,
            "unknown-indicator",
            gettext("Không có chỉ số này"),
            gettext("Xã, phường này không có số liệu theo thôn của chỉ số “%(code)s”.", code=wanted),
        )
    return found or (choices[0] if choices else None)


def _chart(commune: Locality, indicator: Indicator, targets: list[Target]) -> Chart:
    series = list_series(session(), commune, indicator=indicator.code).get(indicator.code, [])
    return trend_chart(
        series,
        unit=indicator.unit,
        decimals=indicator.decimals,
        targets=aims(t for t in targets if t.indicator_code == indicator.code),
        illustrative=has_illustrative(session(), commune=commune),
    )
