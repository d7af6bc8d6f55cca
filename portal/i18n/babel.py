"""Flask-Babel with the catalogue read from source."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, g, has_request_context
from flask_babel import Babel, Domain

from portal.settings import ROOT

LANGUAGES = ("vi", "en")
CATALOGUES = ROOT / "translations"


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
gettext = DOMAIN.gettext
ngettext = DOMAIN.ngettext


def init_app(app: Flask) -> None:
    Babel(app, default_locale="vi", locale_selector=language)
    app.jinja_env.install_gettext_callables(gettext, ngettext, newstyle=True)


def language() -> str:
    """The language of this answer: ``vi`` unless the address or the caller said ``en``."""
    if (spoken := _SPOKEN.get()) is not None:
        return spoken
    return str(g.get("language", "vi")) if has_request_context() else "vi"


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
