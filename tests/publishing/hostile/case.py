"""One hostile file."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """A hostile file: its name as uploaded, how to make it, and the code it must be refused with."""

    code: str
    file: str
    make: Callable[[], bytes]
