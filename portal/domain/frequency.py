"""How often a dataset is renewed, and whether that was kept: judged from what was released when.

The rhythm is that of the finest periods it has figures for. A period is due by the end of the next one: October by 30
November, the third quarter by 31 December. Only periods that became due after the dataset's first release count, so
that figures of earlier years given at the start are not late.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from portal.domain.periods import Period, number_at, numbered

EU_FREQUENCIES = "http://publications.europa.eu/resource/authority/frequency/"
EU_CODES = {"month": "MONTHLY", "quarter": "QUARTERLY", "half-year": "ANNUAL_2", "year": "ANNUAL"}
"""By cadence, under the address of the table of the Publications Office of the European Union."""

DURATIONS = {"month": "P1M", "quarter": "P3M", "half-year": "P6M", "year": "P1Y"}
"""By cadence, as ISO 8601 writes them."""


@dataclass(frozen=True)
class Frequency:
    """``on_time``, ``late`` and ``absent`` count the periods that were due by today; ``next_due`` is ahead of it.

    :param cadence: ``month``, ``quarter``, ``half-year`` or ``year``.
    """

    cadence: str
    on_time: int
    late: int
    absent: int
    next_period: Period
    next_due: dt.date

    @property
    def due(self) -> int:
        return self.on_time + self.late + self.absent

    @property
    def is_kept(self) -> bool | None:
        """Whether every period that was due came in time; None while none was due."""
        return None if self.due == 0 else self.on_time == self.due


def judge_frequency(released: Mapping[Period, dt.date], today: dt.date) -> Frequency | None:
    """The rhythm of a dataset; None without a period.

    :param released: the day on which each period was first published.
    """
    if not released:
        return None
    months = min(period.months for period in released)
    own = {period: day for period, day in released.items() if period.months == months}
    first, since = min(own), min(released.values())
    on_time = late = absent = 0
    number = number_at(first.end, months)
    while (due := due_day(numbered(number, months))) < today:
        day = own.get(numbered(number, months))
        number += 1
        if due < since:
            continue
        on_time += day is not None and day <= due
        late += day is not None and day > due
        absent += day is None
    ahead = next(p for n in range(number, number + len(own) + 1) if (p := numbered(n, months)) not in own)
    return Frequency(first.cadence, on_time, late, absent, ahead, due_day(ahead))


def due_day(period: Period) -> dt.date:
    """The end of the period after this one."""
    return numbered(number_at(period.end, period.months) + 1, period.months).end
