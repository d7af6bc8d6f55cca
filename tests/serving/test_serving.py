"""``langso serve`` under load and at its end: nobody starves, nothing is lost, everybody sees a release."""

import os
import signal
import threading
import time
from contextlib import closing

import pytest

from bench.filling import fill
from portal.db import PublicStore
from portal.fairness import DOWNLOADS
from portal.publishing.demo import load_demo
from portal.settings import DATA
from tests.conftest import NOW, Installation
from tests.serving.running import PATIENCE, Portal, running_portal
from tests.stores import SQLiteDatabases

LONG = "/api/v1/observations.csv"


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """The demonstration in a store of this module's own, on SQLite, which small installations have."""
    folder = tmp_path_factory.mktemp("serving")
    with SQLiteDatabases(folder).pair() as (public, desk):
        load_demo(public, desk, folder / "files", DATA, today=NOW, threshold=5)
        yield Installation(public, desk, folder / "files")


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A store whose download is longer than what lies in the buffers between a server and a client that takes none."""
    folder = tmp_path_factory.mktemp("large")
    with SQLiteDatabases(folder).pair() as (public, desk):
        fill(public, desk, communes=8)
        yield Installation(public, desk, folder / "files")


@pytest.fixture(scope="module")
def portal(own, tmp_path_factory):
    with running_portal(own, tmp_path_factory.mktemp("portal"), WORKERS="2") as portal:
        yield portal


def test_eight_slow_readers_of_a_long_download_keep_nobody_waiting(portal: Portal):
    readers = [portal.slow_reader(LONG) for _ in range(8)]
    try:
        for reader in readers[:4]:
            assert reader.recv(1), "it has begun"
        for path in ("/plans", "/localities/tra-cau", "/api/v1/plans", "/healthz", "/indicators") * 3:
            assert portal.get(path)[0] == 200
    finally:
        for reader in readers:
            reader.close()


def test_one_client_has_only_so_many_long_downloads_at_once_in_a_process(large, tmp_path):
    with running_portal(large, tmp_path, WORKERS="1") as portal:
        readers = [portal.slow_reader(LONG) for _ in range(DOWNLOADS)]
        try:
            begun = [reader.recv(12) for reader in readers]
            refused = portal.get(LONG)
        finally:
            for reader in readers:
                reader.close()
    assert begun == [b"HTTP/1.1 200"] * DOWNLOADS
    assert refused[0] == 429
    assert refused[1]["retry-after"] == "2"


def test_connections_that_say_nothing_keep_nobody_waiting(portal: Portal):
    silent = [portal.connect() for _ in range(200)]
    try:
        for one in silent:
            one.connect()
        assert portal.get("/plans")[0] == 200
    finally:
        for one in silent:
            one.close()


def test_a_release_is_seen_by_every_worker_and_no_answer_is_of_two(own, portal: Portal):
    """Under load: a release counts the state up; every answer made from it from then on has another validator."""
    seen: list[tuple[float, int, str, bytes]] = []
    over = threading.Event()

    def read() -> None:
        connection = portal.connect()
        while not over.is_set():
            begun = time.monotonic()
            connection.request("GET", "/api/v1/plans?limit=1")
            response = connection.getresponse()
            body = response.read()
            seen.append((begun, response.status, response.headers["ETag"], body))
        connection.close()

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    try:
        releases = [release(own.public) for _ in range(5) if not over.wait(0.7)]
    finally:
        over.wait(1.5)
        over.set()
        for thread in threads:
            thread.join(PATIENCE)
    assert {status for _, status, _, _ in seen} == {200}
    assert len({body for *_, body in seen}) == 1, "the state was counted up, nothing else changed"
    for at, following in zip(releases, [*releases[1:], float("inf")], strict=True):
        between = {tag for begun, _, tag, _ in seen if at + 1 < begun < following}
        assert len(between) <= 1, "a second after a release all answers are of it"
    assert len({tag for begun, _, tag, _ in seen if begun > releases[-1] + 1}) == 1
    assert len({tag for _, _, tag, _ in seen}) == len(releases) + 1


def release(public: PublicStore) -> float:
    """Count the state up, as every publication does; answers when that was."""
    with public.begin():
        pass
    public.close()
    return time.monotonic()


def test_whoever_is_being_answered_when_the_server_is_stopped_gets_all_of_it(large, tmp_path):
    with running_portal(large, tmp_path, WORKERS="2") as portal:
        whole = portal.get(LONG)[2]
        with closing(portal.connect()) as connection:
            connection.request("GET", LONG)
            response = connection.getresponse()
            beginning = response.read(1000)
            portal.stop()
            time.sleep(0.5)
            assert beginning + response.read() == whole
        assert portal.process.wait(PATIENCE) == 0


def test_a_worker_that_dies_is_replaced_and_readers_go_on(own, tmp_path):
    with running_portal(own, tmp_path, WORKERS="2") as portal:
        assert eventually(lambda: len(portal.workers()) == 2)
        first, second = portal.workers()
        os.kill(first, signal.SIGKILL)
        assert all(answered(portal) for _ in range(10))
        assert eventually(lambda: len(portal.workers()) == 2 and first not in portal.workers())
        assert second in portal.workers()


def answered(portal: Portal) -> bool:
    """Whether a reader who tries again after a broken connection is answered."""
    for _ in range(3):
        try:
            return portal.get("/plans")[0] == 200
        except OSError:
            time.sleep(0.2)
    return False


def eventually(holds) -> bool:
    return any(holds() or time.sleep(0.2) for _ in range(int(PATIENCE / 0.2)))
