"""The path chart: what was observed, what is promised for which year, and the straight line between the two.

Pure: figures and milestones in, coordinates and texts out; ``templates/charts/drawing.html`` draws them. The axis is
of days, so that the line is straight as ``domain.progress.line`` reckons it. What lies after the newest figure and
is not due yet is drawn apart.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from portal.domain.periods import Period, end_of_year
from portal.i18n import gettext as _
from portal.i18n.formats import format_date, format_value
from portal.pages.axes import nice_ticks
from portal.pages.chart_frame import LABEL, TOP, Dot, Frame
from portal.pages.chart_labels import Label, Placed, around
from portal.pages.chart_words import Charted, describe, short_period
from portal.pages.charts import Break, BreakMark, Gap, Tick, mark_of, runs_of, y_ticks_of

YEAR_ROOM = 58  # between the labels of two years


@dataclass(frozen=True)
class Milestone:
    """A promise: by the end of a year, or of none; ``status`` is its progress, empty where a village is drawn."""

    year: int | None
    mark: Fraction
    text: str
    status: str = ""


@dataclass(frozen=True)
class Course:
    """The straight line that a target is judged by: from the base to the mark, and where it stands at the latest."""

    start: dt.date
    base: Fraction
    due: dt.date
    mark: Fraction
    at: dt.date
    expected: Fraction


@dataclass(frozen=True)
class Diamond:
    """A milestone on the drawing; hollow while it is not due."""

    x: float
    y: float
    label: Label
    is_due: bool


@dataclass(frozen=True)
class Line:
    """From the base to the mark, in two stretches that meet at the expected point."""

    start: tuple[float, float]
    middle: tuple[float, float]
    end: tuple[float, float]
    label: Label


@dataclass(frozen=True)
class Path:
    """``ahead`` is where the stretch that is not due begins; None where everything is due."""

    frame: Frame
    dots: tuple[Dot, ...]
    runs: tuple[str, ...]
    dashed: tuple[str, ...]
    gaps: tuple[Gap, ...]
    breaks: tuple[BreakMark, ...]
    diamonds: tuple[Diamond, ...]
    levels: tuple[Diamond, ...]  # promises without a year: a height
    line: Line | None
    ahead: float | None
    last: Label | None
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    description: str
    legend: dict[str, str] = field(default_factory=dict)

    @property
    def statuses(self) -> list[str]:
        """What the legend has to explain beside the plain dot."""
        marked = [gap.status for gap in self.gaps] + [dot.status for dot in self.dots]
        return [status for status in dict.fromkeys(marked) if status != "normal"]

    @property
    def is_empty(self) -> bool:
        return not (self.dots or self.diamonds or self.levels)


def path_chart(
    series: Sequence[Charted],
    milestones: Sequence[Milestone],
    *,
    course: Course | None,
    unit: str,
    decimals: int,
    today: dt.date,
    breaks: Sequence[Break] = (),
    legend: dict[str, str] | None = None,
    width: int = 640,
    height: int = 400,
) -> Path:
    """The chart of a place's figures and promises.

    :param series: what the rule judges by, oldest first; a figure without a value is marked on the axis alone.
    :param course: of the target whose line is drawn; None for no line.
    """
    inside = [b for b in breaks if series and series[0].when.end < b.day < series[-1].when.end]
    frame = _frame(series, milestones, course, unit, today, width, height, TOP + LABEL * len(inside))
    ticks = nice_ticks(*_range(series, milestones, course), unit=unit)
    runs = runs_of(series, frame, breaks, _day)
    dots = tuple(Dot(frame.x(_day(o.when)), frame.y(o.value), mark_of(o)) for o in series if o.value is not None)
    placed = Placed(frame, dots)
    dated = [m for m in milestones if m.year]
    for each in dated:
        placed.keep_free(*_point(each, frame), 11)
    line = _line(course, frame, placed, unit, decimals) if course else None
    last = _last(series, frame, placed, unit, decimals)
    diamonds = tuple(_diamond(m, frame, placed, today) for m in dated)
    return Path(
        frame,
        dots,
        tuple(run for run, is_dashed in runs if not is_dashed),
        tuple(run for run, is_dashed in runs if is_dashed),
        tuple(Gap(frame.x(_day(o.when)), mark_of(o)) for o in series if o.value is None),
        _breaks(inside, frame),
        diamonds,
        tuple(_level(m, frame, placed) for m in milestones if not m.year),
        line,
        _ahead(series, dated, frame, today),
        last,
        _x_ticks(series, dated, frame),
        y_ticks_of(ticks, frame, unit) if dots or milestones else (),
        _describe(series, dated, course, unit, decimals),
        legend or {},
    )


def _day(period: Period) -> int:
    return period.end.toordinal()


def _frame(
    series: Sequence[Charted],
    milestones: Sequence[Milestone],
    course: Course | None,
    unit: str,
    today: dt.date,
    width: int,
    height: int,
    top: int,
) -> Frame:
    days = [_day(o.when) for o in series] + [end_of_year(m.year).toordinal() for m in milestones if m.year]
    days = days if series else [*days, today.toordinal()]
    ticks = nice_ticks(*_range(series, milestones, course), unit=unit)
    return Frame(width, height, min(days), max(days), ticks[0], ticks[-1], top)


def _range(series: Sequence[Charted], milestones: Sequence[Milestone], course: Course | None) -> tuple[float, float]:
    values = [o.value for o in series if o.value is not None] + [float(m.mark) for m in milestones]
    values += [float(course.base), float(course.expected)] if course else []
    return (min(values), max(values)) if values else (0, 1)


def _diamond(milestone: Milestone, frame: Frame, placed: Placed, today: dt.date) -> Diamond:
    x, y = _point(milestone, frame)
    return Diamond(x, y, placed.put(*around(x, y, milestone.text)), end_of_year(milestone.year or 0) < today)


def _point(milestone: Milestone, frame: Frame) -> tuple[float, float]:
    return frame.x(end_of_year(milestone.year or 0).toordinal()), frame.y(float(milestone.mark))


def _level(milestone: Milestone, frame: Frame, placed: Placed) -> Diamond:
    y, right = frame.y(float(milestone.mark)), frame.right
    text = _("không ghi năm: %(text)s", text=milestone.text)
    return Diamond(right, y, placed.put(Label(right, y - 8, text, "end"), Label(right, y + 24, text, "end")), False)


def _line(course: Course, frame: Frame, placed: Placed, unit: str, decimals: int) -> Line:
    start = frame.x(course.start.toordinal()), frame.y(float(course.base))
    middle = frame.x(course.at.toordinal()), frame.y(float(course.expected))
    end = frame.x(course.due.toordinal()), frame.y(float(course.mark))
    placed.keep_line_free(start, middle)
    placed.keep_line_free(middle, end)
    placed.keep_free(*middle, 9)
    text = _("cần %(value)s", value=format_value(course.expected, unit, decimals))
    near = [Label(middle[0] + 14, middle[1] + beside, text, "start") for beside in (28, 52, 76, -14, -40)]
    return Line(start, middle, end, placed.put(*near))


def _last(series: Sequence[Charted], frame: Frame, placed: Placed, unit: str, decimals: int) -> Label | None:
    shown = [o for o in series if o.value is not None]
    if not shown or shown[-1].value is None:
        return None
    x, y = frame.x(_day(shown[-1].when)), frame.y(shown[-1].value)
    text = f"{format_value(shown[-1].value, unit, decimals)} ({short_period(shown[-1].when)})"
    beside = [Label(x + 12, y + down, text, "start") for down in (-8, 24)]
    return placed.put(*beside, Label(x, y - 18, text), Label(x, y + 34, text), Label(x, y - 42, text))


def _ahead(series: Sequence[Charted], dated: Sequence[Milestone], frame: Frame, today: dt.date) -> float | None:
    """From the newest period on, or from today where nothing was observed, if a promise is still to fall due."""
    if not any(end_of_year(m.year or 0) >= today for m in dated):
        return None
    begin = _day(series[-1].when) if series else today.toordinal()
    return frame.x(min(begin, frame.last))


def _breaks(breaks: Sequence[Break], frame: Frame) -> tuple[BreakMark, ...]:
    found = []
    for number, each in enumerate(breaks):
        x = frame.x(each.day.toordinal())
        anchor = "start" if x < frame.width / 2 else "end"
        found.append(BreakMark(x, each.text, TOP - 14 + LABEL * number, anchor))
    return tuple(found)


def _x_ticks(series: Sequence[Charted], dated: Sequence[Milestone], frame: Frame) -> tuple[Tick, ...]:
    """The years of the promises, and the first period, as far as there is room; the last year always has its label."""
    ends = {end_of_year(m.year or 0).toordinal(): str(m.year) for m in dated}
    wanted = sorted(ends.items(), reverse=True)
    wanted += [(_day(o.when), short_period(o.when)) for o in (series[-1:] if not dated else ()) or ()]
    wanted += [(_day(o.when), short_period(o.when)) for o in series[:1]]
    ticks: list[Tick] = []
    for day, text in wanted:
        x = frame.x(day)
        if all(abs(tick.at - x) >= YEAR_ROOM for tick in ticks):
            ticks.append(Tick(x, text))
    return tuple(ticks)


def _describe(
    series: Sequence[Charted], dated: Sequence[Milestone], course: Course | None, unit: str, decimals: int
) -> str:
    said = [describe(series, unit, decimals)]
    if dated:
        promised = "; ".join(f"{m.year}: {m.text}" for m in dated)
        said.append(_("Các mốc: %(milestones)s.", milestones=promised))
    if course:
        said.append(
            _(
                "Đường thẳng tới mốc %(year)s cho %(expected)s vào %(day)s.",
                year=course.due.year,
                expected=format_value(course.expected, unit, decimals),
                day=format_date(course.at),
            )
        )
    return " ".join(said)
