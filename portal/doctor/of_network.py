"""What is asked of other hosts, only where ``--network`` says so: the public address, the mail server."""

import datetime as dt
import smtplib
import socket
import ssl
from collections.abc import Iterator
from email.utils import parseaddr
from urllib.parse import urlsplit

from portal.desk.alerts.servers import read_address
from portal.doctor.checks import Check, Level, wrong
from portal.doctor.site import Site
from portal.settings import SettingsError

SOON = dt.timedelta(days=14)
PATIENCE = 10.0  # seconds


def find_expiring(site: Site) -> Iterator[str]:
    parts = urlsplit(site.values["BASE_URL"])
    if parts.scheme != "https" or not parts.hostname:
        return
    try:
        until = _valid_until(parts.hostname, parts.port or 443)
    except ssl.SSLCertVerificationError as error:
        yield f"{parts.netloc}: {error.verify_message}"
    except OSError as error:
        yield f"{parts.netloc} cannot be asked: {error.strerror or error}"
    else:
        if until - site.now < SOON:
            yield f"{parts.netloc}: valid until {until:%Y-%m-%d}"


def _valid_until(host: str, port: int) -> dt.datetime:
    """:raises OSError: it cannot be asked, or the certificate does not hold."""
    context = ssl.create_default_context()
    with (
        socket.create_connection((host, port), timeout=PATIENCE) as plain,
        context.wrap_socket(plain, server_hostname=host) as secured,
    ):
        certificate = secured.getpeercert() or {}
    return dt.datetime.fromtimestamp(ssl.cert_time_to_seconds(str(certificate["notAfter"])), dt.UTC)


def find_no_mail_server(site: Site) -> Iterator[str]:
    try:
        address = read_address(site.values["SMTP_URL"]) if site.values["SMTP_URL"] else None
    except SettingsError:
        return  # told by another check
    if address is None:
        return
    kind = smtplib.SMTP_SSL if address.wrapped else smtplib.SMTP
    try:
        with kind(address.host, address.port, timeout=PATIENCE) as server:
            server.noop()
    except (OSError, smtplib.SMTPException) as error:
        yield f"{address.host}:{address.port}: {type(error).__name__}"


def find_wrong_mail(site: Site) -> Iterator[str]:
    if site.values["SMTP_URL"]:
        try:
            read_address(site.values["SMTP_URL"])
        except SettingsError as error:
            yield str(error)
    for name in ("MAIL_FROM", "CONTACT_EMAIL"):
        value = site.values[name]
        if value and ("@" not in parseaddr(value)[1] or not value.isprintable()):
            yield f"LANGSO_{name} is {value!r}"


CHECKS = (
    wrong(
        "mail-senseless",
        "An address of mail cannot be understood, so no letter goes out.",
        "Write it as Làng Số <tin@so.example.vn>, and the server as smtp://user:password@mail.example.vn:587.",
        find_wrong_mail,
    ),
    Check(
        "certificate",
        Level.WRONG,
        f"The certificate of the public address does not hold, or for less than {SOON.days} days (asked with "
        "--network).",
        "Renew it: certbot renew; then systemctl reload nginx.",
        find_expiring,
        asks_network=True,
    ),
    Check(
        "mail-away",
        Level.WRONG,
        "The mail server does not answer (asked with --network).",
        "Correct LANGSO_SMTP_URL, or let the firewall pass it.",
        find_no_mail_server,
        of_desk=True,
        asks_network=True,
    ),
)
