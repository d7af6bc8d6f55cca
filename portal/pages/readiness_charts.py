"""The pictures of readiness: where a dot and its interval lie on a common scale, and a commune's index over time."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.domain.observations import Status
from portal.domain.periods import Period, parse_period
from portal.domain.readiness import Readiness
from portal.domain.uncertainty import Interval
from portal.pages.axes import nice_ticks
from portal.pages.charts import Chart, trend_chart

UNIT = "count"  # a bare number, without a sign of percent: the index is no share of anybody


@dataclass(frozen=True)
class Scale:
    """From ``low`` to ``high``, which are round numbers."""

    low: float
    high: float

    def at(self, value: float) -> str:
        """Where a value lies, as SVG writes it: ``37.5%``."""
        share = (value - self.low) / (self.high - self.low)
        return f"{100 * min(max(share, 0.0), 1.0):.1f}%"


def scale_of(intervals: Sequence[Interval]) -> Scale:
    ticks = nice_ticks(min(i.low for i in intervals), max(i.high for i in intervals), unit="percent")
    return Scale(ticks[0], ticks[-1])


@dataclass(frozen=True)
class Mark:
    """A period of the chart; where there is no index, the status says why."""

    when: Period
    value: float | None
    status: str


def index_chart(series: Sequence[Readiness]) -> Chart:
    """A commune's index over periods of one length."""
    marks = [Mark(parse_period(one.period), one.index, _status(one)) for one in series]
    return trend_chart(marks, unit=UNIT, decimals=1, illustrative=any(one.illustrative for one in series))


def _status(found: Readiness) -> str:
    if found.index is not None:
        return found.status
    withheld = any(element.status == Status.WITHHELD for element in found.elements)
    return Status.WITHHELD if withheld else Status.MISSING
