"""Days by which something is to be done, and how often: ``đến hết năm 2030``, ``quý IV năm 2025``, ``hằng năm``."""

import calendar
import datetime as dt
import re
from typing import NamedTuple

from portal.publishing.plan_reading.cadences import list_cadences
from portal.publishing.plan_reading.years import without_dates

_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_DAY = r"(?:ngày\s+)?(?P<d>\d{1,2})\s*(?:/|-|\.|\s+tháng\s+)\s*(?P<m>\d{1,2})\s*(?:/|-|\.|\s+năm\s+)\s*(?P<y>20\d\d)"
_DATE = re.compile(_DAY, re.IGNORECASE)
_BY = r"(?:trước|(?:chậm|muộn) nhất(?:\s+(?:là|vào|trong))?|đến hết|đến|không quá|hết|hoàn thành(?:\s+(?:trong|vào))?)"
_BY_DAY = re.compile(rf"{_BY}\s+{_DAY}", re.IGNORECASE)
_BY_QUARTER = re.compile(
    r"(?:trong|hết|cuối|vào|trước|đến)?\s*quý\s+(?P<q>IV|I{1,3}|[1-4])\s*(?:/|-|,?\s*năm)\s*(?P<y>20\d\d)",
    re.IGNORECASE,
)
_BY_MONTH = re.compile(
    r"(?:trong|hết|cuối|vào|trước|đến|hoàn thành)\s+(?:hết\s+)?tháng\s+"
    r"(?P<m>\d{1,2})\s*(?:/|-|,?\s*năm)\s*(?P<y>20\d\d)",
    re.IGNORECASE,
)
_BY_YEAR = re.compile(
    r"(?<!tầm nhìn )(?<!mục tiêu )(?<!định hướng )(?<!\d )"
    r"(?:đến\s+hết|đến\s+cuối|đến|tới|trong|vào|hết|cuối|trước|hoàn thành)\s+(?:các\s+)?năm\s+(?P<y>20[2-9]\d)"
    r"(?P<more>(?:\s*(?:,|và|-|–)\s*(?:năm\s+)?20[2-9]\d)*)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"20[2-9]\d")
_CELL_MONTH = re.compile(r"(?<![\d/])(?P<m>0?[1-9]|1[0-2])\s*/\s*(?P<y>20\d\d)")

_NOTES = (
    (r"thường xuyên,?\s+liên tục", "thường xuyên, liên tục", "regularly and continuously"),
    (r"thường xuyên", "thường xuyên", "regularly"),
    (r"định kỳ", "định kỳ", "periodically"),
    (r"khi (?:có|được)[\w\s,]{0,40}?(?:yêu cầu|xin ý kiến|đề nghị)|theo yêu cầu", "khi có yêu cầu", "on request"),
    (r"đột xuất", "đột xuất", "ad hoc"),
    (r"theo (?:từng\s+)?giai đoạn", "theo từng giai đoạn", "at each stage"),
    (r"thường niên", "hằng năm", "yearly"),
)
_NOTE_WORDS = tuple((re.compile(words, re.IGNORECASE), vi, en) for words, vi, en in _NOTES)
_CADENCE_WORDS = {
    "monthly": ("hằng tháng", "monthly"),
    "quarterly": ("hằng quý", "quarterly"),
    "half-yearly": ("6 tháng", "half-yearly"),
    "yearly": ("hằng năm", "yearly"),
}


class Due(NamedTuple):
    """:param day: the last one, ISO, or empty; ``note`` and ``note_en`` say how often, or are empty."""

    day: str
    note: str
    note_en: str


def read_due(text: str) -> Due:
    """By when, and how often, a sentence asks for something: the day it names, the last of a month, quarter or year.

    Years of visions and of other documents are no ends.
    """
    notes: dict[str, str] = {}
    places = [(said.start(), vi, en) for words, vi, en in _NOTE_WORDS if (said := words.search(text))]
    places += [(each.start, *_CADENCE_WORDS[each.cadence]) for each in list_cadences(text, of_anything=True)]
    for _, vi, en in sorted(places):
        notes.setdefault(vi, en)
    if "thường xuyên, liên tục" in notes:
        notes.pop("thường xuyên", None)
    if len(notes) > 1:
        notes.pop("định kỳ", None)
    return Due(_last_day(text), "; ".join(notes), "; ".join(notes.values()))


def read_due_cell(cell: str) -> Due:
    """The same of a column of days, where a day, a month or a year stands alone: ``30/11/2026``, ``2026 - 2027``."""
    due = read_due(cell)
    if due.day:
        return due
    if day := find_date(cell):
        return due._replace(day=day.isoformat())
    if found := _CELL_MONTH.search(cell):
        return due._replace(day=_month_end(int(found["y"]), int(found["m"])))
    years = [int(year) for year in _YEAR.findall(without_dates(cell))]
    return due._replace(day=dt.date(max(years), 12, 31).isoformat()) if years else due


def _last_day(text: str) -> str:
    if found := _BY_DAY.search(text):
        day = day_of(found)
        if day is not None:
            return day.isoformat()
    plain = without_dates(text) if not _BY_MONTH.search(text) else text
    if found := _BY_QUARTER.search(text):
        month = _QUARTERS[found["q"].upper()] * 3
        return _month_end(int(found["y"]), month)
    if (found := _BY_MONTH.search(text)) and 1 <= int(found["m"]) <= 12:
        return _month_end(int(found["y"]), int(found["m"]))
    if found := _BY_YEAR.search(plain):
        years = [int(year) for year in _YEAR.findall(found.group())]
        earlier = found.group().lower().startswith("trước")
        return dt.date(max(years) - earlier, 12, 31).isoformat()
    return ""


def _month_end(year: int, month: int) -> str:
    return dt.date(year, month, calendar.monthrange(year, month)[1]).isoformat()


def day_of(found: re.Match[str]) -> dt.date | None:
    """The date of a match with the groups d, m and y; None where there is no such day."""
    try:
        return dt.date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None


def find_date(text: str) -> dt.date | None:
    """The first full date in a text: ``ngày 04 tháng 8 năm 2025``, ``04/8/2025``."""
    return next((day for found in _DATE.finditer(text) if (day := day_of(found))), None)
