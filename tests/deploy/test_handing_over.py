"""Released files through the shipped site: the application says which, nginx sends them."""

import base64
import contextlib
import hashlib
import os
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from portal.publishing.demo import load_demo
from portal.settings import DATA, ROOT
from tests.conftest import NOW
from tests.deploy.nginx_site import RunningSite, running_site
from tests.postgresql import free_port
from tests.stores import SQLiteDatabases

OF_THE_WAY = {"server", "date", "expires", "connection", "cache-status", "keep-alive", "x-request-id"}


@dataclass(frozen=True)
class Served:
    """``site`` hands over; ``alone`` is the port of an application that sends files itself, asked without nginx."""

    site: RunningSite
    alone: int
    path: str
    content: bytes


@pytest.fixture(scope="module")
def served(nginx, tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    files = folder / "files"
    with SQLiteDatabases(folder / "stores").pair() as (public, desk), contextlib.ExitStack() as ending:
        load_demo(public, desk, files, DATA, today=NOW, threshold=5)
        given = {"DATABASE_URL": str(public.url), "FILES_DIR": str(files), "SPOOL_DIR": str(folder / "spool")}
        ports = [ending.enter_context(_running(given | {"ACCEL": accel})) for accel in ("1", "")]
        (folder / "nginx").mkdir()
        site = ending.enter_context(running_site(folder / "nginx", public=ports[0], files=files))
        file = max(files.glob("*/*/*.csv"), key=lambda path: path.stat().st_size)
        yield Served(site, ports[1], f"/datasets/{file.relative_to(files)}", file.read_bytes())


@contextlib.contextmanager
def _running(settings):
    """The public application under gunicorn, until the end; gives its port."""
    port = free_port()
    own = {"SECRET_KEY": "for tests only", "TODAY": NOW.isoformat(), "PROXIES": "1", "DEMO": "1", "WORKERS": "1"}
    environ = os.environ | {f"LANGSO_{name}": value for name, value in (own | settings).items()}
    command = [sys.executable, "-m", "portal.cli", "serve", "--only", "public", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL) as process:
        try:
            _wait_for(process, port)
            yield port
        finally:
            process.terminate()


def _wait_for(process, port):
    end = time.monotonic() + 120
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError):
            if _ask_alone(port, "/healthz", {})[0] == 200:
                return
        time.sleep(0.2)
    raise RuntimeError("the application did not start")


def _ask_alone(port, path, headers, method="GET"):
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, path, headers=headers)
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


def _said(headers):
    return {name.lower(): value for name, value in headers.items() if name.lower() not in OF_THE_WAY}


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_file_handed_over_is_answered_as_the_application_alone_would(served, method):
    through = served.site.ask(served.path, method=method)
    proto = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": f"localhost:{served.site.https}"}
    status, headers, body = _ask_alone(served.alone, served.path, proto, method)
    there, alone = _said(through.headers), _said(headers)
    assert {
        name: (there.get(name), alone.get(name)) for name in there | alone if there.get(name) != alone.get(name)
    } == {}
    assert (through.status, through.body) == (status, body)
    assert [name for name, count in Counter(map(str.lower, through.headers.keys())).items() if count > 1] == []
    digest = base64.b64encode(hashlib.sha256(served.content).digest()).decode()
    assert through.headers["Repr-Digest"] == f"sha-256=:{digest}:"
    if method == "GET":
        assert through.body == served.content


def test_it_is_nginx_that_sends_it(served):
    """Asked past nginx, the application names a place and sends no byte."""
    asked = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": f"localhost:{served.site.https}"}
    port = int(served.site.site.public.rpartition(":")[2])
    status, headers, body = _ask_alone(port, served.path, asked)
    assert (status, body) == (200, b"")
    assert headers["X-Accel-Redirect"] == served.path.replace("/datasets/", "/-/kept/")
    assert "X-Accel-Redirect" not in served.site.ask(served.path).headers
    assert served.site.ask(headers["X-Accel-Redirect"]).status == 404


def test_compression_never_touches_released_bytes(served):
    answer = served.site.ask(served.path, headers={"Accept-Encoding": "br, gzip"})
    assert (answer.headers["Content-Encoding"], answer.body) == (None, served.content)


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"If-None-Match": '"{sha}"'}, 304),
        ({"If-None-Match": 'W/"{sha}"'}, 304),
        ({"If-None-Match": "*"}, 304),
        ({"If-None-Match": '"another"'}, 200),
        ({"If-Modified-Since": "{at}"}, 304),
        ({"If-Modified-Since": "Wed, 01 Jan 2020 00:00:00 GMT"}, 200),
        ({"If-Match": '"{sha}"'}, 200),
        ({"If-Match": '"another"'}, 412),
        ({"Range": "bytes=10-19"}, 206),
        ({"Range": "bytes=-5"}, 206),
        ({"Range": "bytes=10-"}, 206),
        ({"Range": "bytes=10-19", "If-Range": '"{sha}"'}, 206),
        ({"Range": "bytes=10-19", "If-Range": '"another"'}, 200),
        ({"Range": "bytes=10-19", "If-Range": "{at}"}, 206),
        ({"Range": "bytes=10-19", "If-Match": '"{sha}"'}, 206),
        ({"Range": "bytes=999999999-"}, 416),
        ({"Range": "bytes=0-1,5-6"}, 200),
        ({"Range": "lines=1-2"}, 200),
        ({"Range": "bytes=10-19", "If-None-Match": '"{sha}"'}, 304),
    ],
)
def test_conditions_and_parts_are_judged_as_by_the_application_alone(served, asked, status):
    whole = served.site.ask(served.path, method="HEAD")
    known = {"sha": hashlib.sha256(served.content).hexdigest(), "at": whole.headers["Last-Modified"]}
    headers = {name: value.format(**known) for name, value in asked.items()}
    proto = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": f"localhost:{served.site.https}"}
    alone = _ask_alone(served.alone, served.path, headers | proto)
    through = served.site.ask(served.path, headers=headers)
    assert (through.status, alone[0]) == (status, status)
    assert through.body == alone[2]
    for name in ("Content-Range", "ETag", "Repr-Digest", "Last-Modified", "Cache-Control", "Content-Disposition"):
        assert through.headers[name] == alone[1][name], name


def test_bulk_files_and_pages_come_through_the_same_site(served):
    release = served.site.ask("/api/v1/releases?limit=1").body
    assert b'"data"' in release
    page = served.site.ask("/")
    assert page.status == 200
    for name in ("Strict-Transport-Security", "Content-Security-Policy", "X-Content-Type-Options"):
        assert len(page.headers.get_all(name)) == 1, name
    assert urlsplit(served.site.ask("/desk").headers.get("Location", "")).path == ""  # no desk is running
