"""Targets: what was promised for which year, and how far it has come; of one plan, and of communes side by side."""

from collections.abc import Iterable, Sequence

from flask import Response, abort, render_template

from portal.domain.contradictions import Contradiction, find_contradictions
from portal.domain.localities import Locality
from portal.domain.plan_history import Neighbours, list_histories, list_neighbours, list_newer, list_targets_above
from portal.domain.plans import Plan, Target, get_plan, list_targets
from portal.domain.progress import Progress, ProgressStatus, count_statuses, list_progress
from portal.formats.http import table_answer
from portal.i18n import gettext as _
from portal.i18n import localized
from portal.i18n.contradiction_words import tell
from portal.i18n.wording import progress_name
from portal.pages import comparison
from portal.pages.facets import Facet, Narrowed, narrow
from portal.pages.plan_rows import target_table
from portal.pages.target_board import board_order, counts_sentence, make_board, side_by_side
from portal.routing import Pages
from portal.web import session, today

pages = Pages("targets", __name__)
UNDATED = "undated"


@pages.get("/targets")
def index() -> str:
    chosen = comparison.asked_communes()
    narrowed = _narrowed(list_targets(session(), communes=chosen.communes), within=chosen.query)
    counts = comparison.count_by_commune(chosen.communes, narrowed.things)
    return render_template(
        "targets/index.html",
        chosen=chosen,
        narrowed=narrowed,
        groups=side_by_side(narrowed.things),
        counts=counts,
        statuses=[status for status in ProgressStatus if any(status in of_one for of_one in counts.values())],
        sentence=" ".join(_sentence(place, counts[place.id]) for place in chosen.communes),
        illustrative=any(p.illustrative for p in narrowed.things),
    )


@pages.get("/targets.<any(csv,json,xlsx,embed):suffix>")
def rows(suffix: str) -> Response:
    chosen = comparison.asked_communes()
    narrowed = _narrowed(list_targets(session(), communes=chosen.communes), within=chosen.query)
    return table_answer(target_table("targets", narrowed.things, suffix), suffix, _("Chỉ tiêu của các xã, phường"))


@pages.get("/plans/<slug>/targets")
def of_plan(slug: str) -> str:
    plan = _plan(slug)
    targets = list_targets(session(), plan=slug)
    narrowed = _narrowed(targets)
    counts = count_statuses(narrowed.things)
    neighbours = list_neighbours(session(), plan)
    return render_template(
        "plans/targets.html",
        plan=plan,
        narrowed=narrowed,
        board=make_board(narrowed.things),
        counts=counts,
        sentence=counts_sentence(counts),
        contradictions=tell(_shown(_contradictions(plan, targets, neighbours), narrowed.things)),
        neighbours=neighbours,
        histories=list_histories(session(), targets),
        newer=list_newer(session(), [p.target.id for p in narrowed.things if p.amended_by]),
        illustrative=any(p.illustrative for p in narrowed.things),
    )


@pages.get("/plans/<slug>/targets.<any(csv,json,xlsx,embed):suffix>")
def rows_of_plan(slug: str, suffix: str) -> Response:
    plan = _plan(slug)
    narrowed = _narrowed(list_targets(session(), plan=plan.slug))
    title = _("Chỉ tiêu của %(commune)s", commune=localized(plan.commune))
    return table_answer(target_table(f"{slug}-targets", narrowed.things, suffix), suffix, title)


def _sentence(place: Locality, counts: dict[ProgressStatus, int]) -> str:
    said = counts_sentence(counts) or _("không có chỉ tiêu nào")
    return _("%(commune)s: %(said)s.", commune=localized(place), said=said)


def _plan(slug: str) -> Plan:
    return get_plan(session(), slug) or abort(404)


def _contradictions(plan: Plan, targets: Sequence[Target], neighbours: Neighbours) -> list[Contradiction]:
    """Those inside a plan, and those against the plans above it."""
    but = {plan.slug, *(older.slug for older in neighbours.amended)}
    return find_contradictions(targets, list_targets_above(session(), plan.commune, plan.basis, but=but))


def _shown(found: Iterable[Contradiction], progress: Iterable[Progress]) -> list[Contradiction]:
    """Those that a target of this view is part of."""
    shown = {p.target.id for p in progress}
    return [each for each in found if any(target.id in shown for target in each.targets)]


def _narrowed(targets: Sequence[Target], *, within: dict[str, list[str]] | None = None) -> Narrowed[Progress]:
    """The progress of these targets, in the order of the board, as far as the address asks for it."""
    progress = sorted(list_progress(session(), targets, today=today()), key=board_order)
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
        within=within,
    )


def year_text(year: str) -> str:
    return _("không ghi năm") if year == UNDATED else year
