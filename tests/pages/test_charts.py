"""Trend charts: what is drawn of a series, and what never is."""

import datetime as dt
import re
from dataclasses import dataclass
from itertools import pairwise

import pytest
from flask import render_template_string

from portal.domain.periods import Period, parse_period
from portal.pages.axes import nice_ticks, tick_decimals
from portal.pages.chart_frame import LABEL
from portal.pages.chart_words import short_period
from portal.pages.charts import Aimed, Break, Chart, trend_chart


@dataclass
class Figure:
    period: str
    value: float | None
    status: str = "normal"
    numerator: int | None = None
    denominator: int | None = None

    @property
    def when(self) -> Period:
        return parse_period(self.period)


def months(*values: float | str | None, year: int = 2026) -> list[Figure]:
    """One figure a month: a number, a status, or None for a month without a row."""
    rows = [(f"{year}-{month:02}", value) for month, value in enumerate(values, start=1)]
    return [Figure(p, None, v) if isinstance(v, str) else Figure(p, v) for p, v in rows if v is not None]


def chart(series: list[Figure], **options) -> Chart:
    return trend_chart(series, **{"unit": "percent", "decimals": 1} | options)


def drawn_as(made: Chart, app) -> str:
    template = '{% from "components/trend.html" import trend %}{{ trend(chart, "Xu hướng", "t") }}'
    with app.test_request_context("/"):
        return render_template_string(template, chart=made)


def test_an_unbroken_series_is_one_line() -> None:
    made = chart(months(60, 61, 62, 63))
    assert len(made.runs) == 1
    assert len(made.dots) == 4
    assert made.gaps == ()


@pytest.mark.parametrize("status", ["withheld", "missing", "not-applicable"])
def test_no_line_crosses_a_period_without_a_value(status: str) -> None:
    made = chart(months(60, 61, status, 63, 64))
    assert [len(run.split()) for run in made.runs] == [2, 2]
    assert [gap.status for gap in made.gaps] == [status]
    assert len(made.dots) == 4


def test_no_line_crosses_a_month_that_was_never_published() -> None:
    made = chart(months(60, 61, None, 63, 64))
    assert [len(run.split()) for run in made.runs] == [2, 2]
    assert made.gaps == ()


def test_a_value_between_two_gaps_is_a_dot_without_a_line() -> None:
    made = chart(months("withheld", 61, "missing"))
    assert made.runs == ()
    assert len(made.dots) == 1


def test_a_hidden_value_leaves_no_trace_in_the_picture() -> None:
    """The drawing is the same whatever the withheld figure was: nothing of it reaches the chart."""
    shown = chart(months(60, 61, "withheld", 63))
    assert shown.y_ticks == chart(months(60, 61, None, 63)).y_ticks
    assert shown.rows[1].value == "–"


def test_zero_is_drawn_and_missing_is_not() -> None:
    made = chart(months(0, "missing", 2))
    assert len(made.dots) == 2
    assert made.dots[0].y == made.bottom


def test_a_series_without_any_value_says_so() -> None:
    made = chart(months("withheld", "withheld"))
    assert made.dots == ()
    assert made.y_ticks == ()
    assert made.description == (
        "Không có kỳ nào có giá trị để vẽ. 2 kỳ không có giá trị: không công bố để bảo vệ riêng tư."
    )


def test_an_empty_series_is_an_empty_chart() -> None:
    assert chart([]).rows == ()


def test_the_words_tell_the_course_and_what_is_not_shown() -> None:
    made = chart(months(60, "withheld", 62.5))
    assert made.description == (
        "Từ 60,0\xa0% (tháng 1/2026) đến 62,5\xa0% (tháng 3/2026), 2 kỳ có giá trị. "
        "1 kỳ không có giá trị: không công bố để bảo vệ riêng tư."
    )


def test_the_newest_period_always_has_a_label() -> None:
    for count in range(1, 17):
        figures = [Figure(f"{2025 + m // 12}-{m % 12 + 1:02}", 50) for m in range(count)]
        made = chart(figures)
        assert made.x_ticks[-1].text == short_period(figures[-1].when)
        assert len(made.x_ticks) <= 4


def test_quarters_are_drawn_and_the_year_stands_in_the_table_only() -> None:
    made = chart([Figure("2025-Q3", 40), Figure("2025-Q4", 44), Figure("2025", 42), Figure("2026-Q1", 47)])
    assert len(made.dots) == 3
    assert [row.period for row in made.rows] == ["quý I/2026", "năm 2025", "quý IV/2025", "quý III/2025"]


def test_a_target_due_while_the_chart_runs_ends_at_its_due_day() -> None:
    figures = [*months(60, 62, year=2025), Figure("2025-12", 80), Figure("2026-06", 90)]
    mark = next(m for m in chart(figures, targets=[Aimed(2025, 85, "≥ 85 %")]).marks)
    assert mark.due_shown
    assert mark.x_end == chart(figures).dots[2].x


def test_a_later_target_is_a_line_across_the_whole_chart() -> None:
    made = chart(months(60, 62), targets=[Aimed(2030, 80, "≥ 80 %")])
    (mark,) = made.marks
    assert not mark.due_shown
    assert mark.text == "chỉ tiêu 2030: ≥ 80 %"
    assert made.top <= mark.y <= made.bottom


def test_targets_beyond_the_scale_are_left_out_and_equal_ones_share_a_label() -> None:
    made = chart(
        months(60, 62),
        targets=[Aimed(2030, 70, "≥ 70 %"), Aimed(2035, 70, "≥ 70 %"), Aimed(2045, 100, "100 %")],
    )
    assert [mark.text for mark in made.marks] == ["chỉ tiêu 2030, 2035: ≥ 70 %"]


def test_labels_of_targets_do_not_lie_on_one_another() -> None:
    targets = [Aimed(2030, 80, "80 %"), Aimed(2035, 80.5, "80,5 %"), Aimed(2040, 81, "81 %")]
    made = chart(months(60, 82), targets=targets)
    heights = [mark.text_y for mark in made.marks]
    assert all(lower - upper >= 20 for upper, lower in pairwise(heights))


@pytest.mark.parametrize(
    ("low", "high", "unit"),
    [(0, 100, "percent"), (61.2, 88.9, "percent"), (0.8, 1.5, "percent"), (0.701, 0.713, "index"), (3, 4, "count")],
)
def test_ticks_are_round_and_hold_the_range(low: float, high: float, unit: str) -> None:
    ticks = nice_ticks(low, high, unit=unit)
    assert ticks[0] <= low
    assert ticks[-1] >= high
    assert 2 <= len(ticks) <= 7
    assert tick_decimals(ticks) <= 3


@pytest.mark.parametrize("value", [0, 50, 100])
def test_a_flat_line_has_a_scale_within_what_a_rate_can_be(value: float) -> None:
    ticks = nice_ticks(value, value, unit="percent")
    assert 0 <= ticks[0] < ticks[-1] <= 100


def test_counts_have_whole_ticks() -> None:
    assert all(tick == int(tick) for tick in nice_ticks(0, 3, unit="count"))


def test_the_picture_is_small_named_and_has_no_style_attribute(app) -> None:
    figures = [Figure(f"{2025 + m // 12}-{m % 12 + 1:02}", 60 + m) for m in range(6, 22)]
    html = drawn_as(chart(figures, targets=[Aimed(2025, 85, "≥ 85 %"), Aimed(2030, 80, "≥ 80 %")]), app)
    picture = re.search(r"<svg viewBox.*?</svg>", html, re.DOTALL)[0]
    assert len(picture.encode()) < 4000
    assert 'role="img"' in picture
    assert 'aria-labelledby="t-title t-desc"' in picture
    assert "style=" not in html


def test_illustrative_figures_are_named_inside_the_picture(app) -> None:
    picture = drawn_as(chart(months(60, 61), illustrative=True), app).split("</svg>")[0]
    assert "Số liệu minh họa</text>" in picture


def test_the_legend_explains_every_mark_and_the_table_every_period(app) -> None:
    html = drawn_as(chart(months(60, "withheld", "missing", 63)), app)
    legend = html.split('<p class="trend-legend">')[1].split("</p>")[0]
    assert "không công bố để bảo vệ riêng tư" in legend
    assert "chưa có số liệu" in legend
    assert html.count('<th scope="row">') == 4


@dataclass
class Told(Figure):
    mark: str = ""
    how: str = ""


def across() -> list[Told]:
    """Two restated months, one that is broken, then three of the place's own."""
    restated = [Told(f"2026-0{m}", 60 + m, "estimated", mark="restated", how="Quy đổi từ Thôn 13.") for m in (1, 2)]
    broken = Told("2026-03", None, "broken", mark="broken", how="Đứt đoạn: Thôn 13 chưa có số liệu của kỳ này.")
    return [*restated, broken, *(Told(f"2026-0{m}", 70 + m) for m in (4, 5, 6))]


SPLIT = Break(dt.date(2026, 4, 1), "chia tách ngày 01/04/2026")
WORDS = {"restated": "quy đổi theo tỷ lệ từ Thôn 13 (38,8 %)", "broken": "đứt đoạn, không quy đổi được"}


def test_restated_figures_are_a_line_and_dots_of_their_own() -> None:
    made = chart(across(), breaks=[SPLIT], legend=WORDS)
    assert [dot.status for dot in made.dots] == ["restated", "restated", "normal", "normal", "normal"]
    assert ([len(run.split()) for run in made.dashed], [len(run.split()) for run in made.runs]) == ([2], [3])
    assert "2 kỳ là số quy đổi từ nơi cũ." in made.description
    assert "1 kỳ không có giá trị: đứt đoạn." in made.description


@pytest.mark.parametrize("mark", ["", "restated"])
def test_no_line_crosses_a_change_of_places(mark: str) -> None:
    made = chart([Told(f"2026-0{m}", 60 + m, mark=mark) for m in range(1, 7)], breaks=[SPLIT])
    assert [len(run.split()) for run in made.runs + made.dashed] == [3, 3]
    (line,) = made.breaks
    assert made.dots[2].x < line.x < made.dots[3].x
    assert line.text == "chia tách ngày 01/04/2026"


def test_the_first_and_the_last_day_of_a_month_part_the_same_months() -> None:
    for day in (dt.date(2026, 4, 1), dt.date(2026, 4, 30)):
        made = chart(months(*range(60, 66)), breaks=[Break(day, "x")])
        assert [len(run.split()) for run in made.runs] == [3, 3]


def test_a_change_before_or_after_all_figures_is_not_drawn() -> None:
    days = [dt.date(2026, 1, 1), dt.date(2026, 9, 1)]
    made = chart(months(60, 61, 62), breaks=[Break(day, "x") for day in days])
    assert made.breaks == ()
    assert len(made.runs) == 1


def test_the_newest_value_is_written_below_the_labels_of_changes() -> None:
    """Where the newest is the highest, it would else stand in the line of the label."""
    splits = [SPLIT, Break(dt.date(2026, 5, 1), "sáp nhập ngày 01/05/2026")]
    for breaks in ([SPLIT], splits):
        made = chart(months(75, 77, 80, 85, 87, 90), breaks=breaks)
        assert made.last_y - 12 - max(mark.text_y for mark in made.breaks) >= LABEL
        assert made.top <= made.last_y <= made.bottom


def test_the_table_tells_where_each_figure_is_from(app) -> None:
    html = drawn_as(chart(across(), breaks=[SPLIT], legend=WORDS), app)
    assert html.count("Quy đổi từ Thôn 13.") == 2
    assert html.count('<span class="how">') == 3
    legend = html.split('<p class="trend-legend">')[1].split("</p>")[0]
    assert all(words in legend for words in WORDS.values())
    assert "chia tách ngày 01/04/2026" in html
