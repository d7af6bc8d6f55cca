"""Stores that are missing, damaged, older, newer, or open to whom they are not for."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from portal import upkeep
from portal.db import Store, journal_mode
from portal.doctor import of_stores
from portal.publishing.upgrading import Note, write_note

NOBODY = 65534
SENTENCE = "this is no database, and long enough to be taken for one" * 40


@pytest.fixture
def sqlite(real):
    if real.public.file is None:
        pytest.skip("of SQLite's files")
    return real


@pytest.fixture
def server(real):
    if real.public.file is not None:
        pytest.skip("of PostgreSQL")
    return real


@contextmanager
def changing(store: Store) -> Iterator[sqlite3.Connection]:
    store.close()
    with closing(sqlite3.connect(store.file)) as connection, connection:
        yield connection


@contextmanager
def somebody_else() -> Iterator[None]:
    """The rights of a user who owns nothing."""
    if os.geteuid() != 0:
        pytest.skip("only root can take another user's rights")
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def passable(sqlite) -> Iterator[Path]:
    """The stores in a folder that every user may enter."""
    folder = Path(tempfile.mkdtemp(dir=os.environ.get("TMPDIR")))
    folder.chmod(0o755)
    for name, store in (("DATABASE_URL", sqlite.public), ("DESK_DATABASE_URL", sqlite.desk)):
        store.close()
        shutil.copy(store.file, folder / f"{name}.sqlite")
        (folder / f"{name}.sqlite").chmod(0o644)
        sqlite.environ[f"LANGSO_{name}"] = f"sqlite:///{folder}/{name}.sqlite"
    yield folder
    shutil.rmtree(folder)


def test_two_stores_that_are_one_are_found(real):
    assert real.found("stores-same") == []
    assert real.found("stores-same", DESK_DATABASE_URL=real.environ["LANGSO_DATABASE_URL"])


def test_a_store_that_is_not_there_is_found(real):
    assert real.found("store-missing") == []
    assert real.found("store-missing", DATABASE_URL="sqlite:////nowhere/public.sqlite")


def test_a_store_that_cannot_be_read_is_found(sqlite):
    assert sqlite.found("store-silent") == []
    sqlite.public.file.write_text(SENTENCE)
    assert "file is not a database" in sqlite.found("store-silent")[0]


def test_a_server_that_does_not_answer_is_found(server):
    assert server.found("store-silent") == []
    assert server.found("store-silent", DATABASE_URL="postgresql://langso@127.0.0.1:1/public")


def test_a_store_with_nothing_in_it_is_found(real, databases, tmp_path):
    assert real.found("store-empty") == []
    with databases.pair() as (public, _desk):
        url = public.url.render_as_string(hide_password=False)
        public.close()
        assert real.found("store-empty", DATABASE_URL=url) == ["the public store has no place"]
    sqlite3.connect(tmp_path / "none.sqlite").close()
    assert real.found("store-empty", DATABASE_URL=f"sqlite:///{tmp_path}/none.sqlite")


@pytest.mark.parametrize(("code", "revision"), [("store-older", "0001"), ("store-newer", "9999")])
def test_a_store_of_another_program_is_found(real, code, revision):
    assert real.found(code) == []
    with real.desk.engine.begin() as connection:
        connection.execute(text("update alembic_version set version_num = :revision"), {"revision": revision})
    assert f"the desk store has schema {revision}" in real.found(code)[0]


def test_an_upgrade_that_was_killed_is_found(sqlite):
    assert sqlite.found("upgrade-begun") == []
    write_note(upkeep.upkeep_folder(sqlite.site().values), Note("upgrade", "/kept", {}, "0.1.0", "2026-11-22"))
    assert "/kept" in sqlite.found("upgrade-begun")[0]


def test_what_the_desk_may_not_write_is_found(sqlite, passable):
    assert sqlite.found("store-not-writable") == []
    with somebody_else():
        found = sqlite.found("store-not-writable")
    assert any(str(passable) in about for about in found)


def test_a_public_user_who_may_write_is_found(sqlite, passable):
    with somebody_else():
        assert sqlite.found("public-writes", only="public") == []
        (passable / "DATABASE_URL.sqlite").stat()
    (passable / "DATABASE_URL.sqlite").chmod(0o666)
    with somebody_else():
        assert sqlite.found("public-writes", only="public")


def test_a_public_application_that_is_told_of_the_desk_is_found(real):
    assert real.found("public-knows-desk", only="public") == []
    site = real.site(only="public")
    site.environ["LANGSO_DESK_SECRET_KEY"] = "x"
    assert list(of_stores.find_desk_told(site))


def test_stores_that_every_user_may_open_are_found(sqlite, passable):
    assert sqlite.found("desk-open")
    (passable / "DESK_DATABASE_URL.sqlite").chmod(0o600)
    assert sqlite.found("desk-open") == []
    assert sqlite.found("public-open") == []
    (passable / "DATABASE_URL.sqlite").chmod(0o666)
    assert sqlite.found("public-open")


def test_wal_with_a_version_that_loses_writes_is_found(sqlite):
    if journal_mode(sqlite3.sqlite_version_info) == "WAL":
        pytest.skip("this SQLite is mended")
    assert sqlite.found("sqlite-wal") == []
    with changing(sqlite.public) as connection:
        connection.execute("pragma journal_mode=wal")
    assert sqlite.found("sqlite-wal")


def test_a_damaged_page_is_found(sqlite):
    assert sqlite.found("store-damaged") == []
    with changing(sqlite.public) as connection:
        (page,) = connection.execute("select rootpage from sqlite_master where name = 'targets'").fetchone()
        (size,) = connection.execute("pragma page_size").fetchone()
    with sqlite.public.file.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    assert "the public store" in sqlite.found("store-damaged")[0]


def test_a_reference_to_nothing_is_found(sqlite):
    assert sqlite.found("references-broken") == []
    with changing(sqlite.public) as connection:
        connection.execute("pragma foreign_keys=off")
        connection.execute("update dataset_files set version_id = 999999")
    assert "dataset_files" in sqlite.found("references-broken")[0]


def test_a_database_that_never_counted_its_rows_is_found(sqlite, monkeypatch):
    assert sqlite.found("never-analysed") == []
    monkeypatch.setattr(of_stores, "MANY", 0)
    assert sqlite.found("never-analysed")
    with changing(sqlite.public) as connection:
        connection.execute("analyze")
    assert sqlite.found("never-analysed") == []


def test_a_server_that_forgets_what_it_acknowledged_is_found(server):
    assert "fsync is off" in " ".join(server.found("postgresql-careless"))


def test_roles_with_too_many_rights_or_too_few_are_found(server):
    assert server.found("postgresql-superuser")
    assert server.found("desk-open-to-roles")
    url = server.public.url
    with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as connection:
        connection.execute("drop role if exists langso_doctor")
        connection.execute("create role langso_doctor login")
        connection.execute("grant select on all tables in schema public to langso_doctor")
        reader = {"DATABASE_URL": url.set(username="langso_doctor").render_as_string(hide_password=False)}
        try:
            for code in ("postgresql-superuser", "role-cannot-read", "role-writes"):
                assert server.found(code, only="public", **reader) == []
            connection.execute("grant insert on releases to langso_doctor; revoke select on plans from langso_doctor")
            assert "releases" in server.found("role-writes", only="public", **reader)[0]
            assert "plans" in server.found("role-cannot-read", only="public", **reader)[0]
            connection.execute(f'revoke connect on database "{server.desk.url.database}" from public')
        finally:
            connection.execute("drop owned by langso_doctor; drop role langso_doctor")
    assert server.found("desk-open-to-roles") == []


def test_a_database_that_cannot_hold_vietnamese_is_found(server, postgresql_server):
    assert server.found("postgresql-encoding") == []
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute("drop database if exists langso_latin")
        connection.execute("create database langso_latin encoding 'LATIN1' locale 'C' template template0")
        url = f"{postgresql_server.rpartition('/')[0]}/langso_latin"
        with psycopg.connect(url, autocommit=True) as other:
            other.execute(
                "create table alembic_version (version_num varchar(32)); insert into alembic_version values ('0001')"
            )
        try:
            assert "LATIN1" in server.found("postgresql-encoding", DATABASE_URL=url)[0]
        finally:
            connection.execute("drop database langso_latin with (force)")


def test_a_replica_that_does_not_answer_is_found(server):
    url = server.public.url
    several = f"postgresql://{url.username}@/{url.database}?host={url.host}:{url.port}&host=127.0.0.1:1"
    assert server.found("replica-late") == []
    assert server.found("replica-late", DATABASE_URL=several) == ["127.0.0.1:1 does not answer"]
