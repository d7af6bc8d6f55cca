"""The entries as the desk keeps them: append-only, each entry's hash over the one before it.

What a public event may tell goes into the chain as it is. Everything else goes in as a commitment: SHA-256 over a salt
and the private parts, so that the chain can be checked by everyone and tells nobody anything. The salt is the HMAC of
the entry's place under a key that only the desk has; without the salt no guess can be tried against a commitment.

No foreign keys, so that nothing can make an entry impossible or take it away. ``record`` is called in the very
transaction it is about.
"""

import datetime as dt
import hashlib
import hmac
import json
import secrets
from collections.abc import Iterator
from typing import Any

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.db import CanonicalJSON, DeskBase, UTCDateTime, lock_writers
from portal.domain.audit import FIRST, Head, LogLine, canonical, check_log, instant_text

PUBLIC_EVENTS = {
    "release.published": frozenset({"kind", "files"}),
    "release.superseded": frozenset({"kind"}),
    "release.withdrawn": frozenset({"kind"}),
    "places-imported": frozenset({"sha256", "added", "changed", "closed", "links"}),
    "plan-imported": frozenset({"plan", "sha256", "replaced", "targets", "tasks", "amended"}),
    "answer.published": frozenset({"outcome", "release"}),
    "answer.withdrawn": frozenset(),
    "boundaries-imported": frozenset({"sha256", "count", "replaced", "crs", "source"}),
}
"""The events that the public log tells of, each with the details it may tell; what is not named here stays private."""
PAGE = 500


class AuditKey(DeskBase):
    """The one key the salts are made with. Whoever has it can try guesses against the commitments."""

    __tablename__ = "audit_keys"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(String(64))


class AuditEntry(DeskBase):
    """One act. The database refuses to change or delete one (migration 0004).

    ``public`` is whether the event was one of ``PUBLIC_EVENTS`` when it was recorded; ``private`` then holds the
    details that the public log is not told.
    """

    __tablename__ = "audit_entries"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[dt.datetime] = mapped_column(UTCDateTime)
    event: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(60))
    details: Mapped[Any] = mapped_column(CanonicalJSON)
    private: Mapped[Any | None] = mapped_column(CanonicalJSON)
    public: Mapped[bool]
    commitment: Mapped[str | None] = mapped_column(String(64))
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)

    @property
    def line(self) -> LogLine:
        """The entry as the public log tells it."""
        told = self.public
        return LogLine(
            seq=self.seq,
            at=instant_text(self.at),
            event=self.event if told else None,
            subject=self.subject if told else None,
            role=self.role if told else None,
            details=self.details if told else None,
            commitment=self.commitment,
            previous=self.previous,
            hash=self.hash,
        )

    @property
    def committed(self) -> Any | None:
        """What the public log is not told but committed to; None when it is told everything."""
        if self.public:
            return self.private
        parts = {"details": self.details, "event": self.event, "role": self.role, "subject": self.subject}
        return parts if self.private is None else parts | {"private": self.private}


def record(
    session: Session,
    *,
    at: dt.datetime,
    event: str,
    subject: str,
    role: str,
    details: dict[str, Any],
    private: dict[str, Any] | None = None,
) -> AuditEntry:
    """Append an entry; it is kept when the caller's transaction is.

    :param details: what of them everyone may be told is a matter of ``PUBLIC_EVENTS``.
    :param private: told to nobody; committed to.
    """
    lock_writers(session, AuditEntry)
    head = get_desk_head(session)
    shown, hidden = _split(event, as_stored(details))
    hidden |= as_stored(private or {})
    entry = AuditEntry(
        seq=head.seq + 1 if head else 1,
        at=at,
        event=event,
        subject=subject,
        role=role,
        details=shown,
        private=hidden or None,
        public=event in PUBLIC_EVENTS,
        previous=head.hash if head else FIRST,
        hash="",
    )
    entry.commitment = commitment_of(entry, _ensure_key(session))
    entry.hash = entry.line.rehash()
    session.add(entry)
    session.flush()
    return entry


def _split(event: str, details: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The details that stand in the entry, and those that a public entry keeps back."""
    if event not in PUBLIC_EVENTS:
        return details, {}
    told = PUBLIC_EVENTS[event]
    return {k: v for k, v in details.items() if k in told}, {k: v for k, v in details.items() if k not in told}


def as_stored(value: Any) -> Any:
    """The value as it comes back from the database: texts as keys, lists for tuples."""
    return json.loads(canonical(value))


def get_desk_head(session: Session) -> Head | None:
    """The newest entry; None while there is none."""
    query = select(AuditEntry.seq, AuditEntry.hash, AuditEntry.at).order_by(AuditEntry.seq.desc()).limit(1)
    found = session.execute(query).first()
    return Head(*found) if found else None


def set_salt_key(session: Session, key: bytes) -> None:
    """Give the desk a known key before its first entry, so that a demonstration is the same each time it is loaded.

    :raises ValueError: the desk has one, and entries that rest on it.
    """
    if session.get(AuditKey, 1) is not None:
        raise ValueError("this desk has a key already, and its entries rest on it")
    session.add(AuditKey(id=1, key=key.hex()))
    session.flush()


def get_key(session: Session) -> bytes | None:
    found = session.get(AuditKey, 1)
    return bytes.fromhex(found.key) if found else None


def _ensure_key(session: Session) -> bytes:
    key = get_key(session)
    if key is None:
        key = secrets.token_bytes(32)
        set_salt_key(session, key)
    return key


def commitment_of(entry: AuditEntry, key: bytes) -> str | None:
    """SHA-256 over the entry's salt and the canonical JSON of its private parts; None when it has none."""
    parts = entry.committed
    return None if parts is None else hashlib.sha256(salt_of(entry, key) + canonical(parts)).hexdigest()


def salt_of(entry: AuditEntry, key: bytes) -> bytes:
    """The 32 bytes that open the entry's commitment, and no other: one place in one chain has one salt."""
    return hmac.digest(key, f"{entry.seq}:{entry.previous}".encode(), "sha256")


def list_after(session: Session, after: int, limit: int = PAGE) -> list[AuditEntry]:
    query = select(AuditEntry).where(AuditEntry.seq > after).order_by(AuditEntry.seq).limit(limit)
    return list(session.scalars(query))


def iterate(session: Session) -> Iterator[AuditEntry]:
    """Every entry in order, a page in memory at a time."""
    after = 0
    while page := list_after(session, after):
        yield from page
        after = page[-1].seq
        for entry in page:
            session.expunge(entry)


def find_break(session: Session) -> int | None:
    """The number of the first entry that does not fit the chain; None when all do."""
    finding = check_log(lambda: (entry.line.to_bytes() for entry in iterate(session))).finding
    return finding.seq if finding else None
