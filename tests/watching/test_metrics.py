"""``/metrics``: all workers are one, those that die leave nothing behind but their numbers, and operators alone ask."""

import os
import signal

import pytest

from tests.watching.conftest import settings_of
from tests.watching.served import serving

HEALTH = 'langso_requests_total{application="public",method="GET",route="/healthz",status="2xx"}'


@pytest.fixture
def own(demo, tmp_path):
    """A server that a test may kill."""
    with serving(tmp_path, **settings_of(demo, tmp_path)) as running:
        yield running


def test_answers_of_both_workers_are_counted_as_one(server):
    server.wait_until(lambda: server.ask("/healthz")[0] == 200 and len(counting(server)) == 2)
    before = settled(server, HEALTH)
    for _ in range(40):
        assert server.ask("/healthz")[0] == 200
    assert settled(server, HEALTH) == before + 40


def settled(server, sample):
    """The value once the last answers, which are counted after they were sent, are in it."""
    values = [-1.0]
    server.wait_until(lambda: values.append(server.metric(sample)) or values[-1] == values[-2])
    return values[-1]


def counting(server):
    """The processes that have counted something."""
    return {path.name.rpartition("_")[2] for path in server.counted.glob("counter_*.db")}


def test_prepared_and_made_answers_are_told_apart(server):
    count = 'langso_request_seconds_count{application="public",kind="%s"}'
    before = server.metric(count % "made")
    for _ in range(20):
        server.ask("/about")
    assert server.metric(count % "made") > before
    assert server.metric(count % "prepared") > 0
    routes = {line["route"] for line in server.lines() if line.get("kind") == "prepared"}
    assert "/about" in routes


def test_stores_desk_and_memory_are_told(server):
    text = server.ask("/metrics")[1]
    for name in (
        "langso_public_store_up",
        "langso_desk_store_up",
        "langso_state_revision",
        "langso_newest_release_age_seconds",
        "langso_spool_messages",
        "langso_outbox_letters",
        "langso_embargo_overdue",
    ):
        assert f"\n{name} " in text
    assert server.metric("langso_processes") == 3
    assert server.metric("langso_resident_bytes") > 50_000_000
    assert server.metric('langso_queries_total{store="public"}') > 0


def test_a_worker_that_is_killed_leaves_no_file_and_its_numbers_stay(own):
    for _ in range(30):
        own.ask("/healthz")
    before = own.metric(HEALTH)
    killed = own.workers()
    for number in killed:
        os.kill(number, signal.SIGKILL)
    own.wait_until(lambda: len(own.workers()) == 2 and not set(own.workers()) & set(killed))
    own.wait_until(lambda: own.metric(HEALTH) >= before)
    left = {path.name for path in own.counted.iterdir()}
    assert not [name for name in left for number in killed if f"_{number}.db" in name]
    assert "counter_0.db" in left


def test_a_server_that_ends_removes_its_folder(demo, tmp_path):
    with serving(tmp_path, **settings_of(demo, tmp_path)) as running:
        assert running.counted.is_dir()
    assert not running.counted.exists()


@pytest.mark.parametrize("path", ["/metrics", "/readyz", "/desk/metrics", "/desk/readyz"])
def test_nobody_outside_the_operators_network_learns_that_it_is_there(server, path):
    assert server.ask(path)[0] == 200
    status, body, _headers = server.ask(path, X_Forwarded_For="127.0.0.1")
    assert status == 404
    assert "langso_" not in body
    assert "Access-Control-Allow-Origin" not in server.ask(path)[2]


def test_behind_a_trusted_proxy_the_clients_own_address_counts(demo, tmp_path):
    settings = settings_of(demo, tmp_path) | {"PROXIES": "1", "OPERATORS": "10.9.0.0/16 2001:db8::/32"}
    with serving(tmp_path, "wsgi:app", **settings) as running:
        for client, status in (("10.9.1.1", 200), ("2001:db8::5", 200), ("10.8.1.1", 404), ("10.9.1.1, 8.8.8.8", 404)):
            assert running.ask("/metrics", X_Forwarded_For=client)[0] == status
        assert running.ask("/metrics")[0] == 404
