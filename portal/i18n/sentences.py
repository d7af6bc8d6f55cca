"""A figure in a plain sentence with its caveats, made by rule: what a journalist can print as it stands.

"Tháng 10/2026, VNeID mức 2 của Phường Trà Câu là 71,4 %, tăng 2,1 điểm % so với tháng 9/2026; chỉ tiêu năm 2025 của cả
xã, phường là 85 %: không đạt. Số sơ bộ."
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from portal.domain.gaps import Gap
from portal.domain.localities import LocalityKind
from portal.domain.observations import Observation, Status
from portal.domain.plans import Target
from portal.i18n.babel import gettext as _
from portal.i18n.babel import localized
from portal.i18n.formats import decimals_apart, format_number, format_period, format_value
from portal.i18n.wording import gap_text, progress_name, status_name, target_text


def figure_sentence(
    observation: Observation,
    *,
    before: Observation | None = None,
    target: Target | None = None,
    status: str = "",
    gap: Gap | None = None,
    illustrative: bool = False,
) -> str:
    """The sentence of a figure.

    :param before: the figure it is compared with, of a period of the same length; ``comparable`` finds it.
    :param target: the promise beside it; of a commune with ``status``, its progress; of a village with ``gap``.
    """
    words = {
        "period": _capital(format_period(observation.when)),
        "indicator": localized(observation.indicator, "short"),
        "place": localized(observation.locality),
    }
    if observation.value is None:
        text = _("%(period)s, %(indicator)s của %(place)s: %(why)s.", **words, why=status_name(observation.status))
        return " ".join([text, *_caveats(observation, illustrative)])
    said = _("%(period)s, %(indicator)s của %(place)s là %(value)s", **words, value=_value(observation, target))
    parts = [said + _change(observation, before), *_promise(observation, target, status, gap)]
    return " ".join(["; ".join(parts) + ".", *_caveats(observation, illustrative)])


def comparable(series: Sequence[Observation], observation: Observation) -> Observation | None:
    """The figure before this one in its series: the nearest earlier period of the same length that shows a value."""
    earlier = [
        row
        for row in series
        if row.value is not None and row.when.months == observation.when.months and row.when.end < observation.when.end
    ]
    return max(earlier, key=lambda row: row.when.end, default=None)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _value(observation: Observation, target: Target | None) -> str:
    indicator = observation.indicator
    beside = Fraction(str(target.value)) if target is not None else None
    text = format_value(observation.exact, indicator.unit, indicator.decimals, beside=beside)
    if observation.numerator is None or observation.denominator is None:
        return text
    return f"{text} ({format_number(observation.numerator)}/{format_number(observation.denominator)})"


def _change(observation: Observation, before: Observation | None) -> str:
    now, then = observation.exact, before.exact if before is not None else None
    if before is None or now is None or then is None:
        return ""
    period = format_period(before.when)
    if now == then:
        return _(", bằng %(period)s", period=period)
    amount = _amount(abs(now - then), observation.indicator)
    if now > then:
        return _(", tăng %(amount)s so với %(period)s", amount=amount, period=period)
    return _(", giảm %(amount)s so với %(period)s", amount=amount, period=period)


def _amount(distance: Fraction, indicator: Any) -> str:
    """A difference without its sign, never rounded to nothing; of rates in percentage points."""
    decimals = decimals_apart(distance, Fraction(0), indicator.decimals)
    number = format_number(distance, decimals)
    return _("%(number)s điểm %%", number=number) if indicator.unit == "percent" else number


def _promise(observation: Observation, target: Target | None, status: str, gap: Gap | None) -> list[str]:
    if target is None:
        return []
    unit = observation.indicator.unit
    mark = target_text(target.comparator, target.value, target.value_high, unit)
    of_all = observation.locality.kind == LocalityKind.VILLAGE
    year = str(target.year or "")
    if year and of_all:
        head = _("chỉ tiêu năm %(year)s của cả xã, phường là %(mark)s", year=year, mark=mark)
    elif year:
        head = _("chỉ tiêu năm %(year)s là %(mark)s", year=year, mark=mark)
    else:
        head = _("chỉ tiêu không ghi năm là %(mark)s", mark=mark)
    return [": ".join(part for part in (head, _standing(status, gap, unit)) if part)]


def _standing(status: str, gap: Gap | None, unit: str) -> str:
    if status:
        return progress_name(status)
    if gap is None:
        return ""
    distance = gap_text(gap.distance, unit)
    return _("nơi này đã tới mức ấy") if gap.satisfied else _("nơi này còn cách %(gap)s", gap=distance)


def _caveats(observation: Observation, illustrative: bool) -> list[str]:
    found = []
    if observation.status == Status.PROVISIONAL:
        found.append(_("Số sơ bộ, có thể còn được chỉnh."))
    if observation.status == Status.ESTIMATED:
        found.append(_("Số ước tính."))
    reported, expected = observation.reported, observation.expected
    if reported is not None and expected is not None and reported < expected:
        found.append(
            _("Mới có %(reported)s trên %(expected)s thôn, tổ dân phố báo cáo.", reported=reported, expected=expected)
        )
    if illustrative:
        found.append(_("Số liệu minh họa, không phải số thật."))
    return found
