"""Every address of the public application, asked once over https; and both applications in gunicorn behind nginx."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import Headers

from portal.settings import ROOT
from tests.conftest import lacking
from tests.deploy.nginx_site import RunningSite, running_site, what_is_lacking
from tests.postgresql import free_port
from tests.test_routes import addresses

HOST = "so.example.vn"
BASE = f"https://{HOST}"


@dataclass(frozen=True)
class Told:
    """What an address answered, without its content."""

    address: str
    endpoint: str
    status: int
    mimetype: str
    headers: Headers


@pytest.fixture(scope="session")
def named_app(demo) -> Iterator[Flask]:
    """The public application as it runs behind one proxy under the name of its public address."""
    with demo.running_app(BASE_URL=BASE, PROXIES="1") as app:
        yield app


@pytest.fixture
def named(named_app: Flask) -> FlaskClient:
    return client_of(named_app)


def client_of(app: Flask) -> FlaskClient:
    client = app.test_client()
    client.environ_base |= {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_HOST": HOST}
    return client


@pytest.fixture(scope="session")
def told(named_app: Flask) -> list[Told]:
    client, match = client_of(named_app), named_app.url_map.bind(HOST).match
    answers = []
    for address in addresses():
        with client.get(address) as answer:
            endpoint = match(address.partition("?")[0])[0]
            answers.append(Told(address, endpoint, answer.status_code, answer.mimetype, answer.headers))
    return answers


@dataclass(frozen=True)
class Live:
    """Both applications as they are served.

    :param site: nginx, shipped, with what it keeps.
    :param gunicorn: the port of the application behind it, which may be asked directly, too.
    """

    site: RunningSite
    gunicorn: int

    def connect(self, *, through_nginx: bool) -> socket.socket:
        """A connection for requests written by hand."""
        return self.site.connect() if through_nginx else socket.create_connection(("127.0.0.1", self.gunicorn), 30)


@pytest.fixture(scope="session")
def live(demo, tmp_path_factory) -> Iterator[Live]:
    if reason := what_is_lacking():
        lacking(reason)
    port, https = free_port(), free_port()
    values = {
        "DATABASE_URL": demo.public.url.render_as_string(hide_password=False),
        "DESK_DATABASE_URL": demo.desk.url.render_as_string(hide_password=False),
        "FILES_DIR": str(demo.files),
        "SPOOL_DIR": str(tmp_path_factory.mktemp("spool")),
        "SECRET_KEY": "for tests only",
        "TODAY": "2026-11-22",
        "BASE_URL": f"https://localhost:{https}",
        "PROXIES": "1",
        "RATE_LIMIT": "",
        "LOG_LEVEL": "error",
    }
    environment = os.environ | {f"LANGSO_{name}": value for name, value in values.items()}
    command = [sys.executable, "-m", "gunicorn", "--no-control-socket", "--bind", f"127.0.0.1:{port}"]
    command += ["--worker-class", "gthread", "--threads", "8", "--log-level", "error", "wsgi:site"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        _await(process, port)
        folder = tmp_path_factory.mktemp("nginx")
        with running_site(folder, public=port, desk=port, https=https, files=demo.files) as site:
            yield Live(site, port)
    finally:
        process.terminate()
        process.wait(30)


def _await(process: "subprocess.Popen[bytes]", port: int) -> None:
    end = time.monotonic() + 150
    while time.monotonic() < end and process.poll() is None:
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            return
        except OSError:  # not yet, or not in time
            time.sleep(0.1)
        finally:
            connection.close()
    raise RuntimeError("gunicorn did not begin to answer")
