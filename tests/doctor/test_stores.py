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
from tests.stores import ON_POSTGRESQL, ON_SQLITE

NOBODY = 65534
SENTENCE = "this is no database, and long enough to be taken for one" * 40


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
def passable(real) -> Iterator[Path]:
    """The stores in a folder that every user may enter."""
    folder = Path(tempfile.mkdtemp(dir=os.environ.get("TMPDIR")))
    folder.chmod(0o755)
    for name, store in (("DATABASE_URL", real.public), ("DESK_DATABASE_URL", real.desk)):
        store.close()
        shutil.copy(store.file, folder / f"{name}.sqlite")
        (folder / f"{name}.sqlite").chmod(0o644)
        real.environ[f"LANGSO_{name}"] = f"sqlite:///{folder}/{name}.sqlite"
    yield folder
    shutil.rmtree(folder)


def test_two_stores_that_are_one_are_found(real):
    assert real.found("stores-same") == []
    assert real.found("stores-same", DESK_DATABASE_URL=real.environ["LANGSO_DATABASE_URL"])


def test_a_store_that_is_not_there_is_found(real):
    assert real.found("store-missing") == []
    assert real.found("store-missing", DATABASE_URL="sqlite:////nowhere/public.sqlite")


@ON_SQLITE
def test_a_store_that_cannot_be_read_is_found(real):
    assert real.found("store-silent") == []
    real.public.file.write_text(SENTENCE)
    assert "file is not a database" in real.found("store-silent")[0]


@ON_POSTGRESQL
def test_a_server_that_does_not_answer_is_found(real):
    assert real.found("store-silent") == []
    assert real.found("store-silent", DATABASE_URL="postgresql://langso@127.0.0.1:1/public")


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


@ON_SQLITE
def test_an_upgrade_that_was_killed_is_found(real):
    assert real.found("upgrade-begun") == []
    write_note(upkeep.upkeep_folder(real.site().values), Note("upgrade", "/kept", {}, "0.1.0", "2026-11-22"))
    assert "/kept" in real.found("upgrade-begun")[0]


@ON_SQLITE
def test_what_the_desk_may_not_write_is_found(real, passable):
    assert real.found("store-not-writable") == []
    with somebody_else():
        found = real.found("store-not-writable")
    assert any(str(passable) in about for about in found)


@ON_SQLITE
def test_a_public_user_who_may_write_is_found(real, passable):
    with somebody_else():
        assert real.found("public-writes", only="public") == []
        (passable / "DATABASE_URL.sqlite").stat()
    (passable / "DATABASE_URL.sqlite").chmod(0o666)
    with somebody_else():
        assert real.found("public-writes", only="public")


def test_a_public_application_that_is_told_of_the_desk_is_found(real):
    assert real.found("public-knows-desk", only="public") == []
    site = real.site(only="public")
    site.environ["LANGSO_DESK_SECRET_KEY"] = "x"
    assert list(of_stores.find_desk_told(site))


@ON_SQLITE
def test_stores_that_every_user_may_open_are_found(real, passable):
    assert real.found("desk-open")
    (passable / "DESK_DATABASE_URL.sqlite").chmod(0o600)
    assert real.found("desk-open") == []
    assert real.found("public-open") == []
    (passable / "DATABASE_URL.sqlite").chmod(0o666)
    assert real.found("public-open")


@ON_SQLITE
def test_wal_with_a_version_that_loses_writes_is_found(real):
    if journal_mode(sqlite3.sqlite_version_info) == "WAL":
        pytest.skip("this SQLite is mended")
    assert real.found("sqlite-wal") == []
    with changing(real.public) as connection:
        connection.execute("pragma journal_mode=wal")
    assert real.found("sqlite-wal")


@ON_SQLITE
def test_a_damaged_page_is_found(real):
    assert real.found("store-damaged") == []
    with changing(real.public) as connection:
        (page,) = connection.execute("select rootpage from sqlite_master where name = 'targets'").fetchone()
        (size,) = connection.execute("pragma page_size").fetchone()
    with real.public.file.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    assert "the public store" in real.found("store-damaged")[0]


@ON_SQLITE
def test_a_reference_to_nothing_is_found(real):
    assert real.found("references-broken") == []
    with changing(real.public) as connection:
        connection.execute("pragma foreign_keys=off")
        connection.execute("update dataset_files set version_id = 999999")
    assert "dataset_files" in real.found("references-broken")[0]


@ON_SQLITE
def test_a_database_that_never_counted_its_rows_is_found(real, monkeypatch):
    assert real.found("never-analysed") == []
    monkeypatch.setattr(of_stores, "MANY", 0)
    assert real.found("never-analysed")
    with changing(real.public) as connection:
        connection.execute("analyze")
    assert real.found("never-analysed") == []


@ON_POSTGRESQL
def test_a_server_that_forgets_what_it_acknowledged_is_found(real):
    assert "fsync is off" in " ".join(real.found("postgresql-careless"))


@ON_POSTGRESQL
def test_roles_with_too_many_rights_or_too_few_are_found(real):
    assert real.found("postgresql-superuser")
    assert real.found("desk-open-to-roles")
    url = real.public.url
    with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as connection:
        connection.execute("drop role if exists langso_doctor")
        connection.execute("create role langso_doctor login")
        connection.execute("grant select on all tables in schema public to langso_doctor")
        reader = {"DATABASE_URL": url.set(username="langso_doctor").render_as_string(hide_password=False)}
        try:
            for code in ("postgresql-superuser", "role-cannot-read", "role-writes"):
                assert real.found(code, only="public", **reader) == []
            connection.execute("grant insert on releases to langso_doctor; revoke select on plans from langso_doctor")
            assert "releases" in real.found("role-writes", only="public", **reader)[0]
            assert "plans" in real.found("role-cannot-read", only="public", **reader)[0]
            connection.execute(f'revoke connect on database "{real.desk.url.database}" from public')
        finally:
            connection.execute("drop owned by langso_doctor; drop role langso_doctor")
    assert real.found("desk-open-to-roles") == []


@ON_POSTGRESQL
def test_a_database_that_cannot_hold_vietnamese_is_found(real, postgresql_server):
    assert real.found("postgresql-encoding") == []
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute("drop database if exists langso_latin")
        connection.execute("create database langso_latin encoding 'LATIN1' locale 'C' template template0")
        url = f"{postgresql_server.rpartition('/')[0]}/langso_latin"
        with psycopg.connect(url, autocommit=True) as other:
            other.execute(
                "create table alembic_version (version_num varchar(32)); insert into alembic_version values ('0001')"
            )
        try:
            assert "LATIN1" in real.found("postgresql-encoding", DATABASE_URL=url)[0]
        finally:
            connection.execute("drop database langso_latin with (force)")


@ON_POSTGRESQL
def test_a_replica_that_does_not_answer_is_found(real):
    url = real.public.url
    several = f"postgresql://{url.username}@/{url.database}?host={url.host}:{url.port}&host=127.0.0.1:1"
    assert real.found("replica-late") == []
    assert real.found("replica-late", DATABASE_URL=several) == ["127.0.0.1:1 does not answer"]
