"""What a cell of a records sheet says, by the type of its column; never guessed."""

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Callable
from typing import Any

from portal.domain.folding import fold
from portal.domain.localities import Locality
from portal.publishing.records.kinds import Choice, Column, Context, Type
from portal.publishing.workbooks import Value

MARKS = frozenset({"x", "co", "1", "true", "yes", "xoa", "delete", "tong", "total"})
YEARS = range(2000, 2101)
MOST = 10**16  # đồng; beyond it a number is a slip, and JSON readers lose digits
_DAY = re.compile(r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})|(?P<iso>\d{4}-\d{2}-\d{2})")
_UNIT = re.compile(r"\s*(đồng|đ|vnđ|vnd|₫)\.?$", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(?P<mark>[., \u00a0])\d{3}(?:(?P=mark)\d{3})*")


class NotUnderstood(ValueError):
    """A cell that cannot be read; the rule says what it takes, in both languages."""

    def __init__(self, rule: str, rule_en: str) -> None:
        super().__init__(rule_en)
        self.rule, self.rule_en = rule, rule_en


class UnknownPlace(ValueError):
    """A place that the commune does not have."""


def text_of(value: Value) -> str:
    """The text of a cell: one space between words, no marks that cannot be seen, numbers as they are written."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, dt.datetime | dt.date):
        return f"{value:%d/%m/%Y}"
    seen = "".join(" " if c.isspace() else c for c in str(value) if c.isspace() or unicodedata.category(c)[0] != "C")
    return " ".join(unicodedata.normalize("NFC", seen).split())


def read_value(value: Value, column: Column, context: Context) -> Any:
    """What the cell says, as JSON holds it; None where it is empty.

    :raises NotUnderstood: it says nothing that the column takes.
    :raises UnknownPlace: it names no place of the commune.
    """
    text = text_of(value)
    if not text:
        return None
    if column.type is Type.CHOICE:
        return _choice(text, column.choices)
    if column.type is Type.PLACE:
        return _place(text, context)
    reader = _READERS.get(column.type)
    return reader(value, text) if reader else text


def _whole(value: Value, text: str) -> int:
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = float(value)
        if math.isfinite(number) and number.is_integer() and 0 <= number < MOST:
            return int(value)
    bare = _UNIT.sub("", text)
    digits = re.sub(r"\D", "", bare)
    if ((bare.isascii() and bare.isdigit()) or _GROUPED.fullmatch(bare)) and int(digits) < MOST:
        return int(digits)
    raise NotUnderstood(
        "Cần số nguyên không âm, ví dụ 1500000 hoặc 1.500.000.", "A whole number, such as 1500000 or 1.500.000."
    )


def _year(_value: Value, text: str) -> int:
    digits = fold(text).removeprefix("nam ")
    if digits.isdigit() and int(digits) in YEARS:
        return int(digits)
    raise NotUnderstood("Cần một năm, ví dụ 2026.", "A year, such as 2026.")


def _day(_value: Value, text: str) -> str:
    day = _parse_day(text)
    if day is None or day.year not in YEARS:
        raise NotUnderstood("Cần ngày/tháng/năm, ví dụ 31/10/2026.", "Day/month/year, such as 31/10/2026.")
    return day.isoformat()


def _parse_day(text: str) -> dt.date | None:
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    try:
        if match["iso"]:
            return dt.date.fromisoformat(match["iso"])
        return dt.date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None


def _choice(text: str, choices: tuple[Choice, ...]) -> str:
    for choice in choices:
        if fold(text) in {fold(choice.text), fold(choice.text_en), fold(choice.code)}:
            return choice.code
    raise NotUnderstood(
        f"Chọn một trong: {', '.join(c.text for c in choices)}.", f"One of: {', '.join(c.text_en for c in choices)}."
    )


def _mark(_value: Value, text: str) -> bool:
    if fold(text) in MARKS:
        return True
    raise NotUnderstood("Ghi x, hoặc để trống.", "An x, or nothing.")


_READERS: dict[Type, Callable[[Value, str], Any]] = {
    Type.WHOLE: _whole,
    Type.YEAR: _year,
    Type.DAY: _day,
    Type.MARK: _mark,
}


def _place(text: str, context: Context) -> str:
    """The code of a place of today, or one of before under which something is published: it may be taken back."""
    found = [place.code for place in (context.commune, *context.villages) if fold(text) in names_of(place)]
    found = found or [code for code in _published_codes(context) if fold(text) == fold(code)]
    if len(found) != 1:
        raise UnknownPlace(text)
    return found[0]


def _published_codes(context: Context) -> set[str]:
    return {content["locality"] for kind in context.live.values() for content in kind.values() if "locality" in content}


def names_of(place: Locality) -> set[str]:
    """What officers call a place, folded: its code, its name, its name without or with a short type."""
    name, unit = fold(place.name), fold(place.unit)
    bare = name.removeprefix(unit).strip()
    short = "".join(word[0] for word in unit.split())
    names = {fold(place.code), name, f"{short} {bare}", f"{short}{bare}", f"to dp {bare}" if short == "tdp" else name}
    return names | ({bare} if not bare.isdigit() else set())
