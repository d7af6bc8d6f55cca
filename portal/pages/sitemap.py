"""``/sitemap.xml`` and ``/robots.txt``: every page in both languages, with the day it last changed.

One file while it holds them all; above that an index of parts (sitemaps.org). Both languages of a page name each other,
as search engines ask for.
"""

import datetime as dt
from collections.abc import Iterator
from xml.sax.saxutils import escape

from flask import Blueprint, Response, abort, current_app
from werkzeug.routing import Rule

from portal import crawlers
from portal.addresses import public_url
from portal.clock import VIET_NAM
from portal.domain.addresses import Address, count_addresses, get_newest_instant, list_addresses
from portal.i18n import LANGUAGES
from portal.per_state import held
from portal.routing import in_language
from portal.validators import of_state
from portal.web import session, today

pages = Blueprint("sitemap", __name__)

PART = 5_000  # pages, each in two languages: far below the 50,000 addresses and 50 MB that are allowed
XML = "application/xml; charset=utf-8"
BEGIN = '<?xml version="1.0" encoding="UTF-8"?>\n'
SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
URLSET = f'{BEGIN}<urlset xmlns="{SCHEMA}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
UNLISTED = {"/components", "/find", "/search", "/readiness/check"}  # about what is asked, or how pages are made
TIMELESS = {"/about", "/accessibility", "/developers", "/stability"}  # no release changes them


@pages.get("/robots.txt")
def robots() -> Response:
    lines = ["User-agent: *", "Allow: /", *crawlers.RULES, "", f"Sitemap: {public_url('/sitemap.xml')}", ""]
    return Response("\n".join(lines), mimetype="text/plain")


@pages.get("/sitemap.xml")
def whole() -> Response:
    return of_state(_whole)


def _whole() -> Response:
    parts = _parts()
    return _index(parts) if parts > 1 else _part(1)


@pages.get("/sitemap-<part>.xml")
def part(part: str) -> Response:
    number = int(part) if part.isascii() and part.isdigit() and len(part) <= 6 else 0
    return of_state(lambda: _part(number) if 1 <= number <= _parts() else abort(404))


def _parts() -> int:
    return max(-(-held(f"addresses {today()}", lambda: count_addresses(session(), on=today())) // PART), 1)


def _index(parts: int) -> Response:
    entries = [
        f"<sitemap><loc>{escape(public_url(f'/sitemap-{n}.xml'))}</loc></sitemap>\n" for n in range(1, parts + 1)
    ]
    return Response([BEGIN, f'<sitemapindex xmlns="{SCHEMA}">\n', *entries, "</sitemapindex>\n"], content_type=XML)


def _part(number: int) -> Response:
    """A part; the first begins with the pages that are there whatever the store holds."""
    found = list_addresses(session(), on=today(), first=(number - 1) * PART, limit=PART)
    return Response(_written([*(_fixed() if number == 1 else []), *found], public_url("")), content_type=XML)


def _fixed() -> list[Address]:
    changed = get_newest_instant(session())
    paths = sorted({rule.rule for rule in current_app.url_map.iter_rules() if _is_fixed_page(rule)})
    return [(path, None if path in TIMELESS else changed) for path in paths]


def _is_fixed_page(rule: Rule) -> bool:
    """Whether a rule is a page of its own in the portal's first language."""
    bilingual = rule.defaults is not None and rule.defaults.get("lang") == "vi"
    return bilingual and not rule.arguments - {"lang"} and "." not in rule.rule and rule.rule not in UNLISTED


def _written(addresses: list[Address], base: str) -> Iterator[str]:
    yield URLSET
    for path, changed in addresses:
        pair = {lang: escape(base + in_language(path, lang)) for lang in LANGUAGES}
        links = "".join(f'<xhtml:link rel="alternate" hreflang="{lang}" href="{pair[lang]}"/>' for lang in LANGUAGES)
        for lang in LANGUAGES:
            yield f"<url><loc>{pair[lang]}</loc>{_changed(changed)}{links}</url>\n"
    yield "</urlset>\n"


def _changed(instant: dt.datetime | None) -> str:
    return f"<lastmod>{instant.astimezone(VIET_NAM).isoformat()}</lastmod>" if instant else ""
