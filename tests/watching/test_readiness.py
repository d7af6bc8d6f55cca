"""``/readyz``: which condition is not met, by name; and that a worker that stops says so."""

import contextlib
import json
import os
import signal
import socket

import pytest

from portal import draining, spool
from tests.watching.conftest import settings_of
from tests.watching.served import serving


@pytest.fixture
def ready_app(demo, tmp_path):
    folder = tmp_path / "spool"
    spool.open_spool(folder, "a secret of the desk")
    with demo.running_app(SPOOL_DIR=str(folder)) as app:
        yield app


def asked(app):
    answer = app.test_client().get("/readyz")
    return answer.status_code, {name for name, said in answer.json["checks"].items() if said != "ok"}


def test_an_installation_that_can_answer_is_ready(ready_app):
    assert asked(ready_app) == (200, set())


def test_without_a_spool_or_files_it_is_not_and_says_which(ready_app, tmp_path):
    ready_app.config["FILES_DIR"] = str(tmp_path / "nothing")
    ready_app.config["SPOOL_DIR"] = str(tmp_path / "nothing")
    assert asked(ready_app) == (503, {"files", "spool"})


def test_a_store_that_is_not_there_is_told(tmp_path, demo):
    with demo.running_app(DATABASE_URL=f"sqlite:///{tmp_path}/none.sqlite") as app:
        status, wrong = asked(app)
    assert status == 503
    assert {"store", "schema"} <= wrong


def test_a_schema_that_is_not_the_programs_is_told(ready_app, monkeypatch):
    monkeypatch.setattr("portal.fitness.list_revisions", lambda _name: ["9999"])
    assert asked(ready_app) == (503, {"schema"})


def test_a_worker_that_stops_is_not_ready_and_still_answers(ready_app, monkeypatch):
    monkeypatch.setattr(draining, "has_begun", lambda: True)
    assert asked(ready_app) == (503, {"stopping"})
    assert ready_app.test_client().get("/about").status_code == 200


def test_after_sigterm_a_connection_that_is_open_is_told_that_the_worker_stops(demo, tmp_path):
    with serving(tmp_path, **settings_of(demo, tmp_path)) as running, connected(running) as connection:
        connection.sendall(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\n")  # not yet whole
        for _ in range(4):  # answered meanwhile, so the other connection has been taken too
            assert running.ask("/healthz")[0] == 200
        os.kill(running.process.pid, signal.SIGTERM)
        running.wait_until(lambda: any("term" in line["event"] for line in running.lines()))
        connection.sendall(b"\r\n")
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _blank, body = answer.partition(b"\r\n\r\n")
    assert b" 503 " in head.splitlines()[0]
    assert json.loads(body)["checks"]["stopping"] != "ok"


def connected(running):
    return contextlib.closing(socket.create_connection(("127.0.0.1", running.port), 60))
