"""How often a client did something: counted in Redis for all processes and hosts, or in the process for itself.

While Redis is away each process counts for itself, and looks for it again after a while: a limit that is too generous
for a minute refuses nobody.
"""

import logging
import math
import time
from collections.abc import Callable
from typing import TypeVar

from limits import RateLimitItem
from limits.errors import StorageError
from limits.storage import Storage, storage_from_string

T = TypeVar("T")
PATIENCE = 0.25  # seconds that Redis is given to answer
AGAIN = 10  # seconds until it is asked again after it failed
LOG = logging.getLogger(__name__)


class Turns:
    """Counters by rule and by whatever tells those apart that are counted.

    :param redis_url: empty: in this process only.

    Windows are fixed: they begin with the first turn (``limits``' strategy of that name).
    """

    def __init__(self, redis_url: str = "") -> None:
        self._own = storage_from_string("memory://")
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

    def _ask(self, ask: Callable[[Storage], T]) -> T:
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
