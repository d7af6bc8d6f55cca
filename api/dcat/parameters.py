"""What the catalogue's addresses take."""

import datetime as dt
import re

from api.parameters import Between, Language, Parameter
from portal.clock import VIET_NAM
from portal.i18n import gettext

_WRITTEN = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?)?", re.ASCII)


class Instant(Parameter):
    """An instant, or the beginning of a day in Viet Nam; without a time zone it is Viet Nam's."""

    def read(self, text: str) -> dt.datetime:
        if not _WRITTEN.fullmatch(text) or not 2000 <= int(text[:4]) <= 2100:
            raise ValueError(text)
        at = dt.datetime.fromisoformat(text)
        return at if at.tzinfo else at.replace(tzinfo=VIET_NAM)

    def allowed(self) -> str:
        return gettext(
            "một ngày (2026-10-31) hoặc một thời điểm (2026-10-31T09:00:00Z; dấu + viết là %(plus)s)", plus="%2B"
        )


class CatalogueQuery(Language):
    page = Between("which page of the walk, 1 unless asked", 1, 999_999)
    modified_since = Instant("only the datasets that changed on this day, at this instant or later")


class DatasetQuery(Language):
    """One dataset is answered whole."""
