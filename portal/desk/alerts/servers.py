"""Where letters are handed over: a mail server (RFC 5321), or a folder of files where there is none.

To another machine letters go encrypted only, and only to a server whose certificate holds; to a server on this machine
plain, as nobody can listen.
"""

import ipaddress
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from portal.disk import drafted
from portal.settings import SettingsError

TIMEOUT = 30  # seconds of silence
PORTS = {"smtp": 587, "smtps": 465}
PERMANENT = 500  # SMTP answers from here on


class Refused(Exception):
    """The server takes no letter for this address, ever."""


class Deferred(Exception):
    """This letter later; others may go."""


class Unavailable(Exception):
    """The server takes nothing now; the words say why."""


class Mailer(Protocol):
    def send(self, name: str, message: EmailMessage) -> None:
        """Hand a letter over.

        :param name: the same for the same letter.
        :raises Refused: for this address never.
        :raises Deferred: not now.
        :raises Unavailable: nothing goes now.
        """

    def close(self) -> None: ...


def open_mailer(smtp_url: str, folder: str) -> Mailer:
    """:raises SettingsError: the address of the server cannot be read."""
    return Server(read_address(smtp_url)) if smtp_url else Mailbox(Path(folder))


class Mailbox:
    """A folder of letters as ``.eml`` files that only the desk's user may read; a letter written again is the same."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, name: str, message: EmailMessage) -> None:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with drafted(self.folder / f"{name}.eml") as draft:
                draft.touch(mode=0o600)
                draft.write_bytes(message.as_bytes(policy=message.policy.clone(linesep="\r\n")))
        except OSError as error:
            raise Unavailable(f"letters cannot be written into {self.folder}: {error.strerror}") from None

    def close(self) -> None:
        pass


@dataclass(frozen=True)
class Address:
    """Of a mail server.

    :param plain: whether letters may go unencrypted: on this machine only.
    """

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    wrapped: bool
    plain: bool


def read_address(url: str) -> Address:
    """``smtp://user:password@host:587`` or ``smtps://…:465``.

    :raises SettingsError: it is neither.
    """
    wrong = SettingsError("LANGSO_SMTP_URL is not an address such as smtp://user:password@mail.example.vn:587.")
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS[parts.scheme]
    except (KeyError, ValueError):
        raise wrong from None
    if not parts.hostname or parts.path.strip("/") or parts.query:
        raise wrong
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Address(parts.hostname, port, user, password, parts.scheme == "smtps", _is_here(parts.hostname))


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Server:
    """One connection for many letters, opened when the first goes out and once more where it breaks."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._open: smtplib.SMTP | None = None

    def send(self, name: str, message: EmailMessage) -> None:
        try:
            self._hand_over(message)
        except (smtplib.SMTPServerDisconnected, ConnectionError, TimeoutError):
            self.close()
            self._again(message)

    def _again(self, message: EmailMessage) -> None:
        try:
            self._hand_over(message)
        except (smtplib.SMTPServerDisconnected, ConnectionError, TimeoutError):
            self.close()
            raise Deferred("the server hung up") from None

    def _hand_over(self, message: EmailMessage) -> None:
        connection = self._connection()
        try:
            connection.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            (code, _words), *_others = error.recipients.values()
            raise (Refused if code >= PERMANENT else Deferred)(f"the server answered {code}") from None
        except smtplib.SMTPSenderRefused as error:
            raise Unavailable(f"the server takes nothing from MAIL_FROM ({error.smtp_code})") from None
        except smtplib.SMTPNotSupportedError:
            raise Refused("the server takes no such address") from None
        except smtplib.SMTPServerDisconnected:
            raise
        except smtplib.SMTPResponseException as error:
            raise Deferred(f"the server answered {error.smtp_code}") from None

    def _connection(self) -> smtplib.SMTP:
        if self._open is None:
            self._open = _trying(self._connect)
        return self._open

    def _connect(self) -> smtplib.SMTP:
        to, context = self.address, ssl.create_default_context()
        if to.wrapped:
            connection: smtplib.SMTP = smtplib.SMTP_SSL(to.host, to.port, timeout=TIMEOUT, context=context)
        else:
            connection = smtplib.SMTP(to.host, to.port, timeout=TIMEOUT)
        try:
            if not (to.wrapped or to.plain):
                connection.starttls(context=context)
            if to.user:
                connection.login(to.user, to.password)
        except BaseException:
            connection.close()
            raise
        return connection

    def close(self) -> None:
        if self._open is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._open.quit()
            self._open.close()
            self._open = None


def _trying(connect: Callable[[], smtplib.SMTP]) -> smtplib.SMTP:
    """:raises Unavailable: in words without anybody's address or password."""
    try:
        return connect()
    except smtplib.SMTPNotSupportedError:
        raise Unavailable("the mail server offers no encryption (STARTTLS) or no login; nothing is sent") from None
    except smtplib.SMTPAuthenticationError as error:
        raise Unavailable(f"the mail server does not take the user and password ({error.smtp_code})") from None
    except smtplib.SMTPException as error:
        raise Unavailable(f"the mail server does not answer as one does ({type(error).__name__})") from None
    except ssl.SSLError as error:
        raise Unavailable(f"the mail server's certificate does not hold: {error.reason}") from None
    except OSError as error:
        raise Unavailable(f"the mail server cannot be reached: {error.strerror or error}") from None
