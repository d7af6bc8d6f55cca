"""The whole installation in one file, and back, into either kind of database."""

import datetime as dt
import itertools
import json
import os
import random
import re
import resource
import signal
import stat
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import select, text

from portal.db import Store
from portal.domain.releases import Release
from portal.publishing.audit import publish_log, verify_desk
from portal.publishing.backup import Damaged, NotBackedUp, NotEmpty, NotRestored, back_up, restore
from portal.publishing.backup.archive import Reader, Writer
from portal.publishing.backup.restoring import UNFINISHED
from portal.publishing.backup.tables import list_tables
from portal.publishing.publisher import Publisher
from portal.publishing.submissions import Cell, Submission, Upload
from portal.settings import ROOT
from tests.builders import AT, COMMUNE, make_indicator, make_installation, make_submission
from tests.conftest import Installation
from tests.test_routes import addresses

DAY = dt.timedelta(days=1)
NUMBERS = itertools.count(1)


def publish(publisher: Publisher, number: int) -> str:
    """A release of three villages' figures, with its entries in the public log."""
    cells = [Cell("wireless", f"{COMMUNE}-0{n}", "2026-09", number % 90 + n, 100 + number) for n in (1, 2, 3)]
    release = publisher.publish(make_submission(publisher.desk, cells, at=AT), at=AT + number * DAY)
    with publisher.desk.begin() as desk, publisher.public.begin() as public:
        publish_log(desk, public)
    return release


@pytest.fixture
def publisher(public, desk, tmp_path) -> Publisher:
    """An installation with two releases and an upload."""
    make_installation(public, indicators=[make_indicator("wireless", subject="infrastructure")])
    publisher = Publisher(desk, public, tmp_path / "files", illustrative=True)
    for number in (1, 2):
        publish(publisher, number)
    with desk.begin() as session:
        session.add(Upload(sha256="0" * 64, name="Số liệu.xlsx", content=bytes(range(256)) * 1000, at=AT))
    return publisher


@pytest.fixture
def archive(publisher, tmp_path) -> Path:
    target = tmp_path / "kept.zip"
    back_up(publisher.public, publisher.desk, publisher.files, target)
    return target


@dataclass
class Place:
    """Where a backup can be restored to."""

    public: Store
    desk: Store
    files: Path


@pytest.fixture
def place(databases, tmp_path) -> Iterator[Place]:
    """Empty stores of the same kind as those backed up, and no folder of files yet."""
    with databases.pair() as (public, desk):
        yield Place(public, desk, tmp_path / "restored")


@pytest.fixture(params=["sqlite", "postgresql"])
def blank(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Databases of either kind without a single table, whatever was backed up."""
    names = [f"{name}_{os.getpid()}_{next(NUMBERS)}" for name in ("public", "desk")]
    if request.param == "sqlite":
        stores = [Store(f"sqlite:///{tmp_path}/{name}.sqlite") for name in names]
        yield Place(stores[0], stores[1], tmp_path / "blank")
    else:
        server = request.getfixturevalue("postgresql_server")
        stores = [Store(f"{server.rpartition('/')[0]}/{name}") for name in names]
        with psycopg.connect(server, autocommit=True) as connection:
            for name in names:
                connection.execute(f'create database "{name}"')
            yield Place(stores[0], stores[1], tmp_path / "blank")
            for store, name in zip(stores, names, strict=True):
                store.close()
                connection.execute(f'drop database "{name}" with (force)')
    for store in stores:
        store.close()


def rows_of(store: Store) -> dict[str, list]:
    with store.engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in list_tables(connection)
        }


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_everything_comes_back_as_it_was_in_either_kind_of_database(publisher, archive, blank):
    done = restore(archive, blank.public, blank.desk, blank.files)
    for ours, theirs in ((blank.public, publisher.public), (blank.desk, publisher.desk)):
        assert rows_of(ours) == rows_of(theirs)
    assert files_of(blank.files) == files_of(publisher.files)
    assert done.files == len(files_of(publisher.files)) == 16
    with blank.desk.session() as officers, blank.public.session() as readers:
        assert verify_desk(officers, readers)[1] == []


def test_a_backup_of_what_was_restored_holds_the_same_again(publisher, archive, blank, tmp_path):
    restore(archive, blank.public, blank.desk, blank.files)
    again = tmp_path / "again.zip"
    back_up(blank.public, blank.desk, blank.files, again)
    with Reader(archive) as first, Reader(again) as second:
        assert {k: v for k, v in first.manifest.items() if k != "made_at"} == {
            k: v for k, v in second.manifest.items() if k != "made_at"
        }


def test_the_restored_installation_goes_on_publishing(archive, place):
    restore(archive, place.public, place.desk, place.files)
    publisher = Publisher(place.desk, place.public, place.files, illustrative=True)
    assert publish(publisher, 3) == "thu-nghiem-r3"
    with place.desk.session() as officers, place.public.session() as readers:
        assert verify_desk(officers, readers)[1] == []


def test_only_the_owner_can_read_the_archive_and_none_is_overwritten(publisher, archive):
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    before = archive.read_bytes()
    with pytest.raises(NotBackedUp, match="exists already"):
        back_up(publisher.public, publisher.desk, publisher.files, archive)
    assert archive.read_bytes() == before


def test_where_files_need_a_name_from_the_start_it_is_hidden_and_goes_away(publisher, tmp_path, monkeypatch):
    monkeypatch.delattr(os, "O_TMPFILE")
    folder = tmp_path / "kept"
    folder.mkdir()
    back_up(publisher.public, publisher.desk, publisher.files, folder / "kept.zip")
    assert [path.name for path in folder.iterdir()] == ["kept.zip"]
    assert stat.S_IMODE((folder / "kept.zip").stat().st_mode) == 0o600
    Reader(folder / "kept.zip")


@pytest.mark.parametrize("harm", ["missing", "changed"])
def test_a_released_file_that_is_not_what_was_released_is_named(publisher, tmp_path, harm):
    path = next(publisher.files.rglob("*1.0.0.csv"))
    path.unlink() if harm == "missing" else path.write_bytes(b"x" * path.stat().st_size)
    with pytest.raises(NotBackedUp, match=path.name):
        back_up(publisher.public, publisher.desk, publisher.files, tmp_path / "kept.zip")
    assert not (tmp_path / "kept.zip").exists()


def test_stores_without_tables_are_nothing_to_back_up(tmp_path):
    public, desk = (Store(f"sqlite:///{tmp_path}/{name}.sqlite") for name in ("public", "desk"))
    for store in (public, desk):
        store.engine.connect().close()
    with pytest.raises(NotBackedUp, match="no tables"):
        back_up(public, desk, tmp_path / "files", tmp_path / "kept.zip")
    public.close()
    desk.close()


def is_untouched(place: Place) -> bool:
    rows = [found for store in (place.public, place.desk) for found in rows_of(store).items()]
    empty = all(not held or (name, held) == ("revision", [(1, 0)]) for name, held in rows)  # as the tables are made
    return empty and not (place.files.exists() and any(place.files.iterdir()))


def test_any_flipped_bit_is_found_and_the_member_named(archive, place, tmp_path):
    content, chance = archive.read_bytes(), random.Random(1)  # noqa: S311
    harmed = tmp_path / "harmed.zip"
    with zipfile.ZipFile(archive) as opened:
        spans = [(i.header_offset + 30 + len(i.filename.encode()) + 20, i) for i in opened.infolist()]
    for start, info in spans:  # a bit in the middle of each member
        _flip(harmed, content, start + info.compress_size // 2, chance.randrange(8))
        with pytest.raises(Damaged) as caught:
            restore(harmed, place.public, place.desk, place.files)
        assert info.filename in str(caught.value)
    assert is_untouched(place)


def test_every_bit_of_an_archive_is_guarded(tmp_path):
    harmed = tmp_path / "harmed.zip"
    with harmed.open("w+b") as file, Writer(file) as writer:
        writer.add("public/locality.jsonl", [b"{}\n"])
        writer.finish({"rows": 1})
    content = harmed.read_bytes()
    Reader(harmed)
    for place, bit in itertools.product(range(len(content)), range(8)):
        _flip(harmed, content, place, bit)
        with pytest.raises(Damaged):
            Reader(harmed)


def _flip(path: Path, content: bytes, place: int, bit: int) -> None:
    path.write_bytes(content[:place] + bytes([content[place] ^ 1 << bit]) + content[place + 1 :])


def test_an_archive_cut_anywhere_is_refused(archive, tmp_path):
    content, cut = archive.read_bytes(), tmp_path / "cut.zip"
    for length in [0, 1, 100, len(content) // 2, len(content) - 100, len(content) - 1]:
        cut.write_bytes(content[:length])
        with pytest.raises(Damaged):
            Reader(cut)


def repacked(archive: Path, target: Path, *, without: str = "", more: str = "", swap: tuple[str, bytes] | None = None):
    """The archive as another program would pack it."""
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        new.comment = old.comment
        for name in old.namelist():
            if name != without:
                new.writestr(name, swap[1] if swap and swap[0] == name else old.read(name))
        if more:
            new.writestr(more, "x")
    return target


@pytest.mark.parametrize("member", ["desk/figures.jsonl", "public/observations.jsonl", "manifest.json"])
def test_a_missing_member_is_named(archive, place, tmp_path, member):
    with pytest.raises(Damaged, match=member):
        restore(repacked(archive, tmp_path / "r.zip", without=member), place.public, place.desk, place.files)
    assert is_untouched(place)


@pytest.mark.parametrize("member", ["../../etc/cron.d/x", "files/a/b/.hidden", "desk/more.jsonl"])
def test_a_member_nobody_backed_up_is_named_and_goes_nowhere(archive, place, tmp_path, member):
    with pytest.raises(Damaged, match="not in the manifest"):
        restore(repacked(archive, tmp_path / "r.zip", more=member), place.public, place.desk, place.files)
    assert is_untouched(place)


def test_other_rows_than_were_backed_up_are_named(archive, tmp_path):
    swap = ("desk/submissions.jsonl", b"{}")
    with pytest.raises(Damaged, match=r"desk/submissions\.jsonl is damaged"):
        Reader(repacked(archive, tmp_path / "r.zip", swap=swap))


def test_an_archive_packed_again_is_refused_even_if_its_members_are_whole(archive, tmp_path):
    with pytest.raises(Damaged, match="packed again by another program"):
        Reader(repacked(archive, tmp_path / "r.zip"))


def test_a_place_that_is_not_empty_is_refused_and_left_as_it_is(publisher, archive, place, tmp_path):
    with pytest.raises(NotEmpty, match=r"public store .* has rows"):
        restore(archive, publisher.public, place.desk, place.files)
    with pytest.raises(NotEmpty, match=r"desk store .* has rows"):
        restore(archive, place.public, publisher.desk, place.files)
    with pytest.raises(NotEmpty, match="folder of files"):
        restore(archive, place.public, place.desk, publisher.files)
    with pytest.raises(NotEmpty, match="the same database"):
        restore(archive, place.public, place.public, place.files)
    place.files.mkdir()
    (place.files / UNFINISHED).touch()
    with pytest.raises(NotEmpty, match="was interrupted here"):
        restore(archive, place.public, place.desk, place.files)
    (place.files / UNFINISHED).unlink()
    assert is_untouched(place)
    with publisher.public.session() as session:
        assert len(session.scalars(select(Release)).all()) == 2


def test_an_installation_whose_log_was_tampered_with_is_not_restored(publisher, place, tmp_path):
    with publisher.desk.begin() as session:
        on = "" if publisher.desk.url.get_backend_name() == "sqlite" else " on audit_entries"
        trigger = "audit_entries_append_only" if on else "audit_entries_no_update"
        session.execute(text(f"drop trigger {trigger}{on}"))
        session.execute(text("update audit_entries set role = 'somebody else' where seq = 2"))
    archive = tmp_path / "kept.zip"
    back_up(publisher.public, publisher.desk, publisher.files, archive)
    with pytest.raises(NotRestored, match="entry 2 is altered"):
        restore(archive, place.public, place.desk, place.files)
    with pytest.raises(NotBackedUp, match="no tables"):  # nothing is served, nothing is left
        back_up(place.public, place.desk, place.files, tmp_path / "again.zip")
    assert list(place.files.iterdir()) == []


def test_a_backup_of_a_newer_schema_is_refused_in_words(publisher, place, tmp_path):
    with publisher.desk.begin() as session:
        session.execute(text("update alembic_version set version_num = '9999'"))
    archive = tmp_path / "kept.zip"
    back_up(publisher.public, publisher.desk, publisher.files, archive)
    with pytest.raises(NotRestored, match="schema version 9999, which this program does not know"):
        restore(archive, place.public, place.desk, place.files)


def test_a_backup_taken_while_somebody_publishes_is_one_that_recovery_finishes(publisher, databases, tmp_path):
    stop, done = threading.Event(), []

    def keep_publishing() -> None:
        number = 3
        while not stop.is_set():
            done.append(publish(publisher, number))
            number += 1

    thread = threading.Thread(target=keep_publishing)
    thread.start()
    archives = []
    for number in range(5):
        time.sleep(0.2)
        archives.append(tmp_path / f"{number}.zip")
        back_up(publisher.public, publisher.desk, publisher.files, archives[-1])
    stop.set()
    thread.join()
    assert len(done) >= 5
    for number, archive in enumerate(archives):
        with databases.pair() as (public, desk):
            files = tmp_path / f"files-{number}"
            restore(archive, public, desk, files)
            _finish(public, desk, files)


def _finish(public: Store, desk: Store, files: Path) -> None:
    """What start-up does, after which everything agrees."""
    Publisher(desk, public, files, illustrative=True).recover()
    with desk.begin() as officers, public.begin() as readers:
        publish_log(officers, readers)
        assert verify_desk(officers, readers)[1] == []
        published = set(officers.scalars(select(Submission.release).where(Submission.state != "approved")))
        assert published == set(readers.scalars(select(Release.id)))


def test_publishing_goes_on_while_a_backup_is_taken(publisher, tmp_path):
    thread = threading.Thread(
        target=lambda: back_up(publisher.public, publisher.desk, publisher.files, tmp_path / "kept.zip")
    )
    thread.start()
    assert publish(publisher, 3) == "thu-nghiem-r3"
    thread.join()
    assert (tmp_path / "kept.zip").exists()


def settings_of(public: Store, desk: Store, files: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "PYTHONDONTWRITEBYTECODE": "1",  # a limit or a signal would leave half of a file there
        "PYTHONPATH": str(ROOT),
        "LANGSO_SECRET_KEY": "x" * 40,
        "LANGSO_DATABASE_URL": public.url.render_as_string(hide_password=False),
        "LANGSO_DESK_DATABASE_URL": desk.url.render_as_string(hide_password=False),
        "LANGSO_FILES_DIR": str(files),
    }


def langso(environment: dict[str, str], *arguments: str, **more) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from portal.cli import main; main()", *arguments]
    return subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False, **more
    )


def test_the_commands_say_what_they_did(publisher, place, tmp_path):
    archive = tmp_path / "kept.zip"
    done = langso(settings_of(publisher.public, publisher.desk, publisher.files), "backup", str(archive))
    assert done.returncode == 0, done.stderr
    assert "6 files" in done.stdout
    assert "private figures" in done.stdout
    environment = settings_of(place.public, place.desk, place.files)
    done = langso(environment, "restore", str(archive))
    assert done.returncode == 0, done.stderr
    assert "audit log were verified" in done.stdout
    assert langso(environment, "audit", "verify").returncode == 0
    done = langso(environment, "restore", str(archive))
    assert (done.returncode, "not empty" in done.stderr, "Traceback" in done.stderr) == (1, True, False)
    archive.write_bytes(archive.read_bytes()[:-1])
    done = langso(environment, "restore", str(archive))
    assert (done.returncode, "Nothing was touched" in done.stderr, "Traceback" in done.stderr) == (1, True, False)


def test_a_disk_that_is_full_leaves_nothing_and_is_told(publisher, tmp_path):
    """The system refuses to write more than 4 kB into a file, at some point of the archive."""
    folder = tmp_path / "kept"
    folder.mkdir()
    environment = settings_of(publisher.public, publisher.desk, publisher.files)
    limit = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))}
    done = langso(environment, "backup", str(folder / "kept.zip"), **limit)
    assert (done.returncode, "could not be written" in done.stderr) == (1, True), done.stderr
    assert "nothing of it was left" in done.stderr
    assert list(folder.iterdir()) == []
    done = langso(environment, "backup", str(folder / "none" / "kept.zip"))
    assert (done.returncode, "could not be written" in done.stderr) == (1, True), done.stderr


@pytest.mark.parametrize("most", [300, 60_000])
def test_a_restore_that_cannot_be_written_leaves_nothing_and_tells_no_row(archive, place, databases, most):
    """First the released files are too large for the system's limit, then SQLite's own; PostgreSQL's are not ours."""
    environment = settings_of(place.public, place.desk, place.files)
    limit = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))}
    done = langso(environment, "restore", str(archive), **limit)
    if databases.name == "postgresql" and most > 300:
        assert done.returncode == 0, done.stderr
        return
    assert (done.returncode, "taken away again" in done.stderr) == (1, True), done.stderr
    assert "INSERT" not in done.stderr
    assert list(place.files.iterdir()) == []
    if databases.name == "sqlite":
        assert list(Path(place.desk.url.database).parent.iterdir()) == []


def test_a_backup_that_is_killed_leaves_no_file(publisher, tmp_path):
    folder = tmp_path / "kept"
    folder.mkdir()
    environment = settings_of(publisher.public, publisher.desk, publisher.files)
    chance, killed = random.Random(1), 0  # noqa: S311
    program = (
        "import sys; from portal.publishing.backup import taking; from portal.cli import main\n"
        "print('begun', flush=True); main()"
    )
    for _ in range(12):
        command = [sys.executable, "-c", program, "backup", str(folder / "kept.zip")]
        with subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE) as process:
            process.stdout.read(5)  # type: ignore[union-attr]
            time.sleep(chance.uniform(0, 0.6))
            process.send_signal(signal.SIGKILL)
        left = [path.name for path in folder.iterdir()]
        assert left in ([], ["kept.zip"])
        if left:
            Reader(folder / "kept.zip")
            (folder / "kept.zip").unlink()
        else:
            killed += 1
    assert killed
    assert langso(environment, "backup", str(folder / "kept.zip")).returncode == 0


def test_a_restore_that_is_killed_leaves_nothing_to_serve(archive, databases, tmp_path):
    program = "from portal.cli import main\nprint('begun', flush=True); main()"
    chance = random.Random(2)  # noqa: S311
    for number in range(6):
        with databases.pair() as (public, desk):
            files = tmp_path / f"files-{number}"
            environment = settings_of(public, desk, files)
            command = [sys.executable, "-c", program, "restore", str(archive)]
            with subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE) as process:
                process.stdout.read(5)  # type: ignore[union-attr]
                time.sleep(chance.uniform(0, 0.8))
                process.send_signal(signal.SIGKILL)
            served = langso(environment, "audit", "verify")
            with public.session() as session:
                there = len(session.scalars(select(Release)).all())
            assert there in (0, 2)
            assert served.returncode == 0 or there == 0


OF_THE_PROCESS = {"/metrics", "/readyz"}
"""What tells of the process that answers, not of the stores."""


def test_the_whole_demonstration_answers_the_same_after_backup_and_restore(demo, app, blank, tmp_path):
    archive = tmp_path / "demo.zip"
    back_up(demo.public, demo.desk, demo.files, archive)
    restore(archive, blank.public, blank.desk, blank.files)
    restored = Installation(blank.public, blank.desk, blank.files).make_app()
    before, after = app.test_client(), restored.test_client()
    asked = [path for path in (*addresses(), *_more_addresses(before)) if path not in OF_THE_PROCESS]
    different = [address for address in asked if _answer(before, address) != _answer(after, address)]
    restored.extensions["store"].close()
    assert len(asked) > 300
    assert different == []


CLOCK = re.compile(rb'"timeStamp":"[^"]*"')
"""When OGC's collections were answered: their standard asks for it."""


def _answer(client, address: str) -> tuple[int, bytes, str | None]:
    with client.get(address) as response:
        told = CLOCK.sub(b"", response.get_data())
        return response.status_code, told, response.headers.get("ETag")


def _more_addresses(client) -> list[str]:
    """Every dataset and its files, and some thousand observations."""
    datasets = json.loads(client.get("/datasets.json").get_data())["data"]
    files = [f["url"].partition("localhost")[2] for dataset in datasets for f in dataset["files"]]
    communes = [f"/localities/{slug}" for slug in ("tra-cau", "tan-lap", "dak-cam")]
    return [*files, *communes, "/api/v1/observations.csv?within=tra-cau", "/api/v1/observations?limit=1000"]
