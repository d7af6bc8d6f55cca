"""A village: its newest figures beside the commune's and the commune's targets. A gap to a target, never a status."""

from dataclasses import dataclass

from flask import Response, render_template

from portal.domain.gaps import Gap, gap_to, nearest_target
from portal.domain.indicators import Indicator, list_elements, list_indicators
from portal.domain.lineage import list_changes_of
from portal.domain.localities import Locality, get_village, list_villages
from portal.domain.observations import Observation, list_series, newest_finest, select_observations
from portal.domain.plans import Target, list_targets
from portal.domain.restating import Series as Restated
from portal.domain.restating import list_restated
from portal.errors import Refusal
from portal.formats.http import table_answer
from portal.i18n import gettext, localized
from portal.pages.charts import Chart, aims, trend_chart
from portal.pages.lineage_words import became_text, made_text
from portal.pages.localities import find_commune
from portal.pages.restated import breaks, legend, renamings, told
from portal.pages.tables import table_of
from portal.routing import Pages
from portal.web import session, today

pages = Pages("villages", __name__)

Series = dict[str, list[Observation]]


@dataclass(frozen=True)
class Standing:
    """A village's newest figure of an indicator; ``commune`` is the commune's of the same period.

    ``gap`` is None where no figure is shown or no target has a year; ``target`` is the one it would be to.
    """

    indicator: Indicator
    latest: Observation
    commune: Observation | None
    target: Target | None
    gap: Gap | None


@pages.route("/localities/<ref>/<village>")
def show(ref: str, village: str) -> str:
    commune = find_commune(ref)
    place = _find_village(commune, village)
    series = list_series(session(), place)
    former = place.valid_to is not None and place.valid_to < today()  # and not one that has yet to begin
    targets = list_targets(session(), commune=commune) if not former else []
    charts = _charts(place, targets)
    made, became = list_changes_of(session(), place)
    return render_template(
        "localities/village.html",
        commune=commune,
        village=place,
        neighbours=_neighbours(commune, place),
        standings=_standings(series, list_series(session(), commune), targets),
        charts=charts,
        former=former,
        to_come=place.valid_from is not None and place.valid_from > today(),
        made=[(change, made_text(change)) for change in made],
        became=(became, became_text(place, became)) if became else None,
        illustrative=place.illustrative
        or any(rows[-1].dataset.illustrative for rows in series.values())
        or any(chart.illustrative for _, chart, _ in charts),
    )


@pages.route("/localities/<ref>/<village>.<any(csv,json):suffix>")
def rows(ref: str, village: str, suffix: str) -> Response:
    commune = find_commune(ref)
    place = _find_village(commune, village)
    query = select_observations(locality=place)
    query = query.order_by(Observation.indicator_code, Observation.period_end, Observation.period)
    return table_answer(table_of(f"{commune.slug}-{place.slug}-observations", query), suffix)


def _find_village(commune: Locality, ref: str) -> Locality:
    village = get_village(session(), commune, ref)
    if village is None:
        raise Refusal(
            404,
            "unknown-village",
            gettext("Không có thôn, tổ dân phố này"),
            gettext("%(commune)s không có thôn nào mang tên hoặc mã “%(ref)s”.", commune=localized(commune), ref=ref),
        )
    return village


def _neighbours(commune: Locality, village: Locality) -> tuple[Locality | None, Locality | None]:
    """The villages before and after in the commune's list of today; none beside one that is no more."""
    places = list_villages(session(), commune, on=today())
    at = next((number for number, place in enumerate(places) if place.id == village.id), None)
    if at is None:
        return None, None
    return (places[at - 1] if at else None), (places[at + 1] if at + 1 < len(places) else None)


def _standings(series: Series, of_commune: Series, targets: list[Target]) -> list[Standing]:
    """In the order of the indicators; those never observed here are left out."""
    observed = [i for i in list_indicators(session(), level="village") if i.code in series]
    return [_standing(i, series[i.code], of_commune.get(i.code, []), targets) for i in observed]


def _standing(
    indicator: Indicator, rows: list[Observation], of_commune: list[Observation], targets: list[Target]
) -> Standing:
    latest = max(rows, key=newest_finest)
    same = next((o for o in of_commune if o.period == latest.period), None)
    target = nearest_target((t for t in targets if t.indicator_code == indicator.code), today().year)
    value = latest.exact
    gap = gap_to(target, value) if target is not None and value is not None else None
    return Standing(indicator, latest, same, target, gap)


def _charts(place: Locality, targets: list[Target]) -> list[tuple[Indicator, Chart, list[str]]]:
    """The elements of the digital citizen over time, across changes, with what is said of names of before."""
    elements = list_elements(session())
    restated = list_restated(session(), [place], elements)[place.id]
    return [
        (i, _chart(i, restated[i.code], targets), renamings(restated[i.code])) for i in elements if i.code in restated
    ]


def _chart(indicator: Indicator, series: Restated, targets: list[Target]) -> Chart:
    return trend_chart(
        told(series, indicator),
        unit=indicator.unit,
        decimals=indicator.decimals,
        targets=aims(t for t in targets if t.indicator_code == indicator.code),
        illustrative=any(point.illustrative for point in series.points),
        breaks=breaks(series),
        legend=legend(series),
    )
