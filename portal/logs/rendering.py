"""Events as lines: JSON for whoever collects them, text for whoever reads along."""

from collections.abc import Callable, MutableMapping
from typing import Any

import orjson

from portal.logs.masking import Masking

Event = MutableMapping[str, Any]
FIRST = ("time", "level", "event")


def as_json(event: Event) -> str:
    ordered = {name: event.get(name) for name in FIRST}
    return orjson.dumps({**ordered, **event}, default=str, option=orjson.OPT_NON_STR_KEYS).decode()


def as_text(event: Event) -> str:
    """Time, level, what happened, and its values; the places of an error on lines of their own."""
    values = {name: value for name, value in event.items() if name not in (*FIRST, "failure") and value is not None}
    told = " ".join(f"{name}={value}" for name, value in values.items())
    line = f"{event.get('time')} {event.get('level')}: {event.get('event')} {told}".rstrip()
    return "\n".join([line.replace("\n", "\\n"), *_failure_lines(event.get("failure", []))])


def _failure_lines(chain: list[dict[str, Any]]) -> list[str]:
    return [
        line
        for one in reversed(chain)
        for line in (*(f"    {place}" for place in one["at"]), f"  {one['kind']}: {one['words']}".rstrip(": "))
    ]


RENDERERS: dict[str, Callable[[Event], str]] = {"json": as_json, "text": as_text}


class Renderer:
    """The last processor of structlog: a line, masked."""

    def __init__(self, write: Callable[[Event], str], mask: Masking) -> None:
        self._write, self._mask = write, mask

    def __call__(self, _logger: Any, _method: str, event: Event) -> bytes:
        return self._mask(self._write(event)).encode("utf-8", "replace")

    def text(self, _logger: Any, _method: str, event: Event) -> str:
        """The same for ``logging``, which writes text."""
        return self._mask(self._write(event))
