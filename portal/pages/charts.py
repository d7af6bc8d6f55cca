"""Trend charts: one indicator in one place over time, as drawing primitives and the words that go with them.

Pure: figures in, coordinates and texts out; ``templates/components/trend.html`` draws them. A period without a value
is a gap with a mark of its own on the axis, which no line bridges. The coordinates are of the SVG's view box.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from portal.domain.periods import Period
from portal.domain.plans import Target
from portal.domain.progress import aim_of
from portal.i18n.babel import gettext
from portal.i18n.formats import format_value
from portal.i18n.wording import target_text
from portal.pages.axes import nice_ticks, tick_decimals
from portal.pages.chart_words import Charted, Row, describe, short_period, table_row

LEFT, RIGHT, TOP, BOTTOM = 76, 14, 64, 44  # room for letters that phones show larger
LABEL = 24  # the least distance between two lines of text
LETTER = 11.5  # how wide a letter is, about
X_LABELS = 4


@dataclass(frozen=True)
class Aimed:
    """A target as a chart sees it: what satisfies it, by the end of which year, and its text."""

    year: int | None
    value: float
    text: str


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
class Dot:
    x: float
    y: float
    status: str  # or what else its mark says: restated


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
class TargetMark:
    """A dashed line at a target's height, up to its due day when the chart reaches that far."""

    y: float
    x_end: float
    due_shown: bool
    text: str
    text_x: float
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


@dataclass(frozen=True)
class _Frame:
    """From months and values to the view box."""

    width: int
    height: int
    first: int
    last: int
    low: float
    high: float

    def x(self, month: float) -> float:
        span = self.last - self.first
        share = (month - self.first) / span if span else 0.5
        return round(LEFT + 8 + share * (self.width - LEFT - RIGHT - 16), 1)

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(self.height - BOTTOM - share * (self.height - TOP - BOTTOM), 1)


def aims(targets: Iterable[Target]) -> list[Aimed]:
    """Targets as a chart draws them."""
    return [
        Aimed(t.year, float(aim_of(t).mark), target_text(t.comparator, t.value, t.value_high, t.indicator.unit))
        for t in targets
    ]


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
    near = _near(targets, months)
    ticks = nice_ticks(*_range(drawn, near), unit=unit)
    frame = _Frame(width, height, min(months), max(months), ticks[0], ticks[-1])
    dots = tuple(Dot(frame.x(_month(o.when)), frame.y(o.value), _mark_of(o)) for o in drawn if o.value is not None)
    runs = _runs(drawn, frame, breaks)
    last = next((o for o in reversed(drawn) if o.value is not None), None)
    return Chart(
        width,
        height,
        dots,
        tuple(run for run, dashed in runs if not dashed),
        tuple(Gap(frame.x(_month(o.when)), o.status) for o in drawn if o.value is None),
        _x_ticks(drawn, frame),
        _y_ticks(ticks, frame, unit) if dots or near else (),
        _marks([t for t in targets if frame.low <= t.value <= frame.high], frame, dots) if dots else (),
        _last_label(last, frame, unit, decimals),
        frame.y(last.value) if last is not None and last.value is not None else 0,
        describe(drawn, unit, decimals),
        tuple(table_row(o, unit, decimals) for o in sorted(series, key=lambda o: o.when, reverse=True)),
        illustrative,
        tuple(run for run, dashed in runs if dashed),
        _break_marks(breaks, frame),
        legend or {},
    )


def _mark_of(observation: Charted) -> str:
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


def _near(targets: Sequence[Aimed], months: list[int]) -> list[Aimed]:
    """The targets the scale makes room for: those due while the chart runs, and the first one ahead."""
    inside = [t for t in targets if t.year and min(months) <= t.year * 12 + 12 <= max(months)]
    ahead = sorted((t for t in targets if t.year and t.year * 12 + 12 > max(months)), key=lambda t: t.year or 0)
    return inside + ahead[:1] + [t for t in targets if t.year is None]


def _range(drawn: Sequence[Charted], near: Sequence[Aimed]) -> tuple[float, float]:
    values = [o.value for o in drawn if o.value is not None] + [t.value for t in near]
    return (min(values), max(values)) if values else (0, 1)


def _runs(drawn: Sequence[Charted], frame: _Frame, breaks: Sequence[Break]) -> list[tuple[str, bool]]:
    """The unbroken stretches, and whether each is of restated figures: a period without a value or without a row, a
    break, and a change between published and restated end one.
    """
    runs: list[tuple[list[str], bool]] = []
    before = None
    for observation in drawn:
        restated = _mark_of(observation) == "restated"
        if before is None or _is_apart(before, observation, breaks):
            runs.append(([], restated))
        if observation.value is not None:
            runs[-1][0].append(f"{frame.x(_month(observation.when)):g},{frame.y(observation.value):g}")
        before = observation
    return [(" ".join(run), restated) for run, restated in runs if len(run) > 1]


def _is_apart(before: Charted, after: Charted, breaks: Sequence[Break]) -> bool:
    start, end = _month(before.when), _month(after.when)
    if after.value is None or end - start > after.when.months:
        return True
    return any(start < b.month < end for b in breaks) or (_mark_of(before) == "restated") != (
        _mark_of(after) == "restated"
    )


def _break_marks(breaks: Sequence[Break], frame: _Frame) -> tuple[BreakMark, ...]:
    """Upright lines with labels at the top, one below the other where they are several."""
    marks = []
    inside = [b for b in breaks if frame.first < b.month < frame.last]
    for number, each in enumerate(inside):
        x = frame.x(each.month)
        anchor = "start" if x < frame.width / 3 else "end" if x > frame.width * 2 / 3 else "middle"
        marks.append(BreakMark(x, each.text, TOP - 14 + LABEL * number, anchor))
    return tuple(marks)


def _x_ticks(drawn: Sequence[Charted], frame: _Frame) -> tuple[Tick, ...]:
    """Labels counted back from the newest period, so that it always has one."""
    step = -(-len(drawn) // X_LABELS) or 1
    chosen = list(drawn)[::-1][::step][::-1]
    return tuple(Tick(frame.x(_month(o.when)), short_period(o.when), _anchor(o, drawn)) for o in chosen)


def _anchor(observation: Charted, drawn: Sequence[Charted]) -> str:
    if len(drawn) == 1:
        return "middle"
    return "end" if observation is drawn[-1] else "start" if observation is drawn[0] else "middle"


def _y_ticks(ticks: Sequence[float], frame: _Frame, unit: str) -> tuple[Tick, ...]:
    decimals = tick_decimals(ticks)
    return tuple(Tick(frame.y(value), format_value(value, unit, decimals), "end") for value in ticks)


def _last_label(last: Charted | None, frame: _Frame, unit: str, decimals: int) -> Tick | None:
    if last is None:
        return None
    x = frame.x(_month(last.when))
    anchor = "end" if x > frame.width / 2 else "middle"
    return Tick(x, format_value(last.value, unit, decimals), anchor)


def _marks(targets: Sequence[Aimed], frame: _Frame, dots: Sequence[Dot]) -> tuple[TargetMark, ...]:
    """Lines for the targets due from the chart's first period on; those of one height share a line and a label."""
    groups: dict[tuple[float, str, bool], list[Aimed]] = {}
    for target in targets:
        month = None if target.year is None else target.year * 12 + 12
        if month is None or month >= frame.first:
            inside = month is not None and month <= frame.last
            groups.setdefault((target.value, target.text, inside), []).append(target)
    marks: list[TargetMark] = []
    for (_value, text, inside), group in sorted(groups.items(), key=lambda item: -item[0][0]):
        lowest = marks[-1].text_y + LABEL if marks else 0
        marks.append(_mark(group, _mark_text(group, text), frame, dots, inside=inside, lowest=lowest))
    return tuple(marks)


def _mark(
    group: Sequence[Aimed], text: str, frame: _Frame, dots: Sequence[Dot], *, inside: bool, lowest: float
) -> TargetMark:
    """The line with its label above it, at the end where the figures come less near.

    :param lowest: the label may not stand above this height, where another one is.
    """
    y = frame.y(group[0].value)
    text_y = round(max(y - (12 if inside else 7), lowest), 1)  # a due mark is taller than its line
    right = frame.width - RIGHT
    x_end = frame.x((group[0].year or 0) * 12 + 12) if inside else right
    ends = [(LEFT + 6, "start"), (right, "end")]
    text_x, anchor = max(ends, key=lambda end: _clearance(dots, end[0], text_y, text, end[1]))
    return TargetMark(y, x_end, inside, text, text_x, text_y, anchor)


def _clearance(dots: Sequence[Dot], x: float, y: float, text: str, anchor: str) -> float:
    """How far above or below a label the nearest figure is."""
    width = LETTER * len(text)
    start, end = (x, x + width) if anchor == "start" else (x - width, x)
    return min((abs(dot.y - (y - 8)) for dot in dots if start - 30 <= dot.x <= end + 30), default=1000)


def _mark_text(group: Sequence[Aimed], text: str) -> str:
    years = ", ".join(str(t.year) for t in group if t.year)
    if not years:
        return gettext("chỉ tiêu: %(text)s", text=text)
    return gettext("chỉ tiêu %(years)s: %(text)s", years=years, text=text)
