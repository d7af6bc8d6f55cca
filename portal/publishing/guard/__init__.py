"""The disclosure guard: which village cells of a release are withheld, so that none of them can be computed back."""

from portal.publishing.guard.model import (
    Count,
    Level,
    Protection,
    PublishedTable,
    Series,
    Tables,
    Unprotectable,
)
from portal.publishing.guard.protection import protect

__all__ = ["Count", "Level", "Protection", "PublishedTable", "Series", "Tables", "Unprotectable", "protect"]
