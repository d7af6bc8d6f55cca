"""Which server is read: a replica that keeps up, else the primary; and the desk's is always the primary."""

import http.client

import psycopg
import pytest
from sqlalchemy import text

from portal.db import Store
from portal.publishing.stores import prepare
from portal.replication import get_lag
from tests.replication.failing_over import serving
from tests.replication.pair import wait_until

PORT = text("select inet_server_port()")


@pytest.fixture
def reader(pair):
    store = Store(pair.url("postgres"), read_only=True, most_lag=2)
    yield store
    store.close()


def _port(store: Store) -> int:
    with store.session() as session:
        return session.scalar(PORT)


def _fall_behind(pair) -> None:
    """The replica stops replaying what it receives, and the primary goes on without waiting for it."""
    pair.replica.execute("select pg_wal_replay_pause()")
    with psycopg.connect(f"postgresql://langso@127.0.0.1:{pair.primary.port}/postgres", autocommit=True) as connection:
        connection.execute("set synchronous_commit = local")
        connection.execute("create table written (id integer)")


def test_the_public_reads_the_replica_and_writers_the_primary(pair, reader):
    writer, desk = Store(pair.url("postgres")), Store(pair.url("postgres"), read_only=True)
    assert _port(reader) == pair.replica.port
    assert _port(writer) == _port(desk) == pair.primary.port
    with reader.session() as session, writer.session() as primary:
        assert get_lag(session) == 0
        assert get_lag(primary) is None
    for store in (writer, desk):
        store.close()


def test_a_replica_that_falls_behind_is_said_and_left(pair, reader):
    _fall_behind(pair)
    with reader.session() as session:
        wait_until(lambda: (get_lag(session) or 0) > 2)
    reader.close()  # connections are renewed every minute
    assert _port(reader) == pair.primary.port
    pair.primary.kill()
    reader.close()
    assert _port(reader) == pair.replica.port  # late is better than never


def test_an_idle_primary_is_no_lag(pair, reader):
    with reader.session() as session:
        session.execute(PORT)
        pair.primary.execute("select pg_sleep(2)")
        assert get_lag(session) == 0


def test_a_replica_that_goes_away_is_replaced_within_the_question(pair, reader):
    assert _port(reader) == pair.replica.port
    pair.replica.kill()
    assert _port(reader) == pair.primary.port


def test_where_no_server_is_left_readers_are_told_when_to_come_back(pair, tmp_path):
    for name in ("one", "other"):
        pair.primary.execute(f"create database {name}")
    stores = Store(pair.url("one")), Store(pair.url("other"))
    prepare(*stores)
    for store in stores:
        store.close()
    with serving(pair.url("one"), tmp_path, workers=1) as port:
        pair.primary.kill()
        pair.replica.kill()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("GET", "/releases")
        answer = connection.getresponse()
        assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
        answer.read()
        connection.close()
