"""One's own account: password, authenticator, recovery codes, sessions elsewhere."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security.changeable import change_user_password
from sqlalchemy.orm import Session

from portal.desk import authenticators
from portal.desk.access import account, begin_session, fresh, now
from portal.desk.accounts import Account, end_all_sign_ins
from portal.desk.attempts import claim_attempt, counters_for_code, take_back, too_early
from portal.desk.demo import keep_demo_account
from portal.desk.forms import CodeForm, NewPasswordForm
from portal.desk.starting import check_new_password
from portal.desk.stores import writing
from portal.i18n import gettext as _
from portal.publishing.audit import record

pages = Blueprint("own_account", __name__, url_prefix="/desk/account")


@pages.get("")
def show() -> ResponseReturnValue:
    return render_template("desk/account.html", codes_left=len(account().mf_recovery_codes or []))


@pages.get("/password")
@fresh
def password() -> ResponseReturnValue:
    return render_template("desk/password.html", form=NewPasswordForm())


@pages.post("/password")
@fresh
def change_password() -> ResponseReturnValue:
    """A new password ends every session, this one too; this browser is signed in anew."""
    keep_demo_account(account())
    form, holder = NewPasswordForm(), account()
    normal = check_new_password(form, holder)
    if normal is None:
        return render_template("desk/password.html", form=form), 422
    with writing() as store:
        changed = store.get_one(Account, holder.id)
        change_user_password(changed, normal, notify=False, autologin=False)
        end_all_sign_ins(store, changed)
        _note(store, "account.password-changed", changed)
    begin_session(holder.id)
    flash(_("Đã đổi mật khẩu. Mọi phiên làm việc khác của bạn đã kết thúc."))
    return redirect(url_for("own_account.show"), 303)


@pages.get("/authenticator")
@fresh
def authenticator() -> ResponseReturnValue:
    return _authenticator_page(CodeForm())


def _authenticator_page(form: CodeForm, **more: object) -> str:
    values = authenticators.values_to_show(account())
    return render_template("desk/set-up.html", form=form, values=values, where=url_for(".change_authenticator"), **more)


@pages.post("/authenticator")
@fresh
def change_authenticator() -> ResponseReturnValue:
    keep_demo_account(account())
    form, holder = CodeForm(), account()
    if not form.validate():
        return _authenticator_page(form), 422
    counted = counters_for_code(holder)
    if wait := claim_attempt(counted, holder.name).wait:
        return too_early(_authenticator_page(form, wait=wait), wait)
    with writing() as store:
        codes = authenticators.set_up(store, holder.id, form.code.data, event="account.authenticator-changed", at=now())
    if codes is None:
        return _authenticator_page(form, wrong=True), 401
    take_back(counted)
    return render_template("desk/codes.html", codes=codes)


@pages.post("/recovery-codes")
@fresh
def renew_recovery_codes() -> ResponseReturnValue:
    keep_demo_account(account())
    with writing() as store:
        codes = authenticators.renew_recovery_codes(store, account().id, at=now())
    return render_template("desk/codes.html", codes=codes)


@pages.post("/sessions")
def end_other_sessions() -> ResponseReturnValue:
    """Sign out everywhere else."""
    holder = account()
    with writing() as store:
        end_all_sign_ins(store, holder)
    begin_session(holder.id)
    flash(_("Mọi phiên làm việc khác của bạn đã kết thúc."))
    return redirect(url_for("own_account.show"), 303)


def _note(store: Session, event: str, holder: Account) -> None:
    record(store, at=now(), event=event, subject=f"account {holder.id}", role="holder", details={})
