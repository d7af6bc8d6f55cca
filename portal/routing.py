"""Every page at two addresses: Vietnamese as written, English under ``/en``.

``url_for`` keeps the language of the page it is called on; ``url_for(…, lang="en")`` asks for the other.
"""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Flask, abort, current_app, g, request


class Pages(Blueprint):
    """A blueprint whose every rule stands in both languages."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.before_request(_refuse_zero_bytes)

    def add_url_rule(
        self, rule: str, endpoint: str | None = None, view_func: Callable[..., Any] | None = None, **options: Any
    ) -> None:
        endpoint = endpoint or (view_func.__name__ if view_func else None)
        defaults = options.pop("defaults", None) or {}
        super().add_url_rule(rule, endpoint, view_func, defaults=defaults | {"lang": "vi"}, **options)
        english = "/<any(en):lang>" + ("" if rule == "/" else rule)
        super().add_url_rule(english, endpoint, view_func, defaults=defaults, **options)


def in_language(path: str, lang: str) -> str:
    """A path of a page, whichever language it is written in, in this one: ``/plans`` or ``/en/plans``."""
    bare = _without_language(path)
    if lang != "en":
        return bare
    return "/en" if bare == "/" else f"/en{bare}"


def _without_language(path: str) -> str:
    if path == "/en":
        return "/"
    return path.removeprefix("/en") if path.startswith("/en/") else path


def init_app(app: Flask) -> None:
    app.url_value_preprocessor(_take_language)
    app.url_defaults(_give_language)
    app.before_request(_language_of_unmatched)


def _refuse_zero_bytes() -> None:
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
