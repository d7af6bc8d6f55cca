"""A session on a file that is only read: the driver and SQLAlchemy see one transaction."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from portal import metrics, slow_queries
from portal.db import PublicBase, PublicStore, Revision, Store, get_revision
from portal.file_sessions import FileSession
from portal.time_limits import TooLong, within
from tests.stores import asked

NUMBER = "select number from revision"


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[tuple[PublicStore, Store]]:
    address = f"sqlite:///{tmp_path}/public.sqlite"
    writing, reading = PublicStore(address), Store(address, read_only=True)
    PublicBase.metadata.create_all(writing.engine)
    with writing.begin() as session:
        session.add(Revision(id=1, number=0))
    yield writing, reading
    writing.close()
    reading.close()


def _fetch(session: Session, text: str) -> None:
    assert isinstance(session, FileSession)
    session.fetch(text)


def test_what_the_driver_is_asked_first_and_the_session_then_is_one_transaction(
    stores: tuple[PublicStore, Store],
) -> None:
    _writing, reading = stores
    with asked(reading.engine) as statements, reading.session() as session:
        assert isinstance(session, FileSession)
        driver = session.fetch(NUMBER)[0][0]
        assert get_revision(session) == driver
    assert statements.count("BEGIN") == 1
    assert statements[:2] == ["BEGIN", NUMBER]


def test_what_the_session_is_asked_first_and_the_driver_then_is_one_transaction(
    stores: tuple[PublicStore, Store],
) -> None:
    _writing, reading = stores
    with asked(reading.engine) as statements, reading.session() as session:
        assert isinstance(session, FileSession)
        assert session.scalar(select(Revision.number)) == session.fetch(NUMBER)[0][0]
    assert statements.count("BEGIN") == 1


def test_a_session_that_is_closed_holds_no_connection_and_begins_anew(stores: tuple[PublicStore, Store]) -> None:
    writing, reading = stores
    session = reading.session()
    assert isinstance(session, FileSession)
    before = session.fetch(NUMBER)[0][0]
    get_revision(session)
    session.close()
    assert reading.engine.pool.checkedout() == 0  # type: ignore[attr-defined]
    with writing.begin():
        pass
    assert session.fetch(NUMBER)[0][0] == before + 1
    session.close()
    assert reading.engine.pool.checkedout() == 0  # type: ignore[attr-defined]


def test_what_the_driver_cannot_answer_fails_as_a_session_fails(stores: tuple[PublicStore, Store]) -> None:
    with stores[1].session() as session, pytest.raises(OperationalError, match="no such table"):
        _fetch(session, "select * from absent")


def test_a_file_that_is_not_there_fails_as_a_session_fails(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/none.sqlite", read_only=True)
    with store.session() as session, pytest.raises(OperationalError, match="unable to open"):
        _fetch(session, "select 1")
    store.close()


def test_the_driver_is_held_to_the_time_of_the_request(stores: tuple[PublicStore, Store]) -> None:
    with stores[1].session() as session, within(-1), pytest.raises(TooLong):
        _fetch(session, NUMBER)


def test_what_the_driver_is_asked_is_counted_with_the_rest(stores: tuple[PublicStore, Store]) -> None:
    counted = metrics.QUERIES.labels("public")._value
    watcher = slow_queries.watch(60_000)
    try:
        with stores[1].session() as session:
            before = counted.get()
            _fetch(session, NUMBER)
            get_revision(session)
    finally:
        slow_queries.forget(watcher)
    assert counted.get() == before + 3  # with the beginning of the transaction
