"""Numbers as officers write them. What a cell may hold follows from the indicator: a count, a percentage or an index.

``1.234``, ``1 234`` and ``1,234`` are 1234 as a count, which has no decimals, and 1.234 as an index.
"""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from portal.publishing.workbooks.grid import Value

LARGEST = 10**15
_SPACES = dict.fromkeys(map(ord, " \u00a0\u2007\u2009\u202f\u200b\ufeff\t\r\n"))
_NOT_REPORTED = frozenset({"x", "(x)", "…", "...", "..", "n/a", "na", "kbc", "k.b.c", "chưacó", "chưabáocáo"})
_DASHES = frozenset("-–—−") | {"--"}
_GROUPED = re.compile(r"([1-9][0-9]{0,2})((?P<sep>[.,])[0-9]{3})((?P=sep)[0-9]{3})*")
_DECIMALS_OF_GROUPED = re.compile(
    r"(?P<whole>[0-9]{1,3}(\.[0-9]{3})+),(?P<part>[0-9]+)|(?P<whole2>[0-9]{1,3}(,[0-9]{3})+)\.(?P<part2>[0-9]+)"
)
_PLAIN = re.compile(r"[0-9]+([.,](?P<part>[0-9]+))?")
_SPACED = re.compile(r"\s*[0-9]{1,3}([ \u00a0\u2007\u2009\u202f][0-9]{3})+([.,][0-9]+)?\s*")


@dataclass(frozen=True)
class Reading:
    """What a cell says: a number, nothing, or what is wrong with it (a code of the catalogue).

    ``places`` is how many decimals were written, ``dash`` a dash in place of a number.
    """

    number: Decimal | None = None
    problem: str | None = None
    dash: bool = False
    places: int = 0
    text: str = ""


BLANK = Reading()


def read_count(value: Value) -> Reading:
    """A whole number from 0 up."""
    reading = _read(value, grouped=True)
    if reading.number is not None and reading.number != int(reading.number):
        return Reading(problem="not-whole", text=reading.text)
    return reading


def read_index(value: Value) -> Reading:
    """A number with decimals after a comma or a point."""
    return _read(value, grouped=False)


def read_percentage(value: Value) -> Reading:
    """A percentage, with or without its sign; a spreadsheet's own is a fraction of 1 and stays one."""
    if isinstance(value, str):
        text = value.strip().removesuffix("%").rstrip()
        return _read(text, grouped=False)
    return _read(value, grouped=False)


def _read(value: Value, *, grouped: bool) -> Reading:
    if value is None:
        return BLANK
    if isinstance(value, bool):
        return Reading(problem="not-a-number", text=str(value).upper())
    if isinstance(value, dt.date):
        return Reading(problem="date-for-number", text=f"{value:%d/%m/%Y}")
    if isinstance(value, int | float):
        return _judged(_exact(value), str(value))
    return _read_text(value, grouped=grouped)


def _exact(value: float) -> Decimal:
    """The number as a spreadsheet shows it: its arithmetic leaves 12.000000000000002."""
    number = Decimal(value) if float(value).is_integer() else Decimal(f"{value:.15g}").normalize()
    return number if number.is_finite() else Decimal(LARGEST * 10)


@lru_cache(maxsize=16384)
def _read_text(value: str, *, grouped: bool) -> Reading:
    shown = " ".join(value.split())
    text = value.translate(_SPACES).removeprefix("'").casefold()
    if not text or text in _NOT_REPORTED:
        return BLANK
    if text in _DASHES:
        return Reading(dash=True, text=shown)
    if text.endswith("%"):
        return Reading(problem="percent-for-count" if grouped else "not-a-number", text=shown)
    if any(c in value.strip() for c in " \u00a0\u2007\u2009\u202f") and not _SPACED.fullmatch(value.lstrip("-−")):
        return Reading(problem="not-a-number", text=shown)
    sign = -1 if text[0] in "-−" else 1
    number = _parse(text.lstrip("-−"), grouped=grouped)
    if number is None:
        return Reading(problem="not-a-number", text=shown)
    return _judged(sign * number, shown)


def _parse(text: str, *, grouped: bool) -> Decimal | None:
    if grouped and _GROUPED.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", ""))
    if match := _DECIMALS_OF_GROUPED.fullmatch(text):
        whole, part = match["whole"] or match["whole2"], match["part"] or match["part2"]
        return Decimal(f"{re.sub('[.,]', '', whole)}.{part}")
    if _PLAIN.fullmatch(text):
        return Decimal(text.replace(",", "."))
    if _GROUPED.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", ""))
    return None


def _judged(number: Decimal, shown: str) -> Reading:
    if number < 0:
        return Reading(problem="negative", text=shown)
    if number > LARGEST:
        return Reading(problem="too-large", text=shown[:40])
    exponent = number.as_tuple().exponent
    return Reading(number=number, places=max(0, -exponent) if isinstance(exponent, int) else 0, text=shown)
