"""Turns around an application: what waits, what does not, and how many downloads a client has."""

import threading
from collections.abc import Iterator

import pytest
from flask import Flask, Response

from portal import fairness
from portal.fairness import Fair
from portal.queueing import Queue
from portal.web import SHORT
from tests.waiting import LONG, in_threads


@pytest.fixture
def app(bare):
    """A portal with an address whose answer is long, and one that waits until it may go on."""
    with bare.running_app() as app:
        app.go_on, app.inside = threading.Event(), threading.Event()

        @app.route("/long")
        def long() -> Response:
            return Response(portions(app), mimetype="text/plain")

        @app.route("/waiting")
        def wait() -> str:
            app.inside.set()
            app.go_on.wait(LONG)
            return "done"

        yield app


def portions(app: Flask) -> Iterator[bytes]:
    for _ in range(4):
        yield b"x" * SHORT
    app.config["ENDED"] = True


def test_a_client_has_only_so_many_long_downloads_at_once(app):
    client = app.test_client()
    open_ones = [client.get("/long", buffered=False) for _ in range(fairness.DOWNLOADS)]
    refused = client.get("/long")
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "2"
    assert "Máy chủ đang bận" in refused.text
    assert client.get("/plans").status_code == 200, "short answers are not counted"
    assert client.get("/long", environ_base={"REMOTE_ADDR": "192.0.2.9"}).status_code == 200
    assert len(open_ones[0].data) == 4 * SHORT
    open_ones[1].close()
    assert [len(client.get("/long").data) for _ in range(3)] == [4 * SHORT] * 3
    for one in open_ones:
        one.close()


def test_what_goes_wrong_gives_its_place_back(app):
    @app.route("/failing")
    def fail() -> str:
        raise ZeroDivisionError

    client = app.test_client()
    for _ in range(fairness.AT_ONCE + 1):
        with pytest.raises(ZeroDivisionError):
            client.get("/failing")
    assert client.get("/plans").status_code == 200


def test_health_and_what_lies_ready_wait_for_nobody(demo, monkeypatch):
    monkeypatch.setattr(fairness, "PATIENCE", 0.05)
    with demo.running_app(PREPARED_MB="8") as app:
        go_on, inside = threading.Event(), threading.Semaphore(0)

        @app.route("/waiting/<number>")
        def wait(number: str) -> str:
            inside.release()
            go_on.wait(LONG)
            return number

        ready = app.test_client().get("/plans").data
        asking = [lambda n=n: app.test_client().get(f"/waiting/{n}") for n in range(fairness.AT_ONCE)]
        threads = in_threads(*asking)
        for _ in range(fairness.AT_ONCE):
            assert inside.acquire(timeout=LONG)
        assert app.test_client().get("/plans").data == ready
        assert app.test_client().get("/healthz").status_code == 200
        go_on.set()
        for thread in threads:
            thread.join(LONG)


def test_the_layer_hands_on_what_is_sent_as_it_is():
    def application(environ, start_response):
        start_response("200 OK", [("A", "b")])
        return [b"body"]

    begun = []
    environ = {"PATH_INFO": "/", "REMOTE_ADDR": "192.0.2.1"}
    assert list(Fair(application, Queue(1, waiting=1, patience=1))(environ, lambda *begin: begun.append(begin))) == [
        b"body"
    ]
    assert begun == [("200 OK", [("A", "b")])]
