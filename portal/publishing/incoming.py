"""Taking in what readers sent: each message of the spool once, whoever is killed in between.

A message's name is kept in the very transaction that keeps what it says; only then it leaves the spool. Killed before,
nothing is there and it is read again; killed after, it is known by its name and only leaves.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import String, delete
from sqlalchemy.exc import DataError
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal import spool
from portal.db import DeskBase, Store, UTCDateTime, lock_writers, portions
from portal.spool import Message

AT_ONCE = 50  # messages a transaction
REMEMBERED = dt.timedelta(days=30)

Handler = Callable[[Session, Message], None]
"""Keeps what a message says, in the caller's transaction; raises one of ``NOTHING_SAID`` where it says nothing."""

NOTHING_SAID = (ValueError, KeyError, TypeError, AttributeError, DataError)
"""DataError: what a database does not take as text, such as zero bytes; it must not hold up the messages behind it."""


class TakenMessage(DeskBase):
    """A message that was taken in."""

    __tablename__ = "taken_messages"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(UTCDateTime)


def take_in(
    desk: Store,
    folder: Path,
    private: X25519PrivateKey,
    handlers: Mapping[str, Handler],
    *,
    now: dt.datetime,
    most: int | None = None,
) -> int:
    """Keep every message of the kinds in ``handlers`` that waits in the spool; answers how many. Others stay.

    :param most: the oldest so many, where somebody waits for it.
    """
    mine = islice((message for message in spool.take(folder, private) if message.kind in handlers), most)
    count = 0
    for some in portions(mine, AT_ONCE):
        wrong = _keep(desk, some, handlers, now)
        for message in some:
            leave = spool.set_aside if message.name in wrong else spool.drop
            leave(folder, message.name)
        count += len(some) - len(wrong)
    return count


def _keep(desk: Store, messages: Iterable[Message], handlers: Mapping[str, Handler], now: dt.datetime) -> set[str]:
    """All in one transaction; answers the names of those that say nothing."""
    wrong = set()
    with desk.begin() as session:
        lock_writers(session, TakenMessage)
        session.execute(delete(TakenMessage).where(TakenMessage.at < now - REMEMBERED))
        for message in messages:
            if session.get(TakenMessage, message.name) is not None:
                continue
            try:
                with session.begin_nested():
                    handlers[message.kind](session, message)
                    session.add(TakenMessage(name=message.name, at=now))
            except NOTHING_SAID:
                wrong.add(message.name)
    return wrong
