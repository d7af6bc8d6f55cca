"""Word between hosts that something was published, through Redis: whoever keeps answers asks for the state at once.

Without Redis, and while it is away, each process finds out by asking its store, a fraction of a second later.
"""

import logging
import threading
import time
from collections.abc import Callable

CHANNEL = "langso:published"
PATIENCE = 0.25  # seconds that publishing waits for Redis at most
AGAIN = 5.0  # seconds between two tries to listen
LOG = logging.getLogger(__name__)


def announce(redis_url: str) -> None:
    """Tell everybody that listens; where Redis does not answer they find out by themselves."""
    if not redis_url:
        return
    import redis  # noqa: PLC0415 - loaded only where there is one

    try:
        with redis.from_url(redis_url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE) as client:
            client.publish(CHANNEL, b"")
    except redis.RedisError as error:
        LOG.warning("Redis does not answer (%s); hosts find out about the release by themselves", type(error).__name__)


class Listener:
    """Calls back, from a thread of its own, whenever something was announced.

    :param heard: quick, and safe to call at any time.
    """

    def __init__(self, redis_url: str, heard: Callable[[], None]) -> None:
        self._url, self._heard = redis_url, heard
        self._begun = threading.Lock()

    def begin(self) -> None:
        """Listen from now on; only the first call does anything, so it is called after a worker forked."""
        if self._begun.acquire(blocking=False):
            threading.Thread(target=self._listen_on, name="announcements", daemon=True).start()

    def _listen_on(self) -> None:
        import redis  # noqa: PLC0415 - loaded only where there is one

        while True:
            try:
                self._listen()
            except redis.RedisError as error:
                LOG.warning("Redis does not answer (%s); releases are noticed by asking", type(error).__name__)
            time.sleep(AGAIN)

    def _listen(self) -> None:
        import redis  # noqa: PLC0415 - loaded only where there is one

        with redis.from_url(self._url, socket_connect_timeout=PATIENCE) as client, client.pubsub() as channel:
            channel.subscribe(CHANNEL)
            for message in channel.listen():
                if message["type"] == "message":
                    self._heard()
