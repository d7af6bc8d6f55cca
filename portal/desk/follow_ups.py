"""Withdrawing a release, or bringing back the figures as it left them: a reason, then the way of any submission."""

from collections.abc import Iterable

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.desk.access import required
from portal.desk.forms import typed
from portal.desk.office import actor, office
from portal.desk.roles import Role
from portal.desk.stores import public_session
from portal.domain.localities import Locality
from portal.domain.releases import Release, get_release, get_withdrawal
from portal.i18n import gettext as _
from portal.publishing import acts
from portal.publishing.problems import Problem, Refused

pages = Blueprint("follow_ups", __name__, url_prefix="/desk/<commune>/releases/<release>")


@pages.get("/<any(withdraw,restore):act>")
@required(Role.OFFICER)
def ask(commune: Locality, release: str, act: str) -> ResponseReturnValue:
    return _page(commune, _get(commune, release), act)


@pages.post("/<any(withdraw,restore):act>")
@required(Role.OFFICER)
def draft(commune: Locality, release: str, act: str) -> ResponseReturnValue:
    found, reason, reason_en = _get(commune, release), typed("reason").strip(), typed("reason_en").strip()
    if not reason:
        return _page(commune, found, act, sentence=_("Cần ghi lý do; lý do sẽ được công bố.")), 422
    make = acts.withdraw if act == "withdraw" else acts.roll_back
    try:
        number = make(office(), found.id, actor(commune), reason, reason_en)
    except Refused as refused:
        return _page(commune, _get(commune, release), act, refused.problems), 409
    return redirect(url_for("submissions.show", commune=commune.slug, number=number), 303)


def _page(commune: Locality, release: Release, act: str, problems: Iterable[Problem] = (), sentence: str = "") -> str:
    return render_template(
        "desk/follow-up.html",
        commune=commune,
        release=release,
        withdrawal=get_withdrawal(public_session(), release),
        act=act,
        problems=problems,
        sentence=sentence,
        typed=request.form,
    )


def _get(commune: Locality, ref: str) -> Release:
    release = get_release(public_session(), ref)
    if release is None or release.commune_id != commune.id:
        abort(404)
    return release
