"""Who is answered next: each client in its turn, however many requests it has under way."""

import threading
from collections.abc import Callable, Iterator

import pytest
from flask import Flask, Response

from portal import fairness
from portal.fairness import Crowded, Fair, Queue
from portal.web import SHORT

LONG = 10  # seconds, for what comes at once


def in_threads(*acts: Callable[[], None]) -> list[threading.Thread]:
    threads = [threading.Thread(target=act, daemon=True) for act in acts]
    for thread in threads:
        thread.start()
    return threads


def waiting(queue: Queue) -> int:
    with queue._lock:
        return sum(map(len, queue._waiting.values()))


def until(holds: Callable[[], bool]) -> None:
    assert any(holds() or threading.Event().wait(0.01) for _ in range(500))


def test_a_client_with_many_requests_gets_one_turn_like_everybody():
    queue, served, held = Queue(1), [], threading.Event()

    def hold() -> None:
        with queue.place("crawler"):
            held.set()
            go_on.wait(LONG)

    def ask(client: str) -> None:
        with queue.place(client):
            served.append(client)

    go_on = threading.Event()
    threads = in_threads(hold)
    assert held.wait(LONG)
    for number, client in enumerate(["crawler"] * 5 + ["reader", "other"], start=1):
        threads += in_threads(lambda client=client: ask(client))
        until(lambda number=number: waiting(queue) == number)
    go_on.set()
    for thread in threads:
        thread.join(LONG)
    assert served == ["crawler", "reader", "other", "crawler", "crawler", "crawler", "crawler"]


def test_places_are_given_back_also_after_a_failure():
    queue = Queue(1)
    with pytest.raises(ZeroDivisionError), queue.place("a"):
        raise ZeroDivisionError
    with queue.place("b"):
        pass


def test_who_has_too_many_waiting_is_refused_and_nobody_else():
    queue = Queue(1, waiting=2)
    with queue.place("a"):
        threads = in_threads(*[lambda: queue.place("crawler").__enter__()] * 2)
        until(lambda: waiting(queue) == 2)
        with pytest.raises(Crowded), queue.place("crawler"):
            pass
        threads += in_threads(lambda: queue.place("reader").__enter__())
        until(lambda: waiting(queue) == 3)
    del threads


def test_who_is_not_served_in_time_is_told_so_and_leaves_no_trace():
    queue = Queue(1, patience=0.05)
    with queue.place("a"):
        with pytest.raises(Crowded), queue.place("b"):
            pass
        assert waiting(queue) == 0
    with queue.place("b"):
        pass


# -- around an application ---------------------------------------------------------------------------------------------


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
    assert list(Fair(application, Queue())(environ, lambda *begin: begun.append(begin))) == [b"body"]
    assert begun == [("200 OK", [("A", "b")])]
