"""Whether this process is stopping: what is asked is answered, but nothing more should be sent here."""

import threading

_stopping = threading.Event()


def begin() -> None:
    _stopping.set()


def has_begun() -> bool:
    return _stopping.is_set()
