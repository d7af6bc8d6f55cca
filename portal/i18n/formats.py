"""Numbers, dates and periods as a reader of the language writes them: 1.234,5 and 20/11/2026 in both.

English pages keep the Vietnamese order of day and month, with the month's name to leave no doubt. Each number, day and
period is written once in a language and then at hand: a page repeats them, and pages of one state repeat each other's.
Numbers are written here, as Babel's ``#,##0.0`` would at a hundredth of the cost.
"""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from babel.dates import format_date as babel_date

from portal.clock import VIET_NAM
from portal.domain.periods import Period, parse_period
from portal.i18n.babel import gettext, language

SUFFIX = {
    "vi": {"percent": "\u00a0%", "count": "", "count-per-year": "", "index": ""},
    "en": {"percent": "%", "count": "", "count-per-year": "", "index": ""},
}
NBSP = "\u00a0"
VIETNAMESE_MARKS = str.maketrans(",.", ".,")
NUMBERS, DAYS = 16384, 4096
"""How many written ones are kept: some megabytes at most."""


def format_number(value: float | Fraction, decimals: int = 0, *, sign: bool = False) -> str:
    """With the language's marks; ``sign`` writes + or − before it."""
    text = _written(abs(float(value)), decimals, language())
    if value < 0 and text.strip("0.,"):
        return "−" + text
    return "+" + text if sign and text.strip("0.,") else text


@lru_cache(maxsize=NUMBERS)
def _written(size: float, decimals: int, lang: str) -> str:
    """Of the decimal digits that the number is known by, half goes to the even neighbour."""
    text = f"{Decimal(repr(size)):,.{decimals}f}"
    return text.translate(VIETNAMESE_MARKS) if lang == "vi" else text


def format_value(
    value: float | Fraction | None, unit: str, decimals: int = 1, *, beside: float | Fraction | None = None
) -> str:
    """A value with its unit: ``84,9 %``. In English ``84.9%``.

    :param beside: a number that the value is read against; so many decimals are shown that rounding does not make
        equal, or turn round, what is not: 84,96 % beside 85 % is not written 85,0 %.
    """
    if value is None:
        return "–"
    if beside is not None:
        decimals = decimals_apart(Fraction(value), Fraction(beside), decimals)
    return format_number(value, decimals) + SUFFIX[language()][unit]


def decimals_apart(value: Fraction, beside: Fraction, decimals: int, most: int = 6) -> int:
    """The fewest decimals, from ``decimals`` up, that leave the value on its own side of ``beside``."""
    while decimals < most and _side(round(value, decimals), beside) != _side(value, beside):
        decimals += 1
    return decimals


def _side(value: Fraction, beside: Fraction) -> int:
    return (value > beside) - (value < beside)


def format_date(day: dt.date | None) -> str:
    """A day; of an instant, the day it is in Viet Nam."""
    if day is None:
        return "–"
    if isinstance(day, dt.datetime):
        day = day.astimezone(VIET_NAM).date()
    return _day(day, language())


@lru_cache(maxsize=DAYS)
def _day(day: dt.date, lang: str) -> str:
    return f"{day:%d/%m/%Y}" if lang == "vi" else babel_date(day, "d MMM y", locale="en")


def format_instant(instant: dt.datetime) -> str:
    """An instant as Viet Nam's clocks show it."""
    local = instant.astimezone(VIET_NAM)
    return f"{local:%H:%M} {format_date(local.date())}"


def format_day_span(start: dt.date, end: dt.date) -> str:
    return f"{format_date(start)} – {format_date(end)}"


def format_period(period: Period | str) -> str:
    """``tháng 10/2026``, ``quý III/2026``, ``6 tháng đầu năm 2026``, ``năm 2026``; ``October 2026``, ``Q3 2026``."""
    return _period(period if isinstance(period, str) else period.text, language())


@lru_cache(maxsize=DAYS)
def _period(text: str, lang: str) -> str:
    """:param lang: that of this answer."""
    period = parse_period(text)
    year = period.end.year
    if period.months == 1:
        return f"tháng {text[5:].lstrip('0')}/{year}" if lang == "vi" else babel_date(period.end, "MMMM y", "en")
    if period.months == 3:
        quarter = ("I", "II", "III", "IV")[int(text[-1]) - 1]
        return f"quý {quarter}/{year}" if lang == "vi" else f"Q{text[-1]} {year}"
    if period.months == 6:
        if text[-1] == "1":
            return gettext("6 tháng đầu năm %(year)s", year=year)
        return gettext("6 tháng cuối năm %(year)s", year=year)
    return gettext("năm %(year)s", year=year)
