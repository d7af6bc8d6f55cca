"""What a submission is called when its officer does not say."""

from collections.abc import Collection

from portal.domain.localities import Locality
from portal.domain.periods import Period, parse_period

MONTHS_EN = "January February March April May June July August September October November December".split()
ROMAN = ("I", "II", "III", "IV")


def title_of(periods: Collection[str]) -> tuple[str, str]:
    """In both languages, by the periods that the figures are about."""
    parsed = sorted({parse_period(period) for period in periods})
    if not parsed:
        return "Số liệu", "Figures"
    first, last = parsed[0], parsed[-1]
    if first == last:
        words, words_en = name_of(first)
        return f"Số liệu {words}", f"Figures of {words_en}"
    (words, words_en), (end, end_en) = name_of(first), name_of(last)
    return f"Số liệu từ {words} đến {end}", f"Figures of {words_en} to {end_en}"


def name_of(period: Period) -> tuple[str, str]:
    """A period in words, in both languages."""
    year, month = period.end.year, period.end.month
    if period.months == 1:
        return f"tháng {month}/{year}", f"{MONTHS_EN[month - 1]} {year}"
    if period.months == 3:
        return f"quý {ROMAN[month // 3 - 1]}/{year}", f"Q{month // 3} {year}"
    if period.months == 6:
        half = ("đầu", "first") if month == 6 else ("cuối", "second")
        return f"6 tháng {half[0]} năm {year}", f"the {half[1]} half of {year}"
    return f"năm {year}", f"{year}"


def source_of(commune: Locality) -> tuple[str, str]:
    """The commune's own committee, which reports its figures."""
    return f"Báo cáo của UBND {commune.name[0].lower()}{commune.name[1:]}", f"Report of {commune.name_en}"
