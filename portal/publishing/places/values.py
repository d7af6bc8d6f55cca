"""What a cell of a list of villages says: a text, a day, a number; what it cannot say is reported with its cell."""

import datetime as dt
import re
from decimal import Decimal

from portal.domain.folding import fold
from portal.formats.text import FORMULA
from portal.publishing.intake.names import plain_name
from portal.publishing.intake.numbers import Reading, read_count, read_index
from portal.publishing.places.problems import Report
from portal.publishing.places.table import Line
from portal.publishing.workbooks import Value

OPEN = dt.date.max
"""Said of a last day: there is none, the village is still there."""
FIRST, LAST = dt.date(1900, 1, 1), dt.date(2100, 12, 31)
COUNT_LIMIT = 10_000_000  # more people than any commune has
_OPEN_WORDS = frozenset({"nay", "den nay", "hien nay", "con hieu luc", "hien hanh", "open", "present"})
_DAY = re.compile(r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})|(?P<iso>\d{4}-\d{1,2}-\d{1,2})(?:[T ]00:00.*)?")


def text_in(value: Value) -> str:
    """The text of a cell on one line, without the apostrophe that keeps a spreadsheet from running it."""
    text = plain_name(f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else value)
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA) else text


def read_text(line: Line, column: str, report: Report, limit: int) -> str | None:
    text = text_in(line.cells.get(column))
    if len(text) > limit:
        report.add("too-long", line, column, count=len(text), limit=limit)
        return None
    return text or None


def read_day(line: Line, column: str, report: Report, *, opens: bool = False) -> dt.date | None:
    """:param opens: a word may say that there is no such day, answered as ``OPEN``."""
    value = line.cells.get(column)
    text = text_in(value)
    if not text:
        return None
    if opens and fold(text) in _OPEN_WORDS:
        return OPEN
    day = _day_of(value, text)
    if day is None:
        report.add("not-a-date", line, column, value=text)
    elif not FIRST <= day <= LAST:
        report.add("unlikely-date", line, column, value=say(day), first=say(FIRST), last=say(LAST))
    else:
        return day
    return None


def _day_of(value: Value, text: str) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    match = _DAY.fullmatch(text) if isinstance(value, str) else None
    if match is None:
        return None
    year, month, day = match["iso"].split("-") if match["iso"] else (match["y"], match["m"], match["d"])
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def say(day: dt.date | None) -> str:
    """The day as officers write it; three dots where there is none."""
    return f"{day.day:02}/{day.month:02}/{day.year}" if day else "…"


def interval(first: dt.date | None, last: dt.date | None) -> str:
    return f"{say(first)} – {say(last)}"


def read_whole(line: Line, column: str, report: Report) -> int | None:
    reading = read_count(line.cells.get(column))
    number = _checked(reading, line, column, report, "not-a-count")
    if number is not None and number > COUNT_LIMIT:
        report.add("too-large", line, column, value=reading.text)
        return None
    return None if number is None else int(number)


def read_decimal(line: Line, column: str, report: Report) -> float | None:
    number = _checked(read_index(line.cells.get(column)), line, column, report, "not-a-number")
    return None if number is None else float(number)


def _checked(reading: Reading, line: Line, column: str, report: Report, otherwise: str) -> Decimal | None:
    if reading.problem is None:
        return reading.number
    code = reading.problem if reading.problem in {"negative", "too-large"} else otherwise
    report.add(code, line, column, value=reading.text)
    return None
