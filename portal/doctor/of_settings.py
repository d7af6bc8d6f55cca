"""Settings: missing, unsafe, unknown, or at odds with each other."""

import ipaddress
from collections.abc import Iterator
from contextlib import suppress
from difflib import get_close_matches
from urllib.parse import urlsplit

from portal.doctor.checks import warning, wrong
from portal.doctor.site import SECRETS, Site
from portal.settings import SETTINGS, SettingsError, load

LETTERS = 32  # of a secret, at least
KINDS = 10  # of letters in it, at least
EXAMPLES = ("demonstration", "changeme", "change-me", "secret", "password", "for tests only")
OTHERS = ("LANGSO_TEST_",)  # read by something else than the portal


def find_senseless(site: Site) -> Iterator[str]:
    environ = {**site.environ, "LANGSO_SECRET_KEY": site.values["SECRET_KEY"] or "asked elsewhere"}
    environ.pop("LANGSO_SECRET_KEY_FILE", None)
    try:
        load(environ, desk=site.sees_desk)
    except SettingsError as error:
        yield str(error)


def find_unreadable_file(site: Site) -> Iterator[str]:
    for setting in SETTINGS:
        file = site.environ.get(f"LANGSO_{setting.name}_FILE")
        if file and setting.name in SECRETS and not site.values[setting.name]:
            yield f"LANGSO_{setting.name}_FILE names {file}, which is empty or cannot be read"


def find_no_secret(site: Site) -> Iterator[str]:
    if not site.is_demonstration and not site.values["SECRET_KEY"]:
        yield "LANGSO_SECRET_KEY is not set"


def find_weak_secret(site: Site) -> Iterator[str]:
    for name in SECRETS if site.sees_desk and not site.is_demonstration else SECRETS[:1]:
        value = site.values[name]
        if site.is_demonstration or not value:
            continue
        if len(value) < LETTERS:
            yield f"LANGSO_{name} has {len(value)} letters, fewer than {LETTERS}"
        elif len(set(value)) < KINDS or any(example in value.lower() for example in EXAMPLES):
            yield f"LANGSO_{name} is an example, or easily guessed"


def find_shared_secret(site: Site) -> Iterator[str]:
    secret, desk = (site.values[name] for name in SECRETS)
    if secret and secret == desk:
        yield "LANGSO_DESK_SECRET_KEY is the same as LANGSO_SECRET_KEY"


def find_public_demonstration(site: Site) -> Iterator[str]:
    if site.is_demonstration and _is_public(site.values["BASE_URL"]):
        yield f"LANGSO_DEMO is 1 and LANGSO_BASE_URL is {site.values['BASE_URL']}"


def find_no_address(site: Site) -> Iterator[str]:
    if not (site.is_demonstration or site.values["BASE_URL"]):
        yield "LANGSO_BASE_URL is not set"


def find_no_host(site: Site) -> Iterator[str]:
    if not (site.is_demonstration or site.values["BASE_URL"] or site.values["HOSTS"]):
        yield "neither LANGSO_BASE_URL nor LANGSO_HOSTS is set, so the portal answers to the name localhost alone"


def find_plain_address(site: Site) -> Iterator[str]:
    url = site.values["BASE_URL"]
    if url.startswith("http://") and _is_public(url):
        yield f"LANGSO_BASE_URL is {url}"


def find_no_proxy(site: Site) -> Iterator[str]:
    if site.values["BASE_URL"].startswith("https://") and site.values["PROXIES"] == "0":
        yield "LANGSO_BASE_URL is https and LANGSO_PROXIES is 0"


def find_plain_cookies(site: Site) -> Iterator[str]:
    if site.values["BASE_URL"].startswith("https://") and site.values["DESK_SECURE"] == "0":
        yield "LANGSO_DESK_SECURE is 0 and LANGSO_BASE_URL is https"


def find_fixed_day(site: Site) -> Iterator[str]:
    if site.values["TODAY"] and not site.is_demonstration:
        yield f"LANGSO_TODAY is {site.values['TODAY']}"


def find_no_limit(site: Site) -> Iterator[str]:
    if not site.values["RATE_LIMIT"] and not site.is_demonstration:
        yield "LANGSO_RATE_LIMIT is empty"


def find_unknown(site: Site) -> Iterator[str]:
    known = {f"LANGSO_{setting.name}{end}" for setting in SETTINGS for end in ("", "_FILE")}
    for name in sorted(site.environ):
        if name.startswith("LANGSO_") and name not in known and not name.startswith(OTHERS):
            near = get_close_matches(name, known, n=1)
            yield f"{name}" + (f": is {near[0]} meant?" if near else "")


def find_no_contact(site: Site) -> Iterator[str]:
    if not (site.is_demonstration or site.values["CONTACT_EMAIL"]):
        yield "LANGSO_CONTACT_EMAIL is not set"


def _is_public(url: str) -> bool:
    """Whether an address is one that others than this machine can ask."""
    host = urlsplit(url).hostname or "localhost"
    with suppress(ValueError):
        return not ipaddress.ip_address(host).is_loopback
    return not (host == "localhost" or host.endswith(".localhost"))


MAKE_ONE = (
    'Make a long random one: python3 -c "import secrets; print(secrets.token_urlsafe(48))", and keep it where only the '
    "portal's user can read it (LANGSO_SECRET_KEY_FILE)."
)

CHECKS = (
    wrong(
        "setting-senseless",
        "A setting has no sense; nothing starts with it.",
        "Set it as the sentence says; every setting is in docs/settings.md.",
        find_senseless,
    ),
    wrong(
        "secret-unreadable",
        "The file of a secret cannot be read.",
        "Give the portal's user the right to read it (chmod 0400), or name another.",
        find_unreadable_file,
    ),
    wrong("secret-missing", "There is no secret, and nothing starts without one.", MAKE_ONE, find_no_secret),
    wrong(
        "secret-weak",
        "A secret is short, or an example: whoever guesses it can sign in as anyone.",
        f"{MAKE_ONE} Every authenticator of the desk must then be set up anew.",
        find_weak_secret,
    ),
    warning(
        "secret-shared",
        "One secret serves the public application and the desk: what one leaks opens the other.",
        "Make another for LANGSO_DESK_SECRET_KEY before accounts are made.",
        find_shared_secret,
    ),
    wrong(
        "demonstration-public",
        "A demonstration, whose accounts anyone may use, stands at a public address.",
        "Unset LANGSO_DEMO, name other stores and run langso init; or let the demonstration be asked from this "
        "machine alone.",
        find_public_demonstration,
    ),
    wrong(
        "host-missing",
        "Whoever asks for the portal by its public name is refused (421).",
        "Set LANGSO_BASE_URL to the public address.",
        find_no_host,
    ),
    warning(
        "address-missing",
        "Files of releases name no address for good, and no letter is sent.",
        "Set LANGSO_BASE_URL to the public address, such as https://so.example.vn.",
        find_no_address,
    ),
    wrong(
        "address-plain",
        "Readers and officers come over plain http: whoever is between reads and changes everything.",
        "Get a certificate (docs/deploying.md) and set LANGSO_BASE_URL to the https address.",
        find_plain_address,
    ),
    wrong(
        "proxy-not-counted",
        "The portal takes all readers for one, the proxy, and limits them together; it does not know of https.",
        "Set LANGSO_PROXIES to the number of proxies before the portal: 1 with the nginx site that comes with it.",
        find_no_proxy,
    ),
    wrong(
        "cookies-plain",
        "The desk's cookies also travel over plain http.",
        "Unset LANGSO_DESK_SECURE.",
        find_plain_cookies,
        of_desk=True,
    ),
    wrong(
        "day-fixed",
        "The portal believes that it is always the same day: no deadline passes.",
        "Unset LANGSO_TODAY.",
        find_fixed_day,
    ),
    warning(
        "limit-missing",
        "One program can take the whole portal for itself.",
        "Unset LANGSO_RATE_LIMIT, or set it such as '1200 per minute'.",
        find_no_limit,
    ),
    warning(
        "setting-unknown",
        "A variable that looks like a setting is none, so it has no effect.",
        "Correct its name or remove it; every setting is in docs/settings.md.",
        find_unknown,
    ),
    warning(
        "contact-missing",
        "Readers find nobody to write to about the data.",
        "Set LANGSO_CONTACT_EMAIL.",
        find_no_contact,
    ),
)
