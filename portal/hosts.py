"""Under which names the portal may be asked for: whoever asks for another is told so, and learns nothing else.

A name in a request is what somebody wrote. It gets into answers (links, citations, letters) and into caches, so it is
compared with a list before anything is made, and what is compared is what everything behind this layer sees.
"""

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from portal.bare import refuse
from portal.i18n import gettext as _
from portal.settings import HOST_NAME

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

HOST = re.compile(rf"(?P<name>{HOST_NAME})(?::(?P<port>[0-9]{{1,5}}))?")
LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
DEFAULT_PORTS = {"http": "80", "https": "443"}
PROBES = frozenset({"/healthz", "/readyz", "/metrics"})
"""Supervisors ask by number, not by name; nothing there tells an address, and nothing of it is kept."""


def read_allowed(settings: Mapping[str, str]) -> frozenset[str] | None:
    """The names that are answered, with a port where it is no usual one; None for any, in the demonstration."""
    named = {name.lower() for name in settings["HOSTS"].split()}
    if settings["BASE_URL"]:
        named.add(_host_of(settings["BASE_URL"]))
    if settings["DEMO"] != "1":
        return frozenset(named or LOOPBACK)
    return frozenset(named | LOOPBACK) if named else None


def _host_of(base_url: str) -> str:
    """As browsers write it into their requests."""
    parts = urlsplit(base_url)
    name = (parts.hostname or "").encode("idna").decode()
    shown = f"[{name}]" if ":" in name else name
    usual = parts.port is None or str(parts.port) == DEFAULT_PORTS[parts.scheme]
    return shown if usual else f"{shown}:{parts.port}"


class Hosts:
    """The layer."""

    def __init__(self, application: "WSGIApplication", allowed: frozenset[str] | None) -> None:
        self._application, self._allowed = application, allowed

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if environ["PATH_INFO"] in PROBES:
            return self._application(environ, start_response)
        host = read_host(environ)
        if host is None:
            return refuse(environ, start_response, 400, "bad-host", _bad_words)
        if not self._answers(host):
            return refuse(environ, start_response, 421, "unknown-host", _unknown_words)
        environ["HTTP_HOST"] = host
        return self._application(environ, start_response)

    def _answers(self, host: str) -> bool:
        if self._allowed is None or host in self._allowed:
            return True
        name = host.rpartition(":")[0] or host
        return name in LOOPBACK and name in self._allowed  # at whichever port it is tried out


def read_host(environ: "WSGIEnvironment") -> str | None:
    """Which host is asked for, in small letters and without a usual port; None where that cannot be told for certain:
    no name or two, a name with a user, or an address in the first line that names another.
    """
    scheme = environ["wsgi.url_scheme"]
    host = _usual(environ.get("HTTP_HOST", ""), scheme)
    if host is None or scheme not in DEFAULT_PORTS:
        return None
    target = environ.get("RAW_URI") or environ.get("REQUEST_URI") or "/"
    if target.startswith("/") or target == "*":
        return host
    named = re.match(r"https?://([^/?#]*)", target, re.IGNORECASE)
    return host if named and _usual(named[1], scheme) == host else None


def _usual(text: str, scheme: str) -> str | None:
    found = HOST.fullmatch(text.lower())
    if found is None or int(found["port"] or 0) > 65535:
        return None
    usual = found["port"] is None or found["port"] == DEFAULT_PORTS.get(scheme)
    return found["name"] if usual else f"{found['name']}:{found['port']}"


def _bad_words() -> tuple[str, str]:
    return (
        _("Yêu cầu không đọc được"),
        _("Yêu cầu không nói rõ tên máy chủ, hoặc nói hai tên khác nhau. Xin mở lại từ địa chỉ của cổng."),
    )


def _unknown_words() -> tuple[str, str]:
    return (
        _("Không có cổng này ở đây"),
        _("Máy chủ này không trả lời dưới tên đã hỏi. Xin mở địa chỉ chính thức của cổng."),
    )
