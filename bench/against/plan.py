"""How long is measured, and how often."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """:param seconds: of asking each contender in a round.
    :param downloads: rounds of what takes long by itself.
    """

    rounds: int = 5
    seconds: float = 2
    downloads: int = 3
