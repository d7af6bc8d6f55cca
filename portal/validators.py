"""Strong validators (ETag, RFC 9110) of what is made from the public store alone.

An answer that depends on nothing but the state of the store, the day, the settings, the address and the program has
its validator before it is made: whoever holds it already gets 304 without any of the work.
"""

import hashlib
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from flask import Response, current_app
from werkzeug.datastructures import ETags
from werkzeug.http import parse_etags

from portal.addresses import public_url
from portal.at_hand import current_request
from portal.i18n import language
from portal.prepared import STATE
from portal.settings import ROOT
from portal.web import ask_state, is_of_its_state, today

SOURCES = ("api", "maps", "portal", "translations")
LOCK = ROOT / "requirements.lock"  # a library of another version may write otherwise
SUFFIXES = {".html", ".js", ".json", ".po", ".py", ".svg"}
SAYING = ("CONTACT_EMAIL", "DEMO", "DISCLOSURE_THRESHOLD")
"""The settings that answers tell of; the public address counts apart."""


def of_state(make: Callable[[], Response], *chosen: str) -> Response:
    """The answer with its validator; 304 without making it where the reader has it already.

    :param chosen: what was negotiated beside the address, such as the format.
    """
    tag, asked = _tag(chosen), current_request().environ
    held = parse_etags(asked.get("HTTP_IF_NONE_MATCH"))
    response = Response(status=304) if _is_among(held, tag) else make()
    if response.status_code == 200 and held.star_tag:
        response.close()
        response = Response(status=304)
    if response.status_code == 304 or (response.status_code == 200 and (STATE not in asked or is_of_its_state())):
        response.set_etag(tag)
        response.headers.setdefault("Cache-Control", "public, max-age=60")
    return response


def _is_among(held: ETags, tag: str) -> bool:
    """Whether the reader says that it has this answer, under whichever compression."""
    return any(each.partition(":")[0] == tag for each in held.as_set(include_weak=True))


def _tag(chosen: Iterable[str]) -> str:
    config = current_app.config
    parts = [
        _program(),
        *[config[name] for name in SAYING],
        _state(),
        today().isoformat(),
        public_url(""),
        current_request().full_path,
        language(),
        *chosen,
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _state() -> str:
    """Which state the store is in; where no layer before the application has asked, the store is asked now."""
    return current_request().environ.get(STATE) or ask_state()


@cache
def _program() -> str:
    """A digest of the program: an answer made by another version is another answer."""
    digest = hashlib.sha256()
    for path in _sources():
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _sources() -> list[Path]:
    paths = [
        path for name in SOURCES for path in ((ROOT / name).rglob("*") if (ROOT / name).is_dir() else [ROOT / name])
    ]
    return sorted(path for path in paths if path.suffix in SUFFIXES and path.is_file())
