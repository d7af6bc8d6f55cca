"""How often a client did something: counted in Redis for all processes and hosts, or in the process for itself.

While Redis is away each process counts for itself, and looks for it again after a while: a limit that is too generous
for a minute refuses nobody.
"""

import logging
import math
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from limits import RateLimitItem
from limits.errors import StorageError
from limits.storage import Storage, storage_from_string

T = TypeVar("T")
PATIENCE = 0.25  # seconds that Redis is given to answer
MOST = 100_000  # keys that a process holds
AGAIN = 10  # seconds until it is asked again after it failed
LOG = logging.getLogger(__name__)


class Counters:
    """What this process counts, by key, each in a window that begins with its first turn.

    ``limits`` has such a storage too, but it starts a thread every hundredth of a second to forget what is over.
    """

    def __init__(self) -> None:
        self._counted: dict[str, tuple[int, float]] = {}
        self._lock = threading.Lock()

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """How many turns the key has had in its window, with these; ``expiry``: seconds that a new one lasts."""
        now = time.time()
        with self._lock:
            count, ends = self._counted.get(key, (0, 0.0))
            if ends <= now:
                count, ends = 0, now + expiry
                if len(self._counted) >= MOST:
                    self._forget(now)
            self._counted[key] = count + amount, ends
            return count + amount

    def get_expiry(self, key: str) -> float:
        """When the key's window ends, in seconds since 1970; now where it has none."""
        return self._counted.get(key, (0, time.time()))[1]

    def _forget(self, now: float) -> None:
        """Drop what is over; where that is nothing, everything: memory has an end, and limits err for the client."""
        self._counted = {key: kept for key, kept in self._counted.items() if kept[1] > now}
        if len(self._counted) >= MOST:
            self._counted = {}


class Turns:
    """Counters by rule and by whatever tells those apart that are counted.

    :param redis_url: empty: in this process only.

    Windows are fixed: they begin with the first turn (``limits``' strategy of that name).
    """

    def __init__(self, redis_url: str = "") -> None:
        self._own = Counters()
        self._shared = _redis(redis_url) if redis_url else None
        self._not_before = 0.0

    def take(self, rule: RateLimitItem, *who: str, cost: int = 1) -> bool:
        """Whether there is a turn left; it is taken."""
        key = rule.key_for(*who)
        return self._ask(lambda storage: storage.incr(key, rule.get_expiry(), amount=cost)) <= rule.amount

    def count(self, rule: RateLimitItem, *who: str) -> tuple[int, int]:
        """Take a turn, whether there is one or not: how many are left, below zero beyond the last, and for how many
        seconds that holds (at least one).
        """
        key, window = rule.key_for(*who), rule.get_expiry()
        taken, ends = self._ask(lambda storage: (storage.incr(key, window), storage.get_expiry(key)))
        return rule.amount - taken, min(max(1, math.ceil(ends - time.time())), window)

    def wait(self, rule: RateLimitItem, *who: str) -> int:
        """Seconds until there are all turns again, at least one."""
        key, window = rule.key_for(*who), rule.get_expiry()
        return min(max(1, math.ceil(self._ask(lambda storage: storage.get_expiry(key)) - time.time())), window)

    def _ask(self, ask: Callable[[Counters | Storage], T]) -> T:
        if self._shared is None or time.monotonic() < self._not_before:
            return ask(self._own)
        try:
            return ask(self._shared)
        except StorageError as error:
            LOG.warning("Redis does not answer (%s); each process counts for itself", type(error.__cause__).__name__)
            self._not_before = time.monotonic() + AGAIN
            return ask(self._own)


def _redis(url: str) -> Storage:
    return storage_from_string(url, wrap_exceptions=True, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)
