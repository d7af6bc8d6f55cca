"""Ratios of what was measured in the same round, and the goals they are held against."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Measured:
    """One contender in one round of a load.

    :param seconds: of processor time for each request, over the server's whole tree of processes.
    :param rate: requests a second.
    """

    seconds: float
    rate: float
    failed: int = 0


@dataclass(frozen=True)
class Spread:
    """The median of the rounds, with the lowest and the highest of them."""

    middle: float
    lowest: float
    highest: float

    def __str__(self) -> str:
        return f"{self.middle:.3g} ({self.lowest:.3g} to {self.highest:.3g})"


def spread(values: Sequence[float]) -> Spread:
    """:raises ValueError: there is none."""
    if not values:
        raise ValueError("nothing was measured")
    return Spread(statistics.median(values), min(values), max(values))


def ratios(numerators: Sequence[float], denominators: Sequence[float]) -> Spread:
    """Round by round, so that what slows a round counts on both sides; beside nothing all is without end."""
    return spread([a / b if b else math.inf for a, b in zip(numerators, denominators, strict=True)])


@dataclass(frozen=True)
class Goal:
    """A line of "it is done when".

    :param bound: whether the measured number may be ``at most`` or must be ``at least`` the wanted one.
    """

    name: str
    bound: Literal["at most", "at least"]
    wanted: float
    unit: str = "×"

    def is_met(self, measured: float) -> bool:
        return measured <= self.wanted if self.bound == "at most" else measured >= self.wanted

    def line(self, measured: Spread, beside: str = "") -> str:
        """A row of the table of goals."""
        verdict = "met" if self.is_met(measured.middle) else "MISSED"
        return f"| {self.name} | {self.bound} {self.wanted:g} {self.unit} | {measured} | {beside} | {verdict} |"
