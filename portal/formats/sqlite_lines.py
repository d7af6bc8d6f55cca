"""Lines of CSV and JSON that SQLite writes itself, the same bytes as ``portal.formats.text`` and orjson write.

SQLite's ``printf`` takes a fifth of the time of rows brought into Python. It knows nothing of quoting, so it is trusted
only with what needs none: a block of lines is held against what must be left of it when every letter, digit, point and
hyphen is taken out. Whatever else was in a text, and every number that SQLite would write otherwise (marked ``?``),
makes a difference there; such a block is written the general way.
"""

import enum
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Float, Integer, String, case, cast, func, literal_column, null

SAFE = bytes(code for code in range(128) if chr(code).isalnum() or chr(code) in "._-")
"""What needs no quoting in either format; a hyphen first in a text of a CSV is looked for where the texts are."""
ODD = "?"
SCALE, MOST = 10_000.0, 1e10


class Lines(enum.Enum):
    """A kind of line, with what ends each."""

    CSV = "\r\n"
    JSON = "\n"
    LISTED_JSON = ","


def line(columns: Iterable[ColumnElement[Any]], names: Sequence[str], kind: Lines) -> ColumnElement[str]:
    """The text of a row. Texts must not be null."""
    found = list(columns)
    written = pattern(tuple(names), tuple(_is_text(c) for c in found), kind)
    return func.printf(_text(written), *[_cell(c, kind) for c in found])


def is_as_written(block: bytes, rows: int, left: bytes) -> bool:
    """Whether a block of so many lines is what the general way would write.

    :param left: ``left_of`` its lines.
    """
    return block.translate(None, SAFE) == left * rows


@cache
def pattern(names: tuple[str, ...], texts: tuple[bool, ...], kind: Lines) -> str:
    """The format of a line, for ``printf``."""
    if kind is Lines.CSV:
        return ",".join("%s" for _name in names) + kind.value
    pairs = (f'"{name}":"%s"' if text else f'"{name}":%s' for name, text in zip(names, texts, strict=True))
    return "{" + ",".join(pairs) + "}" + kind.value


def left_of(columns: Iterable[ColumnElement[Any]], names: Sequence[str], kind: Lines) -> bytes:
    """What must be left of a line where everything that needs no quoting is taken out."""
    written = pattern(tuple(names), tuple(_is_text(c) for c in columns), kind)
    return written.replace("%s", "").encode().translate(None, SAFE)


def _is_text(column: ColumnElement[Any]) -> bool:
    return isinstance(column.type, String)


def _cell(column: ColumnElement[Any], kind: Lines) -> ColumnElement[Any]:
    if isinstance(column.type, Boolean):
        return case((column, _text("true")), else_=_text("false"))
    if isinstance(column.type, Float):
        return _number(column, kind)
    if isinstance(column.type, Integer) and kind is not Lines.CSV:
        return func.ifnull(column, _text("null"))
    return column


def _number(column: ColumnElement[float], kind: Lines) -> ColumnElement[Any]:
    """A number with at most four decimals as it is, as what SQLite writes with 15 digits is then its shortest form."""
    near = cast(column * SCALE + case((column < 0, -0.5), else_=0.5), Integer) / SCALE
    written: ColumnElement[Any] = column
    if kind is Lines.CSV:  # which has no point in a whole number
        written = case((cast(column, Integer) == column, cast(column, Integer)), else_=column)
    absent = null() if kind is Lines.CSV else _text("null")
    return case(((near == column) & (func.abs(column) < MOST), written), (column.is_(None), absent), else_=_text(ODD))


def _text(said: str) -> ColumnElement[str]:
    """A text of ours, written into the statement: one that is bound takes SQLite longer."""
    return literal_column(f"'{said}'", String())
