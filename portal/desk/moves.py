"""What officers press on a submission's page: one address a move, each a POST that redirects."""

import datetime as dt
from collections.abc import Callable

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.clock import VIET_NAM
from portal.desk.access import required
from portal.desk.office import actor, office
from portal.desk.roles import Role
from portal.desk.submissions import get_of, refused
from portal.domain.localities import Locality
from portal.i18n import gettext as _
from portal.i18n import language
from portal.publishing import acts
from portal.publishing.problems import Refused

pages = Blueprint("moves", __name__, url_prefix="/desk/<commune>/submissions/<int:number>")


@pages.post("/submit")
@required(Role.OFFICER)
def submit(commune: Locality, number: int) -> ResponseReturnValue:
    explanations = {
        key.removeprefix("explain:"): text for key, text in request.form.items() if key.startswith("explain:")
    }
    words = {name: request.form.get(name, "") for name in acts.TEXTS} | {"explanations": explanations}
    return _try(commune, number, lambda: acts.submit(office(), number, actor(commune), words), _("Đã gửi duyệt."))


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
    return _try(commune, number, lambda: acts.preview_again(office(), number), _("Đã xem trước lại."))


@pages.post("/return")
@required(Role.APPROVER)
def send_back(commune: Locality, number: int) -> ResponseReturnValue:
    because = request.form.get("because", "")
    done = _("Đã trả lại cho cán bộ lập hồ sơ.")
    return _try(commune, number, lambda: acts.send_back(office(), number, actor(commune), because), done)


@pages.post("/approve")
@required(Role.APPROVER)
def approve(commune: Locality, number: int) -> ResponseReturnValue:
    """Approve for a set time."""
    try:
        at = dt.datetime.fromisoformat(request.form.get("publish_at", "")).replace(tzinfo=VIET_NAM)
    except ValueError:
        return refused(commune, [], _("Giờ công bố chưa đúng. Hãy chọn ngày và giờ.")), 422
    done = _("Đã duyệt. Số liệu sẽ tự công bố đúng giờ đã hẹn, trước đó không ai ngoài bàn làm việc đọc được.")
    return _try(commune, number, lambda: acts.approve(office(), number, actor(commune), publish_at=at), done)


@pages.post("/approve-and-publish")
@required(Role.APPROVER)
def approve_and_publish(commune: Locality, number: int) -> ResponseReturnValue:
    """Both in one press; leads to the public page of the release."""

    def act() -> str:
        acts.approve(office(), number, actor(commune))
        return acts.publish(office(), number, actor(commune))

    return _publish(commune, number, act)


@pages.post("/publish")
@required(Role.APPROVER)
def publish(commune: Locality, number: int) -> ResponseReturnValue:
    return _publish(commune, number, lambda: acts.publish(office(), number, actor(commune)))


def _publish(commune: Locality, number: int, act: Callable[[], str]) -> ResponseReturnValue:
    get_of(commune, number)
    try:
        release = act()
    except Refused as problems:
        return refused(commune, problems.problems), 409
    prefix = "/en" if language() == "en" else ""
    return redirect(f"{prefix}/releases/{release}", 303)


def _try(commune: Locality, number: int, act: Callable[[], object], done: str) -> ResponseReturnValue:
    get_of(commune, number)
    try:
        act()
    except Refused as problems:
        return refused(commune, problems.problems), 409
    flash(done)
    return redirect(url_for("submissions.show", commune=commune.slug, number=number), 303)
