"""The tables of an indicator's page as shown: the communes with their promises, the villages in their order."""

from collections.abc import Mapping, Sequence

from portal.domain.indicators import Indicator
from portal.domain.localities import Locality
from portal.domain.observations import Observation, Status
from portal.domain.progress import Progress
from portal.domain.ranking import Ranking
from portal.formats import Table
from portal.i18n import gettext as _
from portal.i18n import localized
from portal.i18n.formats import format_period

FIGURE = ("period", "numerator", "denominator", "value", "status", "release")
PROMISE = ("year", "comparator", "target", "target_high", "progress")


def commune_table(
    indicator: Indicator,
    communes: Sequence[Locality],
    latest: Mapping[int, Observation],
    promises: Mapping[int, Mapping[int, Sequence[Progress]]],
    *,
    illustrative: bool,
) -> Table:
    """A row a commune and promise; a commune without one has a row of its newest figure."""
    rows = []
    for place in communes:
        start = (place.code, localized(place), *_figure(latest.get(place.id)))
        found = [one for of_year in promises.get(place.id, {}).values() for one in of_year]
        promised = [_promise(one) for one in found] or [(None,) * len(PROMISE)]
        rows += [(*start, *promise, illustrative) for promise in promised]
    fields = ("locality", "name", *FIGURE, *PROMISE, "illustrative")
    title = _("%(indicator)s: số mới nhất và chỉ tiêu của các xã, phường", indicator=localized(indicator))
    return Table(f"{indicator.code}-communes", fields, rows, title)


def village_table(
    indicator: Indicator, commune: Locality, period: str, ranking: Ranking, *, illustrative: bool
) -> Table:
    """The villages in the order of their values, then those without one by name."""
    rows = [
        (row.place, row.village.code, localized(row.village), *_figure(row.observation), illustrative)
        for row in ranking.ranked
    ]
    rows += [
        (None, village.code, localized(village), *_figure(found, period), illustrative)
        for village, found in ranking.unranked
    ]
    told = {"indicator": localized(indicator), "commune": localized(commune), "period": format_period(period)}
    title = _("%(indicator)s theo thôn, tổ dân phố – %(commune)s, %(period)s", **told)
    name = f"{indicator.code}-{commune.slug}-{period}"
    return Table(name, ("rank", "locality", "name", *FIGURE, "illustrative"), rows, title)


def _figure(found: Observation | None, period: str | None = None) -> tuple[object, ...]:
    if found is None:
        return (period, None, None, None, Status.MISSING.value, None)
    return (found.period, found.numerator, found.denominator, found.value, found.status, found.release.id)


def _promise(one: Progress) -> tuple[object, ...]:
    target = one.target
    return (target.year, target.comparator, target.value, target.value_high, one.status)
