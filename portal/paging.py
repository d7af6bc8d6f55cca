"""Which part of a long list a page shows."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """:param page: its number, from 1; :param size: of a page; :param total: of the list."""

    page: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        return max(-(-self.total // self.size), 1)

    @property
    def first(self) -> int:
        """How many stand before this page."""
        return (self.page - 1) * self.size

    @property
    def last(self) -> int:
        return min(self.first + self.size, self.total)
