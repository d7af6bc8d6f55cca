"""Every setting, its default and its meaning, in one tuple; the environment overrides.

A setting ``X`` is read from the variable ``LANGSO_X``. ``docs/settings.md`` is printed from this tuple.
"""

import datetime as dt
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from limits import parse_many

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"


@dataclass(frozen=True)
class Setting:
    name: str
    default: str
    meaning: str
    desk_only: bool = False  # the public application never reads it


SETTINGS = (
    Setting("DATABASE_URL", "sqlite:///instance/public.sqlite", "the public store: what anyone may read"),
    Setting(
        "DESK_DATABASE_URL",
        "sqlite:///instance/desk.sqlite",
        "the desk's store: figures, submissions, audit log",
        desk_only=True,
    ),
    Setting("FILES_DIR", "instance/files", "where the files of released dataset versions lie"),
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
    Setting("CONTACT_EMAIL", "", "whom readers may write to about the data; shown in the catalogue; empty: no address"),
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
        "RATE_LIMIT_STORAGE",
        "memory://",
        "where that is counted: in each process for itself, or redis://… for all together (needs the package redis)",
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
    Setting("WORKERS", "2", "processes that serve"),
)


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
    values = {s.name: environ.get(f"LANGSO_{s.name}", s.default) for s in SETTINGS if desk or not s.desk_only}
    _require_secret(values)
    _require_sense(values)
    _require_sense_of_desk(values)
    return values


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
    if values["TODAY"] and not _is_day_of_the_portal(values["TODAY"]):
        raise SettingsError(f"LANGSO_TODAY is {values['TODAY']!r}; it is a day such as 2026-11-22, up to 2099.")
    for name in ("DATABASE_URL", "DESK_DATABASE_URL"):
        if name in values and not values[name].startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
            raise SettingsError(
                f"LANGSO_{name} is not an address of SQLite (sqlite:///…) or PostgreSQL (postgresql://…)."
            )
    if not (values["WORKERS"].isdigit() and 1 <= int(values["WORKERS"]) <= 64):
        raise SettingsError(f"LANGSO_WORKERS is {values['WORKERS']!r}; it is a whole number from 1 to 64.")
    if not (values["PROXIES"].isdigit() and int(values["PROXIES"]) <= 9):
        raise SettingsError(f"LANGSO_PROXIES is {values['PROXIES']!r}; it is a whole number from 0 to 9.")
    if values["BULK_KEPT"] and not values["BULK_KEPT"].isdigit():
        raise SettingsError(f"LANGSO_BULK_KEPT is {values['BULK_KEPT']!r}; it is a whole number, or empty for all.")
    _require_address(values["BASE_URL"])
    if values["HSTS"] and not re.fullmatch(r"max-age=\d+(; includeSubDomains)?(; preload)?", values["HSTS"]):
        raise SettingsError(f"LANGSO_HSTS is {values['HSTS']!r}; it is such as max-age=63072000; includeSubDomains.")
    _require_tiles(values["TILES_URL"], values["TILES_ATTRIBUTION"])
    _require_threshold(values)
    _require_rate_limit(values)


def _require_address(base_url: str) -> None:
    """It goes into files that are never mended."""
    if base_url and not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", base_url):
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
