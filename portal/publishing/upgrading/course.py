"""An upgrade from its beginning to its end: backup, rehearsal on what the backup restores, migration, pages; and back.

``look`` asks the composed application over a public store; this layer knows no pages.
"""

import datetime as dt
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from portal.db import Store
from portal.publishing.backup import Taken, back_up
from portal.publishing.backup.archive import Reader
from portal.publishing.backup.restoring import compare
from portal.publishing.upgrading.checking import Differs
from portal.publishing.upgrading.going_back import go_back, is_there, list_lost, refill
from portal.publishing.upgrading.migrating import both, migrate_both
from portal.publishing.upgrading.note import BACKUP, Note, end_note, read_note, write_note
from portal.publishing.upgrading.scratch import SCHEMA, scratch
from portal.standing import Stand, Standing, find_standing

COPY = "copy"  # the folder of a rehearsal's stores

Look = Callable[[Store, str | None], dict[str, int]]
"""The status of some pages over a public store, by address; the schema it lies in, where it is not its own."""


class NotUpgraded(Exception):
    """Why there was no upgrade, and how the stores stand now."""


@dataclass(frozen=True)
class Upgrading:
    """One installation on its way to this program's schemas.

    :param upkeep: where it is noted what was begun.
    :param keep: where the backup is kept.
    """

    public: Store
    desk: Store
    files: Path
    upkeep: Path
    keep: Path
    look: Look
    say: Callable[[str], None]

    def find_standings(self) -> list[Standing]:
        return [find_standing("public", self.public), find_standing("desk", self.desk)]

    def is_needed(self) -> bool:
        """Whether anything has to be done.

        :raises NotUpgraded: nothing can be: there are no stores, or they are newer than the program.
        """
        standings = self.find_standings()
        for standing in standings:
            if standing.stand == Stand.NONE:
                raise NotUpgraded(f"The {standing.name} store has no tables. Run `langso init`.")
            if standing.stand == Stand.UNKNOWN:
                raise NotUpgraded(str(standing.problem))
        for standing in standings:
            self.say(f"{standing.name}: schema {standing.revision}, this program has {standing.known[-1]}")
        return self.begun() is not None or any(standing.stand == Stand.OLDER for standing in standings)

    def begun(self) -> Note | None:
        """What was begun and has not come to its end."""
        return read_note(self.upkeep)

    def sweep(self) -> None:
        """Take away what runs that were killed before they changed anything have left."""
        for folder in (self.keep, *self.upkeep.glob("*")):
            if folder.is_dir() and {path.name for path in folder.iterdir()} <= {BACKUP, COPY}:
                shutil.rmtree(folder)

    def rehearse(self) -> None:
        """All but the last step, on a copy; nothing is kept of it."""
        self.upkeep.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="rehearsal-", dir=self.upkeep) as folder:
            archive = Path(folder) / BACKUP
            self._back_up(archive)
            self._rehearse(archive, Path(folder) / COPY)

    def run(self) -> None:
        """The upgrade, or the rest of one that was interrupted.

        :raises NotUpgraded: the stores are as they were.
        """
        note = self.begun()
        if note is None:
            note = self._prepare()
        else:
            self.say(f"What was begun at {note.at} ({note.act}) was interrupted; it is finished now.")
        if note.act == "back":
            self._go_on_back(note)
            return
        with self._undone_if_it_fails(note), self._timed("Both stores are migrated and checked"):
            migrate_both(self.public, self.desk)
        with self._undone_if_it_fails(note):
            self._require_pages(self.public, None)
        end_note(self.upkeep)
        self.say(f"Upgraded. The way back: langso upgrade --back {note.folder}")

    def _prepare(self) -> Note:
        """Backup and rehearsal; nothing of the installation has changed yet."""
        self.keep.mkdir(mode=0o700, parents=True, exist_ok=True)
        archive = self.keep / BACKUP
        try:
            self._back_up(archive)
            self._rehearse(archive, self.keep / COPY)
        except BaseException:
            archive.unlink(missing_ok=True)
            raise
        note = self._note("upgrade", self.keep)
        write_note(self.keep, note)  # a folder without one is what a killed run left
        write_note(self.upkeep, note)
        return note

    def _note(self, act: str, folder: Path) -> Note:
        before = {standing.name: standing.revision or "" for standing in self.find_standings()}
        at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        return Note(act, str(folder.absolute()), before, version("lang-so"), at)

    def _back_up(self, archive: Path) -> None:
        with self._timed("Backup"):
            taken: Taken = back_up(self.public, self.desk, self.files, archive)
        self.say(f"  {archive}: {taken.rows} rows, {taken.files} files, {taken.bytes} bytes")

    def _rehearse(self, archive: Path, folder: Path) -> None:
        """Restore the backup beside the stores, migrate that, and ask the pages over it."""
        with scratch(self.public, self.desk, folder) as (public, desk), self._timed("Rehearsal on a copy"):
            with Reader(archive) as backup, both(public, desk) as (readers, officers):
                refill(backup, "public", readers)
                refill(backup, "desk", officers)
                compare(backup, readers, officers, self.files)
            migrate_both(public, desk)
            self._require_pages(public, SCHEMA if public.file is None else None)

    def _require_pages(self, public: Store, schema: str | None) -> None:
        """:raises Differs: a page does not answer."""
        found = self.look(public, schema)
        if wrong := {path: status for path, status in found.items() if status >= 400}:
            path, status = next(iter(wrong.items()))
            raise Differs(f"{path} answers {status}; so do {len(wrong) - 1} other pages" if wrong else "")
        self.say(f"  {len(found)} pages answered")

    @contextmanager
    def _undone_if_it_fails(self, note: Note) -> Iterator[None]:
        """Leave the stores as the note says they were found."""
        try:
            yield
        except Exception as error:
            if self._is_as_before(note):
                end_note(self.upkeep)
                raise NotUpgraded(f"{_told(error)}. Nothing was changed.") from error
            if lost := list_lost(note.archive, self.public, self.desk):
                told = f"The stores are upgraded, and since then there were {' and '.join(lost)}, so nothing was undone"
                raise NotUpgraded(f"{_told(error)}. {told}. The backup from before: {note.folder}") from error
            self.say(f"{_told(error)}. Going back to the backup.")
            self._go_back(note)
            raise NotUpgraded(f"{_told(error)}. Both stores are as they were before the upgrade.") from error

    def _is_as_before(self, note: Note) -> bool:
        return {standing.name: standing.revision for standing in self.find_standings()} == note.before

    def go_back(self, folder: Path) -> None:
        """Put both stores back as the backup in a folder has them."""
        note = self._note("back", folder)
        write_note(self.upkeep, note)
        self._go_back(note)

    def _go_on_back(self, note: Note) -> None:
        """What was killed between the two stores, or after both: then there may be new work, which stays."""
        if is_there(note.archive, self.public, self.desk):
            end_note(self.upkeep)
            self.say("Both stores were back already. Run the command again to upgrade.")
        else:
            self._go_back(note)

    def _go_back(self, note: Note) -> None:
        with self._timed("Both stores are back as the backup has them"):
            go_back(note.archive, self.public, self.desk, self.files)
        end_note(self.upkeep)

    @contextmanager
    def _timed(self, what: str) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        self.say(f"{what}: {time.perf_counter() - begun:.1f} s")


def _told(error: Exception) -> str:
    """A failure in words; of a database's error only its own: the statement has the private rows in it."""
    original = getattr(error, "orig", None)
    return " ".join(str(original or error).split()).rstrip(".")
