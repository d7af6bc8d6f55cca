"""Trend charts: one indicator in one place over time, as drawing primitives and the words that go with them.

Pure: figures in, coordinates and texts out; ``templates/components/trend.html`` draws them. A period without a value
is a gap with a mark of its own on the axis, which no line bridges. The coordinates are of the SVG's view box.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from portal.domain.periods import Period
from portal.i18n.formats import format_value
from portal.pages.axes import nice_ticks, tick_decimals
from portal.pages.chart_frame import BOTTOM, LABEL, LEFT, RIGHT, TOP, Dot, Frame
from portal.pages.chart_targets import Aimed, TargetMark, aims, near_targets, target_marks
from portal.pages.chart_words import Charted, Row, describe, short_period, table_row

X_LABELS = 4

__all__ = ["Aimed", "Break", "Chart", "aims", "mark_of", "runs_of", "trend_chart", "y_ticks_of"]


@dataclass(frozen=True)
class Break:
    """A day on which a place became another than it was; no line goes across it."""

    day: dt.date
    text: str

    @property
    def month(self) -> float:
        """On the scale of ``_month``: just before the first period that is wholly after."""
        return self.day.year * 12 + self.day.month - 0.5


@dataclass(frozen=True)
class Gap:
    x: float
    status: str


@dataclass(frozen=True)
class Tick:
    at: float
    text: str
    anchor: str = "middle"


@dataclass(frozen=True)
class BreakMark:
    """An upright line where a series is broken, and its label."""

    x: float
    text: str
    text_y: float
    anchor: str


@dataclass(frozen=True)
class Chart:
    width: int
    height: int
    dots: tuple[Dot, ...]
    runs: tuple[str, ...]  # polyline points, one text for each unbroken stretch
    gaps: tuple[Gap, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    marks: tuple[TargetMark, ...]
    last: Tick | None  # the newest value, written at its dot
    last_y: float
    description: str
    rows: tuple[Row, ...]
    illustrative: bool = False
    dashed: tuple[str, ...] = ()  # as runs, of restated figures
    breaks: tuple[BreakMark, ...] = ()
    legend: Mapping[str, str] = field(default_factory=dict)  # what a mark means, where the status does not say it

    left: int = LEFT
    top: int = TOP

    @property
    def right(self) -> int:
        return self.width - RIGHT

    @property
    def bottom(self) -> int:
        return self.height - BOTTOM

    @property
    def statuses(self) -> list[str]:
        """The statuses that the legend has to explain, in the order of the chart."""
        marked = [gap.status for gap in self.gaps] + [dot.status for dot in self.dots]
        return [status for status in dict.fromkeys(marked) if status != "normal"]


def trend_chart(
    series: Sequence[Charted],
    *,
    unit: str,
    decimals: int,
    targets: Sequence[Aimed] = (),
    illustrative: bool = False,
    breaks: Sequence[Break] = (),
    legend: Mapping[str, str] | None = None,
    width: int = 640,
    height: int = 330,
) -> Chart:
    """The chart of a series, oldest or newest first; of several cadences it draws one and the table lists all.

    :param unit: the indicator's, for labels; :param decimals: of the labels of values.
    :param breaks: days that no line goes across; :param legend: of marks that a status has no word for.
    """
    drawn = one_cadence(series)
    months = [_month(o.when) for o in drawn] or [0]
    near = near_targets(targets, months)
    ticks = nice_ticks(*_range(drawn, near), unit=unit)
    inside = [b for b in breaks if min(months) < b.month < max(months)]
    frame = Frame(width, height, min(months), max(months), ticks[0], ticks[-1], TOP + LABEL * len(inside))
    dots = tuple(Dot(frame.x(_month(o.when)), frame.y(o.value), mark_of(o)) for o in drawn if o.value is not None)
    runs = runs_of(drawn, frame, breaks, _month)
    last = next((o for o in reversed(drawn) if o.value is not None), None)
    return Chart(
        width,
        height,
        dots,
        tuple(run for run, dashed in runs if not dashed),
        tuple(Gap(frame.x(_month(o.when)), o.status) for o in drawn if o.value is None),
        _x_ticks(drawn, frame),
        y_ticks_of(ticks, frame, unit) if dots or near else (),
        target_marks([t for t in targets if frame.low <= t.value <= frame.high], frame, dots) if dots else (),
        _last_label(last, frame, unit, decimals),
        frame.y(last.value) if last is not None and last.value is not None else 0,
        describe(drawn, unit, decimals),
        tuple(table_row(o, unit, decimals) for o in sorted(series, key=lambda o: o.when, reverse=True)),
        illustrative,
        tuple(run for run, dashed in runs if dashed),
        _break_marks(inside, frame),
        legend or {},
        top=frame.top,
    )


def mark_of(observation: Charted) -> str:
    """What its mark says: its status, or what else is told of it."""
    return getattr(observation, "mark", "") or observation.status


def one_cadence(series: Sequence[Charted]) -> list[Charted]:
    """The observations of the commonest length of period (the finer of two alike), oldest first."""
    lengths = Counter(o.when.months for o in series)
    if not lengths:
        return []
    chosen = max(lengths, key=lambda months: (lengths[months], -months))
    return sorted((o for o in series if o.when.months == chosen), key=lambda o: o.when)


def _month(period: Period) -> int:
    return period.end.year * 12 + period.end.month


def _range(drawn: Sequence[Charted], near: Sequence[Aimed]) -> tuple[float, float]:
    values = [o.value for o in drawn if o.value is not None] + [t.value for t in near]
    return (min(values), max(values)) if values else (0, 1)


def runs_of(
    drawn: Sequence[Charted], frame: Frame, breaks: Sequence[Break], at: Callable[[Period], int]
) -> list[tuple[str, bool]]:
    """The unbroken stretches, and whether each is of restated figures: a period without a value or without a row, a
    break, and a change between published and restated end one.

    :param at: where a period stands on the frame's axis.
    """
    runs: list[tuple[list[str], bool]] = []
    before = None
    for observation in drawn:
        restated = mark_of(observation) == "restated"
        if before is None or _is_apart(before, observation, breaks):
            runs.append(([], restated))
        if observation.value is not None:
            runs[-1][0].append(f"{frame.x(at(observation.when)):g},{frame.y(observation.value):g}")
        before = observation
    return [(" ".join(run), restated) for run, restated in runs if len(run) > 1]


def _is_apart(before: Charted, after: Charted, breaks: Sequence[Break]) -> bool:
    start, end = _month(before.when), _month(after.when)
    if after.value is None or end - start > after.when.months:
        return True
    return any(start < b.month < end for b in breaks) or (mark_of(before) == "restated") != (
        mark_of(after) == "restated"
    )


def _break_marks(breaks: Sequence[Break], frame: Frame) -> tuple[BreakMark, ...]:
    """Upright lines, their labels one below the other in the room above the highest tick."""
    marks = []
    for number, each in enumerate(breaks):
        x = frame.x(each.month)
        anchor = "start" if x < frame.width / 2 else "end"
        marks.append(BreakMark(x, each.text, TOP - 14 + LABEL * number, anchor))
    return tuple(marks)


def _x_ticks(drawn: Sequence[Charted], frame: Frame) -> tuple[Tick, ...]:
    """Labels counted back from the newest period, so that it always has one."""
    step = -(-len(drawn) // X_LABELS) or 1
    chosen = list(drawn)[::-1][::step][::-1]
    return tuple(Tick(frame.x(_month(o.when)), short_period(o.when), _anchor(o, drawn)) for o in chosen)


def _anchor(observation: Charted, drawn: Sequence[Charted]) -> str:
    if len(drawn) == 1:
        return "middle"
    return "end" if observation is drawn[-1] else "start" if observation is drawn[0] else "middle"


def y_ticks_of(ticks: Sequence[float], frame: Frame, unit: str) -> tuple[Tick, ...]:
    decimals = tick_decimals(ticks)
    return tuple(Tick(frame.y(value), format_value(value, unit, decimals), "end") for value in ticks)


def _last_label(last: Charted | None, frame: Frame, unit: str, decimals: int) -> Tick | None:
    if last is None:
        return None
    x = frame.x(_month(last.when))
    anchor = "end" if x > frame.width / 2 else "middle"
    return Tick(x, format_value(last.value, unit, decimals), anchor)
