"""One round of the alerts, as ``langso post`` makes it every few seconds beside the desk."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from urllib.parse import urlsplit

from portal import clock
from portal.db import Store
from portal.desk.alerts.composing import Composer
from portal.desk.alerts.sending import Sender
from portal.desk.alerts.servers import open_mailer, read_address
from portal.desk.alerts.taking import Taking
from portal.publishing.incoming import Handler
from portal.publishing.letters import Seal
from portal.settings import SettingsError, desk_secret

OFF = "LANGSO_BASE_URL is not set: letters need it for their links, so e-mail alerts are off."


@dataclass(frozen=True)
class Office:
    """What a round needs.

    :param secret: the desk's.
    :param settings: those of the desk.
    """

    public: Store
    desk: Store
    secret: str
    settings: Mapping[str, str]
    clock: Callable[[], dt.datetime]

    @property
    def is_on(self) -> bool:
        return bool(self.settings["BASE_URL"])

    @property
    def sent_from(self) -> str:
        host = urlsplit(self.settings["BASE_URL"]).hostname or "localhost"
        return self.settings["MAIL_FROM"] or self.settings["CONTACT_EMAIL"] or f"lang-so@{host}"

    @property
    def today(self) -> dt.date:
        return clock.today(self.settings["TODAY"])


@dataclass(frozen=True)
class Round:
    """How many letters were written, and how many went out."""

    asked: int = 0
    told: int = 0
    sent: int = 0


def open_office(
    settings: Mapping[str, str], public: Store, desk: Store, clock: Callable[[], dt.datetime] | None = None
) -> Office:
    """:raises SettingsError: the address of the mail server, or whom letters are from, cannot be read."""
    if settings["SMTP_URL"]:
        read_address(settings["SMTP_URL"])
    secret = desk_secret(settings)
    office = Office(public, desk, secret, settings, clock or (lambda: dt.datetime.now(dt.UTC)))
    if "@" not in parseaddr(office.sent_from)[1] or not office.sent_from.isprintable():
        raise SettingsError("LANGSO_MAIL_FROM is not an address such as Làng Số <tin@so.example.vn>.")
    return office


def handlers(office: Office) -> dict[str, Handler]:
    """What the messages of the spool about alerts do, by kind, as ``portal.publishing.incoming`` asks for."""

    def taking() -> Taking:
        return Taking(office.public, Seal(office.secret), office.secret, office.clock(), office.today)

    return {
        "follow": lambda session, message: taking().follow(session, message),
        "follow-confirm": lambda session, message: taking().confirm(session, message),
        "follow-leave": lambda session, message: taking().leave(session, message),
    }


def post(office: Office) -> Round:
    """Compose what is to be told and send what is due; without a public address nothing is composed."""
    composer = Composer(
        office.public, office.desk, office.secret, office.settings["BASE_URL"], office.clock(), office.today
    )
    composer.forget()
    asked, told = (composer.confirmations(), composer.alerts()) if office.is_on else (0, 0)
    mailer = open_mailer(office.settings["SMTP_URL"], office.settings["MAIL_DIR"])
    sender = Sender(office.desk, Seal(office.secret), mailer, office.sent_from, office.clock)
    return Round(asked, told, sender.send_due())
