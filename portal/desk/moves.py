"""What officers press on a submission's page: one address a move, each a POST that redirects.

A move that is refused shows the page as it stands now, with the reason above all else and what was typed kept.
"""

import datetime as dt
from collections.abc import Callable

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.clock import VIET_NAM
from portal.desk.access import account, now, required
from portal.desk.forms import typed
from portal.desk.office import actor, office
from portal.desk.roles import Role
from portal.desk.submissions import get_of, submission_page
from portal.desk.words import public_address
from portal.domain.localities import Locality
from portal.i18n import gettext as _
from portal.publishing import acts
from portal.publishing.problems import Refused
from portal.publishing.submissions import OUT

pages = Blueprint("moves", __name__, url_prefix="/desk/<commune>/submissions/<int:number>")
EXPLAIN = "explain:"
FURTHEST = dt.timedelta(days=366)  # a later time is a slip of the finger


@pages.post("/submit")
@required(Role.OFFICER)
def submit(commune: Locality, number: int) -> ResponseReturnValue:
    explanations = {k.removeprefix(EXPLAIN): typed(k) for k in request.form if k.startswith(EXPLAIN)}
    words = {name: typed(name) for name in acts.TEXTS} | {"explanations": explanations}
    done = _("Đã gửi duyệt. Người duyệt sẽ thấy hồ sơ này ở đầu trang của xã, phường.")
    return _try(commune, number, lambda: acts.submit(office(), number, actor(commune), words), done)


@pages.post("/recall")
@required(Role.OFFICER)
def recall(commune: Locality, number: int) -> ResponseReturnValue:
    return _try(commune, number, lambda: acts.recall(office(), number, actor(commune)), _("Đã rút về bản nháp."))


@pages.post("/discard")
@required(Role.OFFICER)
def discard(commune: Locality, number: int) -> ResponseReturnValue:
    return _try(commune, number, lambda: acts.discard(office(), number, actor(commune)), _("Đã bỏ hồ sơ."))


@pages.post("/preview")
@required(Role.OFFICER, Role.APPROVER)
def preview(commune: Locality, number: int) -> ResponseReturnValue:
    done = _("Đã lập lại bản xem trước theo số liệu đang công bố.")
    return _try(commune, number, lambda: acts.preview_again(office(), number), done)


@pages.post("/return")
@required(Role.APPROVER)
def send_back(commune: Locality, number: int) -> ResponseReturnValue:
    because = typed("because")
    done = _("Đã trả lại cho cán bộ lập hồ sơ.")
    return _try(commune, number, lambda: acts.send_back(office(), number, actor(commune), because), done)


@pages.post("/approve")
@required(Role.APPROVER)
def approve(commune: Locality, number: int) -> ResponseReturnValue:
    """Approve for a set time."""
    at, wrong = _asked_time(request.form.get("publish_at", ""))
    if at is None:
        return submission_page(commune, number, sentence=wrong, typed=request.form), 422
    done = _("Đã duyệt. Số liệu sẽ tự công bố đúng giờ đã hẹn; trước đó chỉ người có tài khoản đọc được.")
    return _try(commune, number, lambda: _approve(commune, number, at), done)


def _asked_time(text: str) -> tuple[dt.datetime | None, str]:
    """The instant of a time typed in Viet Nam's hours, or what is wrong with it."""
    try:
        at = dt.datetime.fromisoformat(text.strip()).replace(tzinfo=VIET_NAM)
    except ValueError:
        return None, _("Giờ công bố chưa đúng. Hãy chọn đủ ngày và giờ.")
    if at <= now():
        return None, _("Giờ hẹn đã qua. Hãy chọn giờ sau lúc này, hoặc bấm “Duyệt và công bố ngay”.")
    if at > now() + FURTHEST:
        return None, _("Giờ hẹn xa quá một năm. Hãy xem lại năm.")
    return at, ""


def _approve(commune: Locality, number: int, at: dt.datetime | None = None) -> None:
    """Only what the approver looked at: the page says which preview it showed."""
    acts.approve(office(), number, actor(commune), publish_at=at, seen=request.form.get("seen", ""))


@pages.post("/approve-and-publish")
@required(Role.APPROVER)
def approve_and_publish(commune: Locality, number: int) -> ResponseReturnValue:
    """Both in one press; leads to the public page of the release."""

    def act() -> str:
        _approve(commune, number)
        return acts.publish(office(), number, actor(commune))

    return _publish(commune, number, act)


@pages.post("/publish")
@required(Role.APPROVER)
def publish(commune: Locality, number: int) -> ResponseReturnValue:
    """Once more, where publishing was interrupted after the approval."""
    return _publish(commune, number, lambda: acts.publish(office(), number, actor(commune)))


def _publish(commune: Locality, number: int, act: Callable[[], str]) -> ResponseReturnValue:
    get_of(commune, number)
    try:
        release = act()
    except Refused as refused:
        if (done := _published_by_me(commune, number)) is None:
            return submission_page(commune, number, refused.problems), 409
        release = done
    return redirect(public_address(f"/releases/{release}"), 303)


def _published_by_me(commune: Locality, number: int) -> str | None:
    """The release, where this very account has it out already: a button pressed twice does what it did once."""
    submission = get_of(commune, number)
    mine = submission.state in OUT and submission.approved_by == account().name
    return submission.release if mine else None


def _try(commune: Locality, number: int, act: Callable[[], object], done: str) -> ResponseReturnValue:
    get_of(commune, number)
    try:
        act()
    except Refused as refused:
        return submission_page(commune, number, refused.problems, typed=request.form), 409
    flash(done)
    return redirect(url_for("submissions.show", commune=commune.slug, number=number), 303)
