"""Several PostgreSQL servers as one: which of them is asked, how long one waits for it, and how far behind it is.

An address may name several hosts, a primary and its replicas: ``postgresql://user@/database?host=one:5432&host=two:5432``.
Who writes, or has to see what was just written, is connected to the primary; who only reads for the public to a replica
while there is one that keeps up. libpq finds out which is which, at every new connection.

Why so: ``docs/adr/0021-replicas-and-partitions.md``.
"""

import time
from typing import Any

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

RECYCLED = 60  # seconds a connection is used: then a server that was promoted, or came back, is found
AGAIN = 0.1  # seconds after which a lag is asked for once more
TIMEOUTS: dict[str, Any] = {
    "connect_timeout": 3,  # seconds, for each host
    # A host that is gone without a word: nothing came for 5 s, and three questions in 6 s had no answer.
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,  # milliseconds
}
READING = "-c default_transaction_read_only=on"
FOR_THE_PUBLIC = f"{READING} -c statement_timeout=30s -c idle_in_transaction_session_timeout=10min"

# What was received and is not replayed yet is behind by the age of the last commit that was. Where nothing is left to
# replay and the primary is connected, an old commit means that nothing was written since. Where it is not connected,
# nobody knows what was written, so the age counts.
LAG = """
    select case
        when not pg_is_in_recovery() then null
        when pg_last_wal_replay_lsn() >= pg_last_wal_receive_lsn() and exists (select from pg_stat_wal_receiver) then 0
        else greatest(0, extract(epoch from clock_timestamp()
            - coalesce(pg_last_xact_replay_timestamp(), pg_postmaster_start_time())))
    end::float8
"""
CONFLICT = "40001"  # also of a replica that could not wait longer for a reader


def get_lag(session: Session) -> float | None:
    """By how many seconds the server that a session reads is behind its primary; None where it is no replica."""
    if session.get_bind().dialect.name != "postgresql":
        return None
    return _twice(lambda: session.scalar(text(LAG)))


def _twice(ask: Any) -> float | None:
    """The smaller of two answers: one record after a quiet hour is not an hour's lag, and is replayed by then."""
    lag: float | None = ask()
    if lag is None or lag < 1:
        return lag
    time.sleep(AGAIN)
    again: float | None = ask()
    return None if again is None else min(lag, again)


def make_engine(url: URL, *, read_only: bool, most_lag: float | None) -> Engine:
    """An engine over one server or several.

    :param most_lag: seconds that a replica may be behind to be read; None: only the primary is asked.
    """
    arguments: dict[str, Any] = {"pool_pre_ping": True, "pool_recycle": RECYCLED}
    if read_only:
        arguments["isolation_level"] = "REPEATABLE READ"  # as on SQLite: a transaction is answered from one state
    connect = {**TIMEOUTS, **_told(url, read_only=read_only, replica=most_lag is not None)}
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"), connect_args=connect, hide_parameters=True, **arguments
    )
    if most_lag is not None and is_several(url):
        _avoid_late_replicas(engine, most_lag)
    return engine


def is_several(url: URL) -> bool:
    """Whether an address names more than one host."""
    return len(list_hosts(url)) > 1


def list_hosts(url: URL) -> list[tuple[str, str]]:
    """Host and port of every server that an address names."""
    if url.host:
        return [(url.host, str(url.port or ""))]
    named = ",".join(url.normalized_query.get("host", ()))
    ports = ",".join(url.normalized_query.get("port", ())).split(",")
    hosts = [host.rpartition(":") if ":" in host else (host, "", "") for host in named.split(",")]
    ports = ports if len(ports) == len(hosts) else ports[:1] * len(hosts)
    return [(host, port or common) for (host, _, port), common in zip(hosts, ports, strict=True)]


def _told(url: URL, *, read_only: bool, replica: bool) -> dict[str, str]:
    """What libpq is told; not "read-write", which a session that is read-only by default never is."""
    told = {"options": FOR_THE_PUBLIC if replica else READING} if read_only else {}
    if is_several(url):
        told["target_session_attrs"] = "prefer-standby" if replica else "primary"
    return told


def _avoid_late_replicas(engine: Engine, most_lag: float) -> None:
    """New connections to a replica that is too late go to the primary; if there is none, late is better than never."""

    @event.listens_for(engine, "do_connect")
    def connect(dialect: Any, _record: Any, places: Any, named: dict[str, Any]) -> Any:
        found = dialect.connect(*places, **named)
        if not _is_late(found, most_lag):
            return found
        try:
            primary = dialect.connect(*places, **{**named, "target_session_attrs": "primary"})
        except dialect.dbapi.OperationalError:
            return found
        found.close()
        return primary


def _is_late(connection: Any, most_lag: float) -> bool:
    connection.autocommit = True
    lag = _twice(lambda: connection.execute(LAG).fetchone()[0])
    connection.autocommit = False
    return lag is not None and lag > most_lag


def is_worth_repeating(error: DBAPIError) -> bool:
    """Whether what was read can be read again: the server went away, or a replica dropped the reader."""
    return error.connection_invalidated or getattr(error.orig, "sqlstate", None) == CONFLICT
