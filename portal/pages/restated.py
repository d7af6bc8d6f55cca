"""A series across changes as its chart and its table tell it: what is published, restated or broken, and why."""

from dataclasses import dataclass

from portal.domain.indicators import Indicator
from portal.domain.lineage import ChangeKind
from portal.domain.localities import Locality
from portal.domain.periods import Period
from portal.domain.restating import Kind, Point, Reason, Series, Source
from portal.i18n import gettext as _
from portal.i18n import localized
from portal.i18n.formats import format_date, format_number, format_value
from portal.pages.charts import Break
from portal.pages.lineage_words import kind_name, listed

WEIGHT_DECIMALS = 4


@dataclass(frozen=True)
class Named:
    id: str


@dataclass(frozen=True)
class Told:
    """A point of a series as ``trend_chart`` takes it.

    :param mark: ``restated`` or ``broken`` where it is not told as published; empty otherwise.
    :param how: where the figure is from, or why there is none; empty where it is simply published.
    """

    when: Period
    value: float | None
    status: str
    numerator: int | None
    denominator: int | None
    release: Named | None
    mark: str
    how: str
    of: Locality | None = None  # under whose name it is published, where that is another

    @property
    def linked(self) -> bool:
        """Whether it is a figure that has a passport."""
        return self.release is not None or self.of is not None


def told(series: Series, indicator: Indicator) -> list[Told]:
    """The points of a series, with where those that are not simply published are from."""
    return [_told(series, point, indicator) for point in series.points]


def _told(series: Series, point: Point, indicator: Indicator) -> Told:
    if point.kind is Kind.BROKEN:
        mark = "broken"
    else:
        mark = "restated" if point.kind is Kind.RESTATED and not point.renamed else ""
    return Told(
        point.period,
        point.value,
        point.status or "broken",
        point.numerator,
        point.denominator,
        Named(point.release) if point.release else None,
        mark,
        how_text(series, point, indicator),
        point.sources[0].place if point.renamed else None,
    )


def breaks(series: Series) -> list[Break]:
    """The changes that no line goes across; a renaming is none."""
    merged: dict[str, Break] = {}
    for change in series.changes:
        if change.kind is not ChangeKind.RENAMING:
            day = format_date(change.day)
            text = _("%(kind)s ngày %(day)s", kind=kind_name(change.kind), day=day)
            merged[text] = Break(change.day, text)
    return list(merged.values())


def legend(series: Series) -> dict[str, str]:
    """What the marks that only such a series has mean here."""
    restated = [p for p in series.points if p.kind is Kind.RESTATED and not p.renamed]
    found = {}
    if restated:
        places = listed(list(dict.fromkeys(_with_share(s) for p in restated for s in p.sources)))
        words = _("quy đổi từ %(places)s", places=places)
        if not all(source.whole for p in restated for source in p.sources):
            words = _("quy đổi theo tỷ lệ từ %(places)s", places=places)
        found["restated"] = words
    if any(point.kind is Kind.BROKEN for point in series.points):
        found["broken"] = _("đứt đoạn, không quy đổi được")
    return found


def renamings(series: Series) -> list[str]:
    """What the place was called before, said beside a line that goes on."""
    return [
        _("Trước ngày %(day)s mang tên %(before)s.", day=format_date(c.day), before=localized(c.links[0].predecessor))
        for c in series.changes
        if c.kind is ChangeKind.RENAMING
    ]


def how_text(series: Series, point: Point, indicator: Indicator) -> str:
    """Where a figure is from, or why there is none; empty where it is published of the place as it is."""
    if point.kind is Kind.BROKEN:
        return _("Đứt đoạn: %(reason)s.", reason=_reason(point))
    if point.kind is Kind.OWN and point.reason is Reason.MID_PERIOD:
        return _(
            "Công bố; %(place)s thay đổi giữa kỳ nên số này chỉ gồm một phần của kỳ.", place=localized(series.place)
        )
    if point.kind is Kind.OWN:
        return ""
    if point.renamed:
        return _("Công bố với tên cũ: %(place)s.", place=localized(point.sources[0].place))
    places = listed([_with_weight(source) for source in point.sources])
    formula = _formula(point, indicator)
    if not formula:
        return _("Quy đổi từ %(places)s.", places=places)
    return _("Quy đổi từ %(places)s: %(formula)s.", places=places, formula=formula)


def _reason(point: Point) -> str:
    place = localized(point.blamed) if point.blamed else ""
    return {
        Reason.WEIGHT_UNKNOWN: _("chưa rõ bao nhiêu phần của %(place)s đã về đây", place=place),
        Reason.WITHHELD: _("số liệu của %(place)s không công bố để bảo vệ riêng tư", place=place),
        Reason.MISSING: _("%(place)s chưa có số liệu của kỳ này", place=place),
        Reason.MID_PERIOD: _("%(place)s thay đổi giữa kỳ", place=place),
        Reason.INDEX: _("chỉ số tổng hợp không cộng được từ nhiều nơi"),
    }[point.reason or Reason.MISSING]


def _with_weight(source: Source) -> str:
    if source.whole or source.weight is None:
        return localized(source.place)
    return f"{_weight(source.weight)} × {localized(source.place)}"


def _with_share(source: Source) -> str:
    if source.whole or source.weight is None:
        return localized(source.place)
    return f"{localized(source.place)} ({format_value(100 * source.weight, 'percent', 1)})"


def _formula(point: Point, indicator: Indicator) -> str:
    """``100 × (591 + 481) ÷ (673 + 548)``, with the weights where they are not 1; the rate is that of the sums."""
    figures = [(s, s.figure) for s in point.sources if s.figure is not None and s.figure.value is not None]
    if not figures:
        return ""
    above = [_times(source, figure.numerator) for source, figure in figures]
    if indicator.unit != "percent":
        return " + ".join(above)
    below = [_times(source, figure.denominator) for source, figure in figures]
    return f"100 × {_sum(above)} ÷ {_sum(below)}"


def _times(source: Source, count: int | None) -> str:
    number = format_number(count or 0)
    return number if source.whole else f"{_weight(source.weight or 0)} × {number}"


def _sum(parts: list[str]) -> str:
    return f"({' + '.join(parts)})" if len(parts) > 1 or "×" in parts[0] else parts[0]


def _weight(weight: float) -> str:
    text = format_number(weight, WEIGHT_DECIMALS)
    return text.rstrip("0").rstrip(",.")
