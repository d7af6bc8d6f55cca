"""How far a rate can be trusted to tell one small place from another.

A published rate counts everyone; it is not a sample. Yet in a place of 90 households one family more or less moves it
by a point, so a difference between two small places may mean nothing. The interval is what a rate of so many out of
so many would be given if it came from chance, and says how much of a difference is that.
"""

import math
from dataclasses import dataclass

Z = 1.959964
"""The normal quantile that leaves 2.5 % at either end: intervals of 95 %."""

PLACES = 4


@dataclass(frozen=True)
class Interval:
    """From ``low`` to ``high``, in the unit of the rate or index it belongs to."""

    low: float
    high: float

    def overlaps(self, other: "Interval") -> bool:
        return self.low <= other.high and other.low <= self.high


def wilson_interval(numerator: int, denominator: int) -> Interval:
    """The 95 % interval of a rate in percent, to four decimals, which never leaves 0 to 100.

    Wilson's score interval (E. B. Wilson, J. Am. Stat. Assoc. 22, 1927, 209-212), which L. D. Brown, T. T. Cai and
    A. DasGupta (Statistical Science 16, 2001, 101-133) recommend for small numbers: with p = k/n,
    (p + z²/2n ± z·√(p(1-p)/n + z²/4n²)) / (1 + z²/n).

    :raises ValueError: there is nobody to count among, or more than all are counted.
    """
    if not 0 <= numerator <= denominator or denominator == 0:
        raise ValueError(f"{numerator} of {denominator} is no share")
    share, squared = numerator / denominator, Z * Z
    middle = share + squared / (2 * denominator)
    reach = Z * math.sqrt(share * (1 - share) / denominator + squared / (4 * denominator**2))
    scale = 100 / (1 + squared / denominator)
    low, high = scale * (middle - reach), scale * (middle + reach)
    return Interval(round(max(low, 0.0), PLACES), round(min(high, 100.0), PLACES))
