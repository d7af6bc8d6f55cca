"""For tests of several threads: starting them, and waiting for what they do."""

import threading
from collections.abc import Callable

LONG = 10  # seconds, for what comes at once


def in_threads(*acts: Callable[[], None]) -> list[threading.Thread]:
    threads = [threading.Thread(target=act, daemon=True) for act in acts]
    for thread in threads:
        thread.start()
    return threads


def until(holds: Callable[[], bool]) -> None:
    assert any(holds() or threading.Event().wait(0.01) for _ in range(500))
