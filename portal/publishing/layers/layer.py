"""The features of a file, and how many there may be."""

from dataclasses import dataclass
from typing import Any

MOST_BYTES = 30_000_000
MOST_FEATURES = 20_000
MOST_POINTS = 500_000


@dataclass(frozen=True)
class Layer:
    """``features`` are as in GeoJSON; ``crs`` is what the file itself says: a name, well-known text, or nothing.

    ``sha256`` is of the bytes that were read.
    """

    file: str
    features: list[Any]
    crs: str | None
    sha256: str = ""
