"""Components as those see them who believe that counts grew where in truth they fell.

A wrong report, still public, may be withheld; who does not know that it was wrong reckons wrongly, but must not come
close to a withheld figure by chance either. Nobody comes close where what they believe contradicts what they know.
"""

from collections.abc import Iterator

import highspy
import numpy as np

from portal.publishing.guard.components import UNBOUNDED, Component, make_component, reach, tighten
from portal.publishing.guard.facts import Facts

STRANGER = ""


def believed_components(facts: Facts, touched: list[Component]) -> Iterator[Component]:
    """Touched components with a doubtful growth, as a stranger and each village head sees them.

    One serves all whose own figures are in it as they truly are; the others have theirs.
    """
    for number in _doubtful(facts, {number for component in touched for number in component.numbers}):
        component = believed_component(facts, number, STRANGER)
        if component is not None:
            yield component
            for village in sorted(set(component.villages).difference(component.believed_by or ())):
                own = believed_component(facts, number, village)
                if own is not None:
                    own.believed_by = (village,)
                    yield own


def believed_component(facts: Facts, number: int, who: str) -> Component | None:
    """The component of a number for who believes in growth and knows the figures of one village (or of none).

    Of their own village they know which counts fell. None where what they know contradicts that.
    """
    numbers = sorted(reach(facts, number, believed=True))
    position = {each: n for n, each in enumerate(numbers)}
    component = make_component(facts, numbers)
    others = ((low, high) for low, high in facts.doubts if facts.village[low] != who)
    for low, high in others:
        gap = facts.value[high] - facts.value[low]
        if low in position and high in position:
            component.orders.append((position[low], position[high], gap))
        elif low in position and facts.pinned[high]:
            component.high[position[low]] = min(component.high[position[low]], gap)
        elif high in position and facts.pinned[low]:
            component.low[position[high]] = max(component.low[position[high]], -gap)
    for own in component.positions_of(who):
        component.low[own], component.high[own] = max(0, component.low[own]), min(0, component.high[own])
    return _moved(component)


def _doubtful(facts: Facts, touched: set[int]) -> Iterator[int]:
    """One unpinned number of each touched component in which there is doubt."""
    seen: set[int] = set()
    for number in sorted({number for pair in facts.doubts for number in pair if not facts.pinned[number]}):
        if number not in seen:
            reached = reach(facts, number, believed=True)
            seen |= reached
            if reached & touched:
                yield number


def _moved(component: Component) -> Component | None:
    """The component told in moves away from counts near the true ones that keep to everything believed."""
    base = nearest(component)
    if base is None:
        return None
    component.low = [low - move for low, move in zip(component.low, base, strict=True)]
    component.high = [high - move for high, move in zip(component.high, base, strict=True)]
    for n, (low, high, terms) in enumerate(component.adds):
        moved = sum(sign * base[position] for position, sign in terms)
        component.adds[n] = low - moved, high - moved, terms
    component.orders = [(one, other, gap + base[other] - base[one]) for one, other, gap in component.orders]
    elsewhere = {village for village, move in zip(component.villages, base, strict=True) if move}
    component.believed_by = (STRANGER, *sorted(set(component.villages) - elsewhere))
    tighten(component)
    return component


def nearest(component: Component) -> list[int] | None:
    """Whole moves, as small as can be, that keep to everything in a component; None if there are none."""
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.silent()
    size = len(component.numbers)
    ups, downs = np.arange(size, dtype=np.int32), np.arange(size, 2 * size, dtype=np.int32)
    highs.addVars(2 * size, np.zeros(2 * size), np.full(2 * size, float(UNBOUNDED)))
    highs.changeColsCost(2 * size, np.arange(2 * size, dtype=np.int32), np.ones(2 * size))
    bounds = [(low, high, ((n, 1),)) for n, (low, high) in enumerate(zip(component.low, component.high, strict=True))]
    rows = [*bounds, *component.rows()]
    rows += [(-UNBOUNDED, gap, ((one, 1), (other, -1))) for one, other, gap in component.orders]
    for low, high, row in rows:
        positions = np.array([ups[n] for n, _ in row] + [downs[n] for n, _ in row], dtype=np.int32)
        signs = np.array([sign for _, sign in row] + [-sign for _, sign in row], dtype=np.float64)
        highs.addRow(float(low), float(high), len(positions), positions, signs)
    highs.changeColsIntegrality(
        2 * size,
        np.arange(2 * size, dtype=np.int32),
        np.full(2 * size, int(highspy.HighsVarType.kInteger), dtype=np.uint8),
    )
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    moves = np.rint(np.array(highs.getSolution().col_value)).astype(np.int64)
    return [int(up - down) for up, down in zip(moves[:size], moves[size:], strict=True)]
