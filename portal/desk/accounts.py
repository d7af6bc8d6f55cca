"""Accounts of the desk: who may sign in, what they may do where, and where they are signed in.

A name is what its holder types: an e-mail address or a plain name. Nothing is ever sent to it.
"""

import datetime as dt
import hashlib
import re
import unicodedata
from typing import ClassVar

from flask_security import UserMixin
from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, delete, select
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, Session, lazyload, mapped_column, relationship

from portal.db import CanonicalJSON, DeskBase, UTCDateTime
from portal.desk.roles import EVERYWHERE

NAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{2,79}")
LONGEST_SIGN_IN = dt.timedelta(hours=12)


class Account(DeskBase, UserMixin):
    """An account. One that has never been set up has no password and no authenticator, and cannot sign in."""

    __tablename__ = "accounts"
    __table_args__ = (
        CheckConstraint("(invitation is null) = (invited_until is null)", name="invitation_with_its_end"),
        CheckConstraint("(tf_primary_method is null) = (tf_totp_secret is null)", name="authenticator_with_its_secret"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    full_name: Mapped[str] = mapped_column(String(120), default="")
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)  # a new one ends every session
    tf_primary_method: Mapped[str | None] = mapped_column(String(20))
    tf_totp_secret: Mapped[str | None] = mapped_column(Text)  # sealed by Flask-Security
    totp_counter: Mapped[int | None] = mapped_column(BigInteger)  # the window of the last code used
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(CanonicalJSON()))  # sealed
    invitation: Mapped[str | None] = mapped_column(String(64), unique=True)  # SHA-256 of what the link carries
    invited_until: Mapped[dt.datetime | None] = mapped_column(UTCDateTime)
    created_at: Mapped[dt.datetime] = mapped_column(UTCDateTime)

    grants: Mapped[list["Grant"]] = relationship(
        back_populates="account", lazy="selectin", cascade="all, delete-orphan", order_by="Grant.id"
    )

    roles: ClassVar[tuple[()]] = ()  # Flask-Security's own roles know no commune; ours are the grants
    tf_phone_number: ClassVar[None] = None

    @property
    def is_set_up(self) -> bool:
        return self.password is not None and self.tf_totp_secret is not None

    @property
    def called(self) -> str:
        """How colleagues read it."""
        return self.full_name or self.name


class Grant(DeskBase):
    """A role in the commune of a code; in every commune where the code is empty."""

    __tablename__ = "account_grants"
    __table_args__ = (
        Index("uq_account_grants_account_role_commune", "account_id", "role", "commune", unique=True),
        CheckConstraint("role in ('officer', 'approver', 'administrator')", name="role_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    role: Mapped[str] = mapped_column(String(20))
    commune: Mapped[str] = mapped_column(String(20), default=EVERYWHERE)

    account: Mapped[Account] = relationship(back_populates="grants")


class SignIn(DeskBase):
    """A session: it ends when its row goes, whatever the cookie says."""

    __tablename__ = "sign_ins"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)  # SHA-256 of what the cookie carries
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    started_at: Mapped[dt.datetime] = mapped_column(UTCDateTime, index=True)


class SignInAttempt(DeskBase):
    """Attempts that count against one key (an account and a device, or a network); keys are keyed hashes."""

    __tablename__ = "sign_in_attempts"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[dt.datetime] = mapped_column(UTCDateTime, index=True)


def fold_name(text: str) -> str:
    """A name as it is kept: one spelling of letters, in small ones."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def is_name(text: str) -> bool:
    return bool(NAME.fullmatch(text))


def digest(token: str) -> str:
    """What is kept of a token that is worth a sign-in. Tokens are long and random, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def get_account_named(session: Session, name: str) -> Account | None:
    """By name, without the grants: a name that is not there costs the same query as one that is."""
    return session.scalars(select(Account).where(Account.name == fold_name(name)).options(lazyload("*"))).first()


def get_invited(session: Session, token: str, *, at: dt.datetime) -> Account | None:
    """The account that a sign-in link opens, while the link is good."""
    query = select(Account).where(Account.invitation == digest(token), Account.active, Account.invited_until > at)
    return session.scalars(query).first()


def list_accounts(session: Session) -> list[Account]:
    return list(session.scalars(select(Account).order_by(Account.name)))


def is_signed_in(session: Session, account: Account, token: str, *, at: dt.datetime) -> bool:
    """Whether this session of the account still stands."""
    found = session.get(SignIn, digest(token))
    return found is not None and found.account_id == account.id and at < found.started_at + LONGEST_SIGN_IN


def start_sign_in(session: Session, account: Account, token: str, *, at: dt.datetime) -> None:
    """Note a session; those past their longest time are cleared away."""
    session.execute(delete(SignIn).where(SignIn.started_at <= at - LONGEST_SIGN_IN))
    session.add(SignIn(id=digest(token), account_id=account.id, started_at=at))


def end_sign_in(session: Session, token: str) -> None:
    session.execute(delete(SignIn).where(SignIn.id == digest(token)))


def end_all_sign_ins(session: Session, account: Account) -> None:
    session.execute(delete(SignIn).where(SignIn.account_id == account.id))
