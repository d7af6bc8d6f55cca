"""Periods that figures are about: a year, a half-year, a quarter or a month.

Written ``2026``, ``2026-H1``, ``2026-Q3``, ``2026-10``. A stock is counted at the end of its period, a flow over it.
"""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
_PATTERN = re.compile(r"(?P<year>20\d\d)(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?")


@dataclass(frozen=True, order=True)
class Period:
    """Ordered by its end, then the finer first."""

    end: dt.date
    months: int
    text: str

    @property
    def start(self) -> dt.date:
        return dt.date(self.end.year, self.end.month - self.months + 1, 1)

    @property
    def cadence(self) -> str:
        """``month``, ``quarter``, ``half-year`` or ``year``."""
        return next(name for name, months in MONTHS.items() if months == self.months)


@lru_cache(maxsize=4096)
def parse_period(text: str) -> Period:
    """The period that a text names.

    :raises ValueError: the text is none of the four forms.
    """
    match = _PATTERN.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a period: write 2026, 2026-H1, 2026-Q3 or 2026-10")
    year = int(match["year"])
    if match["half"]:
        months, last = 6, 6 * int(match["half"])
    elif match["quarter"]:
        months, last = 3, 3 * int(match["quarter"])
    elif match["month"]:
        months, last = 1, int(match["month"])
    else:
        months, last = 12, 12
    return Period(dt.date(year, last, calendar.monthrange(year, last)[1]), months, text)


def number_at(day: dt.date, months: int) -> int:
    """Which period of so many months a day is in, counted on from year 0."""
    return (day.year * 12 + day.month - 1) // months


def numbered(number: int, months: int) -> Period:
    """The period of so many months that has this number."""
    year, part = divmod(number, 12 // months)
    form = {1: f"{year}-{part + 1:02}", 3: f"{year}-Q{part + 1}", 6: f"{year}-H{part + 1}", 12: f"{year}"}
    return parse_period(form[months])


def finest_last(period: Period) -> tuple[dt.date, int]:
    """Sorts the newest last and, of one end, the finest last: December after the year it ends."""
    return period.end, -period.months


def end_of_year(year: int) -> dt.date:
    """When a target of a year is due."""
    return dt.date(year, 12, 31)
