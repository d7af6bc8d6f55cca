"""Who is called next: each client in its turn, answers before portions of downloads."""

import threading

import pytest

from portal import queueing
from portal.queueing import Crowded, Queue
from tests.waiting import LONG, in_threads, until


def make_queue(places: int = 1, *, waiting: int = 12, patience: float = LONG) -> Queue:
    return Queue(places, waiting=waiting, patience=patience)


def test_a_client_with_many_requests_gets_one_turn_like_everybody():
    queue, served, held = make_queue(), [], threading.Event()

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
        until(lambda number=number: len(queue) == number)
    go_on.set()
    for thread in threads:
        thread.join(LONG)
    assert served == ["crawler", "reader", "other", "crawler", "crawler", "crawler", "crawler"]


def test_places_are_given_back_also_after_a_failure():
    queue = make_queue()
    with pytest.raises(ZeroDivisionError), queue.place("a"):
        raise ZeroDivisionError
    with queue.place("b"):
        pass


def test_who_has_too_many_waiting_is_refused_and_nobody_else():
    queue = make_queue(waiting=2)
    with queue.place("a"):
        threads = in_threads(*[lambda: queue.place("crawler").__enter__()] * 2)
        until(lambda: len(queue) == 2)
        with pytest.raises(Crowded), queue.place("crawler"):
            pass
        threads += in_threads(lambda: queue.place("reader").__enter__())
        until(lambda: len(queue) == 3)
    del threads


def test_who_is_not_served_in_time_is_told_so_and_leaves_no_trace():
    queue = make_queue(patience=0.05)
    with queue.place("a"):
        with pytest.raises(Crowded), queue.place("b"):
            pass
        assert len(queue) == 0
    with queue.place("b"):
        pass


@pytest.mark.parametrize(("every", "first"), [(3600, "answer"), (0, "portion")])
def test_portions_wait_for_answers_but_not_for_ever(monkeypatch, every, first):
    monkeypatch.setattr(queueing, "PORTION_EVERY", every)
    queue, served = make_queue(), []

    def ask(client: str) -> None:
        with queue.place(client, portion=client.startswith("portion")):
            served.append(client.rstrip("12"))

    with queue.place("one before", portion=True):
        threads = []
        for number, client in enumerate(["portion1", "portion2", "answer1", "answer2"], start=1):
            threads += in_threads(lambda client=client: ask(client))
            until(lambda number=number: len(queue) == number)
    for thread in threads:
        thread.join(LONG)
    assert served == sorted(["answer", "portion"] * 2, reverse=first == "portion")


def test_one_portion_is_made_at_a_time_so_that_an_answer_finds_a_place(monkeypatch):
    monkeypatch.setattr(queueing, "PORTION_PATIENCE", 0.05)
    queue = make_queue(2)
    with queue.place("a download", portion=True):
        with pytest.raises(Crowded), queue.place("another", portion=True):
            pass
        with queue.place("a reader"):
            pass


def test_no_portion_is_due_while_an_answer_is_made_however_long_that_takes(monkeypatch):
    for name, seconds in (("PORTION_EVERY", 3600), ("PORTION_PATIENCE", 0.05), ("QUIET", 0.001)):
        monkeypatch.setattr(queueing, name, seconds)
    queue = make_queue(2)
    for _ in range(2):
        with queue.place("a download", portion=True):
            pass
    with queue.place("a reader"), pytest.raises(Crowded), queue.place("a download", portion=True):
        pass
    with queue.place("a download", portion=True):
        pass
