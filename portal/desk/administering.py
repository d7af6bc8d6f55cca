"""What is done with accounts by who administers them: on the pages and on the command line. Each with its audit entry.

Nothing is sent by e-mail. Who makes or resets an account is given a link that works until the account is set up, for
three days at most, and hands it on.
"""

import datetime as dt
import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.desk.accounts import Account, Grant, digest, end_all_sign_ins, fold_name, get_account_named
from portal.desk.roles import Role
from portal.desk.security import library
from portal.publishing.audit import record

INVITED = dt.timedelta(hours=72)


@dataclass(frozen=True)
class By:
    """Who does it, as the audit log names them: a role, and an account's number if it was one."""

    role: str
    account: int | None = None


COMMAND_LINE = By("operator")


class NameTakenError(ValueError):
    """There is an account of that name."""


def create_account(
    session: Session, *, name: str, full_name: str, grants: Iterable[tuple[Role, str]], by: By, at: dt.datetime
) -> tuple[Account, str]:
    """A new account, and what its link carries.

    :raises NameTakenError: the name is taken.
    """
    if get_account_named(session, name) is not None:
        raise NameTakenError(name)
    account = Account(name=fold_name(name), full_name=full_name.strip(), active=True, created_at=at)
    account.fs_uniquifier = uuid.uuid4().hex
    token = _invite(account, at)
    session.add(account)
    session.flush()
    _note(session, "account.created", account, by, at)
    for role, commune in grants:
        grant(session, account, role, commune, by=by, at=at)
    return account, token


def grant(session: Session, account: Account, role: Role, commune: str, *, by: By, at: dt.datetime) -> bool:
    """Give a role in a commune; False when it is held already."""
    if any((held.role, held.commune) == (role, commune) for held in account.grants):
        return False
    account.grants.append(Grant(role=Role(role).value, commune=commune))
    _note(session, "account.granted", account, by, at, role=Role(role).value, commune=commune)
    return True


def revoke(session: Session, account: Account, role: Role, commune: str, *, by: By, at: dt.datetime) -> bool:
    """Take a role in a commune away; False when it is not held."""
    held = next((g for g in account.grants if (g.role, g.commune) == (role, commune)), None)
    if held is None:
        return False
    account.grants.remove(held)
    _note(session, "account.revoked", account, by, at, role=Role(role).value, commune=commune)
    return True


def reset(session: Session, account: Account, *, by: By, at: dt.datetime) -> str:
    """Void password, authenticator, recovery codes and sessions; answers what the new link carries."""
    library().datastore.reset_user_access(account)
    account.password = None
    account.totp_counter = None
    end_all_sign_ins(session, account)
    _note(session, "account.reset", account, by, at)
    return _invite(account, at)


def disable(session: Session, account: Account, *, by: By, at: dt.datetime) -> None:
    """No more signing in, and every session ends. What the account did stays its."""
    account.active = False
    library().datastore.set_uniquifier(account)
    account.invitation = account.invited_until = None
    end_all_sign_ins(session, account)
    _note(session, "account.disabled", account, by, at)


def enable(session: Session, account: Account, *, by: By, at: dt.datetime) -> None:
    account.active = True
    _note(session, "account.enabled", account, by, at)


def _invite(account: Account, at: dt.datetime) -> str:
    token = secrets.token_urlsafe(24)
    account.invitation, account.invited_until = digest(token), at + INVITED
    return token


def _note(session: Session, event: str, account: Account, by: By, at: dt.datetime, **details: str) -> None:
    """No name goes into the log: accounts are numbers there."""
    subject = f"account {account.id}"
    record(session, at=at, event=event, subject=subject, role=by.role, details={"by": by.account} | details)
