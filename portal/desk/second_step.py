"""The second step of signing in: a code of the authenticator, or a recovery code; at first, setting it up.

Who comes here has just given the right password; the session says so for ten minutes.
"""

import datetime as dt

from flask import Blueprint, current_app, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from portal.desk import authenticators
from portal.desk.access import begin_session, now, open_to_strangers
from portal.desk.accounts import Account
from portal.desk.attempts import claim_attempt, counters_for_code, too_early
from portal.desk.demo import shown_code
from portal.desk.devices import remember_device
from portal.desk.forms import CodeForm
from portal.desk.stores import desk_session, writing
from portal.desk.throttle import clear

pages = Blueprint("second_step", __name__, url_prefix="/desk/sign-in")
PENDING = dt.timedelta(minutes=10)


def begin_second_step(holder: Account) -> ResponseReturnValue:
    """The password was right: note it, and ask for the code."""
    following = session.get("next")
    session.clear()
    session["pending"] = {"account": holder.id, "mark": holder.fs_uniquifier, "since": now().timestamp()}
    if following:
        session["next"] = following
    return redirect(url_for("second_step.ask_code" if holder.is_set_up else "second_step.set_up"), 303)


def pending() -> Account | None:
    """Whose password was given, unless that was long ago or the account has changed since."""
    noted = session.get("pending")
    if not noted or now().timestamp() - noted["since"] > PENDING.total_seconds():
        return None
    holder = desk_session().get(Account, noted["account"])
    return holder if holder and holder.active and holder.fs_uniquifier == noted["mark"] else None


def _back() -> ResponseReturnValue:
    return redirect(url_for("signing_in.show"), 303)


@pages.get("/code")
@open_to_strangers
def ask_code() -> ResponseReturnValue:
    holder = pending()
    return _code_page(CodeForm(), holder) if holder and holder.is_set_up else _back()


def _code_page(form: CodeForm, holder: Account, **more: object) -> str:
    return render_template("desk/code.html", form=form, shown=shown_code(holder), **more)


@pages.post("/code")
@open_to_strangers
def take_code() -> ResponseReturnValue:
    form, holder = CodeForm(), pending()
    if holder is None or not holder.is_set_up:
        return _back()
    if not form.validate():
        return _code_page(form, holder), 422
    if wait := _count(holder):
        return too_early(_code_page(form, holder, wait=wait), wait)
    with writing() as store:
        right = authenticators.take_code(store, holder.id, form.code.data)
    return _go_in(holder) if right else (_code_page(form, holder, wrong=True), 401)


@pages.get("/recovery")
@open_to_strangers
def ask_recovery() -> ResponseReturnValue:
    holder = pending()
    return _recovery_page(CodeForm()) if holder and holder.is_set_up else _back()


def _recovery_page(form: CodeForm, **more: object) -> str:
    return render_template("desk/recovery.html", form=form, **more)


@pages.post("/recovery")
@open_to_strangers
def take_recovery() -> ResponseReturnValue:
    form, holder = CodeForm(), pending()
    if holder is None or not holder.is_set_up:
        return _back()
    if not form.validate():
        return _recovery_page(form), 422
    if wait := _count(holder):
        return too_early(_recovery_page(form, wait=wait), wait)
    with writing() as store:
        right = authenticators.take_recovery_code(store, holder.id, form.code.data, at=now())
    return _go_in(holder) if right else (_recovery_page(form, wrong=True), 401)


def _count(holder: Account) -> int:
    """Seconds to wait before a code is looked at."""
    return claim_attempt(counters_for_code(holder), holder.name).wait


def _enter(holder: Account) -> str:
    """Both steps were right: sign in. Answers where to go on."""
    with writing() as store:
        clear(store, counters_for_code(holder))
    following = session.get("next") or url_for("home.show")
    begin_session(holder.id)
    session.pop("next", None)
    return following


def _go_in(holder: Account) -> ResponseReturnValue:
    return _with_device(redirect(_enter(holder), 303), holder)


def _with_device(answer: ResponseReturnValue, holder: Account) -> ResponseReturnValue:
    made = current_app.make_response(answer)
    remember_device(made, holder)
    return made


@pages.get("/set-up")
@open_to_strangers
def set_up() -> ResponseReturnValue:
    holder = pending()
    return _set_up_page(CodeForm(), holder) if holder and not holder.is_set_up else _back()


def _set_up_page(form: CodeForm, holder: Account, **more: object) -> str:
    values = authenticators.values_to_show(holder)
    return render_template("desk/set-up.html", form=form, values=values, where=url_for("second_step.finish"), **more)


@pages.post("/set-up")
@open_to_strangers
def finish() -> ResponseReturnValue:
    """The first code proves that the authenticator holds the key; recovery codes are shown this once."""
    form, holder = CodeForm(), pending()
    if holder is None or holder.is_set_up:
        return _back()
    if not form.validate():
        return _set_up_page(form, holder), 422
    if wait := _count(holder):
        return too_early(_set_up_page(form, holder, wait=wait), wait)
    with writing() as store:
        codes = authenticators.set_up(store, holder.id, form.code.data, event="account.set-up", at=now())
    if codes is None:
        return _set_up_page(form, holder, wrong=True), 401
    _enter(holder)
    return _with_device(render_template("desk/codes.html", codes=codes), holder)
