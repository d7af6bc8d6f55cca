"""What a commune already has, as the rules need it: places, indicators, figures in force. No database here."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from portal.domain.periods import Period


@dataclass(frozen=True)
class Commune:
    code: str
    slug: str
    name: str
    unit: str = ""  # phường, xã, thị trấn, đặc khu
    valid_from: dt.date | None = None


@dataclass(frozen=True)
class Village:
    """:param made_of, became: names of the villages before and after a merger, a split or a renaming; may be empty."""

    code: str
    slug: str
    name: str
    unit: str
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    made_of: str = ""
    became: str = ""

    def existed_on(self, day: dt.date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    def misfit(self, period: Period, *, flow: bool) -> str | None:
        """The rule that a figure of this village for a period breaks; None where it breaks none.

        What happens over a period has no one place to be counted in where the villages changed meanwhile, and
        subtracting the parts that the villages before published would tell what is withheld of one of them.
        """
        if not self.existed_on(period.end):
            return "village-not-there"
        since = self.valid_from
        if flow and self.made_of and since is not None and period.start < since:
            return "village-changed"
        return None


@dataclass(frozen=True)
class Measure:
    """What is known of an indicator. ``numerator`` and ``denominator`` are words: what is counted, among whom."""

    code: str
    name: str
    name_en: str
    short: str
    short_en: str
    group: str
    group_title: str
    group_title_en: str
    level: str
    unit: str
    subject: str
    nature: str
    cumulative: bool
    decimals: int
    numerator: str | None = None
    numerator_en: str | None = None
    denominator: str | None = None
    denominator_en: str | None = None

    @property
    def is_rate(self) -> bool:
        return self.unit == "percent"

    @property
    def is_index(self) -> bool:
        return self.unit == "index"

    @property
    def by_village(self) -> bool:
        return self.level == "village"


class Known(NamedTuple):
    """The numbers of a figure in force."""

    numerator: int | None
    denominator: int | None
    value: float | None


@dataclass(frozen=True)
class Context:
    """:param before: figures in force by (indicator code, locality code, period)."""

    commune: Commune
    villages: tuple[Village, ...]
    indicators: Mapping[str, Measure]
    before: Mapping[tuple[str, str, str], Known]
    today: dt.date

    def villages_on(self, day: dt.date) -> list[Village]:
        return [village for village in self.villages if village.existed_on(day)]

    def villages_of(self, period: Period, *, flow: bool = False) -> list[Village]:
        """Those that report a period."""
        return [village for village in self.villages if village.misfit(period, flow=flow) is None]
