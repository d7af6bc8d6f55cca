"""How much room an upgrade takes, and whether it is there."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from portal.db import Store
from portal.publishing.backup.taking import list_released_files

COPY = 1.5  # what was filled row by row may be larger than what it was made from
SPARE = 64 * 2**20


class NoRoom(Exception):
    """What is missing, and where."""


@dataclass(frozen=True)
class Room:
    """Bytes that an upgrade takes at a place, and that are free there."""

    place: Path
    needed: int
    free: int

    def __str__(self) -> str:
        return f"{_in_words(self.needed)} in {self.place}, where {_in_words(self.free)} are free"


def list_rooms(public: Store, desk: Store, keep: Path) -> list[Room]:
    """What the backup and the rehearsal take, and beside each SQLite store what its own migration takes.

    What a PostgreSQL server has free, only its operator can see.
    """
    sizes = {store: _size_of(store) for store in (public, desk)}
    with public.reading() as session:
        files = sum(size for _place, size, _sha256 in list_released_files(session))
    copies = sum(size for store, size in sizes.items() if store.file is not None)
    rooms = [_room(keep, sum(sizes.values()) + files + int(COPY * copies))]
    return rooms + [_room(store.file.parent, 2 * size) for store, size in sizes.items() if store.file is not None]


def require_room(rooms: list[Room]) -> None:
    """:raises NoRoom: naming the first place that has too little."""
    for room in rooms:
        if room.free < room.needed:
            raise NoRoom(f"There is too little room: an upgrade takes {room}. Make room, or name another with --keep.")


def _room(place: Path, size: int) -> Room:
    while not place.exists():
        place = place.parent
    return Room(place, size + SPARE, shutil.disk_usage(place).free)


def _size_of(store: Store) -> int:
    if store.file is not None:
        return store.file.stat().st_size
    with store.engine.connect() as connection:
        return int(connection.scalar(text("select pg_database_size(current_database())")) or 0)


def _in_words(size: int) -> str:
    return f"{size / 2**20:,.0f} MB"
