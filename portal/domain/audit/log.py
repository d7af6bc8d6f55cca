"""The public copy of the log, in the public store."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.db import CanonicalJSON, PublicBase, Rows, UTCDateTime
from portal.domain.audit.chain import Head, LogLine, instant_text

PAGE = 500


class LogEntry(PublicBase):
    """An entry as everyone may read it. The database refuses to change or delete one (migration 0003)."""

    __tablename__ = "audit_log"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[dt.datetime] = mapped_column(UTCDateTime)
    event: Mapped[str | None] = mapped_column(String(60))
    subject: Mapped[str | None] = mapped_column(String(200), index=True)
    role: Mapped[str | None] = mapped_column(String(60))
    details: Mapped[Any | None] = mapped_column(CanonicalJSON)
    commitment: Mapped[str | None] = mapped_column(String(64))
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)


def get_head(session: Session) -> Head | None:
    """The newest entry; None while the log is empty."""
    row = session.execute(select(LogEntry.seq, LogEntry.hash, LogEntry.at).order_by(LogEntry.seq.desc()).limit(1))
    found = row.first()
    return Head(*found) if found else None


def list_newest(session: Session, limit: int) -> list[LogEntry]:
    """The newest first."""
    return list(session.scalars(select(LogEntry).order_by(LogEntry.seq.desc()).limit(limit)))


def select_log(*, after: int = 0) -> Rows:
    """Rows under the public field names, in their order, from the entry after ``after`` on."""
    query = select(
        LogEntry.seq,
        LogEntry.at,
        LogEntry.event,
        LogEntry.subject,
        LogEntry.role,
        LogEntry.details,
        LogEntry.commitment,
        LogEntry.previous,
        LogEntry.hash,
    )
    return query.where(LogEntry.seq > after).order_by(LogEntry.seq)


def stream_lines(make_session: Callable[[], Session], *, upto: int) -> Iterator[bytes]:
    """The log as its lines, each with its end; read in pages, so that no transaction stays open while it is sent."""
    after = 0
    while after < upto:
        with make_session() as session:
            rows = session.execute(select_log(after=after).where(LogEntry.seq <= upto).limit(PAGE)).all()
        if not rows:
            return
        yield b"".join(line_of_row(row).to_bytes() + b"\n" for row in rows)
        after = rows[-1][0]


def line_of_row(row: Any) -> LogLine:
    """The line that a row of ``select_log`` stands for."""
    seq, at, *rest = row
    return LogLine(seq, instant_text(at), *rest)
