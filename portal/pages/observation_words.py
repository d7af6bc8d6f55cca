"""The words of a passport: what a figure is, how it was reckoned and what its status means."""

from fractions import Fraction

from portal.domain.indicators import Indicator
from portal.domain.localities import Locality, LocalityKind
from portal.domain.observations import Observation, Status
from portal.domain.passports import Absent, Fate, Passport, Version
from portal.domain.periods import parse_period
from portal.i18n import gettext as _
from portal.i18n import localized
from portal.i18n.formats import format_date, format_number, format_period, format_value
from portal.i18n.wording import status_name


def passport_path(indicator: str, place: Locality, period: str) -> str:
    """The path of a figure's passport, without its language.

    By the place's code; of a period that ended before the place was there by its slug, since the code was another's.
    """
    reused = place.kind != LocalityKind.VILLAGE and place.valid_from and parse_period(period).end < place.valid_from
    return f"/observations/{indicator}/{place.slug if reused else place.code}/{period}"


def title_of(row: Observation) -> str:
    return _(
        "%(indicator)s, %(place)s, %(period)s",
        indicator=localized(row.indicator, "short"),
        place=localized(row.locality),
        period=format_period(row.period),
    )


def value_text(row: Observation) -> str:
    """The value as a reader of the language writes it, or the word for why there is none."""
    if row.value is None:
        return status_name(row.status)
    return format_value(row.value, row.indicator.unit, row.indicator.decimals)


def cited_text(row: Observation) -> str:
    """The value as it is to be cited: with the word for what is not final."""
    words = {Status.PROVISIONAL: _("số sơ bộ"), Status.ESTIMATED: _("số ước tính")}
    word = words.get(Status(row.status))
    return f"{value_text(row)} ({word})" if word else value_text(row)


def exact_text(row: Observation) -> str:
    """The value with every decimal that was published; empty where the short one has them all."""
    value = row.value
    if value is None or Fraction(str(value)) == Fraction(str(round(value, row.indicator.decimals))):
        return ""
    decimals = len(f"{value:.6f}".rstrip("0").partition(".")[2])
    return format_value(value, row.indicator.unit, decimals)


def formula_text(row: Observation) -> str:
    """``512 ÷ 614 × 100 % = 83,4 %``; empty where no value is shown or it was not reckoned from counts."""
    if row.value is None or row.numerator is None:
        return ""
    if row.denominator is None:
        return format_number(row.numerator)
    hundred = f" × {format_value(100, 'percent', 0)}" if row.indicator.unit == "percent" else ""
    equals = "≈" if exact_text(row) else "="
    return f"{format_number(row.numerator)} ÷ {format_number(row.denominator)}{hundred} {equals} {value_text(row)}"


def uncounted_text(row: Observation) -> str:
    """Which numbers of a reckoning are given where no value is shown."""
    if row.status == Status.WITHHELD:
        if row.denominator is None:
            return _("Các số của phép tính không được nêu.")
        return _("Tử số không được nêu. Mẫu số được nêu, vì không làm lộ tử số.")
    if row.denominator is None:
        return _("Chưa có số nào được nêu để tính.")
    return _("Không có gì để đếm nên không chia được.")


def is_sum(row: Observation) -> bool:
    """Whether its value was reckoned from the villages' counts; where there is no value nothing was."""
    return row.value is not None and row.reported is not None and row.expected is not None


def status_meaning(passport: Passport) -> str:
    """What the status says of this very figure."""
    row = passport.current
    if passport.is_withdrawn:
        return _("Số đã công bố ở đây được rút lại và không còn hiệu lực. Chưa có số khác thay.")
    if row.value == 0:
        return " ".join((_meaning(row), _("Số 0 là một giá trị: đã đếm và không có.")))
    return _meaning(row)


def _meaning(row: Observation) -> str:
    return {
        Status.NORMAL: _("Số chính thức: đã được duyệt và công bố."),
        Status.PROVISIONAL: _("Số sơ bộ: có thể còn được chỉnh khi có số chính thức."),
        Status.ESTIMATED: _("Số ước tính: không đếm đủ mà suy ra."),
        Status.WITHHELD: _withheld(row.locality),
        Status.MISSING: _("Lẽ ra phải có nhưng chưa được báo cáo. Chưa có số liệu không có nghĩa là bằng 0."),
        Status.NOT_APPLICABLE: _(
            "Chỉ số không có nghĩa ở nơi này, trong kỳ này: không có gì để đếm. Đó không phải số 0."
        ),
    }[Status(row.status)]


def _withheld(place: Locality) -> str:
    if place.kind != LocalityKind.VILLAGE:
        return _("Không nêu số của cả xã, phường, vì từ số đó có thể tính ra số rất nhỏ của một thôn.")
    return _(
        "Ở nơi ít người, một số quá nhỏ có thể cho biết chuyện của từng nhà. Ô này nhỏ, hoặc được che cùng để không ai "
        "trừ ra được ô nhỏ. Tử số, tỷ lệ, thứ hạng và màu trên bản đồ đều không được nêu."
    )


def fate_text(version: Version) -> str:
    """What became of a version, in a word."""
    return {
        Fate.IN_FORCE: _("đang có hiệu lực"),
        Fate.REPLACED: _("đã được thay"),
        Fate.WITHDRAWN: _("đã rút lại"),
    }[version.fate]


def carried_text(version: Version) -> str:
    """``1.2.0``, or ``1.2.0 – 1.5.0`` where several carried it."""
    numbers = version.carried_by
    return " – ".join(dict.fromkeys((numbers[0], numbers[-1]))) if numbers else ""


def absence_text(absent: Absent, indicator: str, locality: str, period: str) -> str:
    """Why there is no figure at an address, in sentences."""
    return " ".join(text for text in (*_unknown(absent, indicator, locality, period), _never(absent, period)) if text)


def _unknown(absent: Absent, indicator: str, locality: str, period: str) -> list[str]:
    sentences = []
    if absent.indicator is None:
        sentences.append(_("Làng Số không có chỉ số nào mang mã “%(code)s”.", code=indicator[:80]))
    if absent.place is None:
        sentences.append(_("Không có thôn, xã, phường nào mang mã “%(code)s”.", code=locality[:80]))
    if absent.when is None:
        sentences.append(
            _("“%(text)s” không phải là một kỳ: ghi 2026, 2026-H1, 2026-Q3 hoặc 2026-10.", text=period[:40])
        )
    return sentences


def _never(absent: Absent, period: str) -> str:
    indicator, place = absent.indicator, absent.place
    if absent.first is not None:
        return _(
            "Khi đó số này chưa được công bố. Lần đầu là ngày %(day)s, trong đợt %(release)s.",
            day=format_date(absent.first.released_at),
            release=absent.first.id,
        )
    if indicator is None or place is None:
        return ""
    if not absent.periods:
        return _none_at_all(indicator, place)
    if absent.when is None:
        return ""
    return _(
        "%(place)s có số liệu “%(indicator)s” nhưng không có của %(period)s.",
        place=localized(place),
        indicator=localized(indicator, "short"),
        period=format_period(period),
    )


def _none_at_all(indicator: Indicator, place: Locality) -> str:
    if indicator.level == "commune" and place.kind == LocalityKind.VILLAGE:
        return _(
            "“%(indicator)s” chỉ công bố cho cả xã, phường, không chia theo thôn, tổ dân phố.",
            indicator=localized(indicator, "short"),
        )
    return _(
        "Chưa có số liệu nào của “%(indicator)s” ở %(place)s.",
        indicator=localized(indicator, "short"),
        place=localized(place),
    )
