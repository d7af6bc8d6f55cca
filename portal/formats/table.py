"""A row set under its public field names: what every format renders."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Table:
    """Rows as tuples, in the order of ``fields``. ``rows`` may be an iterator that is read once."""

    name: str
    fields: tuple[str, ...]
    rows: Iterable[Sequence[Any]]
