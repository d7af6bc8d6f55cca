"""A refusal before the application is asked: cheap, in words, a page for people and a problem document for programs."""

from collections.abc import Callable, Iterable
from html import escape
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import orjson

from portal.i18n import LANGUAGES, speaking

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

PROBLEM = "application/problem+json"
FOR_PROGRAMS = ("/api/", "/ogc", "/en/ogc", "/catalog", "/feeds/")
SUFFIXES = tuple(
    ".json .jsonl .ndjson .csv .geojson .svg .png .js .atom .ttl .jsonld .rdf .xml .bib .zip .xlsx .stratml".split()
)
PEOPLE = "text/html; charset=utf-8"
SHAPES: dict[str, Callable[[str, str], dict[str, Any]]] = {}
"""What a dialect says of a refusal, from its kind and detail, by what its addresses begin with; dialects enter it."""
PAGE = """<!doctype html>
<html lang="{lang}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<title>{title}</title><link rel="stylesheet" href="/static/site.css"></head>
<body><main><h1>{title}</h1><p>{detail}</p></main></body>
</html>
"""


def refuse(
    environ: "WSGIEnvironment",
    start_response: "StartResponse",
    status: int,
    kind: str,
    words: Callable[[], tuple[str, str]],
    *,
    wait: int | None = None,
) -> Iterable[bytes]:
    """Answer a refusal without the application.

    :param words: gives title and detail in the language that is spoken when it is called.
    :param wait: seconds after which it may be tried again.
    """
    lang = _language(environ)
    with speaking(lang):
        title, detail = words()
    mimetype, content = _written(environ, status, kind, title, detail, wait, lang)
    headers = {"Content-Type": mimetype, "Content-Length": str(len(content)), "Cache-Control": "no-store"}
    if mimetype != PEOPLE:
        headers["Access-Control-Allow-Origin"] = "*"
    if wait is not None:
        headers["Retry-After"] = str(wait)
    start_response(f"{status} {HTTPStatus(status).phrase}", list(headers.items()))
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [content]


def _written(
    environ: "WSGIEnvironment", status: int, kind: str, title: str, detail: str, wait: int | None, lang: str
) -> tuple[str, bytes]:
    """The media type and the body, as those who ask at an address read refusals."""
    path = environ["PATH_INFO"]
    for beginning, shape in SHAPES.items():
        if path.startswith(beginning):
            return "application/json", orjson.dumps(shape(kind, detail))
    if is_for_program(path):
        return PROBLEM, _problem(environ, status, kind, title, detail, wait)
    return PEOPLE, PAGE.format(lang=lang, title=escape(title), detail=escape(detail)).encode()


def _language(environ: "WSGIEnvironment") -> str:
    path = environ["PATH_INFO"]
    if path == "/en" or path.startswith("/en/"):
        return "en"
    asked = parse_qs(environ.get("QUERY_STRING", "")).get("lang", ["vi"])[0]
    return asked if asked in LANGUAGES else "vi"


def _problem(environ: "WSGIEnvironment", status: int, kind: str, title: str, detail: str, wait: int | None) -> bytes:
    asked = environ.get("QUERY_STRING", "")
    content: dict[str, Any] = {
        "type": f"/api/problems#{kind}",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace") + (asked and f"?{asked}"),
    }
    return orjson.dumps(content | ({} if wait is None else {"retry_after": wait}))


def is_for_program(path: str) -> bool:
    """Whether what is at an address is for programs, whose refusals are problem documents."""
    return path.startswith(FOR_PROGRAMS) or path.endswith(SUFFIXES)
