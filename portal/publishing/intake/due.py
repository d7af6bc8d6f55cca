"""Which period a commune reports next, and which it may choose from."""

import datetime as dt

from portal.domain.periods import MONTHS, Period, finest_last, number_at, numbered, parse_period
from portal.publishing.intake.context import Context, Measure

_PAST, _AHEAD = 18, 3  # periods of each cadence that can be chosen


def next_period(context: Context, cadence: str, indicators: set[str]) -> Period:
    """The period after the newest in force, or the newest that has ended where that one has not."""
    months = MONTHS[cadence]
    ended = numbered(number_at(context.today, months) - 1, months)
    known = [parse_period(period) for indicator, _, period in context.before if indicator in indicators]
    newest = max((period for period in known if period.cadence == cadence), default=None)
    following = numbered(number_at(newest.end, months) + 1, months) if newest else ended
    return min(following, ended)


def cadence_of(context: Context, measure: Measure) -> str:
    """As it is in force; else by month for a village's stock, by quarter for all others."""
    known = [parse_period(period) for indicator, _, period in context.before if indicator == measure.code]
    if known:
        return max(known, key=finest_last).cadence
    return "month" if measure.by_village and measure.nature == "stock" else "quarter"


def choices(context: Context, cadence: str) -> list[Period]:
    """Periods to choose from, newest first, none before the commune."""
    months = MONTHS[cadence]
    last = number_at(context.today, months) - 1
    since = context.commune.valid_from or dt.date(2000, 1, 1)
    found = [numbered(number, months) for number in range(last + _AHEAD, last - _PAST, -1)]
    return [period for period in found if period.end >= since]
