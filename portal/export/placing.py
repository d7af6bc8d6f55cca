"""Where a copy is made, and how it takes its place: beside it, whole, or not at all."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson

from portal.disk import sync_folder
from portal.export.sums import SUMS, list_files

MARK = "export.json"
"""The file that says a folder is a copy that this program made."""
FORMAT = "langso-export 1"
COPY = "copy"


class NotOurs(Exception):
    """The folder holds something else, which is never replaced."""


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A folder to work in, beside ``target``; what is in its folder ``COPY`` at the end takes the target's place.

    With an error, or when the process is killed, the target stays as it was; what a killed one left behind is removed
    by the next.

    :raises NotOurs: the target has content that is no copy of ours.
    :raises OSError: the disk is full or cannot be written.
    """
    target = target.absolute()
    require_ours(target)
    with working_beside(target) as work:
        yield work
        (work / COPY).chmod(0o755)
        os.sync()
        put_in_place(work / COPY, target)


def require_ours(target: Path) -> None:
    """:raises NotOurs: something else lies there, or was put into a copy."""
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return
    if not _is_copy(target):
        raise NotOurs(f"{target} is neither empty nor a copy that `langso export` made")
    with (target / SUMS).open(encoding="utf-8") as sums:
        ours = {line.rstrip("\n").partition("  ")[2] for line in sums} | {SUMS}
    strange = next((name for name in list_files(target) if name not in ours), None)
    if strange is not None:
        raise NotOurs(f"{target / strange} is not of the copy that lies there; move it away first")


def _is_copy(target: Path) -> bool:
    try:
        told = orjson.loads((target / MARK).read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return False
    return isinstance(told, dict) and told.get("format") == FORMAT and (target / SUMS).is_file()


@contextmanager
def working_beside(target: Path) -> Iterator[Path]:
    """A folder beside ``target`` that is gone at the end; with the empty folder ``COPY`` in it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    _tidy(target)
    work, held = _make_held(target)
    try:
        (work / COPY).mkdir()
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)
        os.close(held)


def _make_held(target: Path) -> tuple[Path, int]:
    """A folder to work in and what holds its lock; it is made anew where another process swept it before the lock."""
    while True:
        work = Path(tempfile.mkdtemp(prefix=_new(target), dir=target.parent))
        held = _open(work)
        if held is not None:
            fcntl.flock(held, fcntl.LOCK_EX)
            if work.exists():
                return work, held
            os.close(held)


def _open(folder: Path) -> int | None:
    """None of a folder that another process has just removed."""
    try:
        return os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        return None


def _new(target: Path) -> str:
    return f".{target.name}-new-"


def _old(target: Path) -> Path:
    return target.parent / f".{target.name}-old"


def put_in_place(copy: Path, target: Path) -> None:
    """Let a folder that is whole, and on disk, take the place of another; a power cut leaves the one or the other."""
    if target.exists():
        target.rename(_old(target))
    copy.rename(target)
    sync_folder(target.parent)
    shutil.rmtree(_old(target), ignore_errors=True)


def _tidy(target: Path) -> None:
    """Finish or undo what was killed earlier."""
    if _old(target).exists():
        if target.exists():
            shutil.rmtree(_old(target))
        else:
            _old(target).rename(target)
    for left in target.parent.glob(f"{_new(target)}*"):
        _remove_if_left(left)


def sweep(folder: Path) -> None:
    """Remove what was left in a folder by copies that were killed, whatever they were of."""
    for left in folder.glob(".*-new-*"):
        _remove_if_left(left)


def _remove_if_left(folder: Path) -> None:
    """Unless somebody is at work in it."""
    held = _open(folder)
    if held is None:
        return
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    else:
        shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(held)
