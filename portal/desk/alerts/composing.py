"""Letters into the outbox: confirmations, and what releases told since a reader was told last.

Each portion is written in one transaction that holds other writers off, and every letter has a key of its kind, address
and day: two processes, or one that was killed and began again, make one letter.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from sqlalchemy import ColumnElement, delete, literal, or_, select
from sqlalchemy.orm import Session

from portal.clock import VIET_NAM
from portal.db import Store, lock_writers
from portal.desk.alerts import letters
from portal.desk.alerts.letters import Section, Written
from portal.desk.alerts.taking import letter_key
from portal.desk.alerts.tokens import CONFIRM_WITHIN, confirm_token, leave_token
from portal.desk.alerts.tokens import token_hash as hash_of
from portal.domain.datasets import list_illustrative_releases
from portal.domain.following import Topic, find_topic, list_headlines, list_touching, narrowing_of
from portal.domain.releases import get_latest_seq
from portal.i18n import speaking
from portal.i18n.following_words import headline_texts
from portal.publishing.letters import Letter, Subscription

AT_ONCE = 200  # subscriptions a transaction
MOST = 10_000  # a round
MOST_RELEASES = 5  # of one topic in a letter
KEPT = dt.timedelta(days=2)  # that a letter was sent, its words and address gone


@dataclass
class Composer:
    """One round of composing.

    :param secret: the desk's.
    :param base_url: the public address, which links need.
    """

    public: Store
    desk: Store
    secret: str
    base_url: str
    now: dt.datetime
    today: dt.date
    _sections: dict[tuple[str, int, str], Section | None] = field(default_factory=dict)

    def forget(self) -> None:
        """Delete who never confirmed, and what is left of letters that went out."""
        with self.desk.begin() as session:
            over = Subscription.created_at <= self.now - CONFIRM_WITHIN
            session.execute(delete(Subscription).where(Subscription.state == "pending", over))
            mine = Letter.kind.in_(("confirm", "alert"))
            session.execute(delete(Letter).where(mine, Letter.sent_at < self.now - KEPT))
            waiting = Letter.created_at < self.now - CONFIRM_WITHIN
            session.execute(delete(Letter).where(Letter.kind == "confirm", waiting))

    def confirmations(self) -> int:
        """A letter to each address that waits to be asked, one a day; answers how many."""
        count = 0
        for _ in range(MOST // AT_ONCE):
            with self.desk.begin() as session:
                lock_writers(session, Subscription)
                rows = _portion(session, self._waiting())
                for mark, of in groupby(rows, key=lambda row: row.address_hash):
                    count += self._ask(session, mark, list(of))
            if not rows:
                return count
        return count

    def _waiting(self) -> list[ColumnElement[bool]]:
        unasked = Subscription.confirm_hash.is_(None)
        return [Subscription.state == "pending", unasked, ~self._written_today("confirm")]

    def _ask(self, session: Session, mark: str, rows: Sequence[Subscription]) -> bool:
        token, lang = confirm_token(self.now), rows[-1].lang
        names = [letters.name_of(topic, lang) for row in rows if (topic := self._topic(row.topic))]
        if not names:
            for row in rows:
                session.delete(row)
            return False
        for row in rows:
            row.confirm_hash, row.created_at = hash_of(token), self.now
        self._post(session, "confirm", rows[0], letters.confirmation(names, token, self.base_url, lang))
        return True

    def alerts(self) -> int:
        """A letter to each address of whose topics there is news, one a day; answers how many."""
        with self.public.reading() as reading:
            latest = get_latest_seq(reading)
        count = 0
        for _ in range(MOST // AT_ONCE):
            with self.desk.begin() as session:
                lock_writers(session, Subscription)
                rows = _portion(session, self._untold(latest))
                for mark, of in groupby(rows, key=lambda row: row.address_hash):
                    count += self._tell(session, mark, list(of), latest)
            if not rows:
                return count
        return count

    def _untold(self, latest: int) -> list[ColumnElement[bool]]:
        old = or_(Subscription.last_sent_release.is_(None), Subscription.last_sent_release < latest)
        return [Subscription.state == "active", old, ~self._written_today("alert")]

    def _tell(self, session: Session, mark: str, rows: Sequence[Subscription], latest: int) -> bool:
        lang = rows[-1].lang
        found = [self._section(row.topic, row.last_sent_release or 0, lang) for row in rows]
        for row in rows:
            row.last_sent_release = latest
        sections = [section for section in found if section]
        if sections:
            written = letters.alert(sections, leave_token(self.secret, mark), self.base_url, lang)
            self._post(session, "alert", rows[0], written)
        return bool(sections)

    def _section(self, path: str, after: int, lang: str) -> Section | None:
        """The news of a topic since a release; None where there is none. Made once for all who are told the same."""
        wanted = (path, after, lang)
        if wanted not in self._sections:
            with self.public.reading() as reading, speaking(lang):
                topic = find_topic(reading, path, on=self.today)
                self._sections[wanted] = self._make_section(reading, topic, after, lang) if topic else None
        return self._sections[wanted]

    def _make_section(self, reading: Session, topic: Topic, after: int, lang: str) -> Section | None:
        releases = list_touching(reading, topic, after=after)
        shown = releases[:MOST_RELEASES]
        headlines = list_headlines(reading, topic, shown) if shown else {}
        told = [
            letters.told_of(
                release, headline_texts(headlines.get(release.seq, [])), narrowing_of(topic), self.base_url, lang
            )
            for release in shown
        ]
        made_up = bool(list_illustrative_releases(reading, [release.id for release in shown]))
        name = letters.name_of(topic, lang)
        return Section(topic.path, name, tuple(told), len(releases) - len(shown), made_up) if told else None

    def _topic(self, path: str) -> Topic | None:
        with self.public.reading() as reading:
            return find_topic(reading, path, on=self.today)

    def _post(self, session: Session, kind: str, to: Subscription, written: Written) -> None:
        session.add(
            Letter(
                key=letter_key(kind, to.address_hash, self._day),
                kind=kind,
                created_at=self.now,
                to_sealed=to.address_sealed,
                subject=written.subject,
                body=written.body,
                headers=written.headers,
                next_try_at=self.now,
            )
        )

    def _written_today(self, kind: str) -> ColumnElement[bool]:
        key = literal(f"{kind}-") + Subscription.address_hash + literal(f"-{self._day.isoformat()}")
        return select(Letter.id).where(Letter.key == key).exists()

    @property
    def _day(self) -> dt.date:
        """By Viet Nam's clock."""
        return self.now.astimezone(VIET_NAM).date()


def _portion(session: Session, conditions: Sequence[ColumnElement[bool]]) -> list[Subscription]:
    """Whole addresses: the last one is left for the next portion where it may go on there."""
    query = select(Subscription).where(*conditions).order_by(Subscription.address_hash, Subscription.id)
    rows = list(session.scalars(query.limit(AT_ONCE)))
    if len(rows) == AT_ONCE:
        rows = [row for row in rows if row.address_hash != rows[-1].address_hash]
    return rows
