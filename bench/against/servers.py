"""The contenders: each a server on a port of its own, its processes known so that what they spend can be read."""

import http.client
import os
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from bench.against.environment import own_python, programs
from bench.filling import TODAY
from portal import settings
from portal.cli.serve import list_commands
from portal.settings import ROOT
from tests.postgresql import free_port

WORKERS = "2"
PATIENCE = 180
"""Seconds until a server must have answered."""


@dataclass(frozen=True)
class Server:
    """Who answers at a port.

    :param heads: the processes below which all of it runs.
    :param encoding: what the client says it accepts, as it says it.
    """

    name: str
    port: int
    heads: tuple[int, ...]
    host: str = "127.0.0.1"
    encoding: str = "identity"
    certificate: Path | None = None

    @property
    def address(self) -> str:
        return f"{'https' if self.certificate else 'http'}://{self.host}:{self.port}"

    def connect(self) -> http.client.HTTPConnection:
        if self.certificate is None:
            return http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE)
        context = ssl.create_default_context(cafile=str(self.certificate))
        return http.client.HTTPSConnection(self.host, self.port, timeout=PATIENCE, context=context)

    def accepting(self, encoding: str) -> "Server":
        """The same, asked for another encoding."""
        return replace(self, encoding=encoding)


@contextmanager
def running(
    name: str,
    command: Sequence[object],
    port: int,
    probe: str,
    environment: Mapping[str, str] | None = None,
    *,
    secure: Path | None = None,
) -> Iterator[Server]:
    """A server from its first answer to its end; what it prints is shown when it does not answer."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=ROOT,
            env=os.environ | dict(environment or {}),
            stdout=said,
            stderr=said,
        )
        try:
            server = Server(name, port, (process.pid,), "localhost" if secure else "127.0.0.1", certificate=secure)
            if not _answers(process, server, probe):
                said.seek(0)
                raise RuntimeError(f"{name} did not begin to answer: {said.read().decode()[-3000:]}")
            yield server
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(20)
            process.kill()
            process.wait()


def _answers(process: "subprocess.Popen[bytes]", server: Server, probe: str) -> bool:
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        with suppress(OSError, http.client.HTTPException):
            connection = server.connect()
            connection.request("GET", probe)
            status = connection.getresponse().status
            connection.close()
            if status == 200:
                return True
        time.sleep(0.005)
    return False


def our_environment(store: Path) -> dict[str, str]:
    """Ours as an installation of its own would be told, without the limit by address: one address asks everything."""
    return {
        "LANGSO_DATABASE_URL": f"sqlite:///{store}/public.sqlite",
        "LANGSO_FILES_DIR": str(store / "files"),
        "LANGSO_SPOOL_DIR": str(store / "spool"),
        "LANGSO_SECRET_KEY": "bench",
        "LANGSO_TODAY": TODAY.isoformat(),
        "LANGSO_WORKERS": WORKERS,
        "LANGSO_RATE_LIMIT": "",
    }


@contextmanager
def ours(store: Path, **more: str) -> Iterator[Server]:
    """``langso serve --only public``, as it is."""
    port = free_port()
    command = [own_python(), "-m", "portal.cli", "serve", "--only", "public", "--port", port]
    with running("ours", command, port, "/healthz", our_environment(store) | more) as server:
        yield server


def our_command(port: int) -> list[str]:
    """What ``langso serve --only public`` runs; the application is its last word."""
    values = settings.load({"LANGSO_SECRET_KEY": "bench", "LANGSO_WORKERS": WORKERS})
    (command,) = list_commands(values, "127.0.0.1", port, "public")
    return [str(own_python()), *command[1:]]


def _workers(port: int) -> list[str]:
    """As many processes and threads, of the same kind, for what cannot take our own command line."""
    ours_ = our_command(port)
    found = ["--no-control-socket"]
    for option in ("--bind", "--workers", "--log-level", "--worker-class", "--threads"):
        if option in ours_:
            found += ours_[ours_.index(option) :][:2]
    return found


@contextmanager
def under_our_gunicorn(name: str, application: str, probe: str, environment: Mapping[str, str]) -> Iterator[Server]:
    """Another application under the very command line that serves ours."""
    port = free_port()
    command = our_command(port)
    with running(name, [*command[:-1], application], port, probe, environment) as server:
        yield server


@contextmanager
def datasette(export: Path) -> Iterator[Server]:
    """As it comes."""
    port = free_port()
    command = [programs() / "datasette", "serve", export / "figures.db", "--port", port]
    with running("Datasette", command, port, "/-/versions.json") as server:
        yield server


PYGEOAPI = """
server:
    bind: {{host: 127.0.0.1, port: {port}}}
    url: http://127.0.0.1:{port}
    mimetype: application/json; charset=UTF-8
    encoding: utf-8
    languages: [vi]
    limits: {{default_items: 200, max_items: 1000}}
    map: {{url: "https://tiles.example/{{z}}/{{x}}/{{y}}.png", attribution: bench}}
logging: {{level: ERROR}}
metadata:
    identification: {{title: bench, description: bench, keywords: [bench], keywords_type: theme,
        terms_of_service: bench, url: "https://bench.example"}}
    license: {{name: CC-BY 4.0, url: "https://creativecommons.org/licenses/by/4.0/"}}
    provider: {{name: bench, url: "https://bench.example"}}
    contact: {{name: bench}}
resources:
    villages:
        type: collection
        title: villages
        description: villages
        keywords: [villages]
        extents: {{spatial: {{bbox: [102, 8, 110, 24], crs: "http://www.opengis.net/def/crs/OGC/1.3/CRS84"}}}}
        providers:
            - {{type: feature, name: SQLiteGPKG, data: {data}, id_field: code, table: villages}}
"""


@contextmanager
def pygeoapi(export: Path) -> Iterator[Server]:
    """Over a GeoPackage with its spatial index, under gunicorn with as many workers and threads as ours."""
    port = free_port()
    with tempfile.TemporaryDirectory() as name:
        config, openapi = Path(name) / "config.yml", Path(name) / "openapi.yml"
        config.write_text(PYGEOAPI.format(port=port, data=export / "villages.gpkg"))
        environment = {"PYGEOAPI_CONFIG": str(config), "PYGEOAPI_OPENAPI": str(openapi)}
        generate = [programs(spatial=True) / "pygeoapi", "openapi", "generate", config, "--output-file", openapi]
        subprocess.run(generate, env=os.environ | environment, check=True, capture_output=True, timeout=120)
        command = [programs(spatial=True) / "gunicorn", *_workers(port), "pygeoapi.flask_app:APP"]
        with running("pygeoapi", command, port, "/collections/villages", environment) as server:
            yield server
