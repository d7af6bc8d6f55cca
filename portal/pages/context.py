"""What every template can say, those of the maps included: wording, numbers, dates, addresses in its language."""

from importlib.metadata import version
from typing import Any

from flask import Flask, request
from jinja2.runtime import Context

from portal import per_state
from portal.addresses import public_url
from portal.at_hand import current_request
from portal.formats import citing
from portal.i18n import formats, language, template_words, wording
from portal.pages import kept
from portal.routing import in_language

FUNCTIONS = template_words.FUNCTIONS | {
    "arithmetic": wording.arithmetic,
    "format_day_span": formats.format_day_span,
    "gap_text": wording.gap_text,
    "frames": citing.frames,
    "public_url": public_url,
    "target_text": wording.target_text,
    "unit_name": wording.unit_name,
    "view_citation": citing.view_citation,
}


class PageContext(Context):
    """Every template has the same globals, those of the application; what an import would look through for others, for
    each import of each page, is therefore empty.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.globals_keys = set()


def init_app(app: Flask) -> None:
    per_state.init_app(app)
    app.jinja_env.context_class = PageContext
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    # Globals rather than a context processor: a macro that is imported does not see the context.
    app.jinja_env.globals.update(FUNCTIONS | {"address": address, "version": version("lang-so")})
    app.context_processor(_of_this_page)
    kept.init_app(app)


def address(path: str) -> str:
    """A path of the portal in the language of this page: ``/plans`` or ``/en/plans``.

    Below where the portal stands: at the root for the public, under an address of the desk in a preview.
    """
    return current_request().root_path + in_language(path, language())


def _of_this_page() -> dict[str, Any]:
    return {
        "lang": language(),
        "other_language_url": request.script_root + this_page_in("vi" if language() == "en" else "en"),
        "plain_page_in": plain_page_in,
        "this_page_in": this_page_in,
    }


def this_page_in(lang: str) -> str:
    """This page's path, with what it was asked, in a language."""
    asked = request.query_string.decode("utf-8", "replace")
    return in_language(request.path, lang) + (f"?{asked}" if asked else "")


def plain_page_in(lang: str) -> str:
    """The same without the reader's village: what search engines are told of."""
    return in_language(kept.without_kept().removeprefix(request.script_root), lang)
