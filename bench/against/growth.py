"""What each answer costs at national scale beside ward scale: the same questions to ours over both stores."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bench.against import addresses
from bench.against.asking import Addresses, measure
from bench.against.downloads import OURS, Downloaded, download
from bench.against.folders import size
from bench.against.plan import Plan
from bench.against.ratios import Goal, ratios, spread
from bench.against.rounds import Contender, Report, alternate
from bench.against.servers import Server, ours
from bench.against.stores import NATION, WARD, Scale, list_indicators, list_village_codes, store_of
from portal.settings import ROOT

GIGABYTE = 1e9


@dataclass(frozen=True)
class Load:
    """What is asked, and how many times dearer it may become."""

    name: str
    wanted: float
    paths: Sequence[str]


def loads(scale: Scale, store: Path) -> list[Load]:
    """Equal at both scales but for which communes are asked about, whose figures are alike."""
    indicators, villages = list_indicators(store), list_village_codes(store)
    communes = scale.codes[:20]
    a_village = addresses.questions([None], [None], villages[: 49 * 20])
    a_commune = addresses.questions(indicators, communes, [None])
    everywhere = addresses.questions(indicators, [None], [None])
    days = [(q.start, q.end) for q in everywhere]
    return [
        Load("a query of a village", 1.3, [q.ours for q in a_village]),
        Load("a query of a commune", 1.3, [q.ours for q in a_commune]),
        Load("a query of all places", 1.3, [q.ours for q in everywhere]),
        Load("a commune's page", 1.3, [f"{path}?nth={n}" for n in range(2000) for path in addresses.pages(scale)]),
        Load(
            "facets of datasets",
            1.5,
            [f"/datasets?group={g}&nth={n}" for n in range(9999) for g in ("readiness", "economy")],
        ),
        Load("counts", 1.5, [f"/api/v1/observations?limit={n}&from={a}&to={b}" for n in range(1, 6) for a, b in days]),
    ]


def growth(report: Report, plan: Plan) -> None:
    stores = {scale: store_of(scale) for scale in (WARD, NATION)}
    told = ", ".join(f"{scale.name} {size(store) / GIGABYTE:.2f} GB" for scale, store in stores.items())
    report.say("\n## From 300,000 observations to 10,000,000\n", f"On disk: {told}.")
    with ExitStack() as stack:
        small, large = (stack.enter_context(ours(store)) for store in stores.values())
        for one, other in zip(*[loads(scale, store) for scale, store in stores.items()], strict=True):
            _grown(report, one, other, (small, large), plan)
        _rows(report, small, large, plan)
    _publishing(report, stores, plan)


def _grown(report: Report, one: Load, other: Load, servers: tuple[Server, Server], plan: Plan) -> None:
    asked = [Addresses(load.paths, fresh=True) for load in (one, other)]
    contenders = [
        Contender(scale.name, lambda s=server, a=which: measure(s, a, plan.seconds))  # type: ignore[misc]
        for scale, server, which in zip((WARD, NATION), servers, asked, strict=True)
    ]
    found = report.show(alternate(one.name, contenders, plan.rounds))
    quicker = found.quicker(NATION.name, WARD.name)
    dearer = found.dearer(NATION.name, WARD.name)
    report.judge(Goal(f"growth: {one.name}", "at most", one.wanted), dearer, f"{quicker} requests a second")


def _rows(report: Report, small: Server, large: Server, plan: Plan) -> None:
    """The small table several times while the large one comes once."""
    ward: list[Downloaded] = []
    nation: list[Downloaded] = []
    for _ in range(min(plan.downloads, 2)):
        ward.append(download(small, OURS))
        nation.append(download(large, OURS))
    last = nation[-1]
    told = f"{last.rows:,} rows in {last.took:.0f} s, first byte {1000 * last.first:.0f} ms"
    report.say("\n### The whole table as CSV\n", f"{told}, grown by {last.grown / 1e6:.1f} MB")
    a_row = ratios([d.spent / d.rows for d in nation], [d.spent / d.rows for d in ward])
    report.judge(Goal("growth: CSV, a row", "at most", 1.1), a_row)
    first = spread([1000 * d.first for d in nation])
    report.judge(Goal("10,000,000 rows as CSV: first byte", "at most", 25, "ms"), first)
    grown = spread([d.grown / 1e6 for d in nation])
    report.judge(Goal("10,000,000 rows as CSV: memory growth", "at most", 8, "MB"), grown)


def _publishing(report: Report, stores: dict[Scale, Path], plan: Plan) -> None:
    with tempfile.TemporaryDirectory(prefix="langso-publishing-") as name:
        folders = {scale: Path(name) / scale.name for scale in stores}
        for scale, store in stores.items():
            folders[scale].mkdir()
            for file in ("public.sqlite", "desk.sqlite"):
                shutil.copy(store / file, folders[scale] / file)
        count = plan.rounds + 1  # the first is not counted
        ward, nation = (_publish(folder, scale.codes[:count]) for scale, folder in folders.items())
    report.say("\n### Publishing one commune's month\n", f"ward {spread(ward)} s, nation {spread(nation)} s")
    report.judge(Goal("growth: publishing a commune's month, by the clock", "at most", 1.2), ratios(nation, ward))


def _publish(folder: Path, communes: Sequence[str]) -> list[float]:
    """Seconds of each publishing but the first."""
    command = [sys.executable, "-m", "bench.against.releases", folder, *communes]
    done = subprocess.run(
        command, cwd=ROOT, input="\n" * len(communes), capture_output=True, text=True, check=True, timeout=900
    )
    return [float(line.split()[2]) for line in done.stdout.splitlines()[2:]]
