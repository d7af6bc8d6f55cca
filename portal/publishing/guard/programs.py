"""Linear programs over a component: how far a move can go when everything else may move too."""

from collections.abc import Iterable, Sequence

import highspy
import numpy as np
import numpy.typing as npt

from portal.publishing.guard.components import Component

Form = tuple[tuple[int, int], ...]
"""A sum of moves: (position, 1 or -1)."""
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
EPSILON = 1e-6
CHOOSE, DUAL = 0, 1  # the solver's numbers for its strategies
PRIMAL = 4  # only costs change from solve to solve, so the last vertex stays feasible: half the time of the dual


class Program:
    """One model for a component; only costs and the bounds of what an insider knows change between solves."""

    def __init__(self, component: Component) -> None:
        self.solved = 0
        self._size = len(component.numbers)
        self._low = np.array(component.low, dtype=np.float64)
        self._high = np.array(component.high, dtype=np.float64)
        self._all = np.arange(self._size, dtype=np.int32)
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]
        self._highs.silent()
        for option, value in (("presolve", "off"), ("parallel", "off"), ("solver", "simplex")):
            self._highs.setOptionValue(option, value)
        self._highs.addVars(self._size, self._low, self._high)
        self._add_rows(component)

    def _add_rows(self, component: Component) -> None:
        rows = [(float(low), float(high), terms) for low, high, terms in component.rows()]
        never = -highspy.kHighsInf
        rows += [(never, float(gap), ((first, 1), (second, -1))) for first, second, gap in component.orders]
        starts = np.cumsum([0] + [len(row) for _, _, row in rows])[:-1].astype(np.int32)
        entries = [entry for _, _, row in rows for entry in row]
        self._highs.addRows(
            len(rows),
            np.array([low for low, _, _ in rows]),
            np.array([high for _, high, _ in rows]),
            len(entries),
            starts,
            np.array([position for position, _ in entries], dtype=np.int32),
            np.array([sign for _, sign in entries], dtype=np.float64),
        )

    def know(self, positions: Iterable[int]) -> None:
        """Fix what an insider knows, and only that."""
        low, high = self._low.copy(), self._high.copy()
        for position in positions:
            low[position] = high[position] = 0.0
        self._highs.changeColsBounds(self._size, self._all, low, high)

    def farthest(self, costs: Floats) -> Floats:
        """Moves that reach the greatest value of a sum of moves."""
        self._highs.changeColsCost(self._size, self._all, -costs)
        self._run()
        return np.array(self._highs.getSolution().col_value)

    def farthest_whole(self, costs: Floats) -> Ints:
        """The same in whole numbers."""
        moves = self.farthest(costs)
        if not whole(moves):
            self._make(highspy.HighsVarType.kInteger)
            moves = self.farthest(costs)
            self._make(highspy.HighsVarType.kContinuous)
        return np.rint(moves).astype(np.int64)

    def _make(self, kind: highspy.HighsVarType) -> None:
        kinds = np.full(self._size, int(kind), dtype=np.uint8)
        self._highs.changeColsIntegrality(self._size, self._all, kinds)

    def costs(self, forms: Sequence[tuple[Form, float]]) -> Floats:
        costs = np.zeros(self._size)
        for form, weight in forms:
            for position, sign in form:
                costs[position] += sign * weight
        return costs

    def _run(self) -> None:
        """Solve from the last vertex; where that goes astray, from nothing, and then in the solver's own way."""
        for strategy, presolve in ((PRIMAL, "off"), (DUAL, "off"), (CHOOSE, "choose")):
            self.solved += 1
            self._highs.setOptionValue("simplex_strategy", strategy)
            self._highs.setOptionValue("presolve", presolve)
            self._highs.run()
            if self._highs.getModelStatus() == highspy.HighsModelStatus.kOptimal:
                return
            self._highs.clearSolver()
        raise ArithmeticError("the solver finds no answer to a program that the true counts solve")


def whole(moves: Floats) -> bool:
    """Whether moves are whole numbers, as counts of people are."""
    return bool(np.all(np.abs(moves - np.rint(moves)) < EPSILON))
