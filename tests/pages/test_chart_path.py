"""The path chart: every mark stands where its day and number say, and nothing is drawn of what is not shown."""

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import pytest

from portal.domain.periods import Period, end_of_year, parse_period
from portal.domain.progress import line
from portal.pages.chart_path import Course, Milestone, Path, path_chart
from portal.pages.charts import Break

TODAY = dt.date(2026, 11, 22)


@dataclass
class Figure:
    period: str
    value: float | None
    status: str = "normal"

    @property
    def when(self) -> Period:
        return parse_period(self.period)


def months(*values: float | str | None) -> list[Figure]:
    rows = [(f"2026-{month:02}", value) for month, value in enumerate(values, start=1)]
    return [Figure(p, None, v) if isinstance(v, str) else Figure(p, v) for p, v in rows if v is not None]


def milestone(year: int | None, mark: float) -> Milestone:
    return Milestone(year, Fraction(str(mark)), f"≥ {mark}", "on-track")


def course(start: str, base: float, year: int, mark: float, at: str) -> Course:
    begin, due, day = parse_period(start).end, end_of_year(year), parse_period(at).end
    expected = line(begin, Fraction(str(base)), due, Fraction(str(mark)), day)
    return Course(begin, Fraction(str(base)), due, Fraction(str(mark)), day, expected)


def chart(series: list[Figure], *milestones: Milestone, along: Course | None = None, **options) -> Path:
    known = {"unit": "percent", "decimals": 1, "today": TODAY}
    return path_chart(series, milestones, course=along, **known | options)


def value_at(path: Path, y: float) -> float:
    """Back from a height to the value, by the frame's ends."""
    frame = path.frame
    return frame.low + (frame.bottom - y) / (frame.bottom - frame.top) * (frame.high - frame.low)


def day_at(path: Path, x: float) -> float:
    frame = path.frame
    left, right = frame.x(frame.first), frame.x(frame.last)
    return frame.first + (x - left) / (right - left) * (frame.last - frame.first)


def test_a_dot_stands_at_the_height_of_its_value_and_at_the_end_of_its_period() -> None:
    series = months(60, 61.5, 64, 70.2)
    made = chart(series, milestone(2030, 95))
    days = (dt.date(2030, 12, 31) - dt.date(2026, 1, 31)).days
    for dot, figure in zip(made.dots, series, strict=True):
        assert value_at(made, dot.y) == pytest.approx(figure.value, abs=0.1)
        assert day_at(made, dot.x) == pytest.approx(figure.when.end.toordinal(), abs=days / 500)


def test_a_diamond_stands_at_the_end_of_its_year_at_what_it_asks_for() -> None:
    made = chart(months(60, 61), milestone(2025, 50), milestone(2030, 80), milestone(2045, 100))
    assert [value_at(made, d.y) for d in made.diamonds] == pytest.approx([50, 80, 100], abs=0.2)
    years = [dt.date.fromordinal(round(day_at(made, d.x)) + 15).year for d in made.diamonds]
    assert years == [2026, 2031, 2046]
    assert [d.is_due for d in made.diamonds] == [True, False, False]


def test_the_line_runs_from_the_base_through_the_expected_point_to_the_mark() -> None:
    along = course("2026-01", 60, 2030, 95, "2026-06")
    made = chart(months(60, 61, 62, 63, 64, 66), milestone(2030, 95), along=along)
    drawn = made.line
    assert drawn is not None
    assert drawn.start == (made.dots[0].x, made.dots[0].y)
    assert drawn.end == (made.diamonds[0].x, made.diamonds[0].y)
    assert drawn.middle[0] == made.dots[-1].x
    assert value_at(made, drawn.middle[1]) == pytest.approx(float(along.expected), abs=0.1)
    share = (drawn.middle[0] - drawn.start[0]) / (drawn.end[0] - drawn.start[0])
    assert drawn.middle[1] == pytest.approx(drawn.start[1] + share * (drawn.end[1] - drawn.start[1]), abs=0.5)
    assert drawn.label.text == "cần 62,9\N{NO-BREAK SPACE}%"


def test_what_is_not_due_is_drawn_apart_from_the_newest_period_on() -> None:
    made = chart(months(60, 61, "withheld"), milestone(2025, 50), milestone(2030, 80))
    assert made.ahead == made.gaps[0].x
    assert chart(months(60, 61), milestone(2025, 50)).ahead is None


@pytest.mark.parametrize("status", ["withheld", "missing", "not-applicable"])
def test_a_figure_that_is_not_shown_is_a_mark_on_the_axis_without_a_height(status: str) -> None:
    made = chart(months(60, 61, status, 63), milestone(2030, 80))
    assert [gap.status for gap in made.gaps] == [status]
    assert len(made.dots) == 3
    assert [len(run.split()) for run in made.runs] == [2]


def test_zero_is_a_value() -> None:
    made = chart(months(0, 0, 0.5), milestone(2030, 50))
    assert len(made.dots) == 3
    assert value_at(made, made.dots[0].y) == pytest.approx(0, abs=0.1)


def test_a_promise_without_a_year_is_a_height_across_the_chart() -> None:
    made = chart(months(60, 61), milestone(None, 90))
    assert made.diamonds == ()
    assert value_at(made, made.levels[0].y) == pytest.approx(90, abs=0.2)
    assert made.levels[0].label.text == "không ghi năm: ≥ 90"
    assert made.ahead is None


def test_one_promise_and_no_figure_is_a_chart_that_is_all_ahead() -> None:
    made = chart([], milestone(2030, 80))
    assert made.last is None
    assert made.ahead == made.frame.x(made.frame.first)
    assert [d.label.text for d in made.diamonds] == ["≥ 80"]
    assert not made.is_empty


def test_without_figures_and_promises_there_is_nothing_to_draw() -> None:
    made = chart([])
    assert made.is_empty
    assert (made.dots, made.y_ticks, made.line, made.ahead) == ((), (), None, None)


@pytest.mark.parametrize("years", [(2025, 2030), (2025, 2030, 2035, 2040, 2045), (2026, 2027, 2028)])
def test_labels_stay_inside_and_cover_no_other_label(years: tuple[int, ...]) -> None:
    along = course("2026-01", 60, years[-1], 99, "2026-08")
    promised = [milestone(year, 60 + number * 39 / (len(years) - 1)) for number, year in enumerate(years)]
    made = chart(months(60, 61, 62, 63, 64, 66, 67, 68), *promised, along=along)
    labels = [d.label for d in made.diamonds] + [made.last, made.line.label]
    for label in labels:
        left, top, right, bottom = label.box
        assert left >= 0
        assert right <= made.frame.width
        assert 0 <= top < bottom <= made.frame.height
    for number, one in enumerate(labels):
        for other in labels[number + 1 :]:
            a, b = one.box, other.box
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (one, other)


def test_years_under_the_axis_never_run_into_each_other_and_the_last_is_always_named() -> None:
    made = chart(months(60, 61), *(milestone(year, 70) for year in range(2025, 2046)))
    at = sorted(tick.at for tick in made.x_ticks)
    assert all(after - before >= 58 for before, after in pairwise(at))
    assert "2045" in [tick.text for tick in made.x_ticks]


def test_no_line_goes_across_a_change_of_the_place() -> None:
    made = chart(months(60, 61, 62, 63), milestone(2030, 90), breaks=[Break(dt.date(2026, 3, 1), "tách")])
    assert [len(run.split()) for run in made.runs] == [2, 2]
    assert [mark.text for mark in made.breaks] == ["tách"]


def test_the_words_beside_the_picture_say_all_that_it_shows() -> None:
    made = chart(months(60, "withheld", 62), milestone(2030, 95), along=course("2026-01", 60, 2030, 95, "2026-03"))
    for said in ("Từ 60,0", "không công bố để bảo vệ riêng tư", "Các mốc: 2030: ≥ 95.", "Đường thẳng tới mốc 2030"):
        assert said in made.description
