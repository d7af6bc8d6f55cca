"""The pictures of readiness: where a dot and its interval lie on a common scale, and a commune's index over time."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.domain.observations import Status
from portal.domain.periods import Period, parse_period
from portal.domain.readiness import Readiness
from portal.domain.standings import Standing
from portal.domain.uncertainty import Interval
from portal.formats.letters import shorten
from portal.i18n import localized
from portal.i18n.formats import format_number
from portal.i18n.readiness_words import rank_text
from portal.pages.axes import nice_ticks
from portal.pages.charts import Chart, trend_chart

LEFT, RIGHT, ACROSS, ROW = 250, 640, 700, 26  # of the picture of a ranking
MOST_DOTS = 60
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
class DotRow:
    """A place of the ranking: its interval from ``low`` to ``high`` with its dot ``at``, in the picture's own units."""

    y: int
    rank: str
    name: str
    low: float
    high: float
    at: float
    text: str


@dataclass(frozen=True)
class Dots:
    """The ranking as a picture, on a scale from ``low`` to ``high``; ``whole`` is where the whole commune stands."""

    rows: list[DotRow]
    low: str = ""
    high: str = ""
    whole: float | None = None
    left: int = LEFT
    right: int = RIGHT
    width: int = ACROSS

    @property
    def height(self) -> int:
        return max(40, 30 + len(self.rows) * ROW)

    @property
    def description(self) -> str:
        return "; ".join(f"{row.rank} {row.name}: {row.text}" for row in self.rows) + "."


def dots_chart(ranked: Sequence[Standing], scale: Scale | None, whole: float | None = None) -> Dots:
    """The first places of the ranking as the page shows them."""
    if scale is None:
        return Dots([])
    rows = [row for at, one in enumerate(ranked[:MOST_DOTS]) if (row := _dot_row(at, one, scale)) is not None]
    stands = _across(scale, whole) if whole is not None else None
    return Dots(rows, format_number(scale.low), format_number(scale.high), stands)


def _dot_row(at: int, one: Standing, scale: Scale) -> DotRow | None:
    index, ends = one.found.index, one.interval
    if one.rank is None or index is None or ends is None:
        return None
    name = shorten(localized(one.place), LEFT - 70, 14)
    low, high, dot = (_across(scale, value) for value in (ends.low, ends.high, index))
    return DotRow(34 + at * ROW, rank_text(one.rank), name, low, high, dot, format_number(index, 1))


def _across(scale: Scale, value: float) -> float:
    share = (value - scale.low) / (scale.high - scale.low)
    return round(LEFT + (RIGHT - LEFT) * min(max(share, 0.0), 1.0), 1)


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
