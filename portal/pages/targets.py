"""Targets: what was promised for which year, and how far it has come."""

from collections import defaultdict
from collections.abc import Iterable

from flask import Response, abort, render_template

from portal.domain.plans import Plan, get_plan, list_targets
from portal.domain.progress import Progress, ProgressStatus, count_statuses, list_progress
from portal.formats.http import table_answer
from portal.i18n import gettext as _
from portal.i18n import localized
from portal.i18n.wording import progress_name
from portal.pages.facets import Facet, Narrowed, narrow
from portal.pages.plan_rows import target_table
from portal.routing import Pages
from portal.web import session, today

pages = Pages("targets", __name__)
UNDATED = "undated"


@pages.get("/plans/<slug>/targets")
def of_plan(slug: str) -> str:
    plan = _plan(slug)
    narrowed = _narrowed_targets(plan)
    return render_template(
        "plans/targets.html",
        plan=plan,
        narrowed=narrowed,
        years=[(year, _by_group(of_year)) for year, of_year in _by_year(narrowed.things)],
        counts=count_statuses(narrowed.things),
        illustrative=any(p.illustrative for p in narrowed.things),
    )


@pages.get("/plans/<slug>/targets.<any(csv,json):suffix>")
def rows_of_plan(slug: str, suffix: str) -> Response:
    narrowed = _narrowed_targets(_plan(slug))
    return table_answer(target_table(slug, narrowed.things, suffix), suffix)


def _plan(slug: str) -> Plan:
    return get_plan(session(), slug) or abort(404)


def _by_year(progress: Iterable[Progress]) -> list[tuple[int | None, list[Progress]]]:
    """By due year, those without a year last; within a year in the document's order."""
    found: dict[int | None, list[Progress]] = defaultdict(list)
    for one in progress:
        found[one.target.year].append(one)
    return sorted(found.items(), key=lambda item: item[0] or 9999)


def _by_group(progress: Iterable[Progress]) -> list[tuple[str, list[Progress]]]:
    """By the indicators' group, in the order of the groups."""
    found: dict[str, list[Progress]] = defaultdict(list)
    for one in sorted(progress, key=lambda p: p.target.indicator.group.position):
        found[localized(one.target.indicator.group, "title")].append(one)
    return list(found.items())


def _narrowed_targets(plan: Plan) -> Narrowed[Progress]:
    progress = list_progress(session(), list_targets(session(), plan=plan.slug), today=today())
    groups = {p.target.indicator.group_code: p.target.indicator.group for p in progress}
    years = sorted({p.target.year for p in progress if p.target.year})
    return narrow(
        progress,
        [
            Facet("year", _("Năm đến hạn"), lambda p: [str(p.target.year or UNDATED)], year_text, [*map(str, years)]),
            Facet("status", _("Tình trạng"), lambda p: [p.status], progress_name, [*ProgressStatus]),
            Facet(
                "group",
                _("Nhóm chỉ số"),
                lambda p: [p.target.indicator.group_code],
                lambda code: localized(groups[code], "title"),
                sorted(groups, key=lambda code: groups[code].position),
            ),
        ],
    )


def year_text(year: str) -> str:
    return _("không ghi năm") if year == UNDATED else year
