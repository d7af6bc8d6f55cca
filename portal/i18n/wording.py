"""The words for the domain's codes: statuses, units, comparators, and the arithmetic of progress in a sentence."""

from fractions import Fraction
from functools import cache

from portal.domain.observations import Status
from portal.domain.plans import Comparator
from portal.domain.progress import Judgement, ProgressStatus, Reading, Reason
from portal.i18n.babel import gettext as _
from portal.i18n.babel import language
from portal.i18n.formats import format_date, format_number, format_period, format_value

DECIMALS = {"percent": 1, "count": 0, "count-per-year": 0, "index": 3}


def status_name(status: str) -> str:
    """An observation's status."""
    return _status_names(language())[Status(status)]


@cache
def _status_names(_lang: str) -> dict[Status, str]:
    """:param _lang: that of this answer."""
    return {
        Status.NORMAL: _("chính thức"),
        Status.PROVISIONAL: _("sơ bộ"),
        Status.ESTIMATED: _("ước tính"),
        Status.WITHHELD: _("không công bố để bảo vệ riêng tư"),
        Status.MISSING: _("chưa có số liệu"),
        Status.NOT_APPLICABLE: _("không áp dụng"),
    }


def progress_name(status: str) -> str:
    return _progress_names(language())[ProgressStatus(status)]


@cache
def _progress_names(_lang: str) -> dict[ProgressStatus, str]:
    return {
        ProgressStatus.ACHIEVED: _("đã đạt"),
        ProgressStatus.ACHIEVED_LATE: _("đạt muộn"),
        ProgressStatus.ON_TRACK: _("đúng tiến độ"),
        ProgressStatus.BEHIND: _("chậm tiến độ"),
        ProgressStatus.LAPSED: _("đã đạt rồi tụt lại"),
        ProgressStatus.MISSED: _("không đạt"),
        ProgressStatus.NOT_YET_DUE: _("chưa đến hạn"),
        ProgressStatus.UNDATED: _("không ghi thời hạn"),
        ProgressStatus.NO_DATA: _("chưa có số liệu"),
    }


def reason_text(reason: Reason) -> str:
    return {
        Reason.NO_OBSERVATION: _("Chưa có số liệu nào được công bố cho chỉ số này."),
        Reason.NO_WHOLE_YEAR: _("Chỉ số tính theo cả năm; mới có số liệu của kỳ ngắn hơn."),
        Reason.NONE_IN_DUE_YEAR: _("Không có số liệu nào của năm đến hạn."),
        Reason.WITHHELD: _("Số liệu dùng để đánh giá không được công bố để bảo vệ riêng tư."),
        Reason.MISSING: _("Số liệu dùng để đánh giá còn thiếu hoặc đã được rút lại."),
        Reason.LATEST_NOT_SHOWN: _("Đánh giá theo số liệu khi đến hạn; số liệu mới nhất còn thiếu."),
        Reason.PROVISIONAL: _("Số liệu khi đến hạn mới là sơ bộ nên chưa kết luận không đạt."),
    }[reason]


def unit_name(unit: str) -> str:
    return {
        "percent": "%",
        "count": _("số lượng"),
        "count-per-year": _("số lượng mỗi năm"),
        "index": _("chỉ số"),
    }[unit]


def target_text(comparator: str, value: float, value_high: float | None, unit: str) -> str:
    """``≥ 85 %``, ``2–5``, ``100 %``: what a target asks for."""
    low = format_value(value, unit, _decimals_of(value))
    if value_high is not None:
        return f"{format_number(value, _decimals_of(value))}–{format_value(value_high, unit, _decimals_of(value_high))}"
    sign = {Comparator.AT_LEAST: "≥ ", Comparator.ABOVE: "> ", Comparator.AT_MOST: "≤ ", Comparator.BELOW: "< "}
    return sign.get(Comparator(comparator), "") + low


def _decimals_of(value: float) -> int:
    text = f"{value:.3f}".rstrip("0")
    return len(text.partition(".")[2])


def reading_text(reading: Reading, unit: str, *, beside: Fraction | None = None) -> str:
    """``28.914 / 34.051 = 84,9 %`` or the bare value; ``beside`` as of ``format_value``."""
    if reading.value is None:
        return status_name(reading.status)
    value = format_value(reading.value, unit, DECIMALS[unit], beside=beside)
    if reading.numerator is None or reading.denominator is None:
        return value
    return f"{format_number(reading.numerator)} / {format_number(reading.denominator)} = {value}"


def gap_text(gap: Fraction, unit: str) -> str:
    """The distance from the mark, in percentage points for a rate: ``−2,1 điểm %``. Never rounded to nothing."""
    decimals = DECIMALS[unit]
    while gap and decimals < 6 and abs(gap) < Fraction(1, 2 * 10**decimals):
        decimals += 1
    number = format_number(gap, decimals, sign=True)
    return _("%(number)s điểm %%", number=number) if unit == "percent" else number


def arithmetic(judgement: Judgement, unit: str) -> str:
    """How a status was reached, with every number it follows from."""
    sentences = [
        _sentence(_("Khi đến hạn"), judgement.at_due, judgement, unit),
        _sentence(_("Mới nhất"), judgement.latest, judgement, unit) if judgement.latest != judgement.at_due else "",
        _line_sentence(judgement, unit),
        _gap_sentence(judgement, unit),
        reason_text(judgement.reason) if judgement.reason else "",
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _sentence(label: str, reading: Reading | None, judgement: Judgement, unit: str) -> str:
    if reading is None:
        return ""
    text = f"{label} ({format_period(reading.period)}): {reading_text(reading, unit, beside=judgement.aim.mark)}"
    return f"{text}{_caveats(reading)}."


def _caveats(reading: Reading) -> str:
    """What weakens a figure: that it is not final, or that villages are missing in its sum."""
    caveats = []
    if reading.status in {Status.PROVISIONAL, Status.ESTIMATED}:
        caveats.append(status_name(reading.status))
    if reading.reported is not None and reading.expected is not None and reading.reported < reading.expected:
        caveats.append(
            _(
                "mới có %(reported)s trên %(expected)s thôn, tổ dân phố báo cáo",
                reported=reading.reported,
                expected=reading.expected,
            )
        )
    return "".join(f"; {caveat}" for caveat in caveats)


def _line_sentence(judgement: Judgement, unit: str) -> str:
    base, expected = judgement.base, judgement.expected
    if base is None or expected is None or judgement.latest is None or judgement.due is None:
        return ""
    return _(
        "Đường thẳng từ %(base)s (%(start)s) đến %(mark)s (%(due)s) cho %(expected)s vào %(day)s.",
        base=format_value(base.value, unit, DECIMALS[unit]),
        start=format_date(base.end),
        mark=format_value(judgement.aim.mark, unit, DECIMALS[unit]),
        due=format_date(judgement.due),
        expected=format_value(expected, unit, DECIMALS[unit], beside=judgement.latest.value),
        day=format_date(judgement.latest.end),
    )


def _gap_sentence(judgement: Judgement, unit: str) -> str:
    if judgement.gap is None:
        return ""
    return _("So với chỉ tiêu: %(gap)s.", gap=gap_text(judgement.gap, unit))
