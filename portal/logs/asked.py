"""Which request is being answered, so that what is logged meanwhile can be found by it."""

from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

NUMBER, ROUTE = "langso.request", "langso.route"
"""Where a request's own number, and the rule that answers it, stand in its environment."""

_now: ContextVar[Mapping[str, Any] | None] = ContextVar("asked", default=None)


def begin(environ: Mapping[str, Any]) -> None:
    _now.set(environ)


def end() -> None:
    _now.set(None)


def told() -> dict[str, Any]:
    """Number and route of the request; nothing where there is none."""
    environ = _now.get()
    return {} if environ is None else {"request": environ.get(NUMBER), "route": environ.get(ROUTE)}
