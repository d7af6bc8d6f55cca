"""What a commune already has, as the rules need it: places, indicators, figures in force. No database here."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class Commune:
    code: str
    slug: str
    name: str
    unit: str = ""  # phường, xã, thị trấn, đặc khu
    valid_from: dt.date | None = None


@dataclass(frozen=True)
class Village:
    code: str
    slug: str
    name: str
    unit: str


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
