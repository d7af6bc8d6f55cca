"""From an archive back to an installation, in an empty place only.

The archive is checked whole before anything is touched. Then come the files, the desk's rows and, last, the public
ones, each store in one transaction; everything is compared with the manifest and the log verified inside these
transactions, and the public one is committed as the very end. So whatever happens before, there is nothing to serve.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alembic import command
from alembic.util import CommandError
from sqlalchemy import Connection, delete, inspect, text
from sqlalchemy.orm import Session

from portal.db import Revision, Store
from portal.domain.audit import Head, parse_head
from portal.migrations import config_for
from portal.publishing.audit import verify_desk
from portal.publishing.backup.archive import Reader
from portal.publishing.backup.tables import count_rows, list_tables, load_table
from portal.publishing.backup.taking import list_released_files
from portal.publishing.statistics import refresh_statistics
from portal.standing import get_revision

UNFINISHED = ".restoring"
LOCK = ".loading"  # of `langso demo`; it stays where it was


class NotEmpty(Exception):
    """What the archive would have to be restored over; nothing was touched."""


class NotRestored(Exception):
    """What differs from the archive; everything that had been restored was taken away again."""


@dataclass(frozen=True)
class Restored:
    """What an archive held, compared with what is in place now."""

    rows: int
    files: int
    head: Head | None
    made_at: str


def restore(archive: Path, public: Store, desk: Store, files: Path) -> Restored:
    """Put an archive into two empty stores and an empty folder of files.

    :raises portal.publishing.backup.archive.Damaged: naming the member; nothing was touched.
    :raises NotEmpty: something is there already; nothing was touched.
    :raises NotRestored: what was put in place differs from the archive, and was taken away again.
    :raises OSError: the files cannot be written; what was put in place was taken away again.
    """
    with Reader(archive) as backup:
        _require_empty(public, desk, files)
        try:
            return _Restoring(backup, public, desk, files).run()
        except BaseException:
            _take_away(public, desk, files)
            raise


def _require_empty(public: Store, desk: Store, files: Path) -> None:
    if public.place == desk.place:
        raise NotEmpty("the public store and the desk's are the same database; they must differ")
    for name, store in (("public", public), ("desk", desk)):
        counts = _rows_of(store)
        counts.pop(Revision.__tablename__, None)  # its one row comes with the tables
        if filled := sorted(table for table, count in counts.items() if count):
            raise NotEmpty(f"the {name} store {store.url.render_as_string()} is not empty: {filled[0]} has rows")
    if files.is_dir() and (there := sorted(path.name for path in files.iterdir() if path.name != LOCK)):
        why = "an earlier restore was interrupted here" if UNFINISHED in there else f"{there[0]} is there"
        raise NotEmpty(f"the folder of files {files} is not empty: {why}")


def _rows_of(store: Store) -> dict[str, int]:
    if store.is_missing:
        return {}
    with store.engine.connect() as connection:
        return count_rows(connection)


class _Restoring:
    """One restoring of a backup that was checked, into places that are empty."""

    def __init__(self, backup: Reader, public: Store, desk: Store, files: Path) -> None:
        self._backup, self._files = backup, files
        self._stores = {"public": public, "desk": desk}

    def run(self) -> Restored:
        for name in self._stores:
            self._make_tables(name)
        self._put_files()
        # Left in the other order: the desk's rows are committed first.
        with self._stores["public"].engine.begin() as readers, self._stores["desk"].engine.begin() as officers:
            fill(self._backup, "desk", officers)
            fill(self._backup, "public", readers)
            head = compare(self._backup, readers, officers, self._files)
        for name, store in self._stores.items():
            command.upgrade(config_for(name, store), "head")
        refresh_statistics(self._stores["public"])
        (self._files / UNFINISHED).unlink()
        manifest = self._backup.manifest
        rows = sum(sum(store["tables"].values()) for store in manifest["stores"].values())
        return Restored(rows, manifest["files"], head, manifest["made_at"])

    def _make_tables(self, name: str) -> None:
        """The tables as they were when the backup was made; empty ones of another version give way."""
        store, revision = self._stores[name], self._backup.manifest["stores"][name]["revision"]
        config = config_for(name, store)
        with store.engine.connect() as connection:
            there = get_revision(connection)
        if there is not None and there != revision:
            command.downgrade(config, "base")
        try:
            command.upgrade(config, revision)
        except CommandError:
            told = f"the backup's {name} store has schema version {revision}, which this program does not know"
            raise NotRestored(f"{told}; use the version that made it, or a newer one") from None

    def _put_files(self) -> None:
        self._files.mkdir(parents=True, exist_ok=True)
        (self._files / UNFINISHED).touch()
        for place in self._backup.names("files"):
            path = self._files / place
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                for chunk in self._backup.chunks(f"files/{place}"):
                    file.write(chunk)
        os.sync()


def fill(backup: Reader, name: str, connection: Connection) -> None:
    """Give a store that has the tables of a backup its rows, inside the connection's transaction.

    :raises NotRestored: the store has other tables than the backup.
    """
    wanted = backup.manifest["stores"][name]["tables"]
    tables = {table.name: table for table in list_tables(connection)}
    if tables.keys() != wanted.keys():
        odd = sorted(tables.keys() ^ wanted.keys())
        raise NotRestored(f"the {name} store and the backup do not have the same tables: {', '.join(odd)}")
    for table in reversed(tables.values()):
        connection.execute(delete(table))  # what a migration put in
    with _checked_at_the_end(connection):
        for table in tables.values():
            load_table(connection, table, backup.lines(f"{name}/{table.name}.jsonl"))
    _continue_numbers(connection, tables)


def compare(backup: Reader, readers: Connection, officers: Connection, files: Path) -> Head | None:
    """Rows, files and the log against the manifest.

    :raises NotRestored: naming what differs.
    """
    for name, connection in (("public", readers), ("desk", officers)):
        wanted = backup.manifest["stores"][name]["tables"]
        found = count_rows(connection)
        if odd := [t for t in wanted if found[t] != wanted[t]]:
            raise NotRestored(f"{name}.{odd[0]} has {found[odd[0]]} rows; the backup has {wanted[odd[0]]}")
    with Session(readers) as public, Session(officers) as desk:
        _compare_files(public, files)
        head = backup.manifest["audit"]
        ends_at = parse_head(head) if head else None
        checked, findings = verify_desk(desk, public, ends_at=ends_at)
        # A release that is out but not marked yet is what recovery finishes.
        if wrong := [finding for finding in findings if finding.seq is not None]:
            raise NotRestored(f"the audit log does not verify: {wrong[0]}")
        return checked.head


@contextmanager
def _checked_at_the_end(connection: Connection) -> Iterator[None]:
    """Rows may refer to rows that come later: what refers to what is checked when all are there."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("pragma defer_foreign_keys = on"))
        yield
        if broken := connection.execute(text("pragma foreign_key_check")).first():
            raise NotRestored(f"a row of {broken[0]} refers to one of {broken[2]} that is not there")
        return
    keys = [
        (table.name, str(key["name"]))
        for table in list_tables(connection)
        for key in inspect(connection).get_foreign_keys(table.name)
    ]
    for table, name in keys:
        connection.execute(text(f'alter table "{table}" alter constraint "{name}" deferrable initially deferred'))
    yield
    connection.execute(text("set constraints all immediate"))
    for table, name in keys:
        connection.execute(text(f'alter table "{table}" alter constraint "{name}" not deferrable'))


def _continue_numbers(connection: Connection, tables: dict[str, Any]) -> None:
    """New rows are numbered after those restored; SQLite does so by itself."""
    if connection.dialect.name == "sqlite":
        return
    for table in tables.values():
        for column in table.primary_key.columns:
            if column.type.python_type is not int:
                continue
            where = {"table": f'"{table.name}"', "column": column.name}
            sequence = connection.scalar(text("select pg_get_serial_sequence(:table, :column)"), where)
            if sequence:
                newest = f'select max("{column.name}") from "{table.name}"'  # noqa: S608 - names of our own tables
                connection.execute(text(f"select setval(:sequence, ({newest}))"), {"sequence": sequence})


def _compare_files(public: Session, folder: Path) -> None:
    for place, size, sha256 in list_released_files(public):
        path = folder / place
        if not path.is_file() or path.stat().st_size != size:
            raise NotRestored(f"{place} was released and is not whole in the backup")
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != sha256:
            raise NotRestored(f"{place} is not the file that was released")


def _take_away(public: Store, desk: Store, files: Path) -> None:
    """Leave both stores without a row and the folder empty, as they were found."""
    for name, store in (("public", public), ("desk", desk)):
        if store.file is not None:
            store.delete_file()
        else:
            command.downgrade(config_for(name, store), "base")
    for path in files.iterdir() if files.is_dir() else ():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
