"""What a submission is called when its officer does not say."""

from collections.abc import Collection

from portal.domain.localities import Locality
from portal.domain.periods import Period, parse_period
from portal.publishing.intake.catalogue import say_period


def title_of(periods: Collection[str]) -> tuple[str, str]:
    """In both languages, by the periods that the figures are about."""
    parsed = sorted({parse_period(period) for period in periods})
    if not parsed:
        return "Số liệu", "Figures"
    first, last = parsed[0], parsed[-1]
    if first == last:
        words, words_en = _in_words(first)
        return f"Số liệu {words}", f"Figures of {words_en}"
    (words, words_en), (end, end_en) = _in_words(first), _in_words(last)
    return f"Số liệu từ {words} đến {end}", f"Figures of {words_en} to {end_en}"


def _in_words(period: Period) -> tuple[str, str]:
    return say_period(period, english=False), say_period(period, english=True).removeprefix("the year ")


def source_of(commune: Locality) -> tuple[str, str]:
    """The commune's own committee, which reports its figures."""
    return f"Báo cáo của UBND {commune.name[0].lower()}{commune.name[1:]}", f"Report of {commune.name_en}"
