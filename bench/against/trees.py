"""What a server and all its processes use, as the kernel counts it: processor time and memory."""

import os
from collections.abc import Iterator
from pathlib import Path

TICKS, PAGE = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")


def list_tree(head: int) -> list[int]:
    """The process and all below it."""
    return [head, *(pid for child in _children(head) for pid in list_tree(child))]


def _children(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        yield from map(int, _read(task).split())


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""  # it ended meanwhile


def processor_seconds(*heads: int) -> float:
    """User's and system's time of the trees so far, with that of children that ended."""
    return sum(_ticks(_read(Path(f"/proc/{pid}/stat"))) for head in heads for pid in list_tree(head)) / TICKS


def _ticks(stat: str) -> int:
    """Fields 14 to 17: utime, stime, cutime, cstime; the second field may have blanks in it."""
    return sum(map(int, stat.rpartition(")")[2].split()[11:15])) if stat else 0


def memory(*heads: int) -> int:
    """Bytes: the proportional set sizes of the trees, in which what is shared counts once."""
    return sum(_field(pid, "Pss") for head in heads for pid in list_tree(head))


def _field(pid: int, name: str) -> int:
    for line in _read(Path(f"/proc/{pid}/smaps_rollup")).splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    return 0


def resident(pid: int) -> int:
    """Bytes of a process in memory now."""
    pages = _read(Path(f"/proc/{pid}/statm")).split()
    return int(pages[1]) * PAGE if pages else 0
