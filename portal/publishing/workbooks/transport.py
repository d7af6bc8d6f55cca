"""A workbook, or a refusal, as the JSON one process hands to another; nothing in it is run or trusted."""

import datetime as dt
import json
from dataclasses import asdict
from typing import Any

from portal.publishing.problems import Problem, Refused
from portal.publishing.workbooks.grid import Sheet, Value, Workbook

PARTS = ("code", "where", "message", "message_en", "fix", "fix_en")


def encode_workbook(workbook: Workbook) -> bytes:
    sheets = [
        {
            "name": sheet.name,
            "rows": [[_plain(value) for value in row] for row in sheet.rows],
            "merged": sheet.merged,
            "percents": sorted(sheet.percents),
        }
        for sheet in workbook.sheets
    ]
    notes = [asdict(note) for note in workbook.notes]
    return _bytes({"kind": workbook.kind, "sheets": sheets, "notes": notes})


def encode_refusal(refused: Refused) -> bytes:
    return _bytes({"problems": [asdict(problem) for problem in refused.problems]})


def decode(answer: bytes, name: str, sha256: str) -> Workbook:
    """The workbook an answer holds.

    :raises Refused: the answer is a refusal.
    :raises ValueError, KeyError, TypeError: it is neither.
    """
    told = json.loads(answer)
    if "problems" in told:
        raise Refused(_problem(problem) for problem in told["problems"])
    sheets = tuple(_sheet(sheet) for sheet in told["sheets"])
    return Workbook(name, str(told["kind"]), sheets, sha256, tuple(_problem(note) for note in told["notes"]))


def _bytes(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _plain(value: Value) -> object:
    """A date as a list of one text: JSON has none, and no cell is a list."""
    return [value.isoformat()] if isinstance(value, dt.date) else value


def _sheet(told: dict[str, Any]) -> Sheet:
    rows = tuple(tuple(_value(value) for value in row) for row in told["rows"])
    merged = tuple((int(top), int(left), int(bottom), int(right)) for top, left, bottom, right in told["merged"])
    percents = frozenset((int(row), int(column)) for row, column in told["percents"])
    return Sheet(str(told["name"]), rows, merged, percents)


def _value(told: Any) -> Value:
    if told is None or isinstance(told, str | bool | int | float):
        return told
    (text,) = told
    return dt.datetime.fromisoformat(text) if "T" in text else dt.date.fromisoformat(text)


def _problem(told: dict[str, Any]) -> Problem:
    return Problem(*(str(told[part]) for part in PARTS))
