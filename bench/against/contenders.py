"""Everybody who answers at one scale, each started when it is first asked, and all stopped together."""

import hashlib
import json
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import cached_property
from pathlib import Path

from bench.against.asking import get
from bench.against.exports import export_of
from bench.against.nginx import from_disk, through_site
from bench.against.servers import Server, datasette, our_environment, ours, pygeoapi, under_our_gunicorn
from bench.against.stores import Scale, store_of
from tests.deploy.nginx_site import RunningSite

KEPT = ("Content-Type", "Content-Encoding", "ETag", "Cache-Control")


class Field:
    """The servers at one scale, each started when it is first asked for."""

    def __init__(self, scale: Scale, stack: ExitStack) -> None:
        self.scale, self._stack = scale, stack
        self.store = store_of(scale)
        self._folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="langso-bench-")))

    @cached_property
    def export(self) -> Path:
        return export_of(self.scale)

    @cached_property
    def ours(self) -> Server:
        return self._stack.enter_context(ours(self.store))

    @cached_property
    def _through_site(self) -> tuple[Server, RunningSite]:
        behind = self._stack.enter_context(ours(self.store, LANGSO_PROXIES="1"))
        return self._stack.enter_context(through_site(self._folder / "site", self.store, behind))

    @property
    def site(self) -> Server:
        return self._through_site[0]

    @property
    def running_site(self) -> RunningSite:
        return self._through_site[1]

    @cached_property
    def raw(self) -> Server:
        return self._stack.enter_context(_raw("raw sqlite3 + orjson, rows alone", self._file))

    @cached_property
    def raw_counted(self) -> Server:
        return self._stack.enter_context(_raw("raw sqlite3 + orjson, with the total", self._file | {"COUNTED": "1"}))

    @property
    def _file(self) -> dict[str, str]:
        return {"STORE": str(self.store / "public.sqlite")}

    @cached_property
    def unlocalised(self) -> Server:
        return self._stack.enter_context(_unlocalised(self.store))

    @cached_property
    def datasette(self) -> Server:
        return self._stack.enter_context(datasette(self.export))

    @cached_property
    def pygeoapi(self) -> Server:
        return self._stack.enter_context(pygeoapi(self.export))


@contextmanager
def field(scale: Scale) -> Iterator[Field]:
    with ExitStack() as stack:
        yield Field(scale, stack)


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
