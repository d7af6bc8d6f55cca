"""How often and before which day a plan wants its reports: ``trước ngày 20 hàng tháng``, ``năm (trước ngày 30/11)``."""

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from portal.domain.obligations import Cadence

_EACH = r"(?:hàng|hằng|mỗi|từng|theo|định kỳ|một|01|1)"
_LIST_BEFORE = r"(?:(?<=[,;(:] )|(?<=[(])|(?<=và )|(?<=hoặc )|(?<=theo )|(?<=báo cáo )|(?<=định kỳ )|(?<=kỳ ))"
_LIST_AFTER = (
    r"(?=\s*(?:[,;)(.:]|/lần|$|và\b|hoặc\b|trước\b|chậm nhất\b|báo cáo\b|gửi\b|vào\b|về\b|kết quả\b|đột xuất\b))"
)
_CADENCES: tuple[tuple[Cadence, re.Pattern[str]], ...] = tuple(
    (cadence, re.compile(words, re.IGNORECASE))
    for cadence, words in (
        (Cadence.HALF_YEARLY, r"(?<![\d/.,])0?6\s+tháng\b|\bsáu\s+tháng\b|\bnửa\s+năm\b|\bbán\s+niên\b"),
        (
            Cadence.QUARTERLY,
            rf"(?<![\d/.,])0?3\s+tháng\b|\bba\s+tháng\b|\b(?:{_EACH}|báo cáo)\s+quý\b(?!\s+[IV\d])"
            rf"|{_LIST_BEFORE}quý\b{_LIST_AFTER}|^quý\b{_LIST_AFTER}",
        ),
        (
            Cadence.MONTHLY,
            rf"(?<![\d/.,])\b(?:hàng|hằng|mỗi|từng|theo|một|01|1)\s+tháng\b(?!\s+\d)|{_LIST_BEFORE}tháng\b{_LIST_AFTER}",
        ),
        (
            Cadence.YEARLY,
            rf"(?<![\d/.,])\b{_EACH}\s+năm\b(?!\s+(?:\d|học))|\bthường\s+niên\b|\bcuối\s+năm\b(?!\s+\d)"
            rf"|(?<![\d/.,])\b12\s+tháng\b|{_LIST_BEFORE}năm\b(?!\s+\d){_LIST_AFTER}",
        ),
    )
)
_SPAN_OF_TIME = re.compile(r"tháng|quý|năm|niên", re.IGNORECASE)
_OF_SOMETHING = re.compile(
    r"(?:kế hoạch|ngân sách|dự toán|thi đua|khen thưởng|công tác|chương trình|kinh phí|vốn|trung hạn,?|xếp loại)\s+$",
    re.IGNORECASE,
)
"""What is made or given every year is not reported every year."""

_DAY = re.compile(
    r"(?P<by>trước|chậm nhất(?:\s+(?:là|vào))?|muộn nhất(?:\s+(?:là|vào))?|không quá|đến hết|vào|xong)\s+"
    r"(?:\d{1,2}\s*(?:giờ|h)\s*(?:\d{1,2}\s*(?:phút)?)?,?\s*)?(?:ngày\s+)?"
    r"(?P<day>\d{1,2})(?:\s*(?:/|-|\.|\s+tháng\s+)\s*(?P<month>\d{1,2}))?(?![\d%]|\s*[/-]\s*\d|\s*(?:giờ|h|ngày|năm)\b)"
    r"(?P<of>\s+(?:của\s+)?(?:tháng\s+(?:cuối|đầu|thứ\s+(?:nhất|hai|ba)|giữa)\s+(?:của\s+)?(?:mỗi\s+|từng\s+|hàng\s+|hằng\s+)?quý"
    r"|tháng\s+cuối\s+(?:kỳ|của\s+kỳ)|(?:hàng|hằng|mỗi|từng)\s+tháng))?",
    re.IGNORECASE,
)
_MORE_DAY = re.compile(
    r"(?:\s*(?:,|và|;)\s*)(?:ngày\s+)?(?P<day>\d{1,2})\s*(?:/|-|\s+tháng\s+)\s*(?P<month>\d{1,2})(?![\d/])",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\s*(?:của\s+)?(?:(?:tháng|quý|năm|kỳ)\s+)?(?:sau|tiếp theo|liền kề|kế tiếp)\b", re.IGNORECASE)
"""A day after the period's end is none within it."""

_CUT = re.compile(r"[,;.]\s+|\s+và\s+|\)\s*")


@dataclass(frozen=True)
class NamedCadence:
    """:param due_day: the report comes before it; :param due_month: within the quarter for a quarterly one, else of the
    year. :param start: where it is said.
    """

    cadence: Cadence
    start: int
    end: int
    due_day: int | None = None
    due_month: int | None = None


@dataclass(frozen=True)
class _Day:
    start: int
    end: int
    day: int
    month: int | None
    of: str


def list_cadences(text: str, *, of_anything: bool = False) -> list[NamedCadence]:
    """The cadences a text names, in its order, each with the day that belongs to it; each cadence once.

    ``tháng cuối quý`` says its cadence itself; several days in a row belong to the cadences before them in order; else
    a day belongs to the nearest cadence in its part of the sentence, or to the last one before it.

    :param of_anything: also of what is made or given every year (``kế hoạch hằng năm``), which no report is.
    """
    named = _named(text, of_anything)
    days = _days(text)
    for run in _runs(named, days):
        for day, cadences in _paired(text, named, run):
            for each in cadences:
                month = _month_of(each.cadence, day)
                if _fits(each.cadence, month):
                    named[named.index(each)] = replace(each, due_day=day.day, due_month=month)
    return _once(named)


def _named(text: str, of_anything: bool) -> list[NamedCadence]:
    found: list[NamedCadence] = []
    for cadence, words in _CADENCES if _SPAN_OF_TIME.search(text) else ():
        for said in words.finditer(text):
            taken = any(said.start() < each.end and each.start < said.end() for each in found)
            if not taken and (of_anything or not _OF_SOMETHING.search(text[: said.start()])):
                found.append(NamedCadence(cadence, said.start(), said.end()))
    return sorted(found, key=lambda each: each.start)


def _days(text: str) -> list[_Day]:
    days: list[_Day] = []
    for said in _DAY.finditer(text):
        if _NEXT.match(text, said.end()):
            continue
        on_day = said["by"].lower().split()[0] not in {"trước", "xong"}
        days.append(_day(said, (said["of"] or "").lower(), on_day))
        more = _MORE_DAY.match(text, said.end()) if said["month"] else None
        while more:
            days.append(_day(more, "", on_day))
            more = _MORE_DAY.match(text, more.end())
    return [day for day in days if 1 <= day.day <= 31 and (day.month is None or 1 <= day.month <= 12)]


def _day(said: re.Match[str], of: str, on_day: bool) -> _Day:
    """``chậm nhất ngày 15`` leaves the 15th in time: the report comes before the 16th, if the month has one."""
    day, month = int(said["day"]), int(said["month"]) if said["month"] else None
    last = calendar.monthrange(2024, month)[1] if month and 1 <= month <= 12 else 31
    return _Day(said.start(), said.end(), min(day + 1, last) if on_day else day, month, of)


def _runs(named: Sequence[NamedCadence], days: Sequence[_Day]) -> list[list[_Day]]:
    """The days, those together between which no cadence is named."""
    runs: list[list[_Day]] = []
    for day in days:
        before = runs[-1][-1] if runs else None
        apart = before is None or any(before.end <= each.start < day.start for each in named)
        if apart or before is None or before.of or day.of:
            runs.append([day])
        else:
            runs[-1].append(day)
    return runs


def _paired(text: str, named: list[NamedCadence], run: Sequence[_Day]) -> Iterator[tuple[_Day, Sequence[NamedCadence]]]:
    undated = [each for each in named if each.due_day is None]
    before = [each for each in undated if each.start < run[0].start]
    if 1 < len(run) <= len(before):
        yield from ((day, [each]) for day, each in zip(run, before[-len(run) :], strict=True))
        return
    for day in run:
        if "kỳ" in day.of:
            yield day, before
        elif day.of:
            yield day, [_own(named, day)]
        elif near := _nearest(text, undated, day):
            yield day, [near]


def _own(named: list[NamedCadence], day: _Day) -> NamedCadence:
    """The cadence that the day's own words say; added where the sentence does not name it."""
    cadence = Cadence.QUARTERLY if "quý" in day.of else Cadence.MONTHLY
    same = [each for each in named if each.cadence == cadence and each.due_day is None]
    if same:
        return min(same, key=lambda each: abs(each.start - day.start))
    added = NamedCadence(cadence, day.start, day.end)
    named.append(added)
    return added


def _nearest(text: str, undated: Sequence[NamedCadence], day: _Day) -> NamedCadence | None:
    start = max((cut.end() for cut in _CUT.finditer(text, 0, day.start)), default=0)
    after = _CUT.search(text, day.end)
    end = after.start() if after else len(text)
    inside = [each for each in undated if start <= each.start < end]
    if inside:
        return min(inside, key=lambda each: (abs(each.start - day.start), each.start))
    return next((each for each in reversed(undated) if each.start < day.start), None)


def _month_of(cadence: Cadence, day: _Day) -> int | None:
    if cadence is Cadence.QUARTERLY and day.of:
        return 1 if "đầu" in day.of or "nhất" in day.of else 2 if "giữa" in day.of or "hai" in day.of else 3
    if "kỳ" in day.of:
        return {Cadence.HALF_YEARLY: 6, Cadence.YEARLY: 12}.get(cadence)
    return day.month


def _fits(cadence: Cadence, month: int | None) -> bool:
    """A day of a month is no day of every month, and the day of a year's report is of a month."""
    if cadence is Cadence.MONTHLY:
        return month is None
    return cadence is Cadence.QUARTERLY or month is not None


def _once(named: Sequence[NamedCadence]) -> list[NamedCadence]:
    kept: dict[Cadence, NamedCadence] = {}
    for each in sorted(named, key=lambda each: each.start):
        if each.cadence not in kept or (kept[each.cadence].due_day is None and each.due_day is not None):
            kept[each.cadence] = each
    return list(kept.values())
