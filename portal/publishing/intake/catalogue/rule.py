"""A rule of the catalogue, and how a finding is worded from it.

The sentences hold ``{names}``, filled in with the particulars of the case: numbers and periods are written the way of
each language.
"""

import string
from dataclasses import dataclass
from decimal import Decimal

from portal.domain.periods import MONTHS, Period
from portal.publishing.intake.findings import Finding, Severity

ENGLISH_MONTHS = "January February March April May June July August September October November December".split()


@dataclass(frozen=True)
class Rule:
    """One kind of problem: what is said of a case, which rule it breaks, what mends it."""

    code: str
    severity: Severity
    title: str
    title_en: str
    message: str
    message_en: str
    rule: str
    rule_en: str
    fix: str
    fix_en: str

    def finding(self, sheet: str | None, cell: str | None, **particulars: object) -> Finding:
        """A case of this problem."""
        vi = _Sayer(english=False)
        en = _Sayer(english=True)
        return Finding(
            code=self.code,
            severity=self.severity,
            sheet=sheet,
            cell=cell,
            message=vi.format(self.message, **particulars),
            message_en=en.format(self.message_en, **particulars),
            rule=vi.format(self.rule, **particulars),
            rule_en=en.format(self.rule_en, **particulars),
            fix=vi.format(self.fix, **particulars),
            fix_en=en.format(self.fix_en, **particulars),
        )


@dataclass(frozen=True)
class Words:
    """A particular that reads differently in the two languages."""

    vi: str
    en: str


class _Sayer(string.Formatter):
    def __init__(self, *, english: bool) -> None:
        self._english = english

    def format_field(self, value: object, format_spec: str) -> str:
        if isinstance(value, Words):
            return value.en if self._english else value.vi
        if isinstance(value, Period):
            return say_period(value, english=self._english)
        if isinstance(value, int | Decimal):
            return say_number(value, english=self._english)
        return str(value)


def say_number(number: int | Decimal, *, english: bool) -> str:
    """With thousands parted: ``1.234,5`` in Vietnamese, ``1,234.5`` in English."""
    text = f"{number:,}" if isinstance(number, int) else f"{number:,f}"
    return text if english else text.translate(str.maketrans(",.", ".,"))


def say_period(period: Period, *, english: bool) -> str:
    """``tháng 10/2026``, ``quý III/2026``, ``6 tháng đầu năm 2026``, ``năm 2026``; or the English of it."""
    end = period.end
    part = (end.month - 1) // period.months
    return {
        MONTHS["month"]: (f"tháng {end.month}/{end.year}", f"{ENGLISH_MONTHS[end.month - 1]} {end.year}"),
        MONTHS["quarter"]: (f"quý {('I', 'II', 'III', 'IV')[part % 4]}/{end.year}", f"Q{part % 4 + 1} {end.year}"),
        MONTHS["half-year"]: (
            f"6 tháng {('đầu', 'cuối')[part % 2]} năm {end.year}",
            f"the {('first', 'second')[part % 2]} half of {end.year}",
        ),
        MONTHS["year"]: (f"năm {end.year}", f"the year {end.year}"),
    }[period.months][1 if english else 0]
