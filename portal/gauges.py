"""What ``/metrics`` tells of the moment it is asked: the public store, and the memory of this server's processes."""

import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

from flask import Flask
from prometheus_client import CollectorRegistry, Metric, generate_latest
from prometheus_client.core import GaugeMetricFamily
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from portal import metrics, metrics_files, metrics_folder
from portal.db import Store, get_revision
from portal.domain.audit import get_head
from portal.domain.feedback import get_clock
from portal.domain.releases import list_releases
from portal.replication import get_lag

Gauges = Callable[[], Iterable[Metric]]
OF, OF_DESK = "gauges", "gauges-of-desk"
"""The extensions of an application that hold what it tells."""


def init_app(app: Flask) -> None:
    store: Store = app.extensions["store"]
    app.extensions[OF] = [_of_server, lambda: of_store(store, "public", _of_public_store)]


def written(gauges: Iterable[Gauges]) -> bytes:
    """All of it as Prometheus reads it: what was counted by every process, and these."""
    registry = CollectorRegistry()
    folder = os.environ.get(metrics_folder.VARIABLE)
    registry.register(metrics_files.Summed(Path(folder)) if folder else metrics.COUNTED)  # type: ignore[arg-type]
    for tell in gauges:
        registry.register(_Told(tell))  # type: ignore[arg-type]
    return generate_latest(registry)


class _Told:
    """A collector that asks a function, once."""

    def __init__(self, tell: Gauges) -> None:
        self.collect = tell

    def describe(self) -> list[Metric]:
        return []


def gauge(name: str, help_: str, value: float, **labels: str) -> Metric:
    made = GaugeMetricFamily(name, help_, labels=list(labels))
    made.add_metric(list(labels.values()), value)
    return made


def of_store(store: Store, name: str, tell: Callable[[Session], Iterable[Metric]]) -> list[Metric]:
    """What a store tells, and whether it tells anything."""
    told: list[Metric] = []
    try:
        with store.reading() as session:
            told.extend(tell(session))
    except SQLAlchemyError:
        return [_answers(name, 0)]
    return [_answers(name, 1), *told]


def _answers(name: str, value: int) -> Metric:
    return gauge(f"langso_{name}_store_up", f"Whether the {name} store answers.", value)


def _of_public_store(session: Session) -> Iterator[Metric]:
    yield gauge("langso_state_revision", "How often the public store was written.", get_revision(session))
    now = dt.datetime.now(dt.UTC)
    for release in list_releases(session, limit=1):
        age = (now - release.released_at).total_seconds()
        yield gauge("langso_newest_release_age_seconds", "Since the newest release came out.", age)
    head = get_head(session)
    if head is not None:
        age = (now - head.at).total_seconds()
        yield gauge("langso_audit_head_age_seconds", "Since the newest entry of the public audit log.", age)
    lag = get_lag(session)
    if lag is not None:
        yield gauge("langso_replica_lag_seconds", "By how much the replica that is read is behind.", lag)
    clock = get_clock(session)
    if clock is not None:
        yield gauge("langso_questions_waiting", "Readers' questions without an answer.", clock.waiting)
        yield gauge("langso_questions_overdue", "Of these, those whose time is over.", clock.overdue)


def _of_server() -> Iterator[Metric]:
    yield gauge("langso_build_info", "Which program this is.", 1, version=version("lang-so"))
    sizes = [size for size in map(_resident, _processes()) if size]
    yield gauge("langso_processes", "Processes of this server.", len(sizes))
    yield gauge("langso_resident_bytes", "Memory of all of them; what they share counts for each.", sum(sizes))
    yield gauge("langso_largest_process_bytes", "Memory of the largest of them.", max(sizes, default=0))


def _processes() -> list[int]:
    """This one and those beside it: the workers of one server, and its master."""
    own = os.getpid()
    if metrics_folder.VARIABLE not in os.environ:
        return [own]
    master = os.getppid()
    try:
        children = Path(f"/proc/{master}/task/{master}/children").read_text(encoding="ascii").split()
    except OSError:
        return [own]
    return [master, *map(int, children)]


def _resident(process: int) -> int:
    try:
        pages = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]
    except (OSError, IndexError):
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
