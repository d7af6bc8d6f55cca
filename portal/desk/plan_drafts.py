"""The drafts of a commune's plans: which there are, and what can be taken away or put aside of each."""

from collections.abc import Iterable

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.db import lock_writers
from portal.desk.access import account, now, required
from portal.desk.office import actor
from portal.desk.plan_counts import Tab, tabs_of
from portal.desk.plan_review import draft_of, review_page
from portal.desk.roles import Role
from portal.desk.stores import desk_session, public_session, writing
from portal.domain.localities import Locality
from portal.domain.plans import list_plans
from portal.i18n import gettext as _
from portal.publishing.plan_drafts.folder import zip_folder
from portal.publishing.plan_drafts.handing_in import discard
from portal.publishing.plan_drafts.storing import (
    DraftState,
    PlanDraft,
    as_draft,
    count_decisions,
    list_drafts,
)
from portal.publishing.problems import Problem, Refused

pages = Blueprint("plan_drafts", __name__, url_prefix="/desk/<commune>/plans")
ENDED = {DraftState.REPLACED, DraftState.DISCARDED}


@pages.get("")
@required()
def index(commune: Locality) -> ResponseReturnValue:
    return drafts_page(commune)


def drafts_page(commune: Locality, problems: Iterable[Problem] = (), sentence: str = "", slug: str = "") -> str:
    """The drafts of a commune; above all else, why a document was not taken.

    :param slug: the plan that was chosen in the form.
    """
    drafts = list_drafts(desk_session(), commune.code)
    live = [draft for draft in drafts if draft.state not in ENDED]
    return render_template(
        "desk/plans.html",
        commune=commune,
        live=live,
        ended=[draft for draft in drafts if draft.state in ENDED],
        progress=_progress(live),
        plans=plan_choices(commune, drafts),
        slug=slug,
        roles=actor(commune).roles,
        problems=problems,
        sentence=sentence,
    )


def _progress(drafts: list[PlanDraft]) -> dict[int, Tab]:
    """How far each draft is, its tables taken together."""
    counts = count_decisions(desk_session(), drafts)
    tabs = {number: tabs_of(by_table) for number, by_table in counts.items()}
    return {number: Tab("", sum(t.left for t in of), sum(t.whole for t in of)) for number, of in tabs.items()}


def plan_choices(commune: Locality, drafts: list[PlanDraft]) -> list[tuple[str, str]]:
    """The plans a document can be of, by slug: those there are, and one of each year around this.

    The first plan of a commune has the commune's slug, a successor adds its year.
    """
    public = {plan.slug: plan for plan in list_plans(public_session(), commune=commune)}
    known = [*public, *dict.fromkeys(draft.slug for draft in drafts if draft.slug not in public)]
    choices = [(slug, _("%(slug)s: đọc lại hoặc sửa đổi", slug=slug)) for slug in known]
    year = now().year
    if commune.slug not in known:
        choices.insert(0, (commune.slug, _("Kế hoạch đầu tiên của nơi này")))
    successors = [(f"{commune.slug}-{each}", each) for each in range(year + 1, year - 3, -1)]
    return choices + [
        (slug, _("Kế hoạch mới của năm %(year)s", year=each)) for slug, each in successors if slug not in known
    ]


@pages.get("/<int:number>/files.zip")
@required()
def files(commune: Locality, number: int) -> ResponseReturnValue:
    """The rows that were kept or mended, as the files of ``data/plans/<slug>/``."""
    draft = draft_of(commune, number)
    content = zip_folder(as_draft(desk_session(), draft), draft.slug)
    response = Response(content, content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{draft.slug}.zip"'
    return response


@pages.post("/<int:number>/discard")
@required(Role.OFFICER)
def put_aside(commune: Locality, number: int) -> ResponseReturnValue:
    try:
        with writing() as session:
            lock_writers(session, PlanDraft)
            discard(session, draft_of(commune, number), by=account().name, at=now())
    except Refused as refused:
        return review_page(commune, number, refused.problems), 409
    flash(_("Đã bỏ bản nháp của kế hoạch."))
    return redirect(url_for(".index", commune=commune.slug), 303)
