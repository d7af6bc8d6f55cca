"""What grows with the table, and what the text that SQLite writes costs beside SQLite's own command line.

``python -m bench.scale SMALL LARGE`` asks the same addresses of the public stores in two folders (``bench.filling``
makes 15,000 observations a commune) by turns, and prints for each the steps that SQLite took, which do not vary, and
the processor time, as ratios of the one run. Then the whole table as CSV, a row, beside ``sqlite3`` giving the same.
"""

import hashlib
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from sqlalchemy import event

from bench.filling import TODAY
from wsgi import create_app

ROUNDS, STEP = 7, 100
QUESTIONS = (
    "/api/v1/observations?within=70003&indicator={indicator}&limit=100",
    "/api/v1/observations?locality=70003-01&limit={limit}",
    "/api/v1/observations?limit={limit}",
    "/api/v1/observations?period=2026-03&limit={limit}",
    "/api/v1/observations?from=2026-01&to=2026-06&limit={limit}",
    "/api/v1/observations?indicator={indicator}&limit=100",
    "/api/v1/observations?indicator={indicator}&period=2026-03&limit=100",
    "/api/v1/observations?status=withheld&limit={limit}",
    "/api/v1/observations?dataset=noi-70003-digital-society&limit={limit}",
    "/datasets/noi-70003-digital-society?nth={limit}",
    "/datasets?group=digital-society&nth={limit}",
    "/api/v1/datasets?limit={limit}",
    "/api/v1/versions?limit={limit}",
    "/api/v1/releases?limit={limit}",
    "/api/v1/localities?limit={limit}",
    "/api/v1/series?limit={limit}",
    "/indicators/{indicator}",
    "/api/v1/readiness?limit={limit}",
)
INDICATORS = ("digital-skills", "vneid-level2", "coverage-5g", "schools-stem", "broadband-1g", "telehealth-access")
COMMAND = """.mode csv
.headers on
select o.indicator_code as indicator, l.code as locality, o.period, o.numerator, o.denominator,
  case when cast(o.value as integer) = o.value then cast(o.value as integer) else o.value end as value,
  o.status, o.reported, o.expected, r.id as "release",
  case when d.illustrative then 'true' else 'false' end as illustrative
from observations o join localities l on o.locality_id = l.id join releases r on o.released_in = r.seq
  join datasets d on o.dataset_slug = d.slug
where o.superseded_in is null order by o.locality_id, o.indicator_code, o.period_end, o.id;
"""


class Asked:
    """The portal over a store, with the steps its database took."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.steps = folder, 0
        settings = {"FILES_DIR": str(folder / "files"), "SECRET_KEY": "bench", "TODAY": str(TODAY), "RATE_LIMIT": ""}
        self.app: Flask = create_app(DATABASE_URL=f"sqlite:///{folder}/public.sqlite", **settings)
        event.listen(self.app.extensions["store"].engine, "connect", self._count)
        self.client = self.app.test_client()
        self.client.get("/healthz")

    def _count(self, connection: object, _record: object) -> None:
        connection.set_progress_handler(self._step, STEP)  # type: ignore[attr-defined]

    def _step(self) -> None:
        self.steps += STEP

    def ask(self, path: str) -> tuple[int, float]:
        """Steps and seconds of processor time of an address never asked before."""
        self.steps, begun = 0, time.process_time()
        answer = self.client.get(path)
        size = len(answer.data)
        if answer.status_code != 200 or not size:
            raise RuntimeError(f"{path}: {answer.status}")
        return self.steps, time.process_time() - begun


def grown(small: Asked, large: Asked, question: str) -> str:
    found: list[tuple[int, int, float, float]] = []
    for number in range(ROUNDS):
        path = question.format(limit=100 + number, indicator=INDICATORS[number % len(INDICATORS)])
        path += f"{'&' if '?' in path else '?'}lang={'en' if number >= len(INDICATORS) else 'vi'}"
        (a, b), (c, d) = small.ask(path), large.ask(path)
        found.append((a, c, b, d))
    steps = statistics.median(max(row[1], STEP) / max(row[0], STEP) for row in found[1:])
    spent = statistics.median(row[3] / row[2] for row in found[1:])
    return f"| `{question}` | {found[1][0]:,} | {found[1][1]:,} | {steps:.2f} | {spent:.2f} |"


@dataclass(frozen=True)
class Written:
    """A whole table: seconds of processor time in all and until the first byte, and its lines."""

    spent: float
    lines: int
    first: float = 0.0


def served(asked: Asked) -> Written:
    begun, first, lines = time.process_time(), 0.0, -1
    answer = asked.client.get("/api/v1/observations.csv", headers={"Cache-Control": "no-store"}, buffered=False)
    for chunk in answer.response:
        first = first or time.process_time() - begun
        lines += chunk.count(b"\n")  # type: ignore[arg-type]
    answer.close()  # gives up its turn
    return Written(time.process_time() - begun, lines, first)


def by_command(folder: Path) -> Written:
    """What the command line takes; the bytes are counted, not kept."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = ["sqlite3", f"{folder}/public.sqlite"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("no pipes")
    process.stdin.write(COMMAND.encode())
    process.stdin.close()
    lines = -1
    while chunk := process.stdout.read(1 << 18):
        lines += chunk.count(b"\n")
    process.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Written(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, lines)


def same_bytes(asked: Asked) -> bool:
    """Whether both give the same CSV."""
    done = subprocess.run(
        ["sqlite3", f"{asked.folder}/public.sqlite"], input=COMMAND.encode(), capture_output=True, check=True
    )
    ours = asked.client.get("/api/v1/observations.csv?lang=en").data
    return hashlib.sha256(done.stdout).digest() == hashlib.sha256(ours).digest()


def memory() -> float:
    """Megabytes that were resident at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def report_tables(small: Asked, large: Asked) -> None:
    served(small)
    ours, command = [], []
    before = memory()
    for _ in range(ROUNDS):
        ours.append(served(small))
        command.append(by_command(small.folder))
    ratio = statistics.median(a.spent / b.spent for a, b in zip(ours, command, strict=True))
    print(f"CSV of {ours[0].lines:,} rows: {ratio:.2f} × the command line, {memory() - before:.1f} MB more memory")
    before, whole = memory(), served(large)
    row = statistics.median(whole.spent / whole.lines / (a.spent / a.lines) for a in ours)
    first = statistics.median(a.first for a in ours)
    print(f"CSV of {whole.lines:,} rows: {row:.2f} × a row, {memory() - before:.1f} MB more memory")
    print(f"first byte: {1000 * first:.0f} and {1000 * whole.first:.0f} ms of processor")
    print(f"the same bytes: {same_bytes(small)}")


def main() -> None:
    small, large = (Asked(Path(folder)) for folder in sys.argv[1:3])
    print("| address | steps, small | large | × | × processor |\n|---|---|---|---|---|")
    for question in QUESTIONS:
        print(grown(small, large, question), flush=True)
    report_tables(small, large)


if __name__ == "__main__":
    main()
