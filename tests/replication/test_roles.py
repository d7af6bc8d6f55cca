"""The roles that ``langso roles`` makes: each can do its work, and nothing else."""

import subprocess

import psycopg
import pytest
from click.testing import CliRunner
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from portal.cli.roles import roles
from portal.db import PublicStore, Store
from portal.publishing.publisher import Publisher
from portal.publishing.stores import prepare
from portal.publishing.submissions import Cell
from tests.builders import AT, COMMUNE, make_installation, make_submission
from tests.postgresql import find_binaries

NAME = "roles_of_tests"


@pytest.fixture
def server(postgresql_server):
    """A server with the roles and databases, gone at the end."""
    for _twice in range(2):
        statements = CliRunner().invoke(roles, ["--prefix", NAME]).output
        command = [str(find_binaries() / "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", postgresql_server]
        subprocess.run(command, input=statements, text=True, check=True, capture_output=True, timeout=60)
    yield postgresql_server
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        for name in ("public", "desk"):
            connection.execute(f'drop database "{NAME}_{name}" with (force)')
        for name in ("owner", "desk", "public"):
            connection.execute(f'drop role "{NAME}_{name}"')


def _url(server: str, role: str, database: str) -> str:
    host = server.rpartition("@")[2].rpartition("/")[0]
    return f"postgresql://{NAME}_{role}@{host}/{NAME}_{database}"


@pytest.fixture
def publisher(server, tmp_path):
    """The desk's, on tables that the owner made."""
    owned = PublicStore(_url(server, "owner", "public")), Store(_url(server, "owner", "desk"))
    prepare(*owned)
    make_installation(owned[0])
    public, desk = PublicStore(_url(server, "desk", "public")), Store(_url(server, "desk", "desk"))
    yield Publisher(desk, public, tmp_path / "files", secret=b"a secret of tests")
    for store in (*owned, public, desk):
        store.close()


def _hand_in(publisher) -> int:
    cells = [Cell("vneid-level2", f"{COMMUNE}-0{n}", "2026-09", 60 + n, 200) for n in (1, 2, 3)]
    return make_submission(publisher.desk, cells, at=AT)


def test_the_desk_publishes_and_the_public_reads_what_it_did(publisher, server):
    publisher.publish(_hand_in(publisher))
    reader = Store(_url(server, "public", "public"), read_only=True)
    with reader.session() as session:
        assert session.scalar(text("select count(*) from observations")) == 4
    reader.close()


def test_the_public_cannot_write_nor_connect_to_the_desk(publisher, server):
    writer = Store(_url(server, "public", "public"))
    for statement in ("delete from observations", "create table mine (id integer)", "select analyze_observations()"):
        with writer.session() as session, pytest.raises(DBAPIError, match="permission denied"):
            session.execute(text(statement))
    writer.close()
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(_url(server, "public", "desk"))


@pytest.mark.parametrize("statement", ["truncate {}", "alter table {} disable trigger all", "drop table {}"])
def test_the_desk_cannot_take_the_logs_guards_away(publisher, statement):
    with publisher.desk.session() as session, pytest.raises(DBAPIError, match=r"permission denied|must be owner"):
        session.execute(text(statement.format("audit_entries")))
    publisher.publish(_hand_in(publisher))
    with publisher.desk.session() as session, pytest.raises(DBAPIError, match="append-only"):
        session.execute(text("delete from audit_entries"))
