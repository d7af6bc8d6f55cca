"""Flask-Babel with the catalogue read from source.

A page says some hundreds of messages: each is looked up once in a language and then at hand, and what Jinja and
Flask-Babel do again for every call is done once.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, g
from flask_babel import Babel, Domain
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup, escape

from portal.at_hand import current_g, current_request
from portal.settings import ROOT

LANGUAGES = ("vi", "en")
CATALOGUES = ROOT / "translations"
MESSAGES = 8192
"""More than there are in code and templates, in both languages."""


class SourceDomain(Domain):
    """Translations from ``translations/<language>.po``; Vietnamese is the language of the source."""

    def get_translations(self) -> NullTranslations:
        return _translations(language())


@cache
def _translations(lang: str) -> NullTranslations:
    path = CATALOGUES / f"{lang}.po"
    if not path.exists():
        return NullTranslations()
    with path.open("rb") as file:
        catalogue = read_po(file, locale=lang)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


DOMAIN = SourceDomain()
ngettext = DOMAIN.ngettext


def gettext(text: str, /, **values: Any) -> str:
    """The message in the language of this answer, with its values put in."""
    said = _message(language(), text)
    return said % values if values else said


@lru_cache(maxsize=MESSAGES)
def _message(lang: str, text: str) -> str:
    return str(_translations(lang).ugettext(text))


def init_app(app: Flask) -> None:
    Babel(app, default_locale="vi", locale_selector=language)
    app.jinja_env.install_gettext_callables(gettext, ngettext, newstyle=True)
    app.jinja_env.globals.update(_=_in_template, gettext=_in_template)


@pass_eval_context
def _in_template(context: EvalContext, text: str, /, **values: Any) -> str:
    """What Jinja's own ("newstyle") does: the message is markup, its values are escaped, ``%%`` stands for ``%``."""
    if not context.autoescape:
        return _message(language(), text) % values
    if not values:
        return _markup(language(), text)
    escaped = {name: escape(value) for name, value in values.items()}
    return Markup(_message(language(), text) % escaped)  # noqa: S704 - messages are ours, values escaped


@lru_cache(maxsize=MESSAGES)
def _markup(lang: str, text: str) -> Markup:
    return Markup(_message(lang, text) % {})  # noqa: S704 - as above


def language() -> str:
    """The language of this answer: ``vi`` unless the address or the caller said ``en``."""
    if (spoken := _SPOKEN.get()) is not None:
        return spoken
    try:
        current_request()
        return str(current_g().get("language", "vi"))
    except RuntimeError:  # outside of a request
        return "vi"


def take_language(asked: object) -> None:
    """Answer in the language that the caller asked for, where it is one that is spoken here."""
    if asked in LANGUAGES:
        g.language = asked


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Words in a language, whichever the answer is in, and also where no request is any more."""
    token = _SPOKEN.set(lang)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


_SPOKEN: ContextVar[str | None] = ContextVar("spoken", default=None)


def localized(thing: Any, field: str = "name") -> str:
    """The field of a domain object in the language of this answer: ``name`` or ``name_en``."""
    value = getattr(thing, f"{field}_en") if language() == "en" else getattr(thing, field)
    return value or ""
