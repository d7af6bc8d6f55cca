"""A village: what was promised and where it stands, beside its commune, what changed, who helps, and the sources.

A gap to a target of the commune's, never a status of the village's own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flask import Response, render_template

from portal.domain.charted import list_at
from portal.domain.gaps import Gap, gap_to, nearest_target, passed_target
from portal.domain.indicators import ELEMENTS, Indicator, list_indicators
from portal.domain.lineage import list_changes_of
from portal.domain.localities import Locality, get_village
from portal.domain.news import get_news
from portal.domain.observations import Observation, Wanted, list_series, newest_finest, select_observations
from portal.domain.plans import Target
from portal.domain.programmes import ProgrammeState, SupportProgramme, list_programmes, programme_state
from portal.domain.releases import Release, list_releases
from portal.domain.restating import Series as Restated
from portal.domain.restating import list_restated
from portal.domain.teams import CommunityTeam, list_teams
from portal.domain.village_lines import VillageLine
from portal.errors import Refusal
from portal.formats.http import table_answer
from portal.i18n import gettext, localized
from portal.i18n.place_words import FUNCTIONS
from portal.i18n.sentences import comparable, figure_sentence
from portal.pages import reference
from portal.pages.asking import find_commune
from portal.pages.charts import Chart, aims, trend_chart
from portal.pages.kept import keep
from portal.pages.lineage_words import became_text, made_text
from portal.pages.restated import breaks, legend, renamings, told
from portal.pages.tables import table_of
from portal.routing import Pages
from portal.web import session, today

pages = Pages("villages", __name__)
pages.record_once(lambda setup: setup.app.jinja_env.globals.update(FUNCTIONS))

Series = dict[str, list[Observation]]

PROMISED = ("coverage-5g", "services-online-use")  # told first, after the elements of the digital citizen


@dataclass(frozen=True)
class Promise:
    """A target of the commune's; ``gap`` is None where the village shows no figure."""

    target: Target
    gap: Gap | None


@dataclass(frozen=True)
class Standing:
    """A village's newest figure of an indicator; ``commune`` is the commune's of the same period.

    ``promises`` are the target that was due last and the next one, as far as there are any.
    """

    indicator: Indicator
    latest: Observation
    commune: Observation | None
    promises: list[Promise]

    @property
    def first(self) -> bool:
        return self.indicator.element is not None or self.indicator.code in PROMISED

    @property
    def difference(self) -> Fraction | None:
        """The village's less the commune's; None unless both are shown."""
        own, other = self.latest.exact, self.commune.exact if self.commune else None
        return None if own is None or other is None else own - other


@pages.route("/localities/<ref>/<village>")
def show(ref: str, village: str) -> str:
    commune = find_commune(ref)
    place = _find_village(commune, village)
    keep(commune, place)
    former = place.valid_to is not None and place.valid_to < today()  # and not one that has yet to begin
    return render_template(
        "localities/village.html",
        commune=commune,
        village=place,
        neighbours=_neighbours(commune, place),
        former=former,
        to_come=place.valid_from is not None and place.valid_from > today(),
        **_lineage(place),
        **_figures(commune, place, former),
        **({} if former else _help(commune, place)),
    )


def _lineage(place: Locality) -> dict[str, Any]:
    made, became = list_changes_of(session(), place)
    return {
        "made": [(change, made_text(change)) for change in made],
        "became": (became, became_text(place, became)) if became else None,
    }


def _figures(commune: Locality, place: Locality, former: bool) -> dict[str, Any]:
    series = list_series(session(), place)
    targets = reference.targets(commune) if not former else ()
    charts = _charts(place, targets)
    newest = {max(rows, key=newest_finest).period for rows in series.values()}
    standings = _standings(series, list_at(session(), commune, newest), targets)
    return {
        "standings": standings,
        "charts": charts,
        "news": get_news(session(), place, series),
        "newest": next(iter(list_releases(session(), commune=commune, limit=1)), None),
        "sources": _sources(standings),
        "sentences": {s.indicator.code: _sentence(s, series[s.indicator.code]) for s in standings if s.first},
        "illustrative": place.illustrative
        or any(rows[-1].dataset.illustrative for rows in series.values())
        or any(chart.illustrative for _, chart, _ in charts),
    }


def _help(commune: Locality, place: Locality) -> dict[str, Any]:
    """Who helps here, and what can be applied for today."""
    return {"teams": _teams(commune, place), "programmes": _open_programmes(commune)}


def _teams(commune: Locality, place: Locality) -> list[CommunityTeam]:
    """The village's own teams, else those of the whole commune."""
    found = list_teams(session(), commune=commune)
    own = [team for team, of in found if of.id == place.id]
    return own or [team for team, of in found if of.id == commune.id]


def _open_programmes(commune: Locality) -> list[SupportProgramme]:
    found = list_programmes(session(), commune=commune)
    return [p for p in found if programme_state(p.open_from, p.open_until, today()) is ProgrammeState.OPEN]


def _sources(standings: Iterable[Standing]) -> list[Release]:
    """The releases that the figures shown came in, the newest first."""
    found = {s.latest.release.seq: s.latest.release for s in standings}
    return [found[seq] for seq in sorted(found, reverse=True)]


@pages.route("/localities/<ref>/<village>.<any(csv,json,xlsx,embed):suffix>")
def rows(ref: str, village: str, suffix: str) -> Response:
    commune = find_commune(ref)
    place = _find_village(commune, village)
    query = select_observations(Wanted(locality=place.id))
    query = query.order_by(Observation.indicator_code, Observation.period_end, Observation.period)
    title = f"{localized(place)}, {localized(commune)}"
    return table_answer(table_of(f"{commune.slug}-{place.slug}-observations", query), suffix, title)


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


def _neighbours(commune: Locality, village: Locality) -> tuple[VillageLine | None, VillageLine | None]:
    """The villages before and after in the commune's list of today; none beside one that is no more."""
    places = reference.villages(commune)
    at = next((number for number, place in enumerate(places) if place.id == village.id), None)
    if at is None:
        return None, None
    return (places[at - 1] if at else None), (places[at + 1] if at + 1 < len(places) else None)


def _standings(series: Series, of_commune: Series, targets: Sequence[Target]) -> list[Standing]:
    """Elements of the digital citizen first, in the indicators' order; those never observed here are left out."""
    observed = [i for i in list_indicators(session(), level="village") if i.code in series]
    found = [_standing(i, series[i.code], of_commune.get(i.code, []), targets) for i in observed]
    return sorted(found, key=lambda standing: _place_of_element(standing.indicator))


def _standing(
    indicator: Indicator, rows: list[Observation], of_commune: list[Observation], targets: Sequence[Target]
) -> Standing:
    latest = max(rows, key=newest_finest)
    same = next((o for o in of_commune if o.period == latest.period), None)
    own = [t for t in targets if t.indicator_code == indicator.code]
    return Standing(indicator, latest, same, _promises(own, latest.exact))


def _sentence(standing: Standing, series: Sequence[Observation]) -> str:
    """The village's newest figure, beside its last and the commune's next target."""
    latest, promise = standing.latest, standing.promises[-1] if standing.promises else None
    return figure_sentence(
        latest,
        before=comparable(series, latest),
        target=promise.target if promise else None,
        gap=promise.gap if promise else None,
        illustrative=latest.dataset.illustrative,
    )


def _place_of_element(indicator: Indicator) -> int:
    """Among the four; after them what is none."""
    return ELEMENTS.index(indicator.element) if indicator.element in ELEMENTS else len(ELEMENTS)


def _promises(targets: Sequence[Target], value: Fraction | None) -> list[Promise]:
    """The last target that was due and the next one; one only where they are the same."""
    found = (passed_target(targets, today().year), nearest_target(targets, today().year))
    once = {target.id: target for target in found if target is not None}
    return [Promise(target, gap_to(target, value) if value is not None else None) for target in once.values()]


def _charts(place: Locality, targets: Sequence[Target]) -> list[tuple[Indicator, Chart, list[str]]]:
    """The elements of the digital citizen over time, across changes, with what is said of names of before."""
    elements = reference.elements()
    restated = list_restated(session(), [place], elements)[place.id]
    return [
        (i, _chart(i, restated[i.code], targets), renamings(restated[i.code])) for i in elements if i.code in restated
    ]


def _chart(indicator: Indicator, series: Restated, targets: Sequence[Target]) -> Chart:
    return trend_chart(
        told(series, indicator),
        unit=indicator.unit,
        decimals=indicator.decimals,
        targets=aims(t for t in targets if t.indicator_code == indicator.code),
        illustrative=any(point.illustrative for point in series.points),
        breaks=breaks(series),
        legend=legend(series),
    )
