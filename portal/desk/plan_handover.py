"""What officers and approvers press on a draft as a whole: submit, recall, return, approve."""

from collections.abc import Callable

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.db import lock_writers
from portal.desk.access import account, now, required
from portal.desk.forms import typed
from portal.desk.plan_review import draft_of, review_page
from portal.desk.roles import Role
from portal.desk.stores import close_reading, desk_session, public_session, writing
from portal.desk.words import public_address
from portal.domain.localities import Locality
from portal.domain.plans import list_plans
from portal.i18n import gettext as _
from portal.publishing.plan_drafts import handing_over
from portal.publishing.plan_drafts.storing import PlanDraft, as_draft
from portal.publishing.problems import Refused

pages = Blueprint("plan_handover", __name__, url_prefix="/desk/<commune>/plans/<int:number>")


@pages.post("/submit")
@required(Role.OFFICER)
def submit(commune: Locality, number: int) -> ResponseReturnValue:
    """Only what the loader would take."""
    older = [plan.slug for plan in list_plans(public_session(), commune=commune)]
    amends = request.form.get("amends") if request.form.get("amends") in older else None
    stored = draft_of(commune, number)
    draft, slug = as_draft(desk_session(), stored), stored.slug

    def act(session: Session, found: PlanDraft) -> None:
        handing_over.submit(session, found, amends=amends, by=account().name, at=now())

    close_reading()
    try:
        handing_over.check_load(current_app.extensions["stores"].public, draft, slug, amends)
    except Refused as refused:
        return review_page(commune, number, refused.problems), 409
    done = _("Đã gửi duyệt. Người duyệt mở trang này từ danh sách kế hoạch.")
    return _try(commune, number, act, done)


@pages.post("/recall")
@required(Role.OFFICER)
def recall(commune: Locality, number: int) -> ResponseReturnValue:
    def act(session: Session, found: PlanDraft) -> None:
        handing_over.recall(session, found, by=account().name, at=now())

    return _try(commune, number, act, _("Đã rút về để sửa."))


@pages.post("/return")
@required(Role.APPROVER)
def send_back(commune: Locality, number: int) -> ResponseReturnValue:
    def act(session: Session, found: PlanDraft) -> None:
        handing_over.send_back(session, found, because=typed("because"), by=account().name, at=now())

    return _try(commune, number, act, _("Đã trả lại cho người rà soát."))


def _try(commune: Locality, number: int, act: Callable[[Session, PlanDraft], None], done: str) -> ResponseReturnValue:
    try:
        with writing() as session:
            lock_writers(session, PlanDraft)
            act(session, draft_of(commune, number))
    except Refused as refused:
        return review_page(commune, number, refused.problems), 409
    flash(done)
    return redirect(url_for("plan_review.show", commune=commune.slug, number=number), 303)


@pages.post("/approve")
@required(Role.APPROVER)
def approve(commune: Locality, number: int) -> ResponseReturnValue:
    """Load the plan; leads to its public page."""
    draft_of(commune, number)
    name, seen = account().name, request.form.get("seen", "")
    both = current_app.extensions["stores"]
    close_reading()
    try:
        slug = handing_over.approve(both.public, both.desk, number, seen=seen, by=name, at=now())
    except Refused as refused:
        return review_page(commune, number, refused.problems), 409
    return redirect(public_address(f"/plans/{slug}"), 303)
