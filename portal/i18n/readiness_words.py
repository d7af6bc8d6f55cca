"""The index of readiness in a sentence, with every number it follows from or what it lacks."""

from collections.abc import Sequence

from portal.domain.ranking import RankRange
from portal.domain.readiness import NOT_PUBLISHED, Element, Readiness, ReadinessStatus
from portal.i18n.babel import gettext as _
from portal.i18n.babel import language
from portal.i18n.formats import format_period
from portal.i18n.wording import status_name

DECIMALS = 4
"""As many as are published, so that whoever multiplies gets the same."""


def element_names() -> dict[str, str]:
    """The four elements of a digital citizen by their codes."""
    return {
        "identity": _("danh tính số"),
        "device": _("phương tiện số"),
        "skill": _("kỹ năng số"),
        "account": _("tài khoản số"),
    }


def readiness_arithmetic(found: Readiness) -> str:
    """``Tháng 10/2026: căn bậc bốn của 89,8935 (danh tính số) × … = 77,4321.``"""
    period, names = format_period(found.period), element_names()
    sentence = _incomplete(found, names) if found.index is None else _complete(found, found.index, names)
    return f"{period[:1].upper()}{period[1:]}: {sentence}"


def _complete(found: Readiness, index: float, names: dict[str, str]) -> str:
    factors = " × ".join(f"{_number(e.value)} ({names[e.code]})" for e in found.elements if e.value is not None)
    sentence = _("căn bậc bốn của %(factors)s = %(index)s", factors=factors, index=_number(index))
    caveats = [status_name(found.status)] if found.status != ReadinessStatus.NORMAL else []
    return "; ".join([sentence, *caveats, *_unreported(found.elements, names)]) + "."


def _number(rate: float) -> str:
    """A rate has no thousands to set apart, so this is ``format_number`` at a twentieth of its time: five a row."""
    text = f"{rate:.{DECIMALS}f}"
    return text.replace(".", ",") if language() == "vi" else text


def _unreported(elements: Sequence[Element], names: dict[str, str]) -> list[str]:
    """The elements in whose sums villages are missing."""
    return [
        _(
            "%(element)s mới có %(reported)s trên %(expected)s thôn, tổ dân phố báo cáo",
            element=names[element.code],
            reported=element.reported,
            expected=element.expected,
        )
        for element in elements
        if element.reported is not None and element.expected is not None and element.reported < element.expected
    ]


def _incomplete(found: Readiness, names: dict[str, str]) -> str:
    return _("không tính được vì thiếu %(lacking)s.", lacking=lacking_text(found, names))


def lacking_text(found: Readiness, names: dict[str, str]) -> str:
    """The elements that are not shown, each with why."""
    return ", ".join(f"{names[e.code]} ({element_status_name(e.status)})" for e in found.elements if e.value is None)


def lacking_by_reason(found: Readiness, names: dict[str, str]) -> str:
    """The same for a list of many places: ``danh tính số, phương tiện số (không công bố …); kỹ năng số (…)``."""
    by_reason: dict[str, list[str]] = {}
    for element in found.elements:
        if element.value is None:
            by_reason.setdefault(element_status_name(element.status), []).append(names[element.code])
    return "; ".join(f"{', '.join(lacking)} ({why})" for why, lacking in by_reason.items())


def rank_text(rank: RankRange) -> str:
    """``3`` or ``3–9``."""
    return str(rank.first) if rank.first == rank.last else f"{rank.first}–{rank.last}"


def element_status_name(status: str) -> str:
    """Of an element: as of an observation, or that there never was one.

    :raises ValueError: it is none.
    """
    return _("chưa từng công bố") if status == NOT_PUBLISHED else status_name(status)


def field_names() -> dict[str, str]:
    """What the fields of the tables of readiness are called."""
    elements = {code: f"{name[:1].upper()}{name[1:]}" for code, name in element_names().items()}
    statuses = {f"{code}_status": _("%(element)s: tình trạng", element=name) for code, name in elements.items()}
    figures = {
        f"{code}_{part}": text
        for code, name in elements.items()
        for part, text in (
            ("period", _("%(element)s: kỳ", element=name)),
            ("value", _("%(element)s: giá trị", element=name)),
        )
    }
    return (
        elements
        | statuses
        | figures
        | {
            "apart": _("Thay đổi rõ"),
            "first_index": _("Chỉ số kỳ đầu"),
            "first_period": _("Kỳ đầu"),
            "index": _("Chỉ số chung"),
            "index_high": _("Khoảng 95 phần trăm, đầu trên"),
            "index_low": _("Khoảng 95 phần trăm, đầu dưới"),
            "last_index": _("Chỉ số kỳ này"),
            "last_period": _("Kỳ này"),
            "rank_first": _("Hạng, từ"),
            "rank_last": _("Hạng, đến"),
        }
    )
