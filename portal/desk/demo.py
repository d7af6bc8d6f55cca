"""Accounts of the demonstration, so that anyone can try the desk. Their passwords and codes are no secret.

Nothing of it is shown, and no such account can be made, unless ``LANGSO_DEMO=1``.
"""

import datetime as dt
from dataclasses import dataclass

from flask import current_app
from flask_security import hash_password
from sqlalchemy.orm import Session

from portal.desk.accounts import Account, get_account_named
from portal.desk.administering import COMMAND_LINE, create_account
from portal.desk.roles import EVERYWHERE, Role
from portal.desk.security import library
from portal.desk.stores import desk_session
from portal.errors import Refusal
from portal.i18n import gettext as _

PASSWORD = "xem-thu-lang-so"  # noqa: S105 - of nothing real
KEYS = {
    Role.OFFICER: ("canbo", "Cán bộ minh họa", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"),
    Role.APPROVER: ("nguoiduyet", "Người duyệt minh họa", "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU"),
    Role.ADMINISTRATOR: ("quantri", "Người quản trị minh họa", "MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK"),
}


@dataclass(frozen=True)
class Shown:
    """A demonstration account as the sign-in page shows it."""

    name: str
    role: Role
    password: str
    code: str


def is_demonstration() -> bool:
    return current_app.config["DEMO"] == "1"


def add_demo_accounts(session: Session, *, at: dt.datetime) -> None:
    """One account a role, for every commune, ready to sign in. Runs in the desk's application context.

    :raises RuntimeError: this is no demonstration.
    """
    if not is_demonstration():
        raise RuntimeError("accounts with known passwords are for the demonstration alone")
    for role, (name, full_name, key) in KEYS.items():
        grants = [(role, EVERYWHERE)]
        made, _token = create_account(session, name=name, full_name=full_name, grants=grants, by=COMMAND_LINE, at=at)
        made.password = hash_password(library().password_util.normalize(PASSWORD))
        library().datastore.tf_set(made, "authenticator", totp_secret=library().totp_factory.seal(key))
        made.invitation = made.invited_until = None


def shown_accounts() -> list[Shown]:
    """What the sign-in page of the demonstration shows; nothing elsewhere."""
    if not is_demonstration():
        return []
    found = [(role, get_account_named(desk_session(), name)) for role, (name, _called, _key) in KEYS.items()]
    return [Shown(a.name, role, PASSWORD, _code(a)) for role, a in found if a is not None and a.is_set_up]


def shown_code(holder: Account) -> str | None:
    """The code to type now, for an account of the demonstration."""
    return _code(holder) if is_demo_account(holder) else None


def _code(holder: Account) -> str:
    return library().totp_factory.next_code(holder)  # type: ignore[no-any-return]


def is_demo_account(holder: Account) -> bool:
    return is_demonstration() and holder.name in {name for name, _called, _key in KEYS.values()}


def keep_demo_account(holder: Account) -> None:
    """Refuse to change what every visitor of the demonstration signs in with."""
    if is_demo_account(holder):
        raise Refusal(
            403,
            "demonstration",
            _("Bản minh họa giữ nguyên tài khoản này"),
            _("Mọi người xem thử đều dùng chung tài khoản này, nên không đổi được. Hãy tạo một tài khoản mới để thử."),
        )
