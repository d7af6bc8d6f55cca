"""The whole table as CSV: rows a second, first byte, what it costs and how much the workers grow."""

import os
import resource
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass

from bench.against import trees
from bench.against.contenders import Field
from bench.against.environment import require
from bench.against.plan import Plan
from bench.against.ratios import Goal, Spread, ratios, spread
from bench.against.rounds import Report
from bench.against.servers import Server
from bench.against.statements import WHOLE

OURS = "/api/v1/observations.csv"
DATASETTE = "/figures/observations.csv?_stream=on&_size=max"
MEGABYTE = 1e6


@dataclass(frozen=True)
class Downloaded:
    """One whole table: seconds of its server's processor time and by the clock, until its first byte; its rows.

    :param grown: bytes that the server's processes became larger by while they sent it.
    """

    spent: float
    took: float
    first: float
    rows: int
    grown: int


def download(server: Server, path: str) -> Downloaded:
    """:raises ValueError: it does not answer 200."""
    before, spent = _resident(server), trees.processor_seconds(*server.heads)
    connection = server.connect()
    begun = time.perf_counter()
    connection.request("GET", path, headers={"Accept-Encoding": "identity"})
    response = connection.getresponse()
    first, rows, most, seen = 0.0, 0, before, 0.0
    while chunk := response.read1(1 << 17):
        now = time.perf_counter() - begun
        first = first or now
        rows += chunk.count(b"\n")
        if now > seen + 0.2:
            most, seen = max(most, _resident(server)), now
    took = time.perf_counter() - begun
    connection.close()
    if response.status != 200:
        raise ValueError(f"{server.name} answers {response.status} to {path}")
    return Downloaded(trees.processor_seconds(*server.heads) - spent, took, first, rows - 1, most - before)


def _resident(server: Server) -> int:
    return sum(trees.resident(pid) for head in server.heads for pid in trees.list_tree(head))


def by_command_line(field: Field) -> Downloaded:
    """The same rows in the same order from the same store by the sqlite3 command, into a pipe."""
    command = [require("sqlite3", "sqlite3"), "-readonly", "-csv", "-header", field.store / "public.sqlite", WHOLE]
    before, begun = _children(), time.perf_counter()
    rows = first = 0.0
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        while chunk := os.read(process.stdout.fileno(), 1 << 17):
            first = first or time.perf_counter() - begun
            rows += chunk.count(b"\n")
    return Downloaded(_children() - before, time.perf_counter() - begun, first, int(rows) - 1, 0)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def whole_table(report: Report, field: Field, plan: Plan) -> None:
    found: dict[str, list[Downloaded]] = {"ours": [], "sqlite3 command line": [], "Datasette": []}
    download(field.ours, f"{OURS}?limit=1000")  # what is made once is not counted
    for _ in range(min(plan.rounds, plan.downloads)):
        found["ours"].append(download(field.ours, OURS))
        found["sqlite3 command line"].append(by_command_line(field))
        found["Datasette"].append(download(field.datasette, DATASETTE))
    report.say(*_table(found))
    _judge(report, found)


def _table(found: dict[str, list[Downloaded]]) -> Sequence[str]:
    rows = found["ours"][0].rows
    head = [
        f"\n### The whole table as CSV, {rows:,} rows\n",
        "| | processor s | s | rows a second | first byte ms | grown MB |",
    ]
    return [*head, "|---|---|---|---|---|---|", *[_line(name, all_) for name, all_ in found.items()]]


def _line(name: str, found: list[Downloaded]) -> str:
    spent, took = spread([d.spent for d in found]), spread([d.took for d in found])
    rate, first = spread([d.rows / d.took for d in found]), spread([1000 * d.first for d in found])
    grown = spread([d.grown / MEGABYTE for d in found])
    return f"| {name} | {spent} | {took} | {rate.middle:,.0f} | {first} | {grown} |"


def _judge(report: Report, found: dict[str, list[Downloaded]]) -> None:
    def times(one: str, other: str, what: str) -> Spread:
        return ratios([getattr(d, what) for d in found[one]], [getattr(d, what) for d in found[other]])

    mine, plain, theirs = found
    by_clock = f"{times(theirs, mine, 'took')} by the clock"
    report.judge(Goal("the whole CSV: Datasette", "at least", 8), times(theirs, mine, "spent"), by_clock)
    by_clock = f"{times(mine, plain, 'took')} by the clock"
    report.judge(Goal("the whole CSV: sqlite3 command line", "at most", 1.5), times(mine, plain, "spent"), by_clock)
    report.judge(Goal("the whole CSV: first byte", "at most", 25, "ms"), spread([1000 * d.first for d in found[mine]]))
    report.judge(
        Goal("the whole CSV: memory growth", "at most", 8, "MB"), spread([d.grown / MEGABYTE for d in found[mine]])
    )
