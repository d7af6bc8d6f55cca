"""What is still to be fetched, on disk: a country has 200,000 pages, and each is met a hundred times."""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path


class Frontier:
    """Addresses in the order in which they were first met, each once."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.execute("pragma journal_mode = off")
        self._database.execute("pragma synchronous = off")
        self._database.execute("create table met (id integer primary key, address text not null unique)")

    def add(self, addresses: Iterable[str]) -> None:
        self._database.execute("begin")
        self._database.executemany("insert or ignore into met (address) values (?)", [(a,) for a in addresses])
        self._database.execute("commit")

    def __iter__(self) -> Iterator[str]:
        """Also those that are added meanwhile."""
        last = 0
        while row := self._database.execute("select id, address from met where id > ? order by id", (last,)).fetchone():
            last = row[0]
            yield row[1]

    def close(self) -> None:
        self._database.close()
