"""Money as bars: for each year or source what was allocated and, beneath it, what was disbursed of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from portal.domain.money import Amount
from portal.i18n import gettext as _
from portal.i18n import ngettext
from portal.i18n.formats import format_number

WIDTH, LONGEST, ROW = 340, 190, 66  # of the view box: a phone shows it as large as it is
BILLION, MILLION = 10**9, 10**6


@dataclass(frozen=True)
class Bar:
    """A bar with the words at its end; without a width, words alone."""

    y: int
    width: float
    text: str
    kind: str  # allocated or disbursed


@dataclass(frozen=True)
class BarRow:
    y: int
    label: str
    bars: tuple[Bar, Bar]


@dataclass(frozen=True)
class BarChart:
    rows: list[BarRow]
    width: int = WIDTH

    @property
    def height(self) -> int:
        return len(self.rows) * ROW

    @property
    def description(self) -> str:
        return "; ".join(f"{row.label}: {row.bars[0].text}, {row.bars[1].text}" for row in self.rows) + "."


def bar_chart(sums: Iterable[tuple[Any, Amount]], name: Callable[[Any], str]) -> BarChart:
    """The bars of these sums, on one scale from nothing up."""
    groups = list(sums)
    most = max((max(amount.allocated, amount.disbursed) for _value, amount in groups), default=0) or 1
    rows = [_row(at * ROW, name(value), amount, most) for at, (value, amount) in enumerate(groups)]
    return BarChart(rows)


def _row(y: int, label: str, amount: Amount, most: int) -> BarRow:
    given = Bar(
        y + 22, _width(amount.allocated, most), _("giao %(sum)s", sum=money_text(amount.allocated)), "allocated"
    )
    return BarRow(y + 15, label, (given, Bar(y + 40, _width(amount.disbursed, most), _spent(amount), "disbursed")))


def _width(value: int, most: int) -> float:
    return round(LONGEST * value / most, 1)


def _spent(amount: Amount) -> str:
    if amount.unreported == amount.lines:
        return _("chưa báo đã chi bao nhiêu")
    said = _("chi %(sum)s", sum=money_text(amount.disbursed))
    if not amount.unreported:
        return said
    return said + ngettext(" (%(num)s khoản chưa báo)", " (%(num)s khoản chưa báo)", amount.unreported)


def money_text(dong: int) -> str:
    """An amount in few letters: ``1,96 tỷ``, ``922 triệu``; the tables have every đồng."""
    if dong >= BILLION:
        return _("%(number)s tỷ", number=format_number(dong / BILLION, 2))
    if dong >= MILLION:
        return _("%(number)s triệu", number=format_number(dong / MILLION))
    return _("%(number)s đồng", number=format_number(dong))
