"""Letters to readers and who asked for them: the desk's outbox and subscriptions, addresses sealed.

An address is encrypted (Fernet: AES-128-CBC with HMAC-SHA256) under a key made from the desk's secret, and found again
by its HMAC under another key made from it, so that neither the store nor a backup of it tells whom a letter is for.
"""

import base64
import datetime as dt
import hmac
from typing import Any

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import CheckConstraint, Index, String, Text, UniqueConstraint, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.db import CanonicalJSON, DeskBase, UTCDateTime


class Subscription(DeskBase):
    """Somebody wants to be told of what is released about a topic. Deleted, not marked, when they leave."""

    __tablename__ = "subscriptions"
    __table_args__ = (
        CheckConstraint("state in ('pending', 'active')", name="state_known"),
        UniqueConstraint("address_hash", "topic"),
        Index("ix_subscriptions_topic_state", "topic", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    address_sealed: Mapped[str] = mapped_column(Text)
    address_hash: Mapped[str] = mapped_column(String(64))
    topic: Mapped[str] = mapped_column(String(200))
    lang: Mapped[str] = mapped_column(String(2))
    state: Mapped[str] = mapped_column(String(20), default="pending")
    confirm_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    leave_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    created_at: Mapped[dt.datetime] = mapped_column(UTCDateTime)
    confirmed_at: Mapped[dt.datetime | None] = mapped_column(UTCDateTime)
    last_sent_release: Mapped[int | None]  # the release's seq


class Letter(DeskBase):
    """A letter that goes out, once per ``key``; the address leaves it when it is sent or given up."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_sent_at_next_try_at", "sent_at", "next_try_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[dt.datetime] = mapped_column(UTCDateTime)
    to_sealed: Mapped[str | None] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    headers: Mapped[Any] = mapped_column(CanonicalJSON, default=dict)
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[dt.datetime | None] = mapped_column(UTCDateTime)
    sent_at: Mapped[dt.datetime | None] = mapped_column(UTCDateTime)


def find_waiting(session: Session, now: dt.datetime) -> tuple[int, dt.datetime | None]:
    """How many letters are due and not sent, and when the oldest of them was written."""
    due = or_(Letter.next_try_at.is_(None), Letter.next_try_at <= now)
    query = select(func.count(), func.min(Letter.created_at)).where(Letter.sent_at.is_(None), due)
    count, oldest = session.execute(query).one()
    return count, oldest


class Seal:
    """Seals readers' addresses for the desk that has this secret."""

    def __init__(self, secret: str) -> None:
        self._fernet = Fernet(base64.urlsafe_b64encode(_key(secret, b"addresses")))
        self._finding = _key(secret, b"finding addresses")

    def close(self, address: str) -> str:
        return self._fernet.encrypt(address.encode()).decode()

    def open(self, sealed: str) -> str:
        """:raises cryptography.fernet.InvalidToken: another secret sealed it, or it was altered."""
        return self._fernet.decrypt(sealed.encode()).decode()

    def mark(self, address: str) -> str:
        """By which an address is found again, however its letters are written."""
        return hmac.new(self._finding, address.strip().casefold().encode(), "sha256").hexdigest()


def _key(secret: str, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"langso desk: " + purpose).derive(secret.encode())
