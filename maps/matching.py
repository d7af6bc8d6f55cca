"""Who gets which place at the least cost: the Hungarian method, by shortest augmenting paths.

numpy costs 20 MB of memory: import this module where a matching is asked for, not at the start.
"""

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]


class Matching:
    """Rows that have a column each, and the prices by which a cheaper one is looked for."""

    def __init__(self, costs: Numbers) -> None:
        count = len(costs)
        self.costs = costs
        self.of_rows, self.of_columns = np.zeros(count), np.zeros(count)  # prices
        self.row_of: Indices = np.full(count, -1)
        self.column_of: Indices = np.full(count, -1)

    def add(self, start: int) -> None:
        """Give one more row a column, others handing on theirs where that is cheaper."""
        shortest, before = np.full(len(self.costs), np.inf), np.full(len(self.costs), -1)
        open_ = np.ones(len(self.costs), dtype=bool)
        row, length = start, 0.0
        while row >= 0:
            reach = length + self.costs[row] - self.of_rows[row] - self.of_columns
            nearer = open_ & (reach < shortest)
            shortest[nearer], before[nearer] = reach[nearer], row
            column = int(np.where(open_, shortest, np.inf).argmin())
            length, open_[column] = float(shortest[column]), False
            row = int(self.row_of[column])
        self._reprice(start, ~open_, length, shortest)
        self._hand_on(start, column, before)

    def _reprice(self, start: int, seen: npt.NDArray[np.bool_], length: float, shortest: Numbers) -> None:
        owned = seen & (self.row_of >= 0)
        self.of_rows[start] += length
        self.of_rows[self.row_of[owned]] += length - shortest[owned]
        self.of_columns[seen] -= length - shortest[seen]

    def _hand_on(self, start: int, column: int, before: Indices) -> None:
        row = -1
        while row != start:
            row = int(before[column])
            self.row_of[column] = row
            self.column_of[row], column = column, int(self.column_of[row])


def match_nearest(points: list[tuple[float, float]], spots: list[tuple[float, float]]) -> list[int]:
    """The spot of each point, one each of equally many, so that the sum of squared distances is the least."""
    here, there = np.array(points, dtype=float), np.array(spots, dtype=float)
    matching = Matching(((here[:, None, :] - there[None, :, :]) ** 2).sum(axis=2))
    for row in range(len(points)):
        matching.add(row)
    return [int(column) for column in matching.column_of]
