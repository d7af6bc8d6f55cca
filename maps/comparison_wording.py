"""The sentences of a comparison of two periods, in the language of the answer."""

import datetime as dt

from maps import change_words, wording
from maps.comparison import Comparison, Outcome, Pair
from maps.scene import Scene
from portal.domain.indicators import Indicator
from portal.domain.localities import Locality
from portal.i18n import gettext as _
from portal.i18n import localized
from portal.i18n.formats import format_date, format_period
from portal.i18n.wording import gap_text


def title(found: Comparison) -> str:
    """``Tỷ lệ phủ sóng 5G theo thôn, tổ dân phố – Phường Trà Câu: tháng 10/2025 và tháng 10/2026``."""
    if found.earlier is None or not found.earlier.period or not found.later.period:
        return wording.title(found.later)
    told = {
        "indicator": localized(found.later.indicator),
        "commune": localized(found.later.commune),
        "start": format_period(found.earlier.period),
        "end": format_period(found.later.period),
    }
    return _("%(indicator)s theo thôn, tổ dân phố – %(commune)s: %(start)s và %(end)s", **told)


def outcome_name(outcome: Outcome) -> str:
    return {
        Outcome.ROSE: _("tăng"),
        Outcome.FELL: _("giảm"),
        Outcome.STAYED: _("không đổi"),
        Outcome.NEW: _("không so sánh được (kỳ trước chưa có nơi này)"),
        Outcome.GONE: _("không so sánh được (kỳ sau không còn nơi này)"),
        Outcome.WITHHELD: _("không so sánh được (có kỳ không công bố để bảo vệ riêng tư)"),
        Outcome.MISSING: _("không so sánh được (có kỳ chưa có số liệu)"),
        Outcome.NOT_APPLICABLE: _("không so sánh được (có kỳ không áp dụng)"),
    }[outcome]


def change_text(pair: Pair, indicator: Indicator) -> str:
    """``+2,1 điểm %``; a dash where there is none."""
    return "–" if pair.change is None else gap_text(pair.change, indicator.unit)


def label(pair: Pair, indicator: Indicator) -> str:
    """``Tổ dân phố 7: tăng 2,1 điểm %``, or why that cannot be told."""
    name = localized(pair.place)
    if pair.outcome is None:
        return name
    if not pair.change:
        return f"{name}: {outcome_name(pair.outcome)}"
    return f"{name}: {outcome_name(pair.outcome)} {gap_text(abs(pair.change), indicator.unit).removeprefix('+')}"


def heading(scene: Scene) -> str:
    """``tháng 10/2026: tính chung 84,9 %``."""
    when = format_period(scene.period) if scene.period else ""
    if scene.whole is None:
        return when
    value = wording.observation_text(scene.whole, scene.indicator)
    return _("%(period)s: tính chung %(value)s", period=when, value=value)


def counts(found: Comparison) -> list[tuple[str, int]]:
    return [(outcome_name(outcome), len(pairs)) for outcome, pairs in found.outcomes.items()]


def summary(found: Comparison) -> str:
    """``Tăng: 30 thôn, tổ dân phố; giảm: 4; …``, nothing where nothing is compared."""
    texts = [f"{name}: {count}" for name, count in counts(found)]
    return _("Số thôn, tổ dân phố %(counts)s.", counts="; ".join(texts)) if texts else ""


def notes(found: Comparison) -> list[str]:
    """What a reader must know to compare: first what the figures are, then what the maps are."""
    said = [wording.made_up()] if found.illustrative else []
    said += [unlike(found)] if not found.alike else []
    if found.provisional:
        said.append(_("Có số liệu sơ bộ hoặc ước tính: mức thay đổi có thể khác khi có số liệu chính thức."))
    if {Outcome.NEW, Outcome.GONE} & found.outcomes.keys():
        said.append(_("Thôn, tổ dân phố đã sáp nhập, chia tách hoặc đổi tên giữa hai kỳ không được ghép với nơi khác."))
    said += [_in_part(found, *of, places) for of, places in found.in_part.items()]
    return said + wording.boundary_notes(found.later)


def lead(found: Comparison) -> str:
    """Where it changed most, in a sentence or two."""
    if not found.compared:
        return _("Không có thôn, tổ dân phố nào so sánh được giữa hai kỳ.")
    indicator, first, last = found.later.indicator, found.compared[0], found.compared[-1]
    told = [_("Tăng nhiều nhất: %(label)s.", label=_named(first, indicator))] if first.outcome is Outcome.ROSE else []
    if last.outcome is Outcome.FELL:
        told.append(_("Giảm nhiều nhất: %(label)s.", label=_named(last, indicator)))
    return " ".join(told) or _("Không nơi nào thay đổi.")


def _named(pair: Pair, indicator: Indicator) -> str:
    return f"{localized(pair.place)} ({change_text(pair, indicator)})"


def describe(found: Comparison) -> str:
    """The comparison in words."""
    headings = [f"{heading(scene)}." for scene in found.scenes if scene.period]
    return " ".join([*headings, summary(found), *notes(found)])


def unlike(found: Comparison) -> str:
    return change_words.unlike(found.earlier.period if found.earlier else None, found.later.period)


def _in_part(found: Comparison, period: str, since: dt.date, places: list[Locality]) -> str:
    told = {"period": format_period(period), "day": format_date(since)}
    if 2 * len(places) > len(found.pairs):
        return _("Ở đa số nơi, số liệu %(period)s chỉ tính từ ngày %(day)s.", **told)
    names = ", ".join(localized(place) for place in places)
    return _("Số liệu %(period)s của %(names)s chỉ tính từ ngày %(day)s.", names=names, **told)
