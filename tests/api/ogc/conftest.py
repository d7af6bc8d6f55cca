"""The public application as ``langso serve`` runs it, for clients that open their sockets themselves.

It is a process of its own: GDAL holds the interpreter while it waits, and a server in a thread would wait with it.
"""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pyogrio
import pytest

from portal.cli.serve import list_commands
from portal.settings import ROOT
from tests.conftest import NOW, Installation
from tests.postgresql import free_port

PROXIES = ("http_proxy", "https_proxy", "all_proxy")


@pytest.fixture(scope="session")
def served(demo: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of ``/ogc`` of the demonstration, served for real."""
    port = free_port()
    log = tmp_path_factory.mktemp("served") / "log"
    [command] = list_commands({"WORKERS": "1", "THREADS": "4"}, "127.0.0.1", port, "public")
    with _without_proxies(), log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=_environment(demo), stdout=output, stderr=output)
        try:
            _wait_for(port, process, log)
            yield f"http://127.0.0.1:{port}/ogc"
        finally:
            process.terminate()
            process.wait(30)


def _environment(demo: Installation) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LANGSO_")}
    return kept | {
        "LANGSO_DATABASE_URL": demo.public.url.render_as_string(hide_password=False),
        "LANGSO_FILES_DIR": str(demo.files),
        "LANGSO_RATE_LIMIT": "",
        "LANGSO_SECRET_KEY": "for tests only",
        "LANGSO_TODAY": NOW.isoformat(),
    }


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        assert process.poll() is None, log.read_text()
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.2)
    raise AssertionError(f"nothing listens on {port}: {log.read_text()}")


@contextmanager
def _without_proxies() -> Iterator[None]:
    """Clients go straight to the loopback, and give up soon."""
    with pytest.MonkeyPatch.context() as patch:
        for name in PROXIES:
            patch.delenv(name, raising=False)
            patch.delenv(name.upper(), raising=False)
        patch.setenv("NO_PROXY", "127.0.0.1")
        pyogrio.set_gdal_config_options({"GDAL_HTTP_TIMEOUT": 30, "GDAL_HTTP_MAX_RETRY": 0})
        yield
        pyogrio.set_gdal_config_options({"GDAL_HTTP_TIMEOUT": None, "GDAL_HTTP_MAX_RETRY": None})
