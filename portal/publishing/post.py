"""What is done with readers' questions and reports every few seconds beside the desk, and when its inbox is opened."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from portal import spool
from portal.db import PublicStore, Store
from portal.domain.feedback import day_of
from portal.publishing.answers import Desk, publish_answers
from portal.publishing.incoming import Handler, take_in
from portal.publishing.letters import Seal
from portal.publishing.questions import keep_question, sweep
from portal.publishing.signal_counts import forget_senders, keep_signal, publish_signal
from portal.settings import desk_secret


@dataclass(frozen=True)
class PostRoom:
    """:param folder: the spool.
    :param k: the disclosure threshold.
    """

    between: Desk
    folder: Path
    private: X25519PrivateKey
    seal: Seal
    k: int

    def handlers(self) -> dict[str, Handler]:
        """What is done with messages, by kind."""
        return {
            "question": lambda session, message: keep_question(session, message, self.seal),
            "signal": keep_signal,
        }

    def take(self, now: dt.datetime, more: Mapping[str, Handler] | None = None, *, most: int | None = None) -> int:
        """Take in what waits in the spool; answers how many messages.

        :param more: what is done with messages of further kinds.
        :param most: the oldest so many, where somebody waits for it.
        """
        handlers = self.handlers() | dict(more or {})
        taken = take_in(self.between.desk, self.folder, self.private, handlers, now=now, most=most)
        spool.sweep(self.folder, now=now)
        return taken

    def publish(self, now: dt.datetime) -> tuple[int, int]:
        """Bring out what is approved and counted, and delete what is kept no longer.

        Answers how many answers came out, and how many villages' months changed.
        """
        between = self.between
        answers = publish_answers(between, now=now)
        months = publish_signal(
            between.desk, between.public, today=day_of(now), k=self.k, illustrative=between.illustrative
        )
        with between.desk.begin() as session:
            sweep(session, now)
            forget_senders(session, day_of(now))
        return len(answers), months


def open_post_room(values: Mapping[str, str], public: PublicStore, desk: Store) -> PostRoom:
    """The spool made ready, as the settings of the desk say."""
    secret = desk_secret(values)
    folder = Path(values["SPOOL_DIR"])
    between = Desk(desk, public, values["DEMO"] == "1", values["BASE_URL"])
    private = spool.open_spool(folder, secret)
    return PostRoom(between, folder, private, Seal(secret), int(values["DISCLOSURE_THRESHOLD"]))
