"""What the attack is told and what it answers: rows as anyone can read them, and the cells that came out too narrow.

A village's *cell* is an indicator at a period; each *row* of it lives from the release it came in to the one that
superseded it, and stays public for ever.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Table = tuple[str, str]
"""An indicator and a period: the villages of a commune, and their sum."""

Quantity = Literal["numerator", "denominator", "complement"]


@dataclass(frozen=True)
class PublicRow:
    """One observation row; ``village`` is None in the commune's own figure."""

    indicator: str
    village: str | None
    period: str
    numerator: int | None
    denominator: int | None
    status: str
    released_in: int
    superseded_in: int | None

    @property
    def table(self) -> Table:
        return self.indicator, self.period

    @property
    def withheld(self) -> bool:
        return self.status == "withheld"


@dataclass(frozen=True)
class Rule:
    """What everyone knows of an indicator.

    :param population: among whom it is counted; indicators with the same text share their denominators, an empty
        text has none.
    :param protected: whether its own numerators are about people; of others only a hidden denominator is attacked.
    """

    code: str
    stock: bool
    cumulative: bool
    population: str
    protected: bool


@dataclass(frozen=True)
class Exposure:
    """A withheld cell that can only be one of fewer than k whole numbers, ``low`` to ``high``.

    ``insider`` is the village whose own figures the attacker had to know; None when nobody's were needed.
    """

    indicator: str
    village: str
    period: str
    quantity: Quantity
    low: int
    high: int
    insider: str | None = None

    @property
    def values(self) -> int:
        return max(0, self.high - self.low + 1)


@dataclass(frozen=True)
class Report:
    """What an attack found.

    :param cells: village cells there are now, of the tables attacked.
    :param withheld: how many of them are withheld now.
    :param narrowest: the fewest whole numbers that any withheld figure can be, from outside; None with nothing to find.
    :param solved: linear programs that were solved.
    :param set_aside: facts that contradicted others and were not used, such as a count that fell though it can only
        grow.
    """

    cells: int
    withheld: int
    narrowest: int | None
    exposures: Sequence[Exposure]
    solved: int = 0
    set_aside: int = 0

    @property
    def passed(self) -> bool:
        return not self.exposures
