"""Seconds and memory of reading a long plan as Word, PDF and text: ``python -m bench.plans --pages 300``.

Wanted: less than 10 seconds and 500 MB. The file is read as an upload is, in a child process with limits, by a fresh
process whose own memory, the child's at its largest and both together are told.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.publishing.documents.making import LINES, make_docx, make_pdf, make_text, wrap
from tests.publishing.plan_reading.sample import FLAT_TABLE, SAMPLE, TABLE_AFTER, TABLES

MOST_SECONDS, MOST_MEGABYTES = 10, 500
WIDTH = 85
FIRST_PART, END = SAMPLE.index("III. NHIỆM VỤ VÀ GIẢI PHÁP"), SAMPLE.index("IV. TỔ CHỨC THỰC HIỆN")


@dataclass(frozen=True)
class Measured:
    """What reading one file took: seconds by the clock, and of processor time by both processes."""

    name: str
    size: int
    rows: int
    seconds: float
    processor: float
    own: float
    child: float

    def __str__(self) -> str:
        within = self.seconds < MOST_SECONDS and self.own + self.child < MOST_MEGABYTES
        return (
            f"{self.name:12} {self.size:>10,} B  {self.rows:>6,} rows  "
            f"{self.seconds:5.2f} s, {self.processor:5.2f} s of processor  "
            f"{self.own:4.0f} MB own + {self.child:4.0f} MB of the child  {'met' if within else 'missed'}"
        )


def make_long(pages: int) -> list[str]:
    """The invented plan with its tasks told again, as sections of their own, until it fills so many pages of a PDF."""
    tasks = [text for text in SAMPLE[FIRST_PART + 1 : END] if text.startswith(("-", "+"))]
    lines = len(wrap(SAMPLE, WIDTH))
    told, number = list(SAMPLE[:END]), 2
    while lines < (pages - 0.5) * LINES:
        number += 1
        part = [f"{number}. Nhóm việc thứ {number}", *(f"{text[:2]}Đợt {number}: {text[2:]}" for text in tasks)]
        told += part if number < 99 else part[1:]
        lines += len(wrap(part, WIDTH))
    return told + SAMPLE[END:]


def measure_pages(pages: int) -> Iterator[Measured]:
    """Make the file of each kind, then read it in a fresh process."""
    told = make_long(pages)
    flat = [*told[: TABLE_AFTER + 1], *FLAT_TABLE, *told[TABLE_AFTER + 1 :]]
    makers = {
        "plan.docx": lambda: make_docx(told, tables=TABLES),
        "plan.pdf": lambda: make_pdf(told, width=WIDTH, tables=TABLES, running_header="Kế hoạch xã Suối Thơm"),
        "plan.txt": lambda: make_text(flat, width=WIDTH),
    }
    with tempfile.TemporaryDirectory(prefix="langso-bench-") as folder:
        for name, make in makers.items():
            path = Path(folder, name)
            path.write_bytes(make())
            command = [sys.executable, "-m", "bench.plans.pages", str(path)]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
            yield Measured(name, path.stat().st_size, **json.loads(done.stdout))


def _read(path: Path) -> dict[str, float]:
    from portal.publishing.documents import open_document
    from portal.publishing.plan_reading.reading import read_plan, read_wordings
    from portal.settings import DATA

    begun = time.perf_counter()
    draft = read_plan(open_document(path), read_wordings(DATA))
    seconds = time.perf_counter() - begun
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    own, child = (each.ru_maxrss / 1024 for each in used)
    processor = sum(each.ru_utime + each.ru_stime for each in used)
    rows = sum(1 for _ in draft.every_row())
    return {"rows": rows, "seconds": seconds, "processor": processor, "own": own, "child": child}


def main(arguments: Sequence[str]) -> None:
    """Read one file and tell what it took, as JSON."""
    print(json.dumps(_read(Path(arguments[0]))))


if __name__ == "__main__":
    main(sys.argv[1:])
