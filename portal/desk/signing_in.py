"""Signing in begins with name and password; the second step is in ``second_step``. And signing out."""

from flask import Blueprint, current_app, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_security import verify_password

from portal.desk import access
from portal.desk.access import account, now, open_to_strangers
from portal.desk.accounts import Account, get_account_named
from portal.desk.attempts import claim_attempt, counters_for_password, take_back, too_early
from portal.desk.demo import shown_accounts
from portal.desk.forms import PasswordForm, SignInForm
from portal.desk.second_step import begin_second_step
from portal.desk.security import library
from portal.desk.stores import desk_session

pages = Blueprint("signing_in", __name__, url_prefix="/desk", template_folder="templates")  # for the whole desk


@pages.get("/sign-in")
@open_to_strangers
def show() -> ResponseReturnValue:
    if access.signed_in():
        return redirect(url_for("home.show"))
    return _page(SignInForm(), ended=session.pop("ended", False))


@pages.post("/sign-in")
@open_to_strangers
def enter() -> ResponseReturnValue:
    form = SignInForm()
    if not form.validate():
        return _page(form), 422
    counted = counters_for_password(form.name.data)
    claimed = claim_attempt(counted, form.name.data)
    if claimed.wait:
        return too_early(_page(form, wait=claimed.wait), claimed.wait)
    found = check_password(form.name.data, form.password.data)
    if found is None:
        return _page(form, wrong=True), 401
    take_back(counted)
    return begin_second_step(found)


def _page(form: SignInForm, **more: object) -> str:
    return render_template("desk/sign-in.html", form=form, shown=shown_accounts(), **more)


def check_password(name: str, password: str) -> Account | None:
    """The account, if the password is its. For a name that is nobody's, or cannot sign in, as much is computed."""
    found = get_account_named(desk_session(), name)
    usable = found if found is not None and _may_sign_in(found) else None
    stored = usable.password if usable else current_app.config["DESK_UNKNOWN_HASH"]
    right = verify_password(library().password_util.normalize(password), stored)
    return usable if right else None


def _may_sign_in(found: Account) -> bool:
    """A password alone opens nothing but the setting up of an authenticator, and that while the invitation is good."""
    if not found.active or found.password is None:
        return False
    return found.is_set_up or (found.invited_until is not None and found.invited_until > now())


@pages.get("/verify")
def verify() -> ResponseReturnValue:
    return _verify_page(PasswordForm())


@pages.post("/verify")
def verify_again() -> ResponseReturnValue:
    """The password once more, before what matters most."""
    form = PasswordForm()
    if not form.validate():
        return _verify_page(form), 422
    counted = counters_for_password(account().name)
    claimed = claim_attempt(counted, account().name)
    if claimed.wait:
        return too_early(_verify_page(form, wait=claimed.wait), claimed.wait)
    if check_password(account().name, form.password.data) is None:
        return _verify_page(form, wrong=True), 401
    take_back(counted)
    access.freshen()
    return redirect(session.pop("next", None) or url_for("home.show"), 303)


def _verify_page(form: PasswordForm, **more: object) -> str:
    return render_template("desk/verify.html", form=form, **more)


@pages.post("/sign-out")
def leave() -> ResponseReturnValue:
    access.end_session()
    return redirect(url_for("signing_in.left"), 303)


@pages.get("/signed-out")
@open_to_strangers
def left() -> ResponseReturnValue:
    return render_template("desk/signed-out.html")
