"""Periods as officers write them: ``tháng 10/2026``, ``T10``, ``quý III/2026``, ``đến ngày 31/10/2026``, real dates."""

import calendar
import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from portal.domain.periods import MONTHS, Period, number_at, numbered, parse_period
from portal.publishing.workbooks.grid import Value

_YEAR = r"(?P<year>20[0-9]{2})(?![0-9])"
_NAMED = r"(?:[\s/.,\-]*(?:nam)?[\s/.\-]*" + _YEAR + r")?"
_DAY = r"(?:ngay\s*)?(?<![0-9])(?P<d{0}>[0-3]?[0-9])[/.\-](?P<m{0}>[01]?[0-9])[/.\-](?P<y{0}>20[0-9]{{2}})(?![0-9])"
_LONG_DAY = r"ngay\s*(?P<d>[0-9]{1,2})\s*thang\s*(?P<m>[0-9]{1,2})\s*nam\s*(?P<y>20[0-9]{2})"
_ISO_DAY = r"(?<![0-9])(?P<y>20[0-9]{2})-(?P<m>[01][0-9])-(?P<d>[0-3][0-9])(?:[t ]00:00(?::00)?)?(?![0-9])"
_UNTIL = re.compile(r"(?:\b(?:den|het|thoi diem|chot)(?: het| ngay| so lieu)*[\s:]*)$")
_FILLER = re.compile(
    r"\b(?:ky|tu|so lieu|bao cao|cua|trong|thuc hien|tinh|den|het|ngay|period|month|quarter|year|ca)\b"
)

_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("range", re.compile(_DAY.format(1) + r"\s*(?:-|–|den)\s*(?:het\s*)?" + _DAY.format(2))),
    ("day", re.compile(_LONG_DAY)),
    ("day", re.compile(_ISO_DAY)),
    ("day", re.compile(_DAY.format(""))),
    ("part", re.compile(r"\b(?P<number>[0-9]{1,2}|sau|chin|ba)\s*thang\s*(?P<half>dau|cuoi)(?:\s*nam)?" + _NAMED)),
    ("code", re.compile(r"(?<![0-9])" + _YEAR + r"[\-\s]?(?P<code>h[12]|q[1-4])\b")),
    ("half", re.compile(r"\bh(?P<number>[12])" + _NAMED)),
    ("quarter", re.compile(r"\b(?:quy|q)[\s.]*(?P<number>iv|iii|ii|i|[0-9]{1,2})\b" + _NAMED)),
    ("month", re.compile(r"\b(?:thang|thg|t)[\s.]*(?P<number>[0-9]{1,2})(?![0-9])" + _NAMED)),
    ("year", re.compile(r"\b(?:ca )?nam\s*" + _YEAR)),
)
_BARE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("month", re.compile(r"(?P<number>[0-9]{1,2})\s*[/.\-]\s*" + _YEAR)),
    ("month", re.compile(_YEAR + r"\s*[/.\-]\s*(?P<number>[0-9]{1,2})")),
    ("year", re.compile(_YEAR)),
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_WORDS = {"sau": 6, "chin": 9, "ba": 3}


@dataclass(frozen=True)
class Mention:
    """A period named in a text. ``suffix`` alone (``-10``, ``-Q3``) waits for its year; neither: it cannot be read.

    ``day`` is a single date; ``until`` says that the text counts up to it (of a year: that it lies ahead).
    """

    start: int
    end: int
    period: Period | None = None
    suffix: str | None = None
    day: bool = False
    until: bool = False

    def with_year(self, year: int | None) -> Period | None:
        if self.period is None and self.suffix is not None and year is not None:
            return parse_period(f"{year}{self.suffix}")
        return self.period


def unmarked(text: str) -> str:
    """Lower case without marks, of the same length as its NFC form: punctuation stays."""
    return "".join(_bare(c) for c in unicodedata.normalize("NFC", text))


def _bare(letter: str) -> str:
    if letter in "đĐ":
        return "d"
    if letter.isspace():
        return " "
    low = unicodedata.normalize("NFD", letter.lower())[0]
    return low if len(low) == 1 else letter


def mentions(text: str) -> list[Mention]:
    """Every period that a text names, in its order."""
    plain = unmarked(text)
    found: list[Mention] = []
    for kind, pattern in _FORMS:
        for match in pattern.finditer(plain):
            found.append(_mention(kind, match, plain))
            plain = plain[: match.start()] + "\x00" * (match.end() - match.start()) + plain[match.end() :]
    return sorted(found, key=lambda mention: mention.start)


def whole(value: Value) -> Mention | None:
    """The period that a cell is: its text is nothing else, or it is a date or a year."""
    if isinstance(value, dt.date):
        return Mention(0, 0, period=_month(value.year, value.month))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Mention(0, 0, period=parse_period(f"{value:.0f}")) if value in range(2000, 2100) else None
    if not isinstance(value, str):
        return None
    return _whole_text(value)


@lru_cache(maxsize=4096)
def _whole_text(value: str) -> Mention | None:
    text = unmarked(value).strip()
    for kind, pattern in _BARE:
        if match := pattern.fullmatch(text):
            return _mention(kind, match, text)
    found = mentions(text)
    if len(found) != 1:
        return None
    rest = _FILLER.sub(" ", text[: found[0].start] + " " + text[found[0].end :])
    return found[0] if not re.search(r"[a-z0-9]", rest) else None


def _mention(kind: str, match: re.Match[str], text: str) -> Mention:
    start, end = match.span()
    if kind == "range":
        return Mention(start, end, period=_between(match))
    if kind == "day":
        day = _date(match["d"], match["m"], match["y"])
        period = _month(day.year, day.month) if day else None
        return Mention(start, end, period=period, day=True, until=bool(_UNTIL.search(text[:start])))
    if kind == "year":
        goal = bool(re.search(r"\bden\s*$", text[:start]))  # "đến năm 2030" is where a plan goes
        return Mention(start, end, period=parse_period(match["year"]), until=goal)
    if kind == "code":
        return Mention(start, end, period=parse_period(f"{match['year']}-{match['code'].upper()}"))
    suffix = _suffix(kind, match)
    period = parse_period(match["year"] + suffix) if suffix and match["year"] else None
    return Mention(start, end, period=period, suffix=suffix)


def _suffix(kind: str, match: re.Match[str]) -> str | None:
    """``-10``, ``-Q3``, ``-H1``; None for what is no such part of a year."""
    word = match["number"]
    number = _ROMAN.get(word) or _WORDS.get(word) or (int(word) if word.isdigit() else 0)
    if kind == "part":
        first = match["half"] == "dau"
        return {(6, True): "-H1", (6, False): "-H2", (3, True): "-Q1", (3, False): "-Q4"}.get((number, first))
    if kind == "half":
        return f"-H{number}"
    if kind == "quarter":
        return f"-Q{number}" if 1 <= number <= 4 else None
    return f"-{number:02}" if 1 <= number <= 12 else None


def _between(match: re.Match[str]) -> Period | None:
    """The period from one day to another; None when that is no month, quarter, half-year or year."""
    first = _date(match["d1"], match["m1"], match["y1"])
    last = _date(match["d2"], match["m2"], match["y2"])
    if first is None or last is None or first.year != last.year:
        return None
    candidates = (numbered(number_at(last, months), months) for months in MONTHS.values())
    return next((p for p in candidates if (p.start, p.end) == (first, last)), None)


def _month(year: int, month: int) -> Period | None:
    return parse_period(f"{year}-{month:02}") if 2000 <= year < 2100 else None


def _date(day: str, month: str, year: str) -> dt.date | None:
    number, which, of = int(day), int(month), int(year)
    if not 1 <= which <= 12 or not 1 <= number <= calendar.monthrange(of, which)[1]:
        return None
    return dt.date(of, which, number)
