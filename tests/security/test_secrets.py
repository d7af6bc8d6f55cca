"""What must stay with the operator is told nobody: not in a page, a header, a log, or an error."""

import contextlib
import os
import sqlite3
import subprocess
import sys
import time
from http.client import HTTPConnection

from portal.settings import ROOT
from tests.postgresql import free_port
from tests.site.kinds import ON_ONE_DATABASE

SECRETS = {
    "SECRET_KEY": "planted-secret-one",
    "DESK_SECRET_KEY": "planted-secret-two",
    "SMTP_URL": "smtp://post:planted-secret-three@127.0.0.1:1",
}
ASKED = (
    ("GET", "/", ""),
    ("GET", "/api/v1/observations?token=planted-query", ""),
    ("GET", "/khong-co?key=planted-query", ""),
    ("POST", "/follow", "address=planted-reader%40example.vn&about=/localities/tra-cau"),
    ("GET", "/desk/sign-in", ""),
    ("POST", "/desk/sign-in", "name=planted-name&password=planted-password"),
    ("GET", "/desk/start/planted-token-planted-token", ""),
    ("GET", "/follow/confirm/planted-token-planted-token", ""),
    ("GET", "/healthz", ""),
)


@ON_ONE_DATABASE
def test_no_secret_is_told_in_pages_logs_or_errors(demo, tmp_path):
    """The store is taken away in the middle, so that errors are told, too."""
    port, store = free_port(), tmp_path / "public.sqlite"
    with contextlib.closing(sqlite3.connect(demo.public.file)) as connection:
        connection.execute("VACUUM INTO ?", [str(store)])
    values = SECRETS | {
        "DATABASE_URL": f"sqlite:///{store}",
        "DESK_DATABASE_URL": f"sqlite:///{tmp_path}/absent.sqlite",
        "FILES_DIR": str(demo.files),
        "SPOOL_DIR": str(tmp_path / "spool"),
        "PREPARED_MB": "0",
        "LOG_LEVEL": "debug",
    }
    environment = os.environ | {f"LANGSO_{name}": value for name, value in values.items()}
    command = [sys.executable, "-m", "gunicorn", "--no-control-socket", "--bind", f"127.0.0.1:{port}"]
    command += ["--worker-class", "gthread", "--access-logfile", "-", "--log-level", "debug", "wsgi:site"]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            told = [_ask(port, *asked) for asked in ASKED]
            store.unlink()
            store.mkdir()  # it can neither be read nor made
            told += [_ask(port, *asked) for asked in ASKED]
        finally:
            process.terminate()
            process.wait(30)
    assert any(status >= 500 for status, _text in told)
    for status, text in told:
        for word in ("planted-secret", "planted-password", "Traceback", str(tmp_path)):
            assert word not in text, status
    written = (tmp_path / "log").read_text("utf-8")
    assert "Error" in written
    for word in ("planted-secret", "planted-password", "planted-reader", "planted-name"):
        assert word not in written


def _ask(port: int, method: str, path: str, body: str) -> tuple[int, str]:
    end = time.monotonic() + 150
    while True:
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            headers = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            return answer.status, f"{answer.headers}{answer.read().decode('utf-8', 'replace')}"
        except OSError:  # not yet, or not in time
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
        finally:
            connection.close()
