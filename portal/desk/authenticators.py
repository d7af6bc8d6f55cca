"""Authenticators and recovery codes of accounts: Flask-Security's, each change with its audit entry."""

import datetime as dt
import re

from flask import session
from sqlalchemy.orm import Session

from portal.desk.accounts import Account
from portal.desk.security import CLOCK_SLACK, library
from portal.publishing.audit import record


def values_to_show(holder: Account) -> dict[str, str]:
    """What sets an authenticator up: ``image`` of the QR code, ``key`` to type. The session holds the key, sealed."""
    if "totp" not in session:
        session["totp"] = library().totp_factory.generate_totp_secret()
    return library().totp_factory.fetch_setup_values(session["totp"], holder)


def take_code(store: Session, account_id: int, code: str) -> bool:
    """Whether the code is the authenticator's, now, for the first time. The account is locked, so that of two at once
    one is the second."""
    holder = store.get_one(Account, account_id, with_for_update=True)
    return _is_right(code, holder.tf_totp_secret, holder)


def _is_right(code: str, secret: str | None, holder: Account) -> bool:
    digits = re.sub(r"\D", "", code)
    return bool(secret) and library().totp_factory.verify_totp(digits, secret, holder, window=CLOCK_SLACK)


def set_up(store: Session, account_id: int, code: str, *, event: str, at: dt.datetime) -> list[str] | None:
    """Take the key that the session holds as the account's, if the code is its; answers new recovery codes."""
    secret = session.get("totp")
    holder = store.get_one(Account, account_id, with_for_update=True)
    before, holder.totp_counter = holder.totp_counter, None  # windows were counted for another key
    if not _is_right(code, secret, holder):
        holder.totp_counter = before
        return None
    session.pop("totp")
    library().datastore.tf_set(holder, "authenticator", totp_secret=secret)
    holder.invitation = holder.invited_until = None
    record(store, at=at, event=event, subject=f"account {holder.id}", role="holder", details={})
    return library().mf_recovery_codes_util.create_recovery_codes(holder)


def renew_recovery_codes(store: Session, account_id: int, *, at: dt.datetime) -> list[str]:
    """New recovery codes; the old ones are void."""
    holder = store.get_one(Account, account_id)
    record(store, at=at, event="account.recovery-codes", subject=f"account {holder.id}", role="holder", details={})
    return library().mf_recovery_codes_util.create_recovery_codes(holder)


def take_recovery_code(store: Session, account_id: int, code: str, *, at: dt.datetime) -> bool:
    """Whether it is one of the account's; if so, it was."""
    holder = store.get_one(Account, account_id, with_for_update=True)
    written = "-".join(re.findall(r"\w{4}", re.sub(r"[^0-9a-z]", "", code.lower())))
    if not library().mf_recovery_codes_util.check_recovery_code(holder, written):
        return False
    library().mf_recovery_codes_util.delete_recovery_code(holder, written)
    left = len(holder.mf_recovery_codes or [])
    subject = f"account {holder.id}"
    record(store, at=at, event="account.recovery-code-used", subject=subject, role="holder", details={"left": left})
    return True
