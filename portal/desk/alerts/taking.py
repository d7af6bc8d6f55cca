"""What readers' messages about alerts do to the subscriptions. Each handler writes within the caller's transaction."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from portal.db import Store
from portal.desk.alerts.tokens import CONFIRM_WITHIN, leave_token, token_hash
from portal.domain.following import find_topic
from portal.domain.releases import get_latest_seq
from portal.i18n import LANGUAGES
from portal.mail_address import plain_address
from portal.publishing.letters import Letter, Seal, Subscription
from portal.spool import Message

MOST_TOPICS = 20  # of one address


@dataclass(frozen=True)
class Taking:
    """:param today: the day topics are looked for on."""

    public: Store
    seal: Seal
    secret: str
    now: dt.datetime
    today: dt.date

    def follow(self, session: Session, message: Message) -> None:
        """A pending subscription, unless the address follows the topic already or too many.

        :raises ValueError: the address or the topic is none, or the language is not spoken.
        """
        address, lang = plain_address(str(message.content["address"])), str(message.content["lang"])
        topic = self._topic(str(message.content["topic"]))
        if lang not in LANGUAGES:
            raise ValueError("no such language")
        mark = self.seal.mark(address)
        known = set(session.scalars(select(Subscription.topic).where(Subscription.address_hash == mark)))
        if topic in known or len(known) >= MOST_TOPICS:
            return
        session.add(
            Subscription(
                address_sealed=self.seal.close(address),
                address_hash=mark,
                topic=topic,
                lang=lang,
                state="pending",
                leave_hash=token_hash(leave_token(self.secret, mark)),
                created_at=self.now,
            )
        )
        session.flush()

    def confirm(self, session: Session, message: Message) -> None:
        """The subscriptions of a letter's link become active, if it was opened in time; news count from now on."""
        with self.public.reading() as reading:
            latest = get_latest_seq(reading)
        session.execute(
            update(Subscription)
            .where(
                Subscription.confirm_hash == token_hash(str(message.content["token"])),
                Subscription.state == "pending",
                Subscription.created_at > self.now - CONFIRM_WITHIN,
            )
            .values(state="active", confirmed_at=self.now, last_sent_release=latest, confirm_hash=None)
        )

    def leave(self, session: Session, message: Message) -> None:
        """The subscription of a topic, or all of the address, is deleted; with the last of them all there is of it."""
        leaving = token_hash(str(message.content["token"]))
        marks = set(session.scalars(select(Subscription.address_hash).where(Subscription.leave_hash == leaving)))
        query = delete(Subscription).where(Subscription.leave_hash == leaving)
        if topic := message.content.get("topic"):
            query = query.where(Subscription.topic == str(topic))
        session.execute(query)
        for mark in marks:
            if not session.scalar(select(func.count()).where(Subscription.address_hash == mark)):
                forget_letters(session, mark)

    def _topic(self, path: str) -> str:
        with self.public.reading() as reading:
            topic = find_topic(reading, path, on=self.today)
        if topic is None:
            raise ValueError("nothing to follow there")
        return topic.path


def letter_key(kind: str, mark: str, day: dt.date) -> str:
    """One letter of a kind an address and day."""
    return f"{kind}-{mark}-{day.isoformat()}"


def forget_letters(session: Session, mark: str) -> None:
    """Every letter of alerts to an address, sent or not, and that there was one."""
    for kind in ("confirm", "alert"):
        session.execute(delete(Letter).where(Letter.key.startswith(f"{kind}-{mark}-", autoescape=True)))
