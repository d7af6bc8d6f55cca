"""Copying the log to where everyone may read it."""

from sqlalchemy import insert
from sqlalchemy.orm import Session

from portal.db import lock_writers
from portal.domain.audit import FIRST, LogEntry, get_head
from portal.publishing.audit.entries import AuditEntry, get_desk_head, list_after


class LogDiverged(Exception):
    """The public log is not the beginning of the desk's: one of the two was rewritten, or is from another time."""


def publish_log(desk: Session, public: Session) -> int:
    """Append to the public log what it does not have yet; answers how many entries. Done twice, the second adds none.

    It reads the desk before it locks the public log, in the order in which a publication holds the two stores.

    :raises LogDiverged: the desk's log does not continue the public one; nothing was appended.
    """
    newest = get_desk_head(desk)
    lock_writers(public, LogEntry)
    shown = get_head(public)
    after, previous = (shown.seq, shown.hash) if shown else (0, FIRST)
    known = desk.get(AuditEntry, after) if after else None
    if after and (known is None or known.hash != previous):
        raise LogDiverged(f"entry {after} of the public log ({previous}) is not the desk's")
    count = 0
    while newest and after < newest.seq and (page := list_after(desk, after)):
        public.execute(insert(LogEntry), [_row_of(entry) for entry in page])
        after, count = page[-1].seq, count + len(page)
    return count


def _row_of(entry: AuditEntry) -> dict[str, object]:
    """The entry as ``AuditEntry.line`` tells it, to be inserted."""
    return vars(entry.line) | {"at": entry.at}
