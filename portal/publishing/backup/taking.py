"""Making the archive, so that it is there whole or not at all."""

import datetime as dt
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from portal.db import Store
from portal.domain.audit import Head
from portal.domain.datasets import DatasetFile, DatasetVersion
from portal.publishing.audit import get_desk_head
from portal.publishing.backup.archive import CHUNK, Writer
from portal.publishing.backup.snapshot import snapshot
from portal.publishing.backup.tables import dump_table, list_tables
from portal.standing import get_revision


class NotBackedUp(Exception):
    """Why there is no archive; nothing of one was left behind."""


@dataclass(frozen=True)
class Taken:
    """What a backup holds."""

    rows: int
    files: int
    bytes: int
    head: Head | None


def back_up(public: Store, desk: Store, files: Path, target: Path) -> Taken:
    """Write both stores and every released file into a new archive that only its owner can read.

    :raises NotBackedUp: there is such a file already, a store has no tables, or a released file is not as it was.
    :raises OSError: the archive cannot be written; nothing of it is left.
    """
    if target.exists():
        raise NotBackedUp(f"{target} exists already")
    for name, store in (("public", public), ("desk", desk)):
        if not has_tables(store):
            raise NotBackedUp(f"the {name} store has no tables; there is nothing to back up")
    with _new_file(target) as (file, keep), Writer(file) as writer, snapshot(public, desk) as (readers, officers):
        counts = {name: _add_store(writer, name, c) for name, c in (("public", readers), ("desk", officers))}
        count = _add_files(writer, readers, files)
        with Session(officers) as session:
            head = get_desk_head(session)
        writer.finish(_facts(counts, count, head))
        size = keep()
    return Taken(sum(sum(store["tables"].values()) for store in counts.values()), count, size, head)


def has_tables(store: Store) -> bool:
    if store.is_missing:
        return False
    with store.engine.connect() as connection:
        return get_revision(connection) is not None


def _facts(stores: dict[str, Any], files: int, head: Head | None) -> dict[str, Any]:
    return {
        "portal": version("lang-so"),
        "made_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "stores": stores,
        "files": files,
        "audit": str(head) if head else None,
    }


def _add_store(writer: Writer, name: str, connection: Connection) -> dict[str, Any]:
    tables: dict[str, int] = {}
    for table in list_tables(connection):
        tables[table.name] = -1  # the head is no row
        writer.add(f"{name}/{table.name}.jsonl", _counted(tables, table.name, dump_table(connection, table)))
    return {"revision": get_revision(connection), "tables": tables}


def _counted(counts: dict[str, int], name: str, lines: Iterator[bytes]) -> Iterator[bytes]:
    for line in lines:
        counts[name] += 1
        yield line


def _add_files(writer: Writer, readers: Connection, folder: Path) -> int:
    """The files of the versions that the snapshot names. They never change, so they are read as they lie there."""
    count = 0
    with Session(readers) as session:
        for place, size, sha256 in list_released_files(session):
            try:
                found = writer.add(f"files/{place}", _chunks(folder / place))
            except FileNotFoundError:
                raise NotBackedUp(f"{folder / place} was released and is missing; put it back first") from None
            if found != sha256 or (folder / place).stat().st_size != size:
                raise NotBackedUp(f"{folder / place} is not the file that was released; put that back first")
            count += 1
    return count


def list_released_files(session: Session) -> list[tuple[str, int, str]]:
    """Place under the folder of files, size and SHA-256 of every file of every version."""
    query = session.query(
        DatasetVersion.dataset_slug, DatasetVersion.number, DatasetFile.name, DatasetFile.bytes, DatasetFile.sha256
    )
    rows = query.join(DatasetFile.version).order_by(DatasetFile.id)
    return [(f"{slug}/{number}/{name}", size, sha256) for slug, number, name, size, sha256 in rows]


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


@contextmanager
def _new_file(target: Path) -> Iterator[tuple[IO[bytes], Callable[[], int]]]:
    """A file without a name, and what gives it its name once it is on disk; unless that is called, nothing is left.

    Where the system has no files without a name, it has one that begins with a dot until then.
    """
    hidden: Path | None = None
    try:
        descriptor = os.open(target.parent, os.O_TMPFILE | os.O_RDWR, 0o600)
    except (AttributeError, OSError):
        descriptor, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
        hidden = Path(name)
    with os.fdopen(descriptor, "w+b") as file:

        def keep() -> int:
            file.flush()
            os.fsync(file.fileno())
            _give_name(file, hidden, target)
            return os.fstat(file.fileno()).st_size

        try:
            yield file, keep
        finally:
            if hidden is not None:
                with suppress(FileNotFoundError):
                    hidden.unlink()


def _give_name(file: IO[bytes], hidden: Path | None, target: Path) -> None:
    """Never over a file that came to be there meanwhile."""
    source = f"/proc/self/fd/{file.fileno()}" if hidden is None else str(hidden)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.link(source, target.name, dst_dir_fd=folder, follow_symlinks=True)
        os.fsync(folder)
    finally:
        os.close(folder)
