"""Which villages are withheld along with a sensitive one: public size and a secret decide, not their figures."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping

from portal.publishing.guard.groups import Shelf
from portal.publishing.guard.states import State


class Partners:
    """The order in which villages are asked."""

    def __init__(self, shelf: Shelf, secret: bytes, sizes: Mapping[str, int] | None) -> None:
        self._shelf = shelf
        self._secret = secret
        self._sizes = sizes
        self._lots: dict[str, bytes] = {}

    def ordered(self, state: State, villages: Iterable[str]) -> list[str]:
        """Villages of a new table: first those withheld near by, then the smallest size class, then by lot."""
        near = self._withheld_near(state)
        return sorted(
            villages, key=lambda village: (village not in near, self._size(state, village), self._lot(village))
        )

    def _withheld_near(self, state: State) -> set[str]:
        """Withheld in the period before or after, or in another indicator of the same people."""
        hidden, code = self._shelf.hidden, state.series.code
        line = [other for other in self._shelf.timeline(code) if other.period.end != state.period.end]
        before = [other for other in line if other.period.end < state.period.end][-1:]
        after = [other for other in line if other.period.end > state.period.end][:1]
        near = [(code, other.period.text) for other in (*before, *after)]
        near += [
            (other.series.code, other.period.text)
            for other in (*self._shelf.live.values(), *self._shelf.new)
            if other.series.population == state.series.population and other.when == state.when
        ]
        return set().union(*(hidden.get(name, set()) for name in near))

    def _size(self, state: State, village: str) -> int:
        """The class of a village: sizes from one power of two to the next are one class."""
        if self._sizes is not None and village in self._sizes:
            return self._sizes[village].bit_length()
        return state.counts[village].denominator.bit_length()

    def _lot(self, village: str) -> bytes:
        if village not in self._lots:
            self._lots[village] = hmac.new(self._secret, village.encode(), hashlib.sha256).digest()
        return self._lots[village]
