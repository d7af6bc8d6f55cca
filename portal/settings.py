"""Every setting, its default and its meaning, in one tuple; the environment overrides.

A setting ``X`` is read from the variable ``LANGSO_X``, or from the file that ``LANGSO_X_FILE`` names.
``docs/settings.md`` is printed from this tuple.
"""

import datetime as dt
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path

from limits import parse_many
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from portal.replication import list_hosts

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"


@dataclass(frozen=True)
class Setting:
    name: str
    default: str
    meaning: str
    desk_only: bool = False  # the public application never reads it


SETTINGS = (
    Setting(
        "DATABASE_URL",
        "sqlite:///instance/public.sqlite",
        "the public store: what anyone may read; on PostgreSQL with replicas postgresql://user@/name?host=one:5432&"
        "host=two:5432",
    ),
    Setting(
        "REPLICA_LAG",
        "30",
        "seconds that a replica may be behind for the public to read from it; else the primary is asked",
    ),
    Setting(
        "DESK_DATABASE_URL",
        "sqlite:///instance/desk.sqlite",
        "the desk's store: figures, submissions, audit log",
        desk_only=True,
    ),
    Setting("FILES_DIR", "instance/files", "where the files of released dataset versions lie"),
    Setting(
        "ACCEL",
        "",
        "1: released files are sent by the nginx site before the portal, which is told where they lie "
        "(X-Accel-Redirect); empty: by the portal itself",
    ),
    Setting(
        "PREVIEWS_DIR", "instance/previews", "where previews of what is not yet published lie; private", desk_only=True
    ),
    Setting(
        "SPOOL_DIR",
        "instance/spool",
        "where what readers send waits for the desk, sealed; the public application only writes to it",
    ),
    Setting(
        "SMTP_URL",
        "",
        "the mail server of alerts: smtp://user:password@host:587 (STARTTLS) or smtps://…:465; empty: letters are "
        "written as files into MAIL_DIR",
        desk_only=True,
    ),
    Setting(
        "MAIL_DIR", "instance/mail", "the mailbox of files, one a letter, where there is no SMTP_URL", desk_only=True
    ),
    Setting("MAIL_FROM", "", "whom letters are from; empty: CONTACT_EMAIL", desk_only=True),
    Setting(
        "BASE_URL",
        "",
        "the public address, such as https://so.example.vn; the files of every release carry it for good in their "
        "citation; empty: as the request says, and files name their version by its path alone",
    ),
    Setting(
        "HOSTS",
        "",
        "further names that the portal is asked for by, beside BASE_URL's, parted by spaces, with a port where it is "
        "no usual one; who asks for another is answered 421. Neither set: localhost alone; in the demonstration any",
    ),
    Setting("CONTACT_EMAIL", "", "whom readers may write to about the data; shown in the catalogue; empty: no address"),
    Setting(
        "SECURITY_CONTACT",
        "",
        "whom to tell of a weakness, an address of e-mail or of a page (https://…), at /.well-known/security.txt; "
        "empty: CONTACT_EMAIL",
    ),
    Setting("SECRET_KEY", "", "signs what the portal hands out; required, but for the demonstration"),
    Setting("DEMO", "", "1 for the demonstration: made-up villages and figures, and a throw-away secret"),
    Setting("TODAY", "", "the day progress is judged on, such as 2026-11-22; empty: the day it is in Viet Nam"),
    Setting(
        "DISCLOSURE_THRESHOLD",
        "5",
        "counts below it are withheld in village figures about people, households and files (3 to 10)",
    ),
    Setting(
        "DESK_SECRET_KEY",
        "",
        "signs the desk's cookies and seals authenticator keys and recovery codes; empty: SECRET_KEY serves for both. "
        "With another, every authenticator must be set up anew",
        desk_only=True,
    ),
    Setting(
        "DESK_SECURE",
        "",
        "1: the desk's cookies travel over https alone; 0: over plain http; empty: 1, but 0 in the demonstration",
        desk_only=True,
    ),
    Setting(
        "PROXIES",
        "0",
        "how many reverse proxies stand before the portal, whose X-Forwarded-For, -Proto and -Host are believed",
    ),
    Setting(
        "HSTS",
        "max-age=63072000; includeSubDomains",
        "how long browsers that came over https ask over https alone, and whether of hosts below this one too "
        "(Strict-Transport-Security); empty: not said. preload is for the owner of the whole domain to decide",
    ),
    Setting(
        "RATE_LIMIT",
        "1200 per minute",
        "how often programs may ask, by the address they ask from; empty: no limit, nor one on PNGs that are drawn",
    ),
    Setting(
        "REDIS_URL",
        "",
        "redis://… where processes and hosts count requests together and tell each other of releases; empty, or while "
        "it is away: each process for itself",
    ),
    Setting(
        "PREPARED_MB",
        "16",
        "megabytes of ready answers that each process holds; 0: every answer is made anew",
    ),
    Setting(
        "BULK_KEPT",
        "12",
        "of how many of the newest releases the bulk zips are kept; empty: of all that were made; 0: none is made",
    ),
    Setting(
        "TILES_URL",
        "",
        "where a base map under the interactive maps comes from, such as https://tiles.example.vn/{z}/{x}/{y}.png; "
        "empty: none. Its server learns who reads; a map of a state body shows Hoàng Sa and Trường Sa as Viet Nam's",
    ),
    Setting("TILES_ATTRIBUTION", "", "whom the base map is by, as its terms want it said; required with TILES_URL"),
    Setting(
        "OPERATORS",
        "127.0.0.0/8 ::1/128",
        "the networks that /metrics and /readyz answer, as addresses with their length; others find nothing there",
    ),
    Setting(
        "LOG_FORMAT",
        "",
        "json: a line of JSON an event on the error output; text: the same for people; empty: json, but text in the "
        "demonstration",
    ),
    Setting("LOG_LEVEL", "info", "from where on events are logged: debug, info (a line an answer), warning or error"),
    Setting("SLOW_QUERY_MS", "500", "milliseconds from which on a statement is logged as slow; 0: every one"),
    Setting("WORKERS", "2", "processes that serve"),
    Setting("THREADS", "32", "requests that each of them takes at once; a slow reader occupies one until it has all"),
)


WHOLE = (
    ("WORKERS", 1, 64),
    ("THREADS", 1, 1000),
    ("PROXIES", 0, 9),
    ("PREPARED_MB", 0, 100_000),
    ("SLOW_QUERY_MS", 0, 600_000),
    ("REPLICA_LAG", 1, 86_400),
)
"""Settings that are whole numbers, with the least and the most."""

HOST_NAME = r"(?:[a-z0-9_](?:[a-z0-9._-]*[a-z0-9])?|\[[0-9a-f:.]+\])"
"""A name, an address, or one of IPv6 in brackets, in small letters."""


def desk_secret(values: Mapping[str, str]) -> str:
    """What the desk's keys are made from."""
    return values["DESK_SECRET_KEY"] or values["SECRET_KEY"]


class SettingsError(RuntimeError):
    """A setting is missing or has no sense; the message says which and what to do."""


def load(environ: Mapping[str, str] | None = None, *, desk: bool = False) -> dict[str, str]:
    """The settings in force, by name. Those of the desk only when ``desk`` asks for them.

    :raises SettingsError: no secret outside the demonstration, or a threshold out of bounds.
    """
    environ = os.environ if environ is None else environ
    values = {s.name: _read(environ, s) for s in SETTINGS if desk or not s.desk_only}
    _require_secret(values)
    _require_sense(values)
    _require_sense_of_desk(values)
    return values


def _read(environ: Mapping[str, str], setting: Setting) -> str:
    """From a variable, or from the file it names: that is how a supervisor hands over a secret that no other process,
    and nothing that prints its environment, can show.
    """
    name = f"LANGSO_{setting.name}"
    file = environ.get(f"{name}_FILE")
    if not file:
        return environ.get(name, setting.default)
    if environ.get(name):
        raise SettingsError(f"{name} and {name}_FILE are both set; keep one of them.")
    try:
        return Path(file).read_text("utf-8").strip()
    except (OSError, ValueError) as error:
        raise SettingsError(f"{name}_FILE names {file}, which cannot be read: {error}") from None


def _require_secret(values: dict[str, str]) -> None:
    if values["SECRET_KEY"]:
        return
    if values["DEMO"] != "1":
        raise SettingsError(
            "LANGSO_SECRET_KEY is not set. Set it to a long random text, for instance the output of\n"
            '  python3 -c "import secrets; print(secrets.token_urlsafe(48))"\n'
            "or set LANGSO_DEMO=1 to run the demonstration."
        )
    values["SECRET_KEY"] = "demonstration"  # noqa: S105 - a secret for nothing real


def _require_sense(values: dict[str, str]) -> None:
    if values["ACCEL"] not in {"", "1"}:
        raise SettingsError(f"LANGSO_ACCEL is {values['ACCEL']!r}; it is 1, or empty.")
    if values["TODAY"] and not _is_day_of_the_portal(values["TODAY"]):
        raise SettingsError(f"LANGSO_TODAY is {values['TODAY']!r}; it is a day such as 2026-11-22, up to 2099.")
    for name in ("DATABASE_URL", "DESK_DATABASE_URL"):
        if name in values and not _is_store(values[name]):
            raise SettingsError(
                f"LANGSO_{name} is not an address of SQLite (sqlite:///…) or PostgreSQL (postgresql://user@host/name; "
                "of a primary and its replicas postgresql://user@/name?host=one:5432&host=two:5432)."
            )
    for name, least, most in WHOLE:
        if not (values[name].isdecimal() and least <= int(values[name]) <= most):
            raise SettingsError(f"LANGSO_{name} is {values[name]!r}; it is a whole number from {least} to {most}.")
    if values["BULK_KEPT"] and not values["BULK_KEPT"].isdigit():
        raise SettingsError(f"LANGSO_BULK_KEPT is {values['BULK_KEPT']!r}; it is a whole number, or empty for all.")
    _require_forms(values)
    _require_tiles(values["TILES_URL"], values["TILES_ATTRIBUTION"])
    _require_threshold(values)
    _require_rate_limit(values)


def _is_store(address: str) -> bool:
    try:
        list_hosts(make_url(address))
    except (ArgumentError, ValueError):
        return False
    return address.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://"))


def _require_forms(values: dict[str, str]) -> None:
    if values["REDIS_URL"] and not re.match(r"(rediss?|redis\+unix)://", values["REDIS_URL"]):
        raise SettingsError("LANGSO_REDIS_URL is not an address of Redis (redis://…, rediss://…, redis+unix://…).")
    if values["HSTS"] and not re.fullmatch(r"max-age=\d+(; includeSubDomains)?(; preload)?", values["HSTS"]):
        raise SettingsError(f"LANGSO_HSTS is {values['HSTS']!r}; it is such as max-age=63072000; includeSubDomains.")
    _require_watching(values)
    _require_hosts(values["HOSTS"])
    _require_address(values["BASE_URL"])


def _require_watching(values: dict[str, str]) -> None:
    for name, known in (("LOG_FORMAT", ("", "json", "text")), ("LOG_LEVEL", ("debug", "info", "warning", "error"))):
        if values[name] not in known:
            raise SettingsError(f"LANGSO_{name} is {values[name]!r}; it is {' or '.join(filter(None, known))}.")
    try:
        [ip_network(part) for part in values["OPERATORS"].split()]
    except ValueError as error:
        raise SettingsError(f"LANGSO_OPERATORS: {error}; it is networks such as 10.0.0.0/8 ::1/128.") from None


def _require_hosts(names: str) -> None:
    for name in names.lower().split():
        if not re.fullmatch(HOST_NAME + r"(:\d{1,5})?", name):
            raise SettingsError(f"LANGSO_HOSTS has {name!r}; it is names such as so.example.vn, without https://.")


def _require_address(base_url: str) -> None:
    """It goes into files that are never mended."""
    if base_url and not re.fullmatch(r"https?://[^\s/?#@\\]+(/[^\s?#]*)?", base_url):
        raise SettingsError(f"LANGSO_BASE_URL is {base_url!r}; it is an address such as https://so.example.vn.")


def _require_tiles(url: str, attribution: str) -> None:
    """One host, as the content policy names it, and whose work is shown."""
    if bool(url) != bool(attribution):
        raise SettingsError("LANGSO_TILES_URL and LANGSO_TILES_ATTRIBUTION are set together or not at all.")
    host = r"https?://[A-Za-z0-9.:-]+/"
    if url and not (re.match(host, url) and all(part in url for part in ("{z}", "{x}", "{y}"))):
        raise SettingsError(
            f"LANGSO_TILES_URL is {url!r}; it is an address such as https://tiles.example.vn/{{z}}/{{x}}/{{y}}.png, "
            "of one host."
        )


def _require_rate_limit(values: dict[str, str]) -> None:
    try:
        parse_many(values["RATE_LIMIT"] or "1 per second")
    except ValueError:
        raise SettingsError(
            f"LANGSO_RATE_LIMIT is {values['RATE_LIMIT']!r}; it is written as '1200 per minute', or empty for no limit."
        ) from None


def _require_sense_of_desk(values: dict[str, str]) -> None:
    if "DESK_SECURE" in values:
        values["DESK_SECURE"] = values["DESK_SECURE"] or ("0" if values["DEMO"] == "1" else "1")
        if values["DESK_SECURE"] not in {"0", "1"}:
            raise SettingsError(f"LANGSO_DESK_SECURE is {values['DESK_SECURE']!r}; it is 0 or 1.")


def _is_day_of_the_portal(text: str) -> bool:
    """From the day the communes exist, to the end of the years that periods are written for."""
    try:
        return dt.date(2025, 7, 1) <= dt.date.fromisoformat(text) < dt.date(2100, 1, 1)
    except ValueError:
        return False


def _require_threshold(values: dict[str, str]) -> None:
    threshold = values["DISCLOSURE_THRESHOLD"]
    if not (threshold.isdigit() and 3 <= int(threshold) <= 10):
        raise SettingsError(f"LANGSO_DISCLOSURE_THRESHOLD is {threshold!r}; it is a whole number from 3 to 10.")
