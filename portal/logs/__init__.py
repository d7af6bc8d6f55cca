"""Logs without personal data: one line an event, JSON for machines or text for people, on the error output.

What this program says goes through structlog, what libraries say (gunicorn, SQLAlchemy, warnings) through ``logging``;
both end in the same lines. No line holds what a reader sent, and no secret: ``docs/adr/0022-logs-without-readers.md``.

    from portal import logs

    logs.configure()
    logs.told.info("published", release="tra-cau-r6")
"""

import logging
import os
import sys
import threading
from collections.abc import Mapping
from types import TracebackType
from typing import Any

import structlog
from structlog.stdlib import ProcessorFormatter

from portal.logs.failures import tell_failure
from portal.logs.masking import Masking
from portal.logs.rendering import RENDERERS, Renderer

FORMATS = tuple(RENDERERS)
LEVELS = ("debug", "info", "warning", "error")
OURS = ("portal", "api", "maps", "gunicorn.error")

told = structlog.get_logger()
"""What this program says."""


def configure(environ: Mapping[str, str] | None = None) -> None:
    """From now on everything that is logged is a line of ours; called once a process, before anything is logged."""
    environ = os.environ if environ is None else environ
    level = level_of(environ.get("LANGSO_LOG_LEVEL", ""))
    renderer = Renderer(RENDERERS[format_of(environ)], Masking(environ))
    first = [structlog.processors.add_log_level, structlog.processors.TimeStamper(utc=True, fmt="iso", key="time")]
    structlog.configure(
        processors=[*first, tell_failure, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.BytesLoggerFactory(sys.stderr.buffer),
        cache_logger_on_first_use=True,
    )
    _take_from_libraries(level, [*first, tell_failure], renderer)
    _take_what_nobody_caught()


def level_of(name: str) -> int:
    """The number of a level; of a name that is none, that of ``info``."""
    return getattr(logging, (name if name in LEVELS else "info").upper())  # type: ignore[no-any-return]


def format_of(environ: Mapping[str, str]) -> str:
    """As set; else text for whoever tries the demonstration, and JSON."""
    asked = environ.get("LANGSO_LOG_FORMAT", "")
    return asked if asked in FORMATS else "text" if environ.get("LANGSO_DEMO") == "1" else "json"


def _take_from_libraries(level: int, first: list[Any], renderer: Renderer) -> None:
    """Libraries are heard from warnings on, whatever the level: below it SQLAlchemy tells parameters."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        ProcessorFormatter(
            foreign_pre_chain=first, processors=[ProcessorFormatter.remove_processors_meta, renderer.text]
        )
    )
    root = logging.getLogger()
    for old in list(root.handlers):
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(max(level, logging.WARNING))
    for name in OURS:
        logging.getLogger(name).setLevel(level)
    logging.captureWarnings(True)


def _take_what_nobody_caught() -> None:
    def note(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt) or error is None:
            sys.__excepthook__(kind, error or kind(), trace)
            return
        told.error("the program ended by an error nobody caught", exc_info=(kind, error, trace))

    sys.excepthook = note
    threading.excepthook = lambda lost: note(lost.exc_type, lost.exc_value, lost.exc_traceback)
