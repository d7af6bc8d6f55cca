"""Gunicorn's configuration: how its own log is told, and what is counted over all of its workers.

``gunicorn --config python:portal.gunicorn_hooks wsgi:app``; read by the master before the application.
"""

import ctypes
import gc
import signal
from contextlib import suppress
from types import FrameType
from typing import Any

from gunicorn.glogging import Logger

from portal import draining, logs, metrics_folder

FOLDER = metrics_folder.prepare()
"""Made here, as the master reads this before anything is counted."""


class Log(Logger):
    """Gunicorn's messages among ours, without those parts that hold what a client sent."""

    def setup(self, cfg: Any) -> None:
        logs.configure()
        self.cfg = cfg
        self._access_log_enabled = False  # portal.watching writes a line for every answer
        self.loglevel = self.LOG_LEVELS.get(cfg.loglevel, self.loglevel)
        self.error_log.handlers.clear()
        self.error_log.propagate = True
        self.error_log.setLevel(max(self.loglevel, self.LOG_LEVELS["info"]))  # below it gunicorn tells addresses

    def warning(self, msg: str, *args: Any, **kwargs: Any) -> None:
        if msg.startswith("Invalid request"):  # with the client's address, and what it sent
            self.error_log.info("a request that is not HTTP was refused")
            return
        super().warning(msg, *args, **kwargs)

    def exception(self, msg: str, *args: Any, **kwargs: Any) -> None:
        if msg.startswith("Error handling request"):  # with its address
            msg, args = "a request could not be handled", ()
        super().exception(msg, *args, **kwargs)


logger_class = Log

M_MMAP_THRESHOLD, M_ARENA_MAX = -3, -8  # malloc.h of glibc
with suppress(AttributeError):  # another C library
    for option, value in ((M_ARENA_MAX, 2), (M_MMAP_THRESHOLD, 65_536)):
        ctypes.CDLL(None).mallopt(option, value)
"""Threads share two heaps, and an answer's bytes go back to the system: a worker stays smaller by some megabytes."""


def when_ready(_server: Any) -> None:
    """What is loaded by now stays for good: a worker that never looks through it for garbage goes on sharing it."""
    gc.collect()
    gc.freeze()


def post_worker_init(worker: Any) -> None:
    """From SIGTERM on, ``/readyz`` says that this worker takes no more."""
    stop = signal.getsignal(signal.SIGTERM)

    def drain(number: int, frame: FrameType | None) -> None:
        draining.begin()
        if callable(stop):
            stop(number, frame)

    signal.signal(signal.SIGTERM, drain)


def child_exit(_server: Any, worker: Any) -> None:
    from portal.metrics_files import bury  # noqa: PLC0415 - the master needs it only once a worker has ended

    bury(FOLDER, worker.pid)


def on_exit(_server: Any) -> None:
    metrics_folder.remove(FOLDER)
