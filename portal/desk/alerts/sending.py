"""Letters out of the outbox: each claimed, handed over, noted; in this order, so that none is lost.

Who is killed between handing over and noting sends the letter once more when the claim is over: with the same
Message-ID, by which mail programs know it. What a server refuses for an address three times ends its subscriptions;
what cannot go now waits longer each time and is given up after about three days. One letter never holds up another.
"""

import datetime as dt
import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, parseaddr
from typing import Any

from cryptography.fernet import InvalidToken
from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session

from portal.db import Store
from portal.desk.alerts.servers import Deferred, Mailer, Refused, Unavailable
from portal.desk.alerts.taking import forget_letters
from portal.publishing.letters import Letter, Seal, Subscription

MOST = 1_000  # letters a round
CLAIM = dt.timedelta(minutes=10)
MINUTES = (5, 15, 60, 180, 360, 720, 1440, 1440)
"""How long a letter waits after each try; after the last it is given up."""
REFUSALS = 3
COUNT = "_refusals"  # kept with the headers, never sent
Clock = Callable[[], dt.datetime]
log = logging.getLogger(__name__)


class _Unfolded(EmailPolicy):
    """The addresses by which one leaves stand in one line, as they are: encoded, mail programs do not find them."""

    def fold(self, name: str, value: Any) -> str:
        return f"{name}: {value}{self.linesep}" if name == "List-Unsubscribe" else super().fold(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name == "List-Unsubscribe":
            return self.fold(name, value).encode("ascii")
        return super().fold_binary(name, value)


UNFOLDED = _Unfolded()


@dataclass(frozen=True)
class Sender:
    """:param sent_from: whom letters are from."""

    desk: Store
    seal: Seal
    mailer: Mailer
    sent_from: str
    clock: Clock

    def send_due(self, most: int = MOST) -> int:
        """Every letter whose time has come, the longest waiting first; answers how many went out."""
        try:
            return sum(self._try(number) for number in self._list_due(most))
        except Unavailable as reason:
            log.warning("letters wait: %s", reason)
            return 0
        finally:
            self.mailer.close()

    def _list_due(self, most: int) -> list[int]:
        with self.desk.reading() as session:
            due = select(Letter.id).where(Letter.to_sealed.is_not(None), *_due(self.clock()))
            return list(session.scalars(due.order_by(Letter.next_try_at, Letter.id).limit(most)))

    def _try(self, number: int) -> bool:
        letter = self._claim(number)
        if letter is None:
            return False
        try:
            address = self.seal.open(letter.to_sealed or "")
            self.mailer.send(_name(letter), self._message(letter, address))
        except (InvalidToken, ValueError):
            self._end(letter.id, lambda session, found: session.delete(found))  # of another secret; nobody can read it
        except Refused:
            self._end(letter.id, self._refused)
        except Deferred:
            self._end(letter.id, self._later)
        except Unavailable:
            self._end(letter.id, self._unclaim)
            raise
        else:
            self._end(letter.id, self._sent)
            return True
        return False

    def _claim(self, number: int) -> Letter | None:
        """The letter, if nobody else has it; it is this process's for a while."""
        now = self.clock()
        with self.desk.begin() as session:
            mine = update(Letter).where(Letter.id == number, *_due(now))
            found = session.execute(mine.values(next_try_at=now + CLAIM, tries=Letter.tries + 1).returning(Letter.id))
            return session.get(Letter, number) if found.scalar() is not None else None

    def _message(self, letter: Letter, address: str) -> EmailMessage:
        message = EmailMessage(policy=UNFOLDED)
        message["From"], message["To"], message["Subject"] = self.sent_from, address, letter.subject
        message["Date"] = format_datetime(letter.created_at)
        message["Message-ID"] = f"<{_name(letter)}@{parseaddr(self.sent_from)[1].rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"
        for name, value in letter.headers.items():
            if name != COUNT:
                message[name] = value
        message.set_content(letter.body, charset="utf-8", cte="quoted-printable")
        return message

    def _end(self, number: int, how: Callable[[Session, Letter], None]) -> None:
        """Note how a try ended; the letter may be gone, if its reader left meanwhile."""
        with self.desk.begin() as session:
            letter = session.get(Letter, number)
            if letter is not None:
                how(session, letter)

    def _sent(self, _session: Session, letter: Letter) -> None:
        """Nothing stays but that there was one."""
        letter.sent_at, letter.next_try_at = self.clock(), None
        letter.to_sealed, letter.subject, letter.body, letter.headers = None, "", "", {}

    def _later(self, session: Session, letter: Letter) -> None:
        if letter.tries > len(MINUTES):
            session.delete(letter)
            log.warning("a letter (%s) was given up after %s tries", letter.kind, letter.tries)
            return
        letter.next_try_at = self.clock() + dt.timedelta(minutes=MINUTES[letter.tries - 1])

    def _unclaim(self, _session: Session, letter: Letter) -> None:
        """The server's failure is not the letter's."""
        letter.tries -= 1
        letter.next_try_at = self.clock() + dt.timedelta(minutes=1)

    def _refused(self, session: Session, letter: Letter) -> None:
        count = letter.headers.get(COUNT, 0) + 1
        if count < REFUSALS:
            letter.headers = {**letter.headers, COUNT: count}
            letter.next_try_at = self.clock() + dt.timedelta(hours=count * 3)
            return
        mark = self.seal.mark(self.seal.open(letter.to_sealed or ""))
        session.execute(delete(Subscription).where(Subscription.address_hash == mark))
        session.delete(letter)
        session.flush()
        forget_letters(session, mark)
        log.warning("an address that takes no letters was dropped")


def _due(now: dt.datetime) -> tuple[ColumnElement[bool], ...]:
    """Not sent, and its time has come; a letter without one goes at once."""
    return Letter.sent_at.is_(None), or_(Letter.next_try_at.is_(None), Letter.next_try_at <= now)


def _name(letter: Letter) -> str:
    """The same for a letter however often it is sent; it tells neither address nor key."""
    return hashlib.sha256(f"{letter.id} {letter.key} {letter.created_at.isoformat()}".encode()).hexdigest()[:40]
