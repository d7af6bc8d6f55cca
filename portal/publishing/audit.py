"""The audit log: append-only, each entry's hash over the previous one.

No foreign keys, so that nothing can make an entry impossible or take it away. ``record`` is called in the very
transaction it is about.
"""

import datetime as dt
import hashlib
import json
from typing import Any

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.db import CanonicalJSON, DeskBase, UTCDateTime, lock_writers

LEAF = b"\x00"  # RFC 6962 section 2.1: leaves are hashed under a prefix of their own
FIRST = "0" * 64


class AuditEntry(DeskBase):
    __tablename__ = "audit_entries"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[dt.datetime] = mapped_column(UTCDateTime)
    event: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(60))
    details: Mapped[Any] = mapped_column(CanonicalJSON)
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)


def record(
    session: Session, *, at: dt.datetime, event: str, subject: str, role: str, details: dict[str, Any]
) -> AuditEntry:
    """Append an entry; it is kept when the caller's transaction is."""
    lock_writers(session, AuditEntry)
    last = session.scalars(select(AuditEntry).order_by(AuditEntry.seq.desc()).limit(1)).first()
    seq, previous = (last.seq + 1, last.hash) if last else (1, FIRST)
    entry = AuditEntry(seq=seq, at=at, event=event, subject=subject, role=role, details=details, previous=previous)
    entry.hash = hash_entry(entry)
    session.add(entry)
    session.flush()
    return entry


def hash_entry(entry: AuditEntry) -> str:
    """SHA-256 over prefix, previous hash and the entry's canonical JSON, as hex."""
    content = {
        "at": entry.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        "details": entry.details,
        "event": entry.event,
        "role": entry.role,
        "seq": entry.seq,
        "subject": entry.subject,
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(LEAF + entry.previous.encode() + text.encode()).hexdigest()


def find_break(session: Session) -> int | None:
    """The number of the first entry that does not fit the chain; None when all do."""
    previous = FIRST
    for expected, entry in enumerate(session.scalars(select(AuditEntry).order_by(AuditEntry.seq)), start=1):
        if entry.seq != expected or entry.previous != previous or entry.hash != hash_entry(entry):
            return expected
        previous = entry.hash
    return None
