"""What is read from the public store once for a state of it, for all requests of a process: reference data.

The layer of prepared answers says in ``langso.state`` which state a request is answered from; where it says none, or
the transaction of this request sees another already, everything is read anew. Only plain values belong here, and never
what is bound to a session: they are given to every thread.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, TypeVar

from flask import Flask, current_app

from portal.web import read_state

MOST = 2048
"""Values that a process holds: some kilobytes each at most."""
FEATURES = "features"
"""The shelf of written features, of which a page has hundreds: they take no place from reference data."""
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Held:
    """The values of one state. A request of another state begins anew, whichever of the two is the newer."""

    def __init__(self, most: int = MOST) -> None:
        self._most, self._state = most, ""
        self._values: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._values)

    def find(self, state: str, keys: Iterable[Hashable]) -> dict[Hashable, Any]:
        with self._lock:
            if state != self._state:
                return {}
            return {key: self._values[key] for key in keys if key in self._values}

    def put(self, state: str, values: Mapping[Hashable, Any]) -> None:
        with self._lock:
            if state != self._state:
                self._values.clear()
                self._state = state
            self._values.update(values)
            while len(self._values) > self._most:
                self._values.popitem(last=False)


def init_app(app: Flask) -> None:
    app.extensions["per-state"] = {"": Held(), FEATURES: Held()}


def held(name: Hashable, make: Callable[[], V]) -> V:
    """The value of this name, made where it is not there."""
    return held_each(name, [()], lambda _none: {(): make()})[()]


def held_each(
    name: Hashable, keys: Iterable[K], make: Callable[[list[K]], Mapping[K, V]], *, shelf: str = ""
) -> dict[K, V]:
    """The values of these keys; those that are not there are made together."""
    wanted, state = list(keys), read_state()
    if state is None:
        return dict(make(wanted))
    kept: Held = current_app.extensions["per-state"][shelf]
    at_hand = kept.find(state, [(name, key) for key in wanted])
    found: dict[K, V] = {key: at_hand[name, key] for key in wanted if (name, key) in at_hand}
    missing = [key for key in wanted if key not in found]
    if missing:
        made = make(missing)
        kept.put(state, {(name, key): value for key, value in made.items()})
        found.update(made)
    return found
