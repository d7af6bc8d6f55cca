"""Communes: the list, and one with its targets, villages, map and trend. Villages are in ``pages.villages``."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, render_template, request

from portal.db import Rows
from portal.domain.dataset_headings import list_headings
from portal.domain.datasets import has_illustrative
from portal.domain.indicators import Indicator
from portal.domain.lineage import finish_localities
from portal.domain.localities import (
    Locality,
    LocalityKind,
    get_last_locality,
    get_locality,
    list_namesakes,
    select_localities,
    was_province,
)
from portal.domain.observations import list_observed
from portal.domain.participation import list_active_communes, list_communes_of
from portal.domain.plan_headings import list_plan_headings
from portal.domain.plans import list_targets
from portal.domain.progress import Progress, ProgressStatus, list_progress
from portal.domain.releases import list_releases
from portal.domain.rollups import total
from portal.domain.summaries import list_summaries
from portal.errors import Refusal
from portal.formats import Table
from portal.formats.http import table_answer
from portal.i18n import gettext, localized
from portal.pages import reference
from portal.pages.asking import asked_day, find_commune
from portal.pages.chart_views import View, view_of
from portal.pages.charts import Chart, aims, trend_chart
from portal.pages.lineage_words import village_changes
from portal.pages.tables import table_of
from portal.pages.village_table import village_columns
from portal.routing import Pages
from portal.web import session, today

pages = Pages("localities", __name__)

NEWEST = 5
MOST_CARDS = 60  # communes told of at once; all are listed by province
MOST_VILLAGES = 60  # in the table of a commune's page; more have pages of their own
FIRST_INDICATOR = "vneid-level2"


@dataclass(frozen=True)
class Milestone:
    """The targets due in one year, or in none."""

    year: int | None
    counts: dict[ProgressStatus, int]


@pages.route("/localities")
def index() -> str:
    """The communes that take part, and a way to all others: by name, or through their province."""
    provinces = reference.provinces()
    communes = list_active_communes(session(), on=today(), limit=MOST_CARDS)
    return render_template(
        "localities/index.html",
        provinces=provinces,
        total=sum(province.communes for province in provinces),
        active=sum(province.active for province in provinces),
        summaries=list_summaries(session(), communes, reference.rollups(communes), today=today()),
        illustrative=has_illustrative(session()),
    )


@pages.route("/localities.<any(csv,json,xlsx,embed):suffix>")
def rows(suffix: str) -> Response:
    query = select_localities(on=today(), kind=LocalityKind.COMMUNE).order_by(Locality.position)
    return table_answer(_linked("localities", query), suffix, gettext("Xã, phường"))


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
    if not was_province(session(), ref):
        return None
    province = get_locality(session(), ref, on=asked_day(), kind=LocalityKind.PROVINCE)
    return province or get_last_locality(session(), ref, kind=LocalityKind.PROVINCE)


def _show_province(province: Locality) -> str:
    active, others = list_communes_of(session(), province, on=today())
    return render_template(
        "localities/province.html",
        province=province,
        summaries=list_summaries(session(), active, reference.rollups(active), today=today()),
        others=others,
        illustrative=has_illustrative(session(), province=province),
    )


def _parts(commune: Locality) -> dict[str, Any]:
    """What the sections of a commune's page show."""
    rollup = reference.rollups([commune])[commune.id]
    choices = _choices(commune)
    chosen = _chosen(choices)
    progress = _progress(commune, chosen) if chosen else []
    view = view_of(commune, chosen, progress) if chosen else None
    made_up = has_illustrative(session(), commune=commune)
    villages = reference.villages(commune)
    return {
        "illustrative": made_up,
        "villages": villages,
        "most": MOST_VILLAGES,
        "changes": village_changes(commune),
        "columns": village_columns(commune),
        "namesakes": list_namesakes(session(), commune),
        "counts": total(rollup),
        "milestones": [Milestone(year, counts) for year, counts in rollup.items()],
        "choices": choices,
        "chosen": chosen,
        "chart": _chart(view, progress, illustrative=made_up) if view else None,
        "sentence": view.sentence if view else "",
        "plans": list_plan_headings(session(), commune),
        "datasets": list_headings(session(), commune),
        "releases": list_releases(session(), commune=commune, limit=NEWEST),
    }


@pages.route("/localities/<ref>.<any(csv,json,xlsx,embed):suffix>")
def rows_below(ref: str, suffix: str) -> Response:
    """The villages of a commune, the communes of a province."""
    province = get_locality(session(), ref, on=today(), kind=LocalityKind.PROVINCE)
    place = province or find_commune(ref)
    kind, name = (LocalityKind.COMMUNE, "communes") if province else (LocalityKind.VILLAGE, "villages")
    query = select_localities(on=today(), kind=kind, parent=place).order_by(Locality.position)
    of = {"place": localized(place)}
    title = gettext("Xã, phường của %(place)s", **of) if province else gettext("Thôn, tổ dân phố của %(place)s", **of)
    return table_answer(_linked(f"{place.slug}-{name}", query), suffix, title)


def _linked(name: str, query: Rows) -> Table:
    """The places with what they were made of and what became of them, as the API lists them."""
    table = table_of(name, query.add_columns(Locality.id.label("id")))
    rows = finish_localities(session(), list(table.rows))
    return Table(name, (*table.fields[:-1], "predecessors", "successors"), rows)


def _choices(commune: Locality) -> list[Indicator]:
    observed = list_observed(session(), commune)
    return [i for i in reference.indicators(level="village") if i.code in observed]


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


def _progress(commune: Locality, indicator: Indicator) -> list[Progress]:
    targets = list_targets(session(), commune=commune, indicator=indicator.code)
    return list_progress(session(), targets, today=today())


def _chart(view: View, progress: Sequence[Progress], *, illustrative: bool) -> Chart:
    return trend_chart(
        view.own,
        unit=view.indicator.unit,
        decimals=view.indicator.decimals,
        targets=aims(each.target for each in progress),
        illustrative=illustrative,
    )
