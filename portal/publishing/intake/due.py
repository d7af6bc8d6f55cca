"""Which period a commune reports next, and which it may choose from."""

import datetime as dt

from portal.domain.periods import MONTHS, Period, finest_last, parse_period
from portal.publishing.intake.context import Context, Measure

_PAST, _AHEAD = 18, 3  # periods of each cadence that can be chosen


def next_period(context: Context, cadence: str, indicators: set[str]) -> Period:
    """The period after the newest in force, or the newest that has ended where that one has not."""
    ended = _ended(context.today, MONTHS[cadence])
    known = [parse_period(period) for indicator, _, period in context.before if indicator in indicators]
    newest = max((period for period in known if period.cadence == cadence), default=None)
    following = _after(newest) if newest else ended
    return min(following, ended)


def cadence_of(context: Context, measure: Measure) -> str:
    """As it is in force; else by month for a village's stock, by quarter for all others."""
    known = [parse_period(period) for indicator, _, period in context.before if indicator == measure.code]
    if known:
        return max(known, key=finest_last).cadence
    return "month" if measure.by_village and measure.nature == "stock" else "quarter"


def _ended(today: dt.date, months: int) -> Period:
    """The newest period of so many months that is over."""
    month = today.year * 12 + today.month - 1
    return _numbered((month // months) - 1, months)


def _numbered(number: int, months: int) -> Period:
    """Periods of so many months counted on from year 0."""
    year, part = divmod(number, 12 // months)
    form = {1: f"{year}-{part + 1:02}", 3: f"{year}-Q{part + 1}", 6: f"{year}-H{part + 1}", 12: f"{year}"}
    return parse_period(form[months])


def _number(period: Period) -> int:
    return (period.end.year * 12 + period.end.month) // period.months - 1


def _after(period: Period) -> Period:
    return _numbered(_number(period) + 1, period.months)


def choices(context: Context, cadence: str) -> list[Period]:
    """Periods to choose from, newest first, none before the commune."""
    months = MONTHS[cadence]
    last = _number(_ended(context.today, months))
    since = context.commune.valid_from or dt.date(2000, 1, 1)
    found = [_numbered(number, months) for number in range(last + _AHEAD, last - _PAST, -1)]
    return [period for period in found if period.end >= since]
