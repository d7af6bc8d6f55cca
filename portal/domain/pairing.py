"""Pairing two lists of like things: what of one is the same thing in the other."""

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

Thing = TypeVar("Thing")
Key = Callable[[Thing], Hashable | None]
Paired = tuple[list[tuple[Thing, Thing]], list[Thing], list[Thing]]
"""The pairs, and what is left of each list, in its order."""


def pair_by(old: Iterable[Thing], new: Iterable[Thing], keys: Iterable[Key[Thing]]) -> Paired[Thing]:
    """Pair what has equal keys, by the first key, then what is left by the next; several alike in their order.

    :param keys: a thing whose key is None is paired with nothing.
    """
    pairs, gone, come = [], list(old), list(new)
    for key in keys:
        waiting: dict[Hashable, deque[Thing]] = defaultdict(deque)
        for thing in gone:
            waiting[key(thing)].append(thing)
        left = []
        for thing in come:
            mine = key(thing)
            if mine is not None and waiting[mine]:
                pairs.append((waiting[mine].popleft(), thing))
            else:
                left.append(thing)
        gone, come = _without(gone, (before for before, _ in pairs)), left
    return pairs, gone, come


def pair_nearest(
    old: Iterable[Thing], new: Iterable[Thing], key: Key[Thing], number: Callable[[Thing], float]
) -> Paired[Thing]:
    """Pair what has equal keys so that their numbers lie nearest, the nearest two first."""
    gone, come = list(old), list(new)
    alike = [(i, j) for i, before in enumerate(gone) for j, after in enumerate(come) if key(before) == key(after)]
    near = [(abs(number(gone[i]) - number(come[j])), i, j) for i, j in alike]
    firsts: set[int] = set()
    seconds: set[int] = set()
    pairs = []
    for _distance, i, j in sorted(near):
        if i not in firsts and j not in seconds:
            firsts.add(i)
            seconds.add(j)
            pairs.append((gone[i], come[j]))
    return pairs, _without(gone, (b for b, _ in pairs)), _without(come, (a for _, a in pairs))


def _without(things: Iterable[Thing], taken: Iterable[Thing]) -> list[Thing]:
    """Those that are not among the taken, told apart as objects."""
    gone = {id(thing) for thing in taken}
    return [thing for thing in things if id(thing) not in gone]
