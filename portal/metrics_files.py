"""What the processes of one server counted, added up (Prometheus' files, two or three a process).

What a process counted outlives it: when it ends, its numbers are added to those of all that ended before, and its own
files go.
"""

import fcntl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from prometheus_client import Metric
from prometheus_client.mmap_dict import MmapedDict
from prometheus_client.multiprocess import MultiProcessCollector

ENDED = 0  # the process number under which those that ended are kept
READING = "reading"
SUMMED = ("counter", "histogram")


def bury(folder: Path, process: int) -> None:
    """A process has ended: its numbers are kept with those of the others that did, its files are removed."""
    with _alone(folder, fcntl.LOCK_EX):
        for path in folder.glob(f"*_{process}.db"):
            if path.name.startswith(SUMMED):
                _add(path, path.with_name(path.name.replace(f"_{process}.db", f"_{ENDED}.db")))
            path.unlink(missing_ok=True)


def _add(ended: Path, kept: Path) -> None:
    into = MmapedDict(str(kept))
    try:
        for key, value, _at, _place in MmapedDict.read_all_values_from_file(str(ended)):
            into.write_value(key, into.read_value(key)[0] + value, 0.0)
    finally:
        into.close()


@contextmanager
def _alone(folder: Path, how: int) -> Iterator[None]:
    """Reading waits for adding up, and the other way round: no number is told twice or not at all."""
    with (folder / READING).open("ab") as file:
        fcntl.flock(file, how)
        yield


class Summed:
    """A collector of what all processes counted."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._of_files = MultiProcessCollector(None, str(folder))

    def collect(self) -> Iterable[Metric]:
        with _alone(self._folder, fcntl.LOCK_SH):
            return list(self._of_files.collect())
