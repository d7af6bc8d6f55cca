"""The link that an administrator hands on: choose a password, then set the authenticator up."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_security import hash_password

from portal.desk.access import end_session, now, open_to_strangers, signed_in
from portal.desk.accounts import Account, get_invited
from portal.desk.administering import INVITED
from portal.desk.forms import NewPasswordForm
from portal.desk.second_step import begin_second_step
from portal.desk.security import library
from portal.desk.stores import desk_session, writing
from portal.errors import Refusal
from portal.i18n import gettext as _

pages = Blueprint("starting", __name__, url_prefix="/desk/start")


@pages.get("/<token>")
@open_to_strangers
def show(token: str) -> ResponseReturnValue:
    return _page(_invited(token), NewPasswordForm())


@pages.post("/<token>")
@open_to_strangers
def choose_password(token: str) -> ResponseReturnValue:
    form, invited = NewPasswordForm(), _invited(token)
    normal = check_new_password(form, invited)
    if normal is None:
        return _page(invited, form), 422
    with writing() as store:
        holder = store.get_one(Account, invited.id)
        holder.password = hash_password(normal)
        library().datastore.tf_reset(holder)
    if signed_in():
        end_session()  # of whoever used this browser before
    return begin_second_step(holder)


def _page(invited: Account, form: NewPasswordForm) -> str:
    return render_template("desk/start.html", invited=invited, form=form)


def _invited(token: str) -> Account:
    found = get_invited(desk_session(), token, at=now())
    if found is None:
        hours = int(INVITED.total_seconds() // 3600)
        raise Refusal(
            404,
            "no-invitation",
            _("Liên kết không còn dùng được"),
            _(
                "Liên kết đã dùng xong, đã quá %(hours)s giờ, hoặc chép thiếu. Hãy xin người quản trị "
                "một liên kết mới.",
                hours=hours,
            ),
        )
    return found


def check_new_password(form: NewPasswordForm, holder: Account) -> str | None:
    """The password to hash, or None with the form saying what is wrong."""
    if not form.validate():
        return None
    wrong, normal = library().password_util.validate(form.password.data, False, user=holder)
    if wrong:
        form.password.errors = [*form.password.errors, *wrong]
    return None if wrong else normal
