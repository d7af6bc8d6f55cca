"""Everybody who answers at one scale, started together and stopped together."""

import hashlib
import json
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.against.asking import get
from bench.against.exports import export_of
from bench.against.nginx import from_disk, through_site
from bench.against.servers import Server, datasette, our_environment, ours, pygeoapi, under_our_gunicorn
from bench.against.stores import Scale, store_of
from tests.deploy.nginx_site import RunningSite

KEPT = ("Content-Type", "Content-Encoding", "ETag", "Cache-Control")


@dataclass(frozen=True)
class Field:
    """The servers at one scale; the readies hold what was asked of ours for them."""

    scale: Scale
    store: Path
    export: Path
    ours: Server
    site: Server
    running_site: RunningSite
    raw: Server
    raw_counted: Server
    unlocalised: Server
    datasette: Server
    pygeoapi: Server


@contextmanager
def field(scale: Scale) -> Iterator[Field]:
    store, export = store_of(scale), export_of(scale)
    file = str(store / "public.sqlite")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="langso-bench-")))
        alone = stack.enter_context(ours(store))
        behind = stack.enter_context(ours(store, LANGSO_PROXIES="1"))
        site, running = stack.enter_context(through_site(folder / "site", store, behind))
        yield Field(
            scale,
            store,
            export,
            alone,
            site,
            running,
            stack.enter_context(_raw("raw sqlite3 + orjson, rows alone", {"STORE": file})),
            stack.enter_context(_raw("raw sqlite3 + orjson, with the total", {"STORE": file, "COUNTED": "1"})),
            stack.enter_context(_unlocalised(store)),
            stack.enter_context(datasette(export)),
            stack.enter_context(pygeoapi(export)),
        )


def _raw(name: str, environment: dict[str, str]) -> AbstractContextManager[Server]:
    return under_our_gunicorn(name, "bench.against.raw:app", "/healthz", environment)


def _unlocalised(store: Path) -> AbstractContextManager[Server]:
    name = "ours without localisation"
    return under_our_gunicorn(name, "bench.against.unlocalised:app", "/healthz", our_environment(store))


@contextmanager
def ready(one: Server, site: RunningSite, paths: Iterable[str]) -> Iterator[tuple[Server, Server, dict[str, str]]]:
    """A bare Flask route and nginx from disk with the bytes that ours answers, and the file of each address."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="langso-ready-"))) / "www"
        folder.mkdir()
        names = {path: _keep(folder, one, path) for path in paths}
        index = {path: (name, json.loads((folder / f"{name}.json").read_text())) for path, name in names.items()}
        (folder / "index.json").write_text(json.dumps(index))
        probe = next(iter(names))
        environment = {"READY": str(folder)}
        flask = stack.enter_context(
            under_our_gunicorn("Flask, ready bytes", "bench.against.ready:app", probe, environment)
        )
        disk = stack.enter_context(from_disk(folder, site))
        yield flask, disk, {path: f"/{name}" for path, name in names.items()}


def _keep(folder: Path, one: Server, path: str) -> str:
    content, headers = get(one, path)
    name = hashlib.sha256(path.encode()).hexdigest()[:12]
    (folder / name).write_bytes(content)
    (folder / f"{name}.json").write_text(json.dumps({k: v for k, v in headers.items() if k in KEPT}))
    return name
