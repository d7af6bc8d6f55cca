"""Who is asking, and whether they may.

Every address of the desk refuses the signed-out, but those marked ``@open_to_strangers``. ``@required(…)`` asks for a
role: in the commune that the address names, or anywhere where it names none.
"""

import datetime as dt
import secrets
import time
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_security import check_and_update_authn_fresh, login_user, logout_user

from portal import web
from portal.desk.accounts import Account, end_sign_in, is_signed_in, start_sign_in
from portal.desk.roles import Role, roles_in
from portal.desk.security import FRESH
from portal.desk.stores import desk_session, public_session, writing
from portal.domain.localities import Locality, get_commune
from portal.errors import Refusal
from portal.i18n import gettext as _
from portal.i18n.release_words import role_name

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])
STRANGERS_BYTES = 64 * 1024  # nobody signed out has more to say
FORM_BYTES = 512 * 1024  # a form without a file


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def account() -> Account:
    """Who is signed in.

    :raises RuntimeError: nobody is; asked on an address that is open to strangers.
    """
    if (found := signed_in()) is None:
        raise RuntimeError("nobody is signed in")
    return found


def signed_in() -> Account | None:
    """Who is signed in, with the roles held; None for a stranger, or where the session was ended."""
    if "desk_account" not in g:
        g.desk_account = _find_signed_in()
    return g.desk_account  # type: ignore[no-any-return]


def _find_signed_in() -> Account | None:
    found = current_user._get_current_object()
    token = session.get("token")
    if not found.is_authenticated or not token:
        return None
    return found if is_signed_in(desk_session(), found, token, at=now()) else None


def open_to_strangers(view: View) -> View:
    """Mark a view that answers who is not signed in."""
    view.open_to_strangers = True  # type: ignore[attr-defined]
    return view


def init_app(app: Flask) -> None:
    app.before_request(_refuse_strangers)


def _refuse_strangers() -> ResponseReturnValue | None:
    """Before anything of the request's body is read."""
    if signed_in() is not None:
        if request.mimetype != "multipart/form-data":
            request.max_content_length = FORM_BYTES
        return None
    request.max_content_length = STRANGERS_BYTES
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or request.endpoint == "static" or getattr(view, "open_to_strangers", False):
        return None
    if session.pop("token", None):
        logout_user()
        session["ended"] = True
    if request.method == "GET" and request.path.startswith("/desk/"):
        session["next"] = request.full_path.rstrip("?")
    return redirect(url_for("signing_in.show"), 303)


def required(*roles: Role | str) -> Callable[[Callable[..., ResponseReturnValue]], Callable[..., ResponseReturnValue]]:
    """Let only holders of one of these roles in; of any role, where none is named.

    A view whose address has ``<commune>`` is given the ``Locality`` in its place.
    """
    wanted = frozenset(Role(role) for role in roles) or frozenset(Role)

    def decorate(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
        @wraps(view)
        def guarded(**values: Any) -> ResponseReturnValue:
            if "commune" in values:
                values["commune"] = _commune_for(values["commune"], wanted)
            elif not any(Role(grant.role) in wanted for grant in account().grants):
                raise refusal(wanted)
            return view(**values)

        guarded.required_roles = wanted  # type: ignore[attr-defined]
        return guarded

    return decorate


def _commune_for(ref: str, wanted: frozenset[Role]) -> Locality:
    commune = get_commune(public_session(), ref, on=web.today())
    if commune is None:
        raise Refusal(404, "no-commune", _("Không có xã, phường này"), _("Địa chỉ không chỉ tới xã, phường nào."))
    if not wanted & roles_in(account(), commune.code):
        raise refusal(wanted)
    g.desk_commune = commune
    return commune


def refusal(wanted: frozenset[Role]) -> Refusal:
    """That a role is lacking, and which would do."""
    return Refusal(
        403,
        "no-role",
        _("Bạn không có quyền vào trang này"),
        _(
            "Trang này dành cho: %(roles)s của đúng xã, phường đó. Nếu công việc của bạn cần đến, hãy đề nghị người "
            "quản trị bàn làm việc cấp quyền.",
            roles=", ".join(role_name(role) for role in Role if role in wanted),
        ),
    )


def begin_session(account_id: int) -> None:
    """Sign in: a session of its own, known to the store; nothing of the stranger's session stays but where to go."""
    token, following = secrets.token_urlsafe(24), session.get("next")
    with writing() as store:
        holder = store.get_one(Account, account_id)
        start_sign_in(store, holder, token, at=now())
    session.clear()
    session.permanent = True  # it ends after as long without a request as PERMANENT_SESSION_LIFETIME says
    session["token"] = token
    if following:
        session["next"] = following
    login_user(holder, remember=False, authn_via=["password", "authenticator"])
    g.desk_account = holder
    g.pop("csrf_token", None)  # Flask-WTF keeps the stranger's for this request


def end_session() -> None:
    """Sign out, in the store too."""
    token = session.get("token")
    if token:
        with writing() as store:
            end_sign_in(store, token)
    logout_user()
    session.clear()
    g.desk_account = None


def is_fresh() -> bool:
    """Whether the password was typed lately enough for what matters most."""
    return bool(check_and_update_authn_fresh(FRESH, FRESH))


def freshen() -> None:
    session["fs_paa"] = time.time()


def _page_before() -> str:
    """The page of the desk on which a button was pressed; the first page where the browser does not tell."""
    came_from = urlsplit(request.referrer or "")
    ours = came_from.netloc == request.host and came_from.path.startswith("/desk/")
    return came_from.path if ours else url_for("home.show")


def fresh(view: View) -> View:
    """Ask for the password again where it was typed too long ago. Goes under ``required``."""

    @wraps(view)
    def guarded(**values: Any) -> ResponseReturnValue:
        if is_fresh():
            return view(**values)
        session["next"] = request.full_path.rstrip("?") if request.method == "GET" else _page_before()
        return redirect(url_for("signing_in.verify"), 303)

    return guarded  # type: ignore[return-value]
