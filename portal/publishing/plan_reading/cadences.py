"""How often and before which day a plan wants its reports: ``trước ngày 20 hàng tháng``, ``năm (trước ngày 30/11)``."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from portal.domain.obligations import Cadence
from portal.publishing.plan_reading.due_days import DUE_DAY, DueDay, list_due_days

_EACH = r"(?:hàng|hằng|mỗi|từng|theo|định kỳ|một|01|1)"
_LIST_BEFORE = r"(?:^|(?<=[,;(:] )|(?<=[(])|(?<=và )|(?<=hoặc )|(?<=theo )|(?<=báo cáo )|(?<=định kỳ )|(?<=kỳ ))"
_LIST_AFTER = (
    r"(?=\s*(?:[,;)(.:]|/lần|$|và\b|hoặc\b|trước\b|chậm nhất\b|báo cáo\b|gửi\b|vào\b|về\b|kết quả\b|đột xuất\b"
    r"|theo\s+(?:yêu cầu|quy định)\b))"
)
_CADENCES: tuple[tuple[Cadence, re.Pattern[str]], ...] = tuple(
    (cadence, re.compile(words, re.IGNORECASE))
    for cadence, words in (
        (Cadence.HALF_YEARLY, r"(?<![\d/.,])0?6\s+tháng\b|\bsáu\s+tháng\b|\bnửa\s+năm\b|\bbán\s+niên\b"),
        (
            Cadence.QUARTERLY,
            rf"(?<![\d/.,])0?3\s+tháng\b|\bba\s+tháng\b|\b(?:{_EACH}|báo cáo)\s+quý\b(?!\s+[IV\d])"
            rf"|{_LIST_BEFORE}quý\b{_LIST_AFTER}",
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

_CUT = re.compile(r"[,;.]\s+|\s+và\s+|\)\s*")
_BETWEEN = re.compile(r"(?:[\s,;.:()]|và\b)*")
_HALF_YEAR_ENDS = frozenset({5, 6, 7})
_YEAR_ENDS = frozenset({11, 12})


@dataclass(frozen=True)
class NamedCadence:
    """:param due_day: the report comes before it; :param due_month: within the quarter for a quarterly one, else of the
    year. :param start: where it is said. :param no_such_day: a day is named that no calendar has; ``due_day`` is None.
    """

    cadence: Cadence
    start: int
    end: int
    due_day: int | None = None
    due_month: int | None = None
    no_such_day: bool = False

    @property
    def is_open(self) -> bool:
        """Whether no day was named for it yet."""
        return self.due_day is None and not self.no_such_day


def list_cadences(text: str, *, of_anything: bool = False, in_list: bool = False) -> list[NamedCadence]:
    """The cadences a text names, in its order, each with the day that belongs to it; each cadence once.

    ``tháng cuối quý`` says its cadence itself; several days in a row belong to the cadences before them in order; else
    a day belongs to the nearest cadence in its part of the sentence, or to the last one before it. A day of June in a
    list of them is that of the half-year, one of November or December that of the year.

    :param of_anything: also of what is made or given every year (``kế hoạch hằng năm``), which no report is.
    :param in_list: the text is one part of a list of reports.
    """
    named = _named(text, of_anything)
    days = list_due_days(text)
    for run in _runs(named, days):
        for day, cadences in _paired(text, named, run, in_list):
            for each in cadences:
                month = _month_of(each.cadence, day)
                if _fits(each.cadence, month):
                    dated = replace(each, due_day=day.day, due_month=month)
                    named[named.index(each)] = dated if day.exists else replace(each, no_such_day=True)
    return _once(named)


def _named(text: str, of_anything: bool) -> list[NamedCadence]:
    found: list[NamedCadence] = []
    for cadence, words in _CADENCES if _SPAN_OF_TIME.search(text) else ():
        for said in words.finditer(text):
            taken = any(said.start() < each.end and each.start < said.end() for each in found)
            if not taken and (of_anything or not _OF_SOMETHING.search(text[: said.start()])):
                found.append(NamedCadence(cadence, said.start(), said.end()))
    return sorted(found, key=lambda each: each.start)


def _runs(named: Sequence[NamedCadence], days: Sequence[DueDay]) -> list[list[DueDay]]:
    """The days, those together between which no cadence is named."""
    runs: list[list[DueDay]] = []
    for day in days:
        before = runs[-1][-1] if runs else None
        apart = before is None or any(before.end <= each.start < day.start for each in named)
        if apart or before is None or before.of or day.of:
            runs.append([day])
        else:
            runs[-1].append(day)
    return runs


def _paired(
    text: str, named: list[NamedCadence], run: Sequence[DueDay], in_list: bool
) -> Iterator[tuple[DueDay, Sequence[NamedCadence]]]:
    undated = [each for each in named if each.is_open]
    before = [each for each in undated if each.start < run[0].start]
    if 1 < len(run) <= len(before):
        yield from ((day, [each]) for day, each in zip(run, before[-len(run) :], strict=True))
        return
    near = {day: _nearest(text, undated, day) for day in run if not day.of}
    for day in run:
        if "kỳ" in day.of:
            yield day, before
        elif day.of:
            yield day, [_own(named, day)]
        elif (wanted := near[day]) and day == _nearest_day(wanted, [rival for rival in run if near[rival] == wanted]):
            yield day, [wanted]
        elif wanted.cadence is Cadence.YEARLY if wanted else in_list or _is_listed(text, named, run, day):
            yield day, _of_its_month(named, day)


def _nearest_day(wanted: NamedCadence, days: Sequence[DueDay]) -> DueDay:
    """Of several days that one cadence could have; of a year's, the last."""
    if wanted.cadence is Cadence.YEARLY:
        return max(days, key=lambda day: (day.month or 0, day.day))
    return min(days, key=lambda day: abs(wanted.start - day.start))


def _is_listed(text: str, named: Sequence[NamedCadence], run: Sequence[DueDay], day: DueDay) -> bool:
    """Whether nothing parts a day from a cadence or day before it in a list, or from a day after it."""
    ends = [each.end for each in named if each.end <= day.start]
    ends += [said.end() for said in DUE_DAY.finditer(text, 0, day.start)] if ends else []
    if ends and _BETWEEN.fullmatch(text, max(ends), day.start):
        return True
    return any(_BETWEEN.fullmatch(text, day.end, other.start) for other in run if other.start > day.start)


def _of_its_month(named: list[NamedCadence], day: DueDay) -> Sequence[NamedCadence]:
    """The cadence whose reports are due in the month of a day; added where the sentence does not name it."""
    if day.month in _HALF_YEAR_ENDS:
        cadence = Cadence.HALF_YEARLY
    elif day.month in _YEAR_ENDS:
        cadence = Cadence.YEARLY
    else:
        return []
    same = [each for each in named if each.cadence is cadence]
    if not same:
        named.append(NamedCadence(cadence, day.start, day.end))
        return named[-1:]
    return [each for each in same if each.is_open][:1]


def _own(named: list[NamedCadence], day: DueDay) -> NamedCadence:
    """The cadence that the day's own words say; added where the sentence does not name it."""
    cadence = Cadence.QUARTERLY if "quý" in day.of else Cadence.MONTHLY
    same = [each for each in named if each.cadence == cadence and each.is_open]
    if same:
        return min(same, key=lambda each: abs(each.start - day.start))
    added = NamedCadence(cadence, day.start, day.end)
    named.append(added)
    return added


def _nearest(text: str, undated: Sequence[NamedCadence], day: DueDay) -> NamedCadence | None:
    start = max((cut.end() for cut in _CUT.finditer(text, 0, day.start)), default=0)
    after = _CUT.search(text, day.end)
    end = after.start() if after else len(text)
    fitting = [each for each in undated if _fits(each.cadence, day.month)]
    inside = [each for each in fitting if start <= each.start < end]
    if inside:
        return min(inside, key=lambda each: (abs(each.start - day.start), each.start))
    return next((each for each in reversed(fitting) if each.start < day.start), None)


def _month_of(cadence: Cadence, day: DueDay) -> int | None:
    if cadence is Cadence.QUARTERLY and day.of:
        return 1 if "đầu" in day.of or "nhất" in day.of else 2 if "giữa" in day.of or "hai" in day.of else 3
    if "kỳ" in day.of:
        return {Cadence.HALF_YEARLY: 6, Cadence.YEARLY: 12}.get(cadence)
    if cadence is Cadence.QUARTERLY and day.month:
        return (day.month - 1) % 3 + 1
    return day.month


def _fits(cadence: Cadence, month: int | None) -> bool:
    """A day of a month is no day of every month, and the day of a year's report is of a month."""
    if cadence is Cadence.MONTHLY:
        return month is None
    return cadence is Cadence.QUARTERLY or month is not None


def _once(named: Sequence[NamedCadence]) -> list[NamedCadence]:
    kept: dict[Cadence, NamedCadence] = {}
    for each in sorted(named, key=lambda each: each.start):
        if each.cadence not in kept or (kept[each.cadence].is_open and not each.is_open):
            kept[each.cadence] = each
    return list(kept.values())
