"""The years a plan sets as ends: ``đến hết năm 2030``, ``giai đoạn 2026 - 2030``, ``vào năm 2045``.

Years within dates and numbers of documents (``ngày 22/12/2024``, ``Luật số 20/2023/QH15``) are none.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_DATE = re.compile(
    r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|ngày\s+\d*\s*tháng\s+\d*\s*năm\s+\d{4}|tháng\s+\d{1,2}\s*(?:/|năm)\s*\d{4}"
    r"|[\w.]*/\d{4}/[\w-]+|\d{4}/[A-ZĐ]{2}[\w-]*|năm học \d{4}\s*[-–]\s*\d{4}",
    re.IGNORECASE,
)
_END = re.compile(
    r"(?P<range>(?:giai\s+đoạn|thời\s+kỳ)?\s*(?:năm\s+)?20\d\d\s*(?:[-–—]|đến(?:\s+năm)?)\s*(?P<last>20[2-9]\d))"
    r"|(?:đến|tới|hết|vào|trong|trước|cuối|năm)\s+(?:hết\s+|cuối\s+|đầu\s+|năm\s+|thời\s+điểm\s+)*(?P<year>20[2-9]\d)",
    re.IGNORECASE,
)
_BY_DAY = re.compile(
    r"(?:đến|tới|hết|trước|chậm\s+nhất|muộn\s+nhất)\s+(?:là\s+|hết\s+|trước\s+|ngày\s+)*"
    r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*(?P<year>20[2-9]\d)",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"(?:so với|so cùng kỳ|kể từ|từ)\s*$", re.IGNORECASE)
_ANY = re.compile(r"(?<![\d/.])(20[2-9]\d)(?![\d/])")


class Ending(NamedTuple):
    """A year with the place in the text where it is said."""

    year: int
    start: int
    end: int


def list_endings(text: str) -> list[Ending]:
    """The years by which something is to be reached, in the order of the text."""
    by_day = [Ending(int(m["year"]), m.start(), m.end()) for m in _BY_DAY.finditer(text)]
    masked = without_dates(text)
    ends = (m for m in _END.finditer(masked) if not _COMPARED.search(masked[: m.start()]))
    by_year = [Ending(int(m["last"] or m["year"]), m.start(), m.end()) for m in ends]
    return sorted([*by_day, *by_year], key=lambda ending: ending.start)


def without_dates(text: str) -> str:
    """The text with dates and numbers of documents blanked, every character at its place."""
    return _DATE.sub(lambda found: " " * len(found.group()), text)


def year_above(titles: Sequence[str]) -> int | None:
    """The year of the nearest heading that names one: its last, as a heading may name a span."""
    return next((year for title in reversed(titles) if (year := year_of_heading(title))), None)


def year_of_heading(title: str) -> int | None:
    found: Iterable[str] = _ANY.findall(without_dates(title))
    by_day = (match["year"] for match in _BY_DAY.finditer(title))
    return max((int(year) for year in (*found, *by_day)), default=None)
