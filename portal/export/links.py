"""Where the addresses of the portal lie in a copy of its site, and where the links of a page lead there.

What is not copied (search, filters, programs' addresses, the page of each single figure) is linked on the portal.
"""

import posixpath
import re
from functools import lru_cache
from html import escape, unescape
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from portal.routing import Pages

ONLINE = frozenset({"finding", "search", "health", "observations", "bulk"})
"""Blueprints of pages that are not copied: answers to questions, and pages by the million (their rows are tables)."""
COPIED = (".csv", ".svg", ".geojson", ".atom", ".bib", ".jsonld", ".stratml", ".zip")
"""What is copied besides pages; not a map as PNG: its drawing is there at a tenth of the size."""
ENDING = re.compile(r"\.[a-z][a-z0-9]*$")  # the 0 of version 1.2.0 is none
PARTS = frozenset({"page", "legend"})
"""What an address may be asked and still be copied: the pages of a long list, a drawing without its legend."""
MARK = "village"
SAFE = re.compile(r"(?:/[\w-][\w.-]*)*/?", re.ASCII)
DOWNLOAD = "datasets.download"
AUDIT, AUDIT_LOG = "audit.lines", "audit/audit.jsonl"

TAG = re.compile(
    r"""<!--.*?-->|<(?P<whole>script|form|style)\b(?P<rest>(?:[^>"']|"[^"]*"|'[^']*')*)>.*?</(?P=whole)>"""
    r"""|<(?P<tag>a|area|link|img|source|iframe|image|use)\b(?:[^>"']|"[^"]*"|'[^']*')*>""",
    re.DOTALL,
)
ADDRESS = re.compile(r'(?P<before>\s(?:href|src)=)"(?P<value>[^"]*)"')
REL = re.compile(r'\srel="([^"]*)"')
CSS_URL = re.compile(r"""url\(\s*["']?(?P<value>[^)"']+)["']?\s*\)""")
LOADED = frozenset({"stylesheet", "icon"})
TOLD = frozenset({"canonical", "alternate", "license", "describedby", "self", "next", "prev"})


class Places:
    """Where things lie in a copy.

    :param base: the portal's public address, without a slash at its end.
    :param copy: the folder of the copy, with ``data/`` and ``audit/`` filled already; the site is in ``site/``.
    """

    def __init__(self, app: Flask, base: str, copy: Path) -> None:
        self.base, self._copy, self._blueprints = base, copy, app.blueprints
        self._online = ONLINE if (copy / AUDIT_LOG).is_file() else ONLINE | {"audit"}
        self._addresses = app.url_map.bind("copy")
        self._endpoint_of = lru_cache(maxsize=65536)(self._find_endpoint)

    def file_of(self, path: str, query: str) -> str | None:
        """The file, from the site's folder, that has what an address answers; None of what is not copied."""
        if not SAFE.fullmatch(path):
            return None
        if path.startswith("/static/"):
            return path.removeprefix("/")
        endpoint = self._endpoint_of(path)
        if endpoint == DOWNLOAD:
            return self._beside("data" + path.removeprefix("/en").removeprefix("/datasets"))
        if endpoint == AUDIT:
            return self._beside(AUDIT_LOG)
        return _named(path, query) if self._is_page(endpoint) else None

    def _beside(self, place: str) -> str | None:
        return f"../{place}" if (self._copy / place).is_file() else None

    def _is_page(self, endpoint: str | None) -> bool:
        blueprint = (endpoint or "").rpartition(".")[0]
        return blueprint not in self._online and isinstance(self._blueprints.get(blueprint), Pages)

    def _find_endpoint(self, path: str) -> str | None:
        try:
            return str(self._addresses.match(path, "GET")[0])
        except (HTTPException, RequestRedirect):
            return None


@lru_cache(maxsize=4096)
def _named(path: str, query: str) -> str | None:
    """The file of a page or of what a page offers, by its address."""
    asked = parse_qsl(query, keep_blank_values=True)
    if any(name not in PARTS or not value.isalnum() for name, value in asked):
        return None
    ending = ENDING.search(path)
    if ending and ending.group() not in COPIED:
        return None
    stem = path.strip("/")[: -len(ending.group())] if ending else posixpath.join(path.strip("/"), "index")
    return "".join([stem, *(f".{name}-{value}" for name, value in asked), ending.group() if ending else ".html"])


def _without_mark(query: str) -> str:
    """The same without the village that a map is to mark: in a copy it is on the map as all are."""
    return urlencode([(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name != MARK])


def _kinds(tag: str) -> set[str]:
    """What a link says that it is, in ``rel``; ``external`` is one to the portal itself, from every copy."""
    rel = REL.search(tag)
    return set(rel[1].split()) if rel else set()


class Rewriting:
    """The links of one page, turned; ``met`` are the addresses of the portal that it leads to in the copy."""

    def __init__(self, places: Places, address: str, file: str) -> None:
        self._places, self._address, self._folder = places, address, posixpath.dirname(file)
        self.met: list[str] = []

    def page(self, html: str) -> str:
        """Without scripts and forms, which need a server; data for machines stays."""
        return TAG.sub(self._tag, html)

    def _tag(self, found: re.Match[str]) -> str:
        whole, text = found["whole"], found.group()
        if whole:
            return text if whole == "style" or "application/ld+json" in found["rest"] else ""
        if found["tag"] == "link":
            return self._link(text)
        return text if not found["tag"] or _kinds(text) & {"external"} else ADDRESS.sub(self._turned, text)

    def _link(self, text: str) -> str:
        """A link of the head: what the page needs is beside it, what tells of it stays on the portal."""
        kinds = _kinds(text)
        if kinds & LOADED:
            return ADDRESS.sub(self._turned, text)
        return ADDRESS.sub(self._on_the_portal, text) if kinds & TOLD else ""

    def _turned(self, found: re.Match[str]) -> str:
        return f'{found["before"]}"{escape(self._target(unescape(found["value"])))}"'

    def _on_the_portal(self, found: re.Match[str]) -> str:
        path, outside = self._split(unescape(found["value"]))
        return found.group() if outside else f'{found["before"]}"{escape(self._places.base + path.geturl())}"'

    def _target(self, value: str) -> str:
        parts, outside = self._split(value)
        if outside or not (parts.path or parts.query):
            return value
        plain = parts._replace(query=_without_mark(parts.query), fragment="")
        file = self._places.file_of(plain.path, plain.query)
        if file is None:
            return self._places.base + parts.geturl()
        if not file.startswith("../"):
            self.met.append(plain.geturl())
        relative = posixpath.relpath(file, self._folder or ".")
        return f"{relative}#{parts.fragment}" if parts.fragment else relative

    def _split(self, value: str) -> tuple[SplitResult, bool]:
        """An address of the portal from its root on, and whether it is of somewhere else."""
        inside = value.removeprefix(self._places.base) if value.startswith(self._places.base + "/") else value
        parts = urlsplit(inside)
        if parts.scheme or parts.netloc:
            return parts, True
        if parts.path.startswith("/") or not (parts.path or parts.query):
            return parts, False
        here = urlsplit(self._address).path
        path = posixpath.normpath(posixpath.join(posixpath.dirname(here), parts.path)) if parts.path else here
        return parts._replace(path=path), False
