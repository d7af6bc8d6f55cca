"""Mixed reading by 64 clients: quiet, then with a release every ten seconds, a crawler, half-open connections."""

import asyncio
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.against import addresses
from bench.against.asking import ask
from bench.against.contenders import Field
from bench.against.nginx import through_site
from bench.against.plan import Plan
from bench.against.ratios import Goal, ratios, spread
from bench.against.readers import Told, read_for
from bench.against.releases import MEASURED, MONTH
from bench.against.rounds import Report
from bench.against.servers import Server, ours
from bench.against.stores import list_indicators
from portal.settings import ROOT
from tests.deploy.nginx_site import NOBODY

CLIENTS, HALF_OPEN, EVERY = 64, 500, 10.0
VILLAGES = 49


@dataclass(frozen=True)
class Published:
    """A release: its commune, and when publishing it was acknowledged."""

    commune: str
    at: float


def month_of(commune: str) -> str:
    return f"/api/v1/observations?within={commune}&period={MONTH}&limit=1000"


def mixed_reading(report: Report, field: Field, plan: Plan) -> None:
    communes = field.scale.codes[: max(2, int(plan.mixed / EVERY))]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="langso-mixed-")))
        for name in ("public.sqlite", "desk.sqlite"):
            shutil.copy(field.store / name, folder / name)
        behind = stack.enter_context(ours(folder, LANGSO_PROXIES="1", LANGSO_RATE_LIMIT="1200 per minute"))
        site, _ = stack.enter_context(through_site(folder / "site", folder, behind, operators=NOBODY))
        publisher = stack.enter_context(_publisher(folder, communes))
        paths = [*map(month_of, communes), *addresses.pages(field.scale, 5), "/", "/datasets", "/api/v1/datasets"]
        whole = VILLAGES * MEASURED
        quiet = asyncio.run(read_for(site, CLIENTS, paths, plan.mixed, whole))
        with half_open(site), crawling(site, field, plan.mixed), publishing(publisher, len(communes)) as published:
            busy = asyncio.run(read_for(site, CLIENTS, paths, plan.mixed, whole))
    _report(report, quiet, busy, published)


def _report(report: Report, quiet: Told, busy: Told, published: Sequence[Published]) -> None:
    late = [busy.missing.get(month_of(p.commune), 0.0) - p.at for p in published]
    report.say(
        f"\n### {CLIENTS} readers through nginx; then with a crawler, {HALF_OPEN} half-open connections, releases\n",
        f"quiet {len(quiet.seconds):,} answers, p99 {1000 * quiet.p99:.0f} ms, {len(quiet.failed)} failed; "
        f"then {len(busy.seconds):,} answers, p99 {1000 * busy.p99:.0f} ms, {len(busy.failed)} failed, "
        f"{len(published)} releases",
        *sorted(set(busy.failed + busy.mixed + quiet.failed))[:8],
    )
    report.judge(Goal("mixed reading: p99 of the quiet one", "at most", 3), ratios([busy.p99], [quiet.p99]))
    report.judge(Goal("mixed reading: errors", "at most", 0, "answers"), spread([len(busy.failed)]))
    report.judge(Goal("mixed reading: mixed releases", "at most", 0, "answers"), spread([len(busy.mixed)]))
    report.judge(Goal("mixed reading: a release is seen everywhere", "at most", 1, "s"), spread([max(0.0, *late)]))


@contextmanager
def _publisher(folder: Path, communes: Sequence[str]) -> Iterator["subprocess.Popen[str]"]:
    """The publisher, once everything is approved."""
    command = [sys.executable, "-m", "bench.against.releases", str(folder), *communes]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            if process.stdout.readline() != "ready\n":
                raise RuntimeError("the releases could not be prepared")
            yield process
        finally:
            process.kill()


@contextmanager
def publishing(publisher: "subprocess.Popen[str]", most: int) -> Iterator[list[Published]]:
    """A release every ten seconds, the first after five."""
    stop, published = threading.Event(), list[Published]()

    def run() -> None:
        assert publisher.stdin is not None
        assert publisher.stdout is not None
        pause = EVERY / 2
        while len(published) < most and not stop.wait(pause):
            publisher.stdin.write("\n")
            publisher.stdin.flush()
            commune, at, *_ = publisher.stdout.readline().split()
            published.append(Published(commune, float(at)))
            pause = EVERY

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield published
    finally:
        stop.set()
        thread.join(60)


@contextmanager
def crawling(site: Server, field: Field, seconds: float) -> Iterator[None]:
    """wrk walks facets, pages and exports as fast as it is let, from one address; what it is refused does not count."""
    indicators = list_indicators(field.store)
    questions = [q.ours for q in addresses.questions(indicators, field.scale.codes, [None])[:5000]]
    facets = [f"/datasets?group={group}&page={n}" for n in range(1, 40) for group in ("readiness", "digital-society")]
    exports = [f"/indicators/{code}.csv" for code in indicators] + ["/api/v1/observations.csv"]
    paths = [path for five in zip(questions, facets * 80, exports * 300, strict=False) for path in five]
    thread = threading.Thread(target=ask, args=(site, paths, seconds))
    thread.start()
    try:
        yield
    finally:
        thread.join(seconds + 120)


@contextmanager
def half_open(site: Server) -> Iterator[None]:
    """Connections that begin a request and never end it, and as many that say nothing at all."""
    context = ssl.create_default_context(cafile=str(site.certificate))
    with ExitStack() as stack:
        for number in range(HALF_OPEN):
            plain = stack.enter_context(socket.socket())
            plain.bind((f"127.0.3.{number % 50 + 1}", 0))
            plain.settimeout(30)
            plain.connect(("127.0.0.1", site.port))
            if number % 2:
                secure = stack.enter_context(context.wrap_socket(plain, server_hostname=site.host))
                secure.sendall(f"GET / HTTP/1.1\r\nHost: {site.host}\r\n".encode())
        yield
