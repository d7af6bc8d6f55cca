"""Linear programs, solved with HiGHS."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import highspy

Row = tuple[Sequence[tuple[int, int]], float, float]
"""Terms (column, coefficient) and the bounds of their sum."""


@dataclass
class Effort:
    """How many programs were solved."""

    solved: int = 0


class Program:
    """Columns between bounds under rows; solved again and again for one aim after another."""

    def __init__(self, low: Sequence[float], high: Sequence[float], rows: Iterable[Row], effort: Effort) -> None:
        self._low, self._high, self._effort = list(low), list(high), effort
        self._columns = list(range(len(self._low)))
        self._model = highspy.Highs()  # type: ignore[no-untyped-call]
        self._model.setOptionValue("output_flag", False)
        self._model.setOptionValue("threads", 1)
        self._model.addVars(len(self._low), self._low, self._high)
        for terms, least, most in rows:
            columns, coefficients = [c for c, _ in terms], [float(v) for _, v in terms]
            self._model.addRow(least, most, len(columns), columns, coefficients)

    def solve(
        self, aim: Mapping[int, float], bounds: Mapping[int, tuple[float, float]] | None = None
    ) -> list[float] | None:
        """A point where the aim, a weight for each column named, is greatest; None when there is no point at all.

        :param bounds: of some columns, for this time only; never wider than their own.
        """
        bounds = bounds or {}
        weights = [-aim.get(column, 0.0) for column in self._columns]
        self._model.changeColsCost(len(weights), self._columns, weights)
        for column, (low, high) in bounds.items():
            self._model.changeColBounds(column, low, high)
        self._model.run()
        self._effort.solved += 1
        optimal = self._model.getModelStatus() == highspy.HighsModelStatus.kOptimal
        point = list(self._model.getSolution().col_value) if optimal else None
        for column in bounds:
            self._model.changeColBounds(column, self._low[column], self._high[column])
        return point
