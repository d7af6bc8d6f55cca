"""A row set under its public field names: what every format renders."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Table:
    """Rows as tuples, in the order of ``fields``. ``rows`` may be an iterator that is read once.

    :param name: of the file.
    :param title: what it holds, in the language of the page; for people.
    :param page: the address of the page that shows it, in this language, where that is not its own without a suffix.
    """

    name: str
    fields: tuple[str, ...]
    rows: Iterable[Sequence[Any]]
    title: str = ""
    page: str = ""

    @property
    def is_illustrative(self) -> bool:
        """Whether a row is marked as made up. Reads the rows: for tables that are held whole."""
        if "illustrative" not in self.fields:
            return False
        at = self.fields.index("illustrative")
        return any(row[at] for row in self.rows)
