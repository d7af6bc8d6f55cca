"""``langso upgrade``: from an older program's stores to this one's, rehearsed on a copy, with a way back."""

import datetime as dt
import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy.exc import DBAPIError

from portal import upkeep
from portal.cli.failing import fail
from portal.cli.pages_asked import look
from portal.cli.stores import open_stores
from portal.publishing.backup import Damaged, NotBackedUp, NotRestored
from portal.publishing.backup.snapshot import NeverStill
from portal.publishing.upgrading import Differs
from portal.publishing.upgrading.course import NotUpgraded, Upgrading
from portal.publishing.upgrading.elsewhere import list_others
from portal.publishing.upgrading.going_back import is_there, list_lost
from portal.publishing.upgrading.note import BACKUP
from portal.publishing.upgrading.room import NoRoom, list_rooms, require_room

REFUSALS = (Damaged, Differs, NeverStill, NoRoom, NotBackedUp, NotRestored, NotUpgraded)
FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command()
@click.option("--rehearse", is_flag=True, help="Only rehearse on a copy, while serving goes on; change nothing.")
@click.option("--keep", type=FOLDER, help="A new folder for the backup made before. Default: beside the previews.")
@click.option("--back", type=FOLDER, help="Put back what an upgrade kept in this folder.")
@click.option("--although-open", is_flag=True, help="Although other processes have the stores open.")
@click.option("--although-lost", is_flag=True, help="With --back: although what happened since is lost.")
def upgrade(rehearse: bool, keep: Path | None, back: Path | None, although_open: bool, although_lost: bool) -> None:
    """Bring both stores to this program's schemas: backup, rehearsal on a copy, migration, checks.

    Whatever fails, the stores stay as they were or are put back. Run it again after it was killed.
    """
    values, public, desk = open_stores()
    folder = upkeep.upkeep_folder(values)
    name = dt.datetime.now(dt.UTC).strftime("%Y%m%d-%H%M%S")
    course = Upgrading(public, desk, Path(values["FILES_DIR"]), folder, keep or folder / name, look, click.echo)
    with _alone(folder), _in_words():
        if back is not None:
            _go_back(course, back, although_open=although_open, although_lost=although_lost)
        elif rehearse:
            _rehearse(course)
        else:
            _run(course, although_open=although_open)


def _rehearse(course: Upgrading) -> None:
    if not course.is_needed():
        click.echo("Nothing to upgrade.")
        return
    course.sweep()
    _say_room(course)
    course.rehearse()
    click.echo("The rehearsal went well; nothing was changed.")


def _run(course: Upgrading, *, although_open: bool) -> None:
    if not course.is_needed():
        click.echo("Nothing to upgrade.")
        return
    if not although_open:
        _require_closed(course)
    if course.begun() is None:
        course.sweep()
        if course.keep.exists() and any(course.keep.iterdir()):
            fail(f"{course.keep} is not empty; name a new folder with --keep. Nothing was changed.")
        _say_room(course)
    course.run()


def _go_back(course: Upgrading, folder: Path, *, although_open: bool, although_lost: bool) -> None:
    if not (folder / BACKUP).is_file():
        fail(f"{folder} holds no {BACKUP} of an upgrade. Nothing was changed.")
    if is_there(folder / BACKUP, course.public, course.desk):
        fail("The stores have the schemas of that backup already. Nothing was changed.")
    if not although_open:
        _require_closed(course)
    if not although_lost and (lost := list_lost(folder / BACKUP, course.public, course.desk)):
        fail(
            f"Since that backup there were {' and '.join(lost)}, which going back would lose. Nothing was changed. "
            "Make a backup of what is there now (langso backup), then say --although-lost."
        )
    course.go_back(folder)
    click.echo("Now run the older program; this one does not serve these stores.")


def _say_room(course: Upgrading) -> None:
    rooms = list_rooms(course.public, course.desk, course.keep)
    for room in rooms:
        click.echo(f"Room needed: {room}")
    require_room(rooms)


def _require_closed(course: Upgrading) -> None:
    others = [who for store in (course.public, course.desk) for who in list_others(store)]
    if others:
        fail(
            f"The stores are open elsewhere: {', '.join(dict.fromkeys(others))}. Stop the portal first, or say "
            "--although-open if you know that none of them serves or writes. Nothing was changed."
        )


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / ".upgrading").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            fail("Another `langso upgrade` is running here; wait for it.")
        yield


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except NotUpgraded as refusal:
        fail(str(refusal))
    except REFUSALS as refusal:
        fail(f"{refusal}. Nothing was changed.")
    except DBAPIError as error:
        fail(f"A store cannot be read or written: {error.orig}. Nothing was changed; run the command again.")
    except OSError as error:
        fail(f"{error.filename or 'A file'} cannot be written: {error.strerror or error}. Nothing was changed.")
