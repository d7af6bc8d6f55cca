"""Where answers lie: those of one moment alone, and no more than so many bytes of them."""

import threading
from collections import OrderedDict

from portal.prepared.answer import Answer

Key = tuple[str, ...]


class Shelf:
    """The answers of a state and day; as soon as another is asked for, all of them are gone.

    :param most: bytes; what was asked for longest ago goes first.
    """

    def __init__(self, most: int) -> None:
        self._most, self._held = most, 0
        self._moment = ""
        self._answers: OrderedDict[Key, tuple[Answer, int]] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, moment: str, key: Key) -> Answer | None:
        with self._lock:
            self._turn_to(moment)
            found = self._answers.get(key)
            if found is None:
                return None
            self._answers.move_to_end(key)
            return found[0]

    def put(self, moment: str, key: Key, answer: Answer) -> None:
        """Keep an answer, or count again how large it is; of a moment that is over, nothing is kept."""
        size = len(answer)
        with self._lock:
            if moment != self._moment or size > self._most // 8:
                return
            _old, counted = self._answers.pop(key, (None, 0))
            self._answers[key] = answer, size
            self._held += size - counted
            while self._held > self._most:
                _key, (_answer, counted) = self._answers.popitem(last=False)
                self._held -= counted

    def _turn_to(self, moment: str) -> None:
        if moment != self._moment:
            self._moment, self._held = moment, 0
            self._answers.clear()
