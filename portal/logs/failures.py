"""Errors as a log may tell them: where and of what kind, but neither local values nor the words of the error.

The words of an error often hold what it failed on: ``int("…")`` repeats what a reader typed, PostgreSQL repeats the row
that broke a constraint. So they are told of databases and of the system alone, their first line, without whatever
stands in quotes or brackets.
"""

import re
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from portal.logs import asked

ROOT = Path(__file__).resolve().parents[2]
INNERMOST = 8  # frames that are told in any case; of the others ours
SPOKEN = {"portal", "psycopg", "sqlite3"}
"""Packages whose errors say what nobody sent, but in quotes."""
_OF_SOMEBODY = re.compile(r"""("[^"]*"|“[^”]*”|\([^()]*\)|(?<!\w)'[^']*')""")


def tell_failure(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A processor: the exception of an event as its kinds and places; and which request it was."""
    told = event.pop("exc_info", None)
    if told:
        event["failure"] = _chain(_exception(told))
    if "request" not in event:
        event.update(asked.told())
    event.pop("stack_info", None)
    return event


def _exception(told: Any) -> BaseException | None:
    if isinstance(told, BaseException):
        return told
    return told[1] if isinstance(told, tuple) else sys.exc_info()[1]


def _chain(error: BaseException | None) -> list[dict[str, Any]]:
    """The error, and before it those it came of."""
    found: list[dict[str, Any]] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        found.append({"kind": _kind(error), "words": words_of(error), "at": _places(error)})
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return found


def _kind(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")


def words_of(error: BaseException) -> str:
    """What an error says that nobody sent; empty where that cannot be told apart."""
    if isinstance(error, OSError):
        return error.strerror or ""
    told = getattr(error, "orig", None) or error  # SQLAlchemy's error has the database's
    if type(told).__module__.partition(".")[0] not in SPOKEN:
        return ""
    return _OF_SOMEBODY.sub("…", (str(told).splitlines() or [""])[0])


def _places(error: BaseException) -> list[str]:
    """The frames as ``file:line function``, the innermost last."""
    frames = traceback.extract_tb(error.__traceback__)
    told = [f for n, f in enumerate(frames) if n >= len(frames) - INNERMOST or _is_ours(f.filename)]
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in told]


def _is_ours(name: str) -> bool:
    return name.startswith(f"{ROOT}/") and "site-packages" not in name


def _short(name: str) -> str:
    return name.removeprefix(f"{ROOT}/").rpartition("site-packages/")[2]
