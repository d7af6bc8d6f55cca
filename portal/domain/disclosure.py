"""Disclosure control: which village counts are too small to publish.

Four people without an account in a hamlet are four people everyone can name. The primary rule here is applied once,
on the way in, so that a withheld cell is never stored as published and no reader can forget it.
"""

THRESHOLD = 5
"""The default k: counts below it are withheld. Between 3 and 10 by setting."""


def is_sensitive(numerator: int, denominator: int, threshold: int = THRESHOLD) -> bool:
    """Whether a cell is withheld by itself: the count, its complement or the whole is below the threshold.

    Zero and 100 % are sensitive too: "nobody here has one" names everybody.
    """
    return numerator < threshold or denominator - numerator < threshold


def hides_denominator(denominator: int, threshold: int = THRESHOLD) -> bool:
    """Whether even the size of the population counted is too small to show."""
    return denominator < threshold
