"""The days before which something is due, each of a month, of every month or of a quarter: ``trước ngày 20``."""

import calendar
import re
from dataclasses import dataclass

DUE_DAY = re.compile(
    r"(?P<by>trước|chậm nhất(?:\s+(?:là|vào))?|muộn nhất(?:\s+(?:là|vào))?|không quá|đến hết|vào|xong)\s+"
    r"(?:\d{1,2}\s*(?:giờ|h)\s*(?:\d{1,2}\s*(?:phút)?)?,?\s*)?(?P<called>ngày\s+)?"
    r"(?P<day>\d{1,2})(?:\s*(?:/|-|\.|\s+tháng\s+)\s*(?P<month>\d{1,2}))?(?![\d%]|\s*[/-]\s*\d|\s*(?:giờ|h|ngày|năm)\b)"
    r"(?P<of>\s+(?:của\s+)?(?:tháng\s+(?:cuối|đầu|thứ\s+(?:nhất|hai|ba)|giữa)\s+(?:của\s+)?(?:mỗi\s+|từng\s+|hàng\s+|hằng\s+)?quý"
    r"|tháng\s+cuối\s+(?:kỳ|của\s+kỳ)|(?:hàng|hằng|mỗi|từng)\s+tháng))?",
    re.IGNORECASE,
)
_MORE_DAY = re.compile(
    r"(?:\s*(?:,|và|;)\s*)(?P<called>ngày\s+)?(?P<day>\d{1,2})\s*(?:/|-|\s+tháng\s+)\s*(?P<month>\d{1,2})(?![\d/])",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\s*(?:của\s+)?(?:(?:tháng|quý|năm|kỳ)\s+)?(?:sau|tiếp theo|liền kề|kế tiếp)\b", re.IGNORECASE)
"""A day after the period's end is none within it."""


@dataclass(frozen=True)
class DueDay:
    """:param month: of the year; :param of: the day's own words for its period (``tháng cuối quý``), in small letters;
    :param exists: whether a calendar has it.
    """

    start: int
    end: int
    day: int
    month: int | None
    of: str
    exists: bool = True


def list_due_days(text: str) -> list[DueDay]:
    """The days before which a text wants something, in its order."""
    days: list[DueDay] = []
    for said in DUE_DAY.finditer(text):
        if _NEXT.match(text, said.end()):
            continue
        on_day = said["by"].lower().split()[0] not in {"trước", "xong"}
        first = _day(said, (said["of"] or "").lower(), on_day)
        if not (first.exists or said["called"]):
            continue  # a number of something else
        days.append(first)
        more = _MORE_DAY.match(text, said.end()) if said["month"] else None
        while more:
            days.append(_day(more, "", on_day))
            more = _MORE_DAY.match(text, more.end())
    return days


def _day(said: re.Match[str], of: str, on_day: bool) -> DueDay:
    """``chậm nhất ngày 15`` leaves the 15th in time: the report comes before the 16th, if the month has one."""
    day, month = int(said["day"]), int(said["month"]) if said["month"] else None
    if month is not None and not 1 <= month <= 12:
        return DueDay(said.start(), said.end(), day, month, of, exists=False)
    last = calendar.monthrange(2024, month)[1] if month else 31
    exists = 1 <= day <= last
    return DueDay(said.start(), said.end(), min(day + 1, last) if on_day else day, month, of, exists)
