"""How another page shows a chart, map or table of ours, and how it is cited."""

from flask import current_app
from markupsafe import escape

from portal import clock
from portal.addresses import public_url
from portal.i18n import LANGUAGES, language
from portal.i18n import gettext as _
from portal.i18n.formats import format_date
from portal.routing import in_language

FRAME = '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy"></iframe>'

NAME = "Làng Số"


def frames(path: str, title: str, height: int = 480) -> dict[str, str]:
    """The line of HTML that shows a page in a frame, by language.

    :param path: of the page for frames, in any language, with what it asks.
    :param title: in the language of this page; in another the frame bears the portal's name.
    """
    titles = {lang: title if lang == language() else NAME for lang in LANGUAGES}
    return {
        lang: FRAME.format(escape(public_url(in_language(path, lang))), escape(titles[lang]), height)
        for lang in LANGUAGES
    }


def view_citation(path: str, title: str, *, illustrative: bool = False) -> str:
    """How to cite a view: it changes with each release, so the day on which it was read is part of it."""
    day = format_date(clock.today(current_app.config["TODAY"]))
    url = public_url(path)
    said = _("%(title)s. Làng Số, xem ngày %(day)s. %(url)s. Giấy phép CC BY 4.0.", title=title, day=day, url=url)
    return f"{said} {_('Số liệu minh họa')}." if illustrative else said
