"""How long a server takes to its first answer, and how much memory the whole of it holds."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager

from bench.against import trees
from bench.against.contenders import Field
from bench.against.plan import Plan
from bench.against.ratios import Goal, ratios, spread
from bench.against.rounds import Report
from bench.against.servers import Server, datasette, ours

MEGABYTE = 1e6


def cold(start: Callable[[], AbstractContextManager[Server]]) -> float:
    begun = time.perf_counter()
    with start():
        return time.perf_counter() - begun


def cold_start(report: Report, field: Field, plan: Plan) -> None:
    mine, theirs = [], []
    for _ in range(plan.rounds):
        mine.append(cold(lambda: ours(field.store)))
        theirs.append(cold(lambda: datasette(field.export)))
    report.say("\n### Cold start, seconds until the first answer\n", f"ours {spread(mine)}, Datasette {spread(theirs)}")
    report.judge(Goal("cold start: Datasette", "at most", 1.5), ratios(mine, theirs))


def memory(report: Report, field: Field, plan: Plan) -> None:
    """After everything else that this run asked."""
    held = {
        server.name: trees.memory(*server.heads) / MEGABYTE for server in (field.ours, field.datasette, field.pygeoapi)
    }
    told = ", ".join(f"{name} {size:.0f} MB" for name, size in held.items())
    report.say("\n### Memory of the whole server, proportional set size\n", told)
    report.judge(Goal("memory of the whole server, two workers", "at most", 300, "MB"), spread([held["ours"]]))
