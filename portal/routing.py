"""Every page at two addresses: Vietnamese as written, English under ``/en``; and its data by suffix or ``Accept``.

``url_for`` keeps the language of the page it is called on; ``url_for(…, lang="en")`` asks for the other.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

from flask import Blueprint, Flask, Response, abort, current_app, g, request, url_for

from portal.formats.mediatypes import media_type

HTML = "text/html"
ENGLISH = "/<any(en):lang>"
DATA = ("csv", "json", "geojson", "jsonld", "stratml")
_OF_DATA = re.compile(rf"(?P<page>.+)\.(?:<any\((?P<among>[^)]+)\):(?P<name>\w+)>|(?P<only>{'|'.join(DATA)}))")


class Pages(Blueprint):
    """A blueprint whose every rule stands in both languages.

    A page whose data stand at its address with a suffix of ``DATA`` leads whoever prefers these to them.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._forms: dict[str, dict[str, tuple[str, dict[str, str]]]] = {}
        self._choosing: set[str] = set()
        self.before_request(refuse_zero_bytes)
        self.before_request(self._lead_to_data)
        self.after_request(self._tell_of_choice)

    def add_url_rule(
        self, rule: str, endpoint: str | None = None, view_func: Callable[..., Any] | None = None, **options: Any
    ) -> None:
        """Besides Flask's options ``chooses=True``: the view itself chooses by ``Accept``, among more forms."""
        if options.pop("chooses", False):
            self._choosing.add(rule)
        endpoint = endpoint or (view_func.__name__ if view_func else None)
        defaults = options.pop("defaults", None) or {}
        super().add_url_rule(rule, endpoint, view_func, defaults=defaults | {"lang": "vi"}, **options)
        english = ENGLISH + ("" if rule == "/" else rule)
        super().add_url_rule(english, endpoint, view_func, defaults=defaults, **options)
        self._note_data(rule, endpoint or "")

    def _note_data(self, rule: str, endpoint: str) -> None:
        """Where the data of another rule's page are, by media type, if this rule is of data."""
        found = _OF_DATA.fullmatch(rule)
        if found is None:
            return
        forms = self._forms.setdefault(found["page"], {})
        for suffix in re.findall(r"\w+", found["among"] or found["only"]):
            if suffix in DATA:
                forms[media_type(suffix)] = endpoint, {found["name"]: suffix} if found["name"] else {}

    def _forms_of_page(self) -> dict[str, tuple[str, dict[str, str]]]:
        """Of the page asked for; none where its view chooses."""
        rule = request.url_rule.rule.removeprefix(ENGLISH) if request.url_rule else ""
        return {} if rule in self._choosing else self._forms.get(rule, {})

    def _lead_to_data(self) -> Response | None:
        forms = self._forms_of_page()
        best = preferred_form(forms) if forms else HTML
        if best == HTML:
            return None
        endpoint, suffix = forms[best]
        asked = request.query_string.decode(errors="replace")
        response = Response(status=303)
        response.location = url_for(f".{endpoint}", **(request.view_args or {}), **suffix) + (asked and f"?{asked}")
        return response

    def _tell_of_choice(self, response: Response) -> Response:
        if self._forms_of_page():
            response.vary.add("Accept")
        return response


def preferred_form(others: Iterable[str]) -> str:
    """The media type that the request likes best of a page's and these; the page's where it likes none better."""
    return request.accept_mimetypes.best_match([HTML, *others]) or HTML


def in_language(path: str, lang: str) -> str:
    """A path of a page, whichever language it is written in, in this one: ``/plans`` or ``/en/plans``."""
    bare = _without_language(path)
    if lang != "en":
        return bare
    return "/en" if bare == "/" else f"/en{bare}"


def _without_language(path: str) -> str:
    if path == "/en":
        return "/"
    if not path.startswith("/en/"):
        return path
    return "/" + path[4:].lstrip("/\\\t\r\n ")  # /en//other.example must not become a link to //other.example


def init_app(app: Flask) -> None:
    app.url_value_preprocessor(_take_language)
    app.url_defaults(_give_language)
    app.before_request(_language_of_unmatched)


def refuse_zero_bytes() -> None:
    """PostgreSQL knows no text with a zero byte, and no address of ours has one."""
    if "\x00" in request.path or "%00" in request.query_string.decode("latin-1"):
        abort(400)


def _take_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    if values and "lang" in values:
        g.language = values.pop("lang")


def _language_of_unmatched() -> None:
    """A page that is not there answers in the language of its address."""
    if "language" not in g and (request.path == "/en" or request.path.startswith("/en/")):
        g.language = "en"


def _give_language(endpoint: str, values: dict[str, Any]) -> None:
    if "lang" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "lang"):
        values["lang"] = g.get("language", "vi")
