"""The two stores: who may open which, and how."""

import os
import sqlite3
import subprocess
import sys

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from portal.db import Store, journal_mode
from portal.publishing.stores import prepare
from portal.settings import ROOT, SettingsError


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 40, 1), "DELETE"),
        ((3, 44, 5), "DELETE"),
        ((3, 44, 6), "WAL"),
        ((3, 45, 0), "DELETE"),
        ((3, 50, 6), "DELETE"),
        ((3, 50, 7), "WAL"),
        ((3, 51, 2), "DELETE"),
        ((3, 51, 3), "WAL"),
        ((3, 52, 0), "WAL"),
    ],
)
def test_wal_only_where_its_bug_is_mended(version, mode):
    assert journal_mode(version) == mode


def test_sqlite_is_opened_as_decided(tmp_path):
    store = Store(f"sqlite:///{tmp_path}/new/public.sqlite")
    with store.session() as session:
        asked = {name: session.scalar(text(f"pragma {name}")) for name in ("synchronous", "foreign_keys")}
    store.close()
    full, extra = 2, 3
    wal = journal_mode(sqlite3.sqlite_version_info) == "WAL"
    assert asked == {"synchronous": full if wal else extra, "foreign_keys": 1}


@pytest.mark.parametrize("folder", ["a#b", "a%b", "a b", "đường"])
def test_a_folder_of_any_name_holds_its_own_database(tmp_path, folder):
    store = Store(f"sqlite:///{tmp_path / folder}/public.sqlite")
    store.engine.connect().close()
    store.close()
    assert (tmp_path / folder / "public.sqlite").exists()


def test_two_stores_in_one_database_are_refused(tmp_path):
    one, other = (Store(f"sqlite:///{tmp_path}/one.sqlite") for _ in range(2))
    with pytest.raises(SettingsError, match="the same database"):
        prepare(one, other)


def test_the_application_cannot_write_the_public_store(app):
    with app.extensions["store"].session() as session, pytest.raises(DBAPIError, match=r"readonly|read-only"):
        session.execute(text("delete from observations"))


def test_a_store_of_another_kind_is_refused_by_name():
    with pytest.raises(ValueError, match="mysql is not a database this portal knows"):
        _ = Store("mysql://localhost/x").engine


def test_the_public_application_runs_with_rights_on_the_public_store_alone(demo, databases, now):
    """On PostgreSQL: a role that may only read the public store; on SQLite: a desk's file nobody else can open."""
    environment = dict(os.environ, LANGSO_SECRET_KEY="x", LANGSO_TODAY=now.isoformat())
    if databases.name == "postgresql":
        environment["LANGSO_DATABASE_URL"] = _reader_of(demo)
    else:
        environment["LANGSO_DATABASE_URL"] = str(demo.public.url)
    environment["LANGSO_DESK_DATABASE_URL"] = "sqlite:////nowhere/desk.sqlite"
    script = (
        "from wsgi import create_app; import sys\n"
        "client = create_app().test_client()\n"
        "assert client.get('/localities/tra-cau').status_code == 200\n"
        "assert client.get('/api/v1/observations').status_code == 200\n"
        "assert not [m for m in sys.modules if m.startswith('portal.publishing')], 'the desk was loaded'\n"
    )
    subprocess.run([sys.executable, "-c", script], env=environment, cwd=ROOT, check=True, timeout=60)


def _reader_of(demo) -> str:
    """A role that may connect to the public database only, and only read there."""
    url = demo.public.url
    with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as connection:
        connection.execute("drop role if exists langso_reader")
        connection.execute("create role langso_reader login")
        connection.execute("grant select on all tables in schema public to langso_reader")
    with psycopg.connect(demo.desk.url.render_as_string(hide_password=False), autocommit=True) as connection:
        connection.execute(f'revoke connect on database "{demo.desk.url.database}" from public')
    reader = url.set(username="langso_reader")
    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        psycopg.connect(reader.set(database=demo.desk.url.database).render_as_string(hide_password=False))
    return reader.render_as_string(hide_password=False)
