"""Numbers, dates and periods as a reader of the language writes them: 1.234,5 and 20/11/2026 in both.

English pages keep the Vietnamese order of day and month, with the month's name to leave no doubt.
"""

import datetime as dt
from fractions import Fraction

from babel.dates import format_date as babel_date
from babel.numbers import format_decimal

from portal.clock import VIET_NAM
from portal.domain.periods import Period, parse_period
from portal.i18n.babel import gettext, language

SUFFIX = {"percent": "\u00a0%", "count": "", "count-per-year": "", "index": ""}
NBSP = "\u00a0"


def format_number(value: float | Fraction, decimals: int = 0, *, sign: bool = False) -> str:
    """With the language's marks; ``sign`` writes + or − before it."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    text = format_decimal(abs(float(value)), pattern, locale=language())
    if value < 0 and text.strip("0.,"):
        return "−" + text
    return "+" + text if sign and text.strip("0.,") else text


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
    suffix = SUFFIX[unit] if language() == "vi" else SUFFIX[unit].strip(NBSP)
    return format_number(value, decimals) + suffix


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
    return f"{day:%d/%m/%Y}" if language() == "vi" else babel_date(day, "d MMM y", locale="en")


def format_instant(instant: dt.datetime) -> str:
    """An instant as Viet Nam's clocks show it."""
    local = instant.astimezone(VIET_NAM)
    return f"{local:%H:%M} {format_date(local.date())}"


def format_day_span(start: dt.date, end: dt.date) -> str:
    return f"{format_date(start)} – {format_date(end)}"


def format_period(period: Period | str) -> str:
    """``tháng 10/2026``, ``quý III/2026``, ``6 tháng đầu năm 2026``, ``năm 2026``; ``October 2026``, ``Q3 2026``."""
    period = parse_period(period) if isinstance(period, str) else period
    year, text = period.end.year, period.text
    if period.months == 1:
        return f"tháng {text[5:].lstrip('0')}/{year}" if language() == "vi" else babel_date(period.end, "MMMM y", "en")
    if period.months == 3:
        quarter = ("I", "II", "III", "IV")[int(text[-1]) - 1]
        return f"quý {quarter}/{year}" if language() == "vi" else f"Q{text[-1]} {year}"
    if period.months == 6:
        if text[-1] == "1":
            return gettext("6 tháng đầu năm %(year)s", year=year)
        return gettext("6 tháng cuối năm %(year)s", year=year)
    return gettext("năm %(year)s", year=year)
