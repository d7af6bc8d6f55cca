"""Seconds and memory of refusing each hostile upload; ``python -m bench.uploads`` prints them, the worst last.

Each file is made by one process and read by a fresh one, so that nothing of the making is measured. The goal is 10
seconds and 500 MB for every file. Memory is the most that was resident: for workbooks in the reading process and in
the one that waits for it, whichever is more; for outlines, which are read in place, in the process itself.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from portal.publishing.problems import Refused
from portal.publishing.workbooks import LIMITS, read_workbook
from tests.publishing.hostile import CASES, OUTLINES, Case, good, many_cells, problems_of

MOST_SECONDS, MOST_MEGABYTES = 10, 500
USES = ("make", "read")
WELCOME = {
    "(an ordinary workbook, read)": Case("read", "so-lieu.xlsx", good),
    "(10,000 figures, read)": Case("read", "so-lieu.xlsx", lambda: many_cells(10_000, 6)),
    "(as many cells as allowed, read)": Case("read", "so-lieu.xlsx", lambda: many_cells(LIMITS.cells // 20, 20)),
}
FILES = {**WELCOME, **CASES, **OUTLINES}


@dataclass(frozen=True)
class Measured:
    """What reading one file took, and the code it ended with."""

    name: str
    size: int
    code: str
    seconds: float
    megabytes: float

    def __str__(self) -> str:
        return f"{self.seconds:6.2f} s {self.megabytes:5.0f} MB  {self.size:>13,} B  {self.code:24} {self.name}"


def measure(name: str, folder: Path) -> Measured:
    """Make the file, then read it, each in a process of its own."""
    _run("make", name, folder)
    return Measured(name, **json.loads(_run("read", name, folder)))


def _run(use: str, name: str, folder: Path) -> str:
    command = [sys.executable, "-m", "bench.uploads", use, name, str(folder)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def _read(name: str, folder: Path) -> dict[str, object]:
    case = FILES[name]
    path = folder / case.file
    size, content = path.stat().st_size, b"" if name in OUTLINES else path.read_bytes()
    begun = time.perf_counter()
    code = _outlines_code(path) if name in OUTLINES else _workbook_code(content, case.file)
    seconds = time.perf_counter() - begun
    unread = name in CASES and size > LIMITS.size  # what was held is only the file itself
    held = 0 if unread else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    most = max(held, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
    return {"size": size, "code": code, "seconds": seconds, "megabytes": most * 1024 / 1e6}


def _workbook_code(content: bytes, name: str) -> str:
    try:
        read_workbook(content, name)
    except Refused as refused:
        return refused.problems[0].code
    return "read"


def _outlines_code(path: Path) -> str:
    problems = problems_of(path)
    return problems[0].code if problems else "read"


def main() -> int:
    if sys.argv[1:2] and sys.argv[1] in USES:
        use, name, folder = sys.argv[1:]
        case = FILES[name]
        if use == "make":
            (Path(folder) / case.file).write_bytes(case.make())
        else:
            print(json.dumps(_read(name, Path(folder))))
        return 0
    return _report()


def _report() -> int:
    with tempfile.TemporaryDirectory() as folder:
        measured = []
        for name in FILES:
            measured.append(measure(name, Path(folder)))
            print(measured[-1], flush=True)
    wrong = [one for one in measured if one.code != FILES[one.name].code]
    over = [one for one in measured if one.seconds > MOST_SECONDS or one.megabytes > MOST_MEGABYTES]
    print(f"\n{len(measured)} files; slowest and largest:")
    print(max(measured, key=lambda one: one.seconds))
    print(max(measured, key=lambda one: one.megabytes))
    for one in (*wrong, *over):
        print(f"missed: {one}")
    return int(bool(wrong or over))


if __name__ == "__main__":
    sys.exit(main())
