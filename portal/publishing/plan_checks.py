"""What a plan's rows cannot mean, each with file, row and what to do."""

import math
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from portal.db import PublicBase
from portal.domain.indicators import Indicator
from portal.domain.obligations import Obligation
from portal.domain.plans import Comparator, Goal, Plan, PlanSection, Target, target_id
from portal.domain.tasks import Task
from portal.domain.whole_plans import nearest_heading
from portal.publishing.problems import Problem
from portal.publishing.reading import Row
from portal.publishing.reference import unknown

KEPT_AS: Mapping[str, type[PublicBase]] = {
    "outline": PlanSection,
    "targets": Target,
    "goals": Goal,
    "tasks": Task,
    "responsibilities": Task,
    "obligations": Obligation,
}
FIRST_YEAR, LAST_YEAR = 1900, 2200
SHARES = frozenset({"percent"})
"""The units that do not go beyond 100: each indicator in them is a part of a whole."""
YEARS = ("year", "period_from", "period_to")
"""The fields of ``plan`` that are years."""
RENAMED = {"amends": "amends_id", "indicator": "indicator_code"}
"""Columns of the files that the tables name otherwise."""


def target_problems(
    rows: Sequence[Row], plan: Plan, indicators: Mapping[str, Indicator], older: set[str] | None
) -> Iterator[Problem]:
    """:param older: the ids of the targets of plans before, which a row may amend; None: any."""
    seen: set[str] = set()
    for row in rows:
        if row.text("indicator") not in indicators:
            yield unknown(row, "indicator", row.text("indicator"))
        if row.text("amends") and older is not None and row.text("amends") not in older:
            yield unknown(row, "amends", row.text("amends"))
        yield from _value_problems(row)
        yield from _share_problems(row, indicators.get(row.text("indicator")))
        yield from _year_problems(row, plan)
        key = target_id(plan.slug, row.text("indicator"), row.integer("year"))
        if key in seen:
            yield row.problem(
                "twice",
                "indicator",
                "chỉ tiêu này của năm này đã có ở dòng trên.",
                "this indicator and year stand in a row above.",
                "Bỏ một dòng.",
                "Remove one of the two.",
            )
        seen.add(key)


def _value_problems(row: Row) -> Iterator[Problem]:
    low, high = row.decimal("value"), row.decimal("value_high")
    if row.text("comparator") not in set(Comparator):
        yield row.problem(
            "comparator",
            "comparator",
            f"không có phép so sánh {row.text('comparator')!r}.",
            f"{row.text('comparator')!r} is not a comparator.",
            f"Dùng một trong: {', '.join(Comparator)}.",
            f"Use one of: {', '.join(Comparator)}.",
        )
    if low is None or not math.isfinite(low) or (high is not None and not math.isfinite(high)):
        yield row.problem(
            "empty", "value", "không có giá trị.", "has no value.", "Ghi giá trị chỉ tiêu.", "Give the target's value."
        )
        return
    if (row.text("comparator") == Comparator.RANGE) != (high is not None):
        yield row.problem(
            "range-ends",
            "value_high",
            "chỉ khoảng (range) mới có, và phải có, giá trị cao.",
            "a range, and only a range, has a high value.",
            "Sửa phép so sánh hoặc giá trị cao.",
            "Mend the comparator or the high value.",
        )
    if high is not None and low >= high:
        yield row.problem(
            "range-turned-round",
            "value_high",
            f"khoảng bị ngược: {low:g} không nhỏ hơn {high:g}.",
            f"the range is turned round: {low:g} is not below {high:g}.",
            "Đổi chỗ hai giá trị.",
            "Swap the two values.",
        )


def _share_problems(row: Row, indicator: Indicator | None) -> Iterator[Problem]:
    """A share below nothing or above the whole; nothing that is counted is below nothing either."""
    most = 100 if indicator is not None and indicator.unit in SHARES else math.inf
    for column in ("value", "value_high"):
        number = row.decimal(column)
        if indicator is not None and number is not None and not 0 <= number <= most:
            yield row.problem(
                "out-of-range",
                column,
                "tỷ lệ phải từ 0 đến 100." if most == 100 else "giá trị không thể âm.",
                "a percentage is from 0 to 100." if most == 100 else "the value cannot be negative.",
                "Sửa giá trị này.",
                "Mend the value.",
            )


def _year_problems(row: Row, plan: Plan) -> Iterator[Problem]:
    year = row.integer("year")
    if year is not None and not plan.period_from <= year <= plan.period_to:
        yield row.problem(
            "year-outside-plan",
            "year",
            f"năm {year} nằm ngoài kế hoạch ({plan.period_from}-{plan.period_to}).",
            f"{year} is outside the plan ({plan.period_from} to {plan.period_to}).",
            "Sửa năm, hoặc thời hạn trong plan.csv.",
            "Mend the year, or the period in plan.csv.",
        )


def year_problems(row: Row, column: str) -> Iterator[Problem]:
    """A year that no plan can be of."""
    year = row.integer(column)
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        yield row.problem(
            "no-such-year",
            column,
            f"năm phải từ {FIRST_YEAR} đến {LAST_YEAR}.",
            f"a year is from {FIRST_YEAR} to {LAST_YEAR}.",
            "Sửa năm này.",
            "Mend the year.",
        )


def sign_problems(rows: Mapping[str, Sequence[Row]]) -> Iterator[Problem]:
    """Cells with control characters, which no page and no file can show."""
    for name in sorted(rows):
        for row in rows[name]:
            for column, cell in row.cells.items():
                if any(unicodedata.category(sign) == "Cc" for sign in cell):
                    yield row.problem(
                        "control-character",
                        column,
                        "có ký tự điều khiển không hiện được.",
                        "has a control character, which cannot be shown.",
                        "Xóa ký tự ấy.",
                        "Delete it.",
                    )


def place_problems(rows: Mapping[str, Sequence[Row]], sections: set[str]) -> Iterator[Problem]:
    for name in ("targets", "goals", "tasks", "responsibilities", "obligations"):
        places: set[tuple[str, str]] = set()
        for row in rows[name]:
            section = row.text("section")
            if nearest_heading(section, sections) is None:
                yield unknown(row, "section", section)
            place = (section, row.text("item"))
            if name in {"goals", "tasks", "responsibilities"} and place in places:
                yield row.problem(
                    "twice",
                    "item",
                    "chỗ này trong văn bản đã có ở dòng trên.",
                    "this place in the document stands in a row above.",
                    "Đánh số ý riêng cho mỗi dòng.",
                    "Give each row an item number of its own.",
                )
            places.add(place)


def length_problems(rows: Mapping[str, Sequence[Row]]) -> Iterator[Problem]:
    """Cells that are longer than the store keeps them."""
    for name, model in KEPT_AS.items():
        widths = {column.name: getattr(column.type, "length", None) for column in model.__table__.columns}
        for row in rows[name]:
            for column, cell in row.cells.items():
                width = widths.get(RENAMED.get(column, column))
                if width is not None and len(cell) > width:
                    yield row.problem(
                        "too-long",
                        column,
                        f"dài {len(cell)} ký tự, nhiều nhất {width}.",
                        f"has {len(cell)} characters; {width} are the most.",
                        "Viết ngắn lại.",
                        "Make it shorter.",
                    )


def body_problems(rows: Sequence[Row], bodies: Mapping[str, str]) -> Iterator[Problem]:
    for row in rows:
        for column in ("lead", "partners", "reporter", "recipient"):
            for name in names_in(row.cells.get(column, "")):
                if name not in bodies:
                    yield unknown(row, column, name)


def names_in(cell: str) -> list[str]:
    """The bodies in a cell, parted by a semicolon."""
    return [name for name in cell.split("; ") if name]
