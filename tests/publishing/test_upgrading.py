"""From an older program's stores to this one's, and back; killed at any moment."""

import datetime as dt
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic import command
from sqlalchemy import Select, Table, select, text

from portal.db import Store
from portal.migrations import config_for, migrate
from portal.publishing.audit import publish_log, verify_desk
from portal.publishing.backup import back_up, restore
from portal.publishing.backup.tables import list_tables
from portal.publishing.publisher import Publisher
from portal.publishing.stores import initialise, prepare
from portal.publishing.submissions import Cell
from portal.publishing.upgrading.checking import Differs, require_rows
from portal.publishing.upgrading.course import NotUpgraded, Upgrading
from portal.publishing.upgrading.note import BACKUP, Note, read_note, write_note
from portal.publishing.upgrading.scratch import SCHEMA
from portal.settings import DATA, ROOT
from portal.standing import find_standing, list_revisions
from tests.builders import AT, make_submission
from tests.conftest import NOW, Installation
from tests.older import DESK, PUBLIC, copy_installation, make_older
from tests.stores import ON_POSTGRESQL

COMMUNE = "21451"  # phường Trà Câu
KILLS = int(os.environ.get("LANGSO_KILLS", "6"))
NEWEST = {"public": list_revisions("public")[-1], "desk": list_revisions("desk")[-1]}
OLDER = {"public": PUBLIC, "desk": DESK}


@dataclass(frozen=True)
class Place:
    """An installation and how its commands are run."""

    public: Store
    desk: Store
    files: Path
    environment: dict[str, str]

    @property
    def upkeep(self) -> Path:
        return Path(self.environment["LANGSO_PREVIEWS_DIR"]).parent / "upkeep"

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "portal.cli", *arguments]

    def langso(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        self.close()
        return subprocess.run(
            self.command(*arguments),
            env=self.environment | more,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def close(self) -> None:
        self.public.close()
        self.desk.close()

    def schemas(self) -> dict[str, str | None]:
        return {name: find_standing(name, getattr(self, name)).revision for name in ("public", "desk")}

    def course(self, keep: Path, look: Callable[..., dict[str, int]] = lambda *_: {"/": 200}) -> Upgrading:
        return Upgrading(self.public, self.desk, self.files, self.upkeep, keep, look, lambda _words: None)


def place_of(public: Store, desk: Store, files: Path, folder: Path) -> Place:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("LANGSO_")} | {
        "LANGSO_DATABASE_URL": public.url.render_as_string(hide_password=False),
        "LANGSO_DESK_DATABASE_URL": desk.url.render_as_string(hide_password=False),
        "LANGSO_FILES_DIR": str(files),
        "LANGSO_PREVIEWS_DIR": str(folder / "previews"),
        "LANGSO_SPOOL_DIR": str(folder / "spool"),
        "LANGSO_SECRET_KEY": "a secret of tests that is long enough to be one",
        "LANGSO_TODAY": "2026-11-22",
    }
    return Place(public, desk, files, environment)


def publish(publisher: Publisher, period: str) -> str:
    """A figure of one of the real communes."""
    cells = [Cell("systems-cloud", COMMUNE, period, 410, 1000)]
    at = AT + dt.timedelta(days=int(period[-2:]))
    release = publisher.publish(make_submission(publisher.desk, cells, at=at, commune=COMMUNE), at=at)
    with publisher.desk.begin() as desk, publisher.public.begin() as public:
        publish_log(desk, public)
    return release


@pytest.fixture(scope="module")
def kept(databases, tmp_path_factory) -> Path:
    """A backup of a production installation with one release."""
    folder = tmp_path_factory.mktemp("kept")
    with databases.pair() as (public, desk):
        initialise(public, desk, DATA, today=NOW)
        publish(Publisher(desk, public, folder / "files"), "2026-09")
        back_up(public, desk, folder / "files", folder / "one.zip")
    return folder / "one.zip"


@pytest.fixture
def place(public, desk, kept, tmp_path) -> Place:
    """That installation, under this program's schemas."""
    restore(kept, public, desk, tmp_path / "files")
    return place_of(public, desk, tmp_path / "files", tmp_path)


@pytest.fixture
def older(place) -> Place:
    """The same under the schemas of an older program."""
    make_older(place.public, place.desk)
    return place


def rows(place: Place) -> dict[str, dict[str, list]]:
    """What both stores hold, without what is counted anew."""
    found = {}
    for name in ("public", "desk"):
        with getattr(place, name).engine.connect() as connection:
            found[name] = {
                table.name: [
                    dict(row) for row in connection.execute(_in_order(table)).mappings() if row.get("number") != 0
                ]
                for table in list_tables(connection)
            }
    return found


def _in_order(table: Table) -> Select[Any]:
    return select(table).order_by(*table.primary_key)


@contextmanager
def same_rows(place: Place) -> Iterator[None]:
    before = rows(place)
    yield
    after = rows(place)
    assert {n: after[n].keys() for n in after} == {n: before[n].keys() for n in before}
    assert [(n, t) for n in after for t in after[n] if after[n][t] != before[n][t]] == []


def require_upgraded(place: Place) -> None:
    assert place.schemas() == NEWEST
    assert read_note(place.upkeep) is None
    with place.desk.session() as officers, place.public.session() as readers:
        assert verify_desk(officers, readers)[1] == []
        assert readers.scalar(text("select count(*) from observations")) == 1
    for name in ("public", "desk"):
        command.check(config_for(name, getattr(place, name)))


def leftovers(place: Place) -> list[str]:
    """What a rehearsal may leave behind."""
    files = [str(path) for path in place.upkeep.rglob("copy")]
    if place.public.file is None:
        with place.public.session() as session:
            query = text("select count(*) from information_schema.schemata where schema_name = :name")
            files += [SCHEMA] * (session.scalar(query, {"name": SCHEMA}) or 0)
    return files


def test_the_demonstration_of_an_older_program_is_upgraded_and_says_how(demo, databases, tmp_path):
    with databases.pair() as (public, desk):
        copied = copy_installation(demo, public, desk, tmp_path)
        place = place_of(public, desk, copied.files, tmp_path)
        before = rows(place)
        make_older(public, desk)
        done = place.langso("upgrade", "--keep", str(tmp_path / "kept"))
        assert (done.returncode, done.stderr[-900:]) == (0, "")
        for words in (f"public: schema {PUBLIC}", "Room needed", "Rehearsal on a copy", "pages answered", "--back"):
            assert words in done.stdout
        after = rows(place)
        assert after["desk"].keys() == before["desk"].keys()
        unlike = {name for name in before["public"] if after["public"][name] != before["public"][name]}
        assert unlike <= {"revision", "search_entries", "search_terms"}  # keywords were kept elsewhere then
        assert leftovers(place) == []
        assert "Nothing to upgrade" in place.langso("upgrade").stdout
        with Installation(public, desk, copied.files).running_app() as app:
            assert app.test_client().get("/search?q=tra+cau").status_code == 200


def test_serving_refuses_an_older_store_and_one_that_is_half_upgraded(older):
    done = older.langso("serve", "--port", "1")
    assert (done.returncode, "langso upgrade" in done.stderr) == (1, True)
    migrate("public", older.public)
    done = older.langso("serve", "--port", "1")
    assert done.returncode == 1
    assert f"The desk store has schema {DESK}" in done.stderr
    assert older.langso("upgrade").returncode == 0
    require_upgraded(older)


def test_a_store_of_a_newer_program_is_refused_with_words(place):
    with place.desk.begin() as session:
        session.execute(text("update alembic_version set version_num = '9999'"))
    for asked in (["upgrade"], ["upgrade", "--rehearse"], ["serve", "--port", "1"]):
        done = place.langso(*asked)
        assert done.returncode == 1
        assert "a newer program has upgraded it" in done.stderr


def test_a_rehearsal_changes_nothing_and_leaves_nothing(older):
    with same_rows(older):
        done = older.langso("upgrade", "--rehearse")
        assert (done.returncode, done.stderr[-900:]) == (0, "")
        assert "nothing was changed" in done.stdout
    assert older.schemas() == OLDER
    assert leftovers(older) == []
    assert list(older.upkeep.glob("*/*")) == []


def test_what_was_upgraded_goes_back_row_for_row_and_can_be_upgraded_again(older, tmp_path):
    with same_rows(older):
        assert older.langso("upgrade", "--keep", str(tmp_path / "kept")).returncode == 0
        done = older.langso("upgrade", "--back", str(tmp_path / "kept"))
        assert (done.returncode, done.stderr[-900:]) == (0, "")
    assert older.schemas() == OLDER
    done = older.langso("upgrade", "--back", str(tmp_path / "kept"))
    assert (done.returncode, "already" in done.stderr) == (1, True)
    assert older.langso("upgrade").returncode == 0
    require_upgraded(older)


def test_going_back_over_what_was_published_since_has_to_be_said(older, tmp_path):
    older.langso("upgrade", "--keep", str(tmp_path / "kept"))
    publish(Publisher(older.desk, older.public, older.files), "2026-10")
    done = older.langso("upgrade", "--back", str(tmp_path / "kept"))
    assert done.returncode == 1
    assert "releases tra-cau-r2" in done.stderr
    assert older.schemas() == NEWEST
    assert older.langso("upgrade", "--back", str(tmp_path / "kept"), "--although-lost").returncode == 0
    assert older.schemas() == OLDER


def test_a_store_that_is_open_elsewhere_is_not_upgraded_under_it(older):
    script = "import sys; from portal.db import Store\nwith Store(sys.argv[1]).engine.connect() as c:\n"
    script += " c.exec_driver_sql('select 1'); c.rollback(); print('open', flush=True); sys.stdin.read()"
    url = older.environment["LANGSO_DATABASE_URL"]
    holder = [sys.executable, "-c", script, url]
    with subprocess.Popen(holder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        done = older.langso("upgrade")
        assert done.returncode == 1
        assert f"{child.pid}" in done.stderr or "session" in done.stderr
        assert older.langso("upgrade", "--although-open").returncode == 0
        child.communicate("")
    require_upgraded(older)


def test_a_page_that_fails_over_the_copy_stops_the_upgrade_before_anything_changes(older, tmp_path):
    with same_rows(older), pytest.raises(Differs, match="/broken answers 500"):
        older.course(tmp_path / "kept", lambda *_: {"/broken": 500}).run()
    assert older.schemas() == OLDER
    assert leftovers(older) == []
    assert not (tmp_path / "kept" / BACKUP).exists()


def test_a_page_that_fails_afterwards_brings_the_backup_back_by_itself(older, tmp_path):
    answers = iter([{"/": 200}, {"/": 500}])
    with same_rows(older), pytest.raises(NotUpgraded, match="as they were before"):
        older.course(tmp_path / "kept", lambda *_: next(answers)).run()
    assert older.schemas() == OLDER
    assert read_note(older.upkeep) is None


def test_a_migration_that_loses_rows_is_found_and_changes_nothing(older, tmp_path):
    """Its own rows hide from the count before: here one that the newest schema cannot hold."""
    with pytest.raises(Differs, match=r"public\.releases has 1 rows after the migration and had 2"):
        require_rows("public", {"releases": 2}, {"releases": 1}, PUBLIC)
    with pytest.raises(Differs, match=r"public\.releases is gone"):
        require_rows("public", {"releases": 2}, {}, PUBLIC)
    require_rows("public", {"search_words": 5}, {}, PUBLIC)


def test_an_audit_log_that_does_not_hold_is_not_upgraded(older, tmp_path):
    with older.desk.engine.begin() as connection:
        for statement in unprotected(connection.dialect.name):
            connection.execute(text(statement))
        connection.execute(text("update audit_entries set subject = 'another' where seq = 1"))
    done = older.langso("upgrade")
    assert done.returncode == 1
    assert "audit log does not verify" in done.stderr
    assert "Nothing was changed" in done.stderr
    assert older.schemas() == OLDER


def unprotected(database: str) -> list[str]:
    if database == "sqlite":
        return ["drop trigger audit_entries_no_update"]
    return ["alter table audit_entries disable trigger all"]


def test_too_little_room_is_said_beforehand(older, monkeypatch, tmp_path):
    from portal.publishing.upgrading import room

    monkeypatch.setattr(room, "SPARE", 2**60)
    with pytest.raises(room.NoRoom, match=r"too little room: an upgrade takes .* MB in"):
        room.require_room(room.list_rooms(older.public, older.desk, tmp_path / "kept"))


@pytest.mark.parametrize("first", ["public", "desk"])
def test_an_upgrade_killed_between_the_two_stores_is_finished_by_the_next(older, tmp_path, first):
    course = older.course(tmp_path / "kept")
    note = course._prepare()
    migrate(first, getattr(older, first))
    assert older.langso("serve", "--port", "1").returncode == 1
    done = older.langso("upgrade")
    assert (done.returncode, done.stderr[-900:]) == (0, "")
    assert "was interrupted; it is finished now" in done.stdout
    require_upgraded(older)
    assert older.langso("upgrade", "--back", note.folder).returncode == 0


def test_a_going_back_killed_between_the_two_stores_is_finished_by_the_next(older, tmp_path):
    with same_rows(older):
        older.langso("upgrade", "--keep", str(tmp_path / "kept"))
        command.downgrade(config_for("desk", older.desk), DESK)
        note = Note("back", str(tmp_path / "kept"), NEWEST, "0", "now")
        write_note(older.upkeep, note)
        assert older.langso("serve", "--port", "1").returncode == 1
        done = older.langso("upgrade")
        assert (done.returncode, done.stderr[-900:]) == (0, "")
        assert older.schemas() == OLDER
    assert read_note(older.upkeep) is None


def test_work_done_after_an_upgrade_that_was_killed_at_its_very_end_is_never_undone(older, tmp_path):
    course = older.course(tmp_path / "kept")
    course._prepare()
    prepare(older.public, older.desk)
    publish(Publisher(older.desk, older.public, older.files), "2026-10")
    with same_rows(older), pytest.raises(NotUpgraded, match=r"tra-cau-r2.*nothing was undone"):
        older.course(tmp_path / "kept", lambda *_: {"/": 500}).run()


def test_an_upgrade_killed_at_any_moment_is_finished_or_undone_by_the_next(older):
    """From before the backup to after the last commit, at moments of one seed."""
    begun, chance = time.perf_counter(), random.Random(7)  # noqa: S311
    assert older.langso("upgrade", "--rehearse").returncode == 0
    longest = 1.2 * (time.perf_counter() - begun)
    before, killed = rows(older), 0
    for _turn in range(KILLS):
        killed += kill_after(older, chance.uniform(0.2, 1) * longest, "upgrade")
        schemas = older.schemas()
        assert all(schemas[name] in (OLDER[name], NEWEST[name]) for name in schemas)
        if schemas == OLDER:
            assert rows(older) == before
        if schemas == NEWEST:
            break
        if schemas != OLDER:
            assert older.langso("serve", "--port", "1").returncode == 1
    assert killed > 0
    done = older.langso("upgrade")
    assert (done.returncode, done.stderr[-900:]) == (0, "")
    require_upgraded(older)
    assert leftovers(older) == []


def kill_after(place: Place, seconds: float, *arguments: str) -> bool:
    """Whether the command was still at it."""
    place.close()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(place.command(*arguments), env=place.environment, cwd=ROOT, **quiet) as child:
        try:
            child.wait(seconds)
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
        return child.wait(60) < 0


@ON_POSTGRESQL
def test_a_role_that_may_read_the_public_store_may_read_its_new_tables(older):
    url = older.public.url
    with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as connection:
        connection.execute("drop role if exists langso_upgrade_reader")
        connection.execute("create role langso_upgrade_reader login")
        connection.execute("grant select on all tables in schema public to langso_upgrade_reader")
    assert older.langso("upgrade").returncode == 0
    reader = Store(url.set(username="langso_upgrade_reader").render_as_string(hide_password=False), read_only=True)
    try:
        with reader.session() as session:
            assert session.scalar(text("select count(*) from search_terms")) is not None
    finally:
        reader.close()
        with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as connection:
            connection.execute("drop owned by langso_upgrade_reader; drop role langso_upgrade_reader")
