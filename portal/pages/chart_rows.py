"""What a path chart draws as rows: figures, promises, and the three points of the straight line."""

from collections.abc import Iterator
from typing import Any

from portal.domain.periods import end_of_year
from portal.formats import Table
from portal.formats.public_rows import rounded
from portal.i18n import localized
from portal.pages.chart_views import View

FIELDS = (
    "kind,place,indicator,period,date,value,value_high,comparator,status,numerator,denominator,release,"
    "citation,illustrative"
).split(",")
KINDS = ("observation", "target", "line")


def path_table(view: View) -> Table:
    """The rows under the names of ``FIELDS``; a line's points are its base, what is expected at the latest, its end."""
    rows = [_row(view, **found) for found in (*_figures(view), *_targets(view), *_line(view))]
    name = view.path.removeprefix("/charts/").replace("/", "-")
    return Table(name, tuple(FIELDS), rows, view.title)


def _row(view: View, **found: Any) -> tuple[Any, ...]:
    known = {"place": view.place.code, "indicator": view.indicator.code, "illustrative": view.illustrative} | found
    return tuple(known.get(field) for field in FIELDS)


def _figures(view: View) -> Iterator[dict[str, Any]]:
    for figure in view.series:
        yield {
            "kind": "observation",
            "period": figure.when.text,
            "date": figure.when.end,
            "value": figure.value,
            "status": getattr(figure, "mark", "") or figure.status,
            "numerator": figure.numerator,
            "denominator": figure.denominator,
            "release": figure.release.id if figure.release else None,
        }


def _targets(view: View) -> Iterator[dict[str, Any]]:
    """A promise that the plan gives no year has no date either; its status is the commune's."""
    for item in view.progress:
        target = item.target
        yield {
            "kind": "target",
            "period": str(target.year) if target.year else None,
            "date": end_of_year(target.year) if target.year else None,
            "value": target.value,
            "value_high": target.value_high,
            "comparator": target.comparator,
            "status": None if view.village else item.status,
            "citation": localized(target, "citation"),
        }


def _line(view: View) -> Iterator[dict[str, Any]]:
    judgement = view.course.judgement if view.course else None
    if judgement is None or judgement.base is None or judgement.latest is None:
        return
    points = (
        (judgement.base.end, judgement.base.value),
        (judgement.latest.end, judgement.expected),
        (judgement.due, judgement.aim.mark),
    )
    for day, value in points:
        yield {"kind": "line", "date": day, "value": rounded(value)}
