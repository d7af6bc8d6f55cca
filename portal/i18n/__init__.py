"""Vietnamese first, then English: languages, numbers, dates and the words for the domain's codes.

Messages are written in Vietnamese in code and templates; ``translations/en.po`` has the English. The catalogue is read
as it is, so there is no compiled file to go stale.
"""

from portal.i18n.babel import LANGUAGES, gettext, init_app, language, localized, ngettext, speaking, take_language

__all__ = ["LANGUAGES", "gettext", "init_app", "language", "localized", "ngettext", "speaking", "take_language"]
