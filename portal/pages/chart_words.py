"""The words of a trend chart: what it shows in sentences, its short labels, and its table as text."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from portal.domain.periods import Period
from portal.i18n.babel import gettext, ngettext
from portal.i18n.formats import format_number, format_period, format_value
from portal.i18n.wording import status_name


class Charted(Protocol):
    """What a chart needs to know of an observation."""

    @property
    def when(self) -> Period: ...
    @property
    def value(self) -> float | None: ...
    @property
    def status(self) -> str: ...


@dataclass(frozen=True)
class Row:
    """A line of the table under the chart, as text."""

    period: str
    value: str
    numerator: str
    denominator: str
    reported: str  # villages that reported out of all, in a commune's sum
    status: str
    release: str
    key: str  # the period as addresses have it; empty where the place has no figure of its own to lead to
    how: str = ""  # where the figure is from, in a series across changes
    of: Any = None  # the place whose figure it is, where that is another


def short_period(period: Period) -> str:
    """A period where there is little room: ``10/2026``, ``Q3/2026``, ``2026``."""
    rest = period.text[5:].lstrip("0")
    return f"{rest}/{period.end.year}" if rest else period.text


def describe(drawn: Sequence[Charted], unit: str, decimals: int) -> str:
    """The chart in words, for those who do not see it: from where to where, and what is not shown."""
    shown = [o for o in drawn if o.value is not None]
    sentences = [_course(shown, unit, decimals)]
    for status, count in sorted(Counter(o.status for o in drawn if o.value is None).items()):
        sentences.append(
            ngettext(
                "%(num)s kỳ không có giá trị: %(status)s.",
                "%(num)s kỳ không có giá trị: %(status)s.",
                count,
                status=_status(status),
            )
        )
    restated = sum(getattr(o, "mark", "") == "restated" for o in drawn)
    if restated:
        sentences.append(
            ngettext(
                "%(num)s kỳ là số quy đổi từ nơi cũ.",
                "%(num)s kỳ là số quy đổi từ nơi cũ.",
                restated,
            )
        )
    return " ".join(sentences)


def _status(status: str) -> str:
    return gettext("đứt đoạn") if status == "broken" else status_name(status)


def _course(shown: Sequence[Charted], unit: str, decimals: int) -> str:
    if not shown:
        return gettext("Không có kỳ nào có giá trị để vẽ.")
    first, last = shown[0], shown[-1]
    texts = [format_value(o.value, unit, decimals) for o in (first, last)]
    if first is last:
        return gettext("Một giá trị: %(value)s (%(period)s).", value=texts[0], period=format_period(first.when))
    return gettext(
        "Từ %(first)s (%(start)s) đến %(last)s (%(end)s), %(count)s kỳ có giá trị.",
        first=texts[0],
        start=format_period(first.when),
        last=texts[1],
        end=format_period(last.when),
        count=len(shown),
    )


def table_row(observation: Any, unit: str, decimals: int) -> Row:
    release = getattr(observation, "release", None)
    shown = observation.value is not None
    how = getattr(observation, "how", "")
    return Row(
        format_period(observation.when),
        format_value(observation.value, unit, decimals) if shown else "–",
        _count(getattr(observation, "numerator", None)),
        _count(getattr(observation, "denominator", None)),
        _reported(observation),
        _status(observation.status),
        release.id if release else "",
        observation.when.text if getattr(observation, "linked", True) else "",
        how,
        getattr(observation, "of", None),
    )


def _reported(observation: Any) -> str:
    reported = getattr(observation, "reported", None)
    return "" if reported is None else f"{reported} / {observation.expected}"


def _count(number: int | None) -> str:
    return "–" if number is None else format_number(number)
