"""How long is measured, and how often."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """:param seconds: of asking each contender in a round.
    :param downloads: rounds of what takes long by itself.
    :param mixed: seconds of mixed reading, quiet and again with everything at once.
    """

    rounds: int = 5
    seconds: float = 2
    downloads: int = 3
    mixed: float = 30
