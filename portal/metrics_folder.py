"""The folder in which the processes of one server keep what they count: made before they start, gone with the last.

A folder whose server was killed is removed by the next one that starts. Nothing here imports Prometheus' library, which
asks for the folder at the moment it is imported.
"""

import fcntl
import os
import shutil
import tempfile
from pathlib import Path
from typing import IO

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
"""Where the library looks for the folder."""
PREFIX = "langso-metrics-"
IN_USE = "in-use"

_held: list[IO[bytes]] = []
"""The lock of the folder; workers inherit it, so it is held as long as one of them is there."""


def prepare() -> Path:
    """A folder for a server that starts: the one that the environment names, or a new one in memory."""
    given = os.environ.get(VARIABLE)
    folder = Path(given) if given else _make()
    folder.mkdir(parents=True, exist_ok=True)
    lock = (folder / IN_USE).open("ab")
    if _try_lock(lock, fcntl.LOCK_EX):  # else a server that this one replaces still counts in it
        for path in folder.glob("*.db"):
            path.unlink(missing_ok=True)
    fcntl.flock(lock, fcntl.LOCK_SH)
    _held.append(lock)
    os.environ[VARIABLE] = str(folder)
    return folder


def _make() -> Path:
    memory = Path("/dev/shm")  # noqa: S108 - a folder of its own is made below it
    base = memory if os.access(memory, os.W_OK) else Path(tempfile.gettempdir())
    _sweep(base)
    return Path(tempfile.mkdtemp(prefix=PREFIX, dir=base))


def _sweep(base: Path) -> None:
    """Remove the folders that no server uses any more; others' folders cannot be opened."""
    for folder in base.glob(f"{PREFIX}*"):
        try:
            with (folder / IN_USE).open("r+b") as lock:
                if _try_lock(lock, fcntl.LOCK_EX):
                    shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            continue


def _try_lock(file: IO[bytes], how: int) -> bool:
    try:
        fcntl.flock(file, how | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def remove(folder: Path) -> None:
    """The server ends; nothing is removed while another one counts there too."""
    for lock in _held:
        if _try_lock(lock, fcntl.LOCK_EX):
            shutil.rmtree(folder, ignore_errors=True)
