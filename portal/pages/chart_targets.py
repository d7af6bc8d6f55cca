"""Targets on a trend chart: a dashed line at the height of each, with its words where the figures come less near."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.domain.plans import Target
from portal.domain.progress import aim_of
from portal.i18n.babel import gettext
from portal.i18n.wording import target_text
from portal.pages.chart_frame import LABEL, LEFT, LETTER, RIGHT, Dot, Frame


@dataclass(frozen=True)
class Aimed:
    """A target as a chart sees it: what satisfies it, by the end of which year, and its text."""

    year: int | None
    value: float
    text: str


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


def aims(targets: Iterable[Target]) -> list[Aimed]:
    """Targets as a chart draws them."""
    return [
        Aimed(t.year, float(aim_of(t).mark), target_text(t.comparator, t.value, t.value_high, t.indicator.unit))
        for t in targets
    ]


def near_targets(targets: Sequence[Aimed], months: list[int]) -> list[Aimed]:
    """The targets the scale makes room for: those due while the chart runs, and the first one ahead."""
    inside = [t for t in targets if t.year and min(months) <= t.year * 12 + 12 <= max(months)]
    ahead = sorted((t for t in targets if t.year and t.year * 12 + 12 > max(months)), key=lambda t: t.year or 0)
    return inside + ahead[:1] + [t for t in targets if t.year is None]


def target_marks(targets: Sequence[Aimed], frame: Frame, dots: Sequence[Dot]) -> tuple[TargetMark, ...]:
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
    group: Sequence[Aimed], text: str, frame: Frame, dots: Sequence[Dot], *, inside: bool, lowest: float
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
