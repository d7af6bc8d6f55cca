"""Three hundred thousand observations from the real server: first byte, speed, memory, and what a cut looks like.

Gunicorn runs as ``langso serve --only public`` runs it, with one worker, over a store made here. Goals: the first byte
within 100 ms, and no more than 100 MB of memory beyond what the worker held before.
"""

import argparse
import datetime as dt
import http.client
import os
import re
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import insert
from sqlalchemy.orm import Session

from portal.cli.serve import list_commands
from portal.db import Store
from portal.domain.datasets import Dataset, DatasetVersion, dataset_slug
from portal.domain.indicators import Indicator, IndicatorGroup, list_groups, list_indicators
from portal.domain.localities import Locality, LocalityKind
from portal.domain.observations import Observation, Status, rate
from portal.domain.periods import numbered
from portal.domain.releases import Release
from portal.publishing.stores import initialise
from portal.settings import DATA, ROOT

TODAY = dt.date(2026, 11, 22)
COMMUNES, VILLAGES, INDICATORS, PERIODS = 20, 49, 20, 15  # places are the villages and the commune itself
FIRST = numbered(2025 * 12 + 7, 1)
FIRST_BYTE, MEMORY = 0.1, 100
MEGABYTE = 1e6


@dataclass(frozen=True)
class Measured:
    """One download.

    :param first: seconds until the first byte of its body.
    :param took: seconds until the last.
    :param lines: how many lines the body had.
    """

    status: int
    first: float
    took: float
    size: int
    lines: int


def make_store(folder: Path, *, communes: int = COMMUNES) -> Store:
    """A public store of ``communes`` × 15,000 observations, every hundredth of them withheld."""
    public, desk = Store(f"sqlite:///{folder}/public.sqlite"), Store(f"sqlite:///{folder}/desk.sqlite")
    initialise(public, desk, DATA, today=TODAY)
    desk.close()
    for number in range(communes):
        with public.begin() as session:
            _publish(session, _add_commune(session, number), number)
    return public


def _add_commune(session: Session, number: int) -> Locality:
    commune = _place(f"{70001 + number}", LocalityKind.COMMUNE, number)
    session.add(commune)
    session.flush()
    session.add_all(
        _place(f"{commune.code}-{n:02}", LocalityKind.VILLAGE, n, commune.id) for n in range(1, VILLAGES + 1)
    )
    session.flush()
    return commune


def _place(code: str, kind: LocalityKind, position: int, parent: int | None = None) -> Locality:
    return Locality(
        code=code,
        slug=f"noi-{code}",
        kind=kind,
        unit="thôn" if parent else "xã",
        name=f"Nơi {code}",
        name_en=f"Place {code}",
        parent_id=parent,
        valid_from=dt.date(2025, 7, 1),
        position=position,
        source="bench",
    )


def _publish(session: Session, commune: Locality, number: int) -> None:
    """A release for each period, with every indicator of every place."""
    indicators = list_indicators(session)[:INDICATORS]
    datasets = _add_datasets(session, commune, indicators)
    places = [commune.id, *(v.id for v in session.query(Locality).filter_by(parent_id=commune.id))]
    for step in range(PERIODS):
        seq = number * PERIODS + step + 1
        session.add(_release(commune, seq, step))
        session.flush()
        session.add_all(DatasetVersion(dataset_slug=s, number=f"1.{step}.0", release_seq=seq, rows=1) for s in datasets)
        session.execute(insert(Observation), list(_rows(indicators, commune, places, seq, step)))


def _add_datasets(session: Session, commune: Locality, indicators: list[Indicator]) -> list[str]:
    wanted = {indicator.group_code for indicator in indicators}
    groups = [group for group in list_groups(session) if group.code in wanted]
    session.add_all(_dataset(commune, group) for group in groups)
    session.flush()
    return [dataset_slug(commune, group.code) for group in groups]


def _dataset(commune: Locality, group: IndicatorGroup) -> Dataset:
    return Dataset(
        slug=dataset_slug(commune, group.code),
        commune_id=commune.id,
        group_code=group.code,
        title=group.title,
        title_en=group.title_en,
        description=group.description,
        description_en=group.description_en,
        illustrative=True,
    )


def _release(commune: Locality, seq: int, step: int) -> Release:
    return Release(
        seq=seq,
        id=f"{commune.slug}-r{step + 1}",
        commune_id=commune.id,
        kind="update",
        released_at=dt.datetime(2025, 9, 1, tzinfo=dt.UTC) + dt.timedelta(days=30 * step),
        title="Số liệu",
        title_en="Figures",
        source="bench",
        source_en="bench",
        submitted_by_role="officer",
        approved_by_role="approver",
    )


def _rows(
    indicators: list[Indicator], commune: Locality, places: list[int], seq: int, step: int
) -> Iterator[dict[str, object]]:
    period = numbered(FIRST.end.year * 12 + FIRST.end.month - 1 + step, 1)
    for count, (place, indicator) in enumerate((p, i) for p in places for i in indicators):
        counted, among = 100 + (count * 37 + step * 11) % 400, 520
        withheld = count % 100 == 99
        yield {
            "indicator_code": indicator.code,
            "locality_id": place,
            "period": period.text,
            "period_end": period.end,
            "numerator": None if withheld else counted,
            "denominator": None if withheld else among,
            "value": None if withheld else rate(counted, among),
            "status": Status.WITHHELD if withheld else Status.NORMAL,
            "dataset_slug": dataset_slug(commune, indicator.group_code),
            "released_in": seq,
        }


@contextmanager
def serving(folder: Path) -> Iterator[tuple[int, int]]:
    """The port of a server over the folder's store, and the process id of the server's head."""
    port = _free_port()
    (command,) = list_commands({"WORKERS": "1"}, "127.0.0.1", port, "public")
    settings = {
        "LANGSO_DATABASE_URL": f"sqlite:///{folder}/public.sqlite",
        "LANGSO_FILES_DIR": str(folder / "files"),
        "LANGSO_SECRET_KEY": "bench",
        "LANGSO_TODAY": TODAY.isoformat(),
    }
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | settings)
    try:
        _wait_for(port)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(300):
        with suppress(OSError):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            connection.close()
            return
        time.sleep(0.1)
    raise TimeoutError("the server did not begin to answer")


def worker_of(head: int) -> int:
    """The process that answers, below the server's head."""
    return int(Path(f"/proc/{head}/task/{head}/children").read_text().split()[0])


def memory(pid: int) -> tuple[float, float]:
    """Megabytes resident now, and at most since the process began."""
    status = Path(f"/proc/{pid}/status").read_text()
    now, most = (int(re.search(rf"{name}:\s+(\d+) kB", status)[1]) for name in ("VmRSS", "VmHWM"))  # type: ignore[index]
    return now * 1024 / MEGABYTE, most * 1024 / MEGABYTE


def download(port: int, path: str) -> Measured:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    begun = time.perf_counter()
    connection.request("GET", path)
    response = connection.getresponse()
    size = lines = 0
    first = 0.0
    while chunk := response.read1(1 << 16):
        first = first or time.perf_counter() - begun
        size += len(chunk)
        lines += chunk.count(b"\n")
    taken = time.perf_counter() - begun
    connection.close()
    return Measured(response.status, first, taken, size, lines)


def cut(port: int, head: int, path: str) -> str:
    """What Python's own client says when the server dies in the middle of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    response = connection.getresponse()
    response.read(100_000)
    os.kill(worker_of(head), signal.SIGKILL)
    try:
        rest = response.read()
    except (http.client.IncompleteRead, ConnectionError) as error:
        return type(error).__name__
    finally:
        connection.close()
    return f"no error, {len(rest):,} bytes"


def cut_curl(port: int, head: int, path: str) -> str:
    """What curl says."""
    address = f"http://127.0.0.1:{port}{path}"
    killing = threading.Timer(1.5, lambda: os.kill(worker_of(head), signal.SIGKILL))
    killing.start()
    command = ["curl", "--silent", "--show-error", "--limit-rate", "1M", "--output", "/dev/null", address]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    killing.join()
    return f"exit code {done.returncode}, {done.stderr.strip()}"


def report(folder: Path, paths: list[str]) -> None:
    with serving(folder) as (port, head):
        download(port, "/api/v1/observations.csv?limit=1000")  # what is made once, at the first answer, is not counted
        for path in paths:
            _report_one(port, head, path)
        print(f"cut in the middle, http.client: {cut(port, head, paths[0])}")
        _wait_for(port)
        print(f"cut in the middle, curl: {cut_curl(port, head, paths[0])}")


def _report_one(port: int, head: int, path: str) -> None:
    pid = worker_of(head)
    before, _ = memory(pid)
    got = download(port, path)
    _, most = memory(pid)
    if got.status != 200:
        print(f"{path}: status {got.status}")
        return
    missed = [
        name for name, over in (("first byte", got.first > FIRST_BYTE), ("memory", most - before > MEMORY)) if over
    ]
    print(
        f"{path}: {got.lines:,} lines, {got.size / MEGABYTE:.1f} MB; first byte {got.first * 1000:.0f} ms, "
        f"whole {got.took:.1f} s, {got.lines / got.took:,.0f} rows/s; "
        f"worker {before:.0f} MB before, {most:.0f} MB at most, {most - before:.0f} MB more"
        + (f"; MISSED: {', '.join(missed)}" if missed else "")
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--communes", type=int, default=COMMUNES, help="15,000 observations each")
    parser.add_argument("--keep", type=Path, help="make the store in this folder, or use the one that lies there")
    parser.add_argument("paths", nargs="*", default=["/api/v1/observations.csv", "/api/v1/observations.ndjson"])
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="langso-bench-") as name:
        folder = asked.keep or Path(name)
        if not (folder / "public.sqlite").exists():
            folder.mkdir(parents=True, exist_ok=True)
            make_store(folder, communes=asked.communes).close()
        report(folder, asked.paths)


if __name__ == "__main__":
    main()
