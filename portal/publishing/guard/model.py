"""What the disclosure guard is told and what it answers: indicators, counts, what stood in public, levels."""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal.domain.periods import Period


@dataclass(frozen=True)
class Series:
    """What the guard must know of an indicator."""

    code: str
    protected: bool  # small village counts of it are withheld
    stock: bool  # counted at the end of the period; else a flow over it
    cumulative: bool  # the numerator can only grow
    population: str  # equal text: the same people or households are counted, so there is one denominator


@dataclass(frozen=True)
class Count:
    """A village's figure; 0 <= numerator <= denominator."""

    numerator: int
    denominator: int


class Level(enum.IntEnum):
    """How much of a cell is withheld."""

    SHOWN = 0
    NUMERATOR = 1  # withheld; the denominator stays
    EVERYTHING = 2  # the denominator is withheld too


@dataclass(frozen=True)
class PublishedTable:
    """One indicator and period as it stood in public from some release on."""

    series: str
    period: Period
    cells: Mapping[str, tuple[Count, Level]]  # by village code; villages without a figure are absent
    total_shown: bool = True


Tables = Mapping[tuple[str, str], Mapping[str, Count]]
"""(indicator, period text) → village → count: the tables as they will be once released."""


@dataclass(frozen=True)
class Protection:
    """What is withheld of the new tables. ``levels`` names only the cells that are; every other one is shown."""

    levels: Mapping[tuple[str, str, str], Level]  # (indicator, period text, village)
    totals_withheld: frozenset[tuple[str, str]]  # (indicator, period text) whose commune figure is not shown either
    solved: int  # linear programs solved

    def level(self, series: str, period: str, village: str) -> Level:
        """How much of a cell of the new tables is withheld."""
        return self.levels.get((series, period, village), Level.SHOWN)


class Unprotectable(Exception):
    """No choice of withheld cells keeps these cells of the new tables wide enough; nothing may be published.

    ``cells`` are (indicator, period text, village).
    """

    def __init__(self, cells: Iterable[tuple[str, str, str]]) -> None:
        self.cells = tuple(cells)
        names = ", ".join("/".join(cell) for cell in self.cells)
        super().__init__(f"these cells cannot be protected: {names}")
