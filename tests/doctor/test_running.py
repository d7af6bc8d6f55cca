"""What waits, what was released, and the machine: one broken installation for each check."""

import datetime as dt
import os
import resource
import shutil
import ssl
import subprocess
import threading
import zoneinfo

import pytest
from sqlalchemy import select, text, update

from portal import spool, upkeep
from portal.doctor import of_files, of_machine, of_network
from portal.domain.datasets import Dataset
from portal.domain.indicators import IndicatorGroup
from portal.domain.localities import Locality
from portal.publishing.letters import Letter, Subscription
from portal.publishing.submissions import Cell, Submission
from tests.builders import make_submission
from tests.doctor.conftest import COMMUNE, DESK_SECRET

NOW = dt.datetime.now(dt.UTC)
LATE = NOW - dt.timedelta(hours=3)


def first_file(real):
    return next(path for path in real.files.rglob("*.csv"))


def test_a_released_file_that_is_gone_cut_or_changed_is_named(real):
    assert [real.found(code) for code in ("file-lost", "file-cut", "file-changed", "files-missing")] == [[]] * 4
    path = first_file(real)
    content = path.read_bytes()
    path.write_bytes(b"x" * len(content))
    assert path.name in real.found("file-changed", thorough=True)[0]
    path.write_bytes(content[:-1])
    assert path.name in real.found("file-cut")[0]
    path.unlink()
    assert path.name in real.found("file-lost")[0]
    shutil.rmtree(real.files)
    assert real.found("files-missing")


def test_a_file_without_the_right_to_read_it_is_named(real, monkeypatch):
    if os.geteuid() != 0:
        pytest.skip("only root can take another user's rights")
    assert real.found("file-unreadable") == []
    for folder in [*real.files.rglob("*/"), real.files, *real.files.parents]:
        if not folder.stat().st_mode & 0o011:
            folder.chmod(0o755)
    first_file(real).chmod(0o600)
    site = real.site()
    released = of_files._released(site)
    monkeypatch.setattr(of_files, "_released", lambda _site: released)
    os.seteuid(65534)
    try:
        found = list(of_files.find_unreadable_files(site))
    finally:
        os.seteuid(0)
    site.close()
    assert [first_file(real).name in about for about in found] == [True]


def test_what_building_left_behind_is_named_once_it_is_old(real):
    left = first_file(real).parent.parent / ".building-abc"
    left.mkdir()
    assert real.found("files-unfinished") == []
    os.utime(left, (LATE.timestamp(), LATE.timestamp()))
    assert ".building-abc" in real.found("files-unfinished")[0]


def test_a_folder_of_files_on_another_disk_is_named(real):
    """Mounted where the system lets one."""
    assert real.found("files-parted") == []
    inside = first_file(real).parent
    mounted = subprocess.run(["mount", "-t", "tmpfs", "none", inside], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount")
    try:
        assert str(inside) in real.found("files-parted")[0]
    finally:
        subprocess.run(["umount", inside], check=True)


def test_a_spool_of_another_desk_is_found(real):
    assert real.found("spool-foreign") == []
    spool.open_spool(real.folder / "spool", "another secret")
    assert real.found("spool-foreign")


def test_a_spool_that_everybody_may_write_into_is_found(real):
    assert real.found("spool-rights") == []
    (real.folder / "spool" / "in").chmod(0o777)
    assert real.found("spool-rights")


def test_messages_that_nobody_takes_or_can_open_are_found(real):
    folder = real.folder / "spool"
    name = spool.send(folder, "question", {}, at=NOW)
    assert real.found("spool-growing") == real.found("spool-unreadable") == []
    os.utime(folder / "in" / f"{name}.sealed", (LATE.timestamp(), LATE.timestamp()))
    assert "1 messages wait" in real.found("spool-growing")[0]
    spool.set_aside(folder, name)
    assert real.found("spool-unreadable")


def add(store, row) -> None:
    with store.begin() as session:
        session.add(row)


def test_letters_that_do_not_go_out_are_found(real):
    about = {"kind": "alert", "subject": "x", "body": "x", "created_at": LATE}
    add(real.desk, Letter(key="sent", sent_at=LATE, **about))
    assert real.found("letters-stuck") == []
    add(real.desk, Letter(key="late", to_sealed="sealed", next_try_at=LATE, **about))
    assert real.found("letters-stuck") == ["1 letters should have gone out more than an hour ago"]


def test_readers_who_wait_for_letters_that_nobody_sends_are_found(real):
    assert real.found("letters-to-files") == []
    add(real.desk, Subscription(address_sealed="x", address_hash="x", topic="all", lang="vi", created_at=NOW))
    assert real.found("letters-to-files")
    assert real.found("letters-to-files", SMTP_URL="smtp://127.0.0.1:25") == []


def test_an_embargo_that_has_ended_without_a_release_is_found(real):
    number = make_submission(real.desk, [Cell("systems-cloud", COMMUNE, "2026-10", 42, 100)], commune=COMMUNE)
    assert real.found("embargo-overdue") == []
    with real.desk.begin() as session:
        session.get_one(Submission, number).publish_at = LATE
    assert f"submission {number}" in real.found("embargo-overdue")[0]


def test_an_entry_that_was_changed_is_found_in_both_logs(real):
    assert real.found("log-broken") == real.found("log-broken-at-desk", thorough=True) == []
    for store, table in ((real.public, "audit_log"), (real.desk, "audit_entries")):
        with store.engine.begin() as connection:
            if connection.dialect.name == "sqlite":
                connection.execute(text(f"drop trigger {table}_no_update"))
            else:
                connection.execute(text(f"alter table {table} disable trigger all"))
            connection.execute(text(f"update {table} set previous = '{'0' * 64}' where seq = 2"))  # noqa: S608
    assert "entry 2" in real.found("log-broken")[0]
    assert "entry 2" in real.found("log-broken-at-desk", thorough=True)[0]


def test_a_log_that_stays_behind_for_a_week_is_found(real):
    assert real.found("log-behind") == []
    make_submission(real.desk, [Cell("systems-cloud", COMMUNE, "2026-10", 42, 100)], commune=COMMUNE)
    assert real.found("log-behind")


def test_made_up_places_in_production_and_beside_real_ones_are_found(real):
    assert real.found("made-up-in-production") == real.found("made-up-beside-real") == []
    with real.public.begin() as session:
        session.execute(update(Locality).where(Locality.code == COMMUNE).values(illustrative=True))
        first = session.scalars(select(Dataset)).one()
        other = session.scalars(select(IndicatorGroup.code).where(IndicatorGroup.code != first.group_code)).first()
        copied = {c.key: getattr(first, c.key) for c in Dataset.__table__.columns}
        session.add(Dataset(**copied | {"slug": "other", "uuid": "other", "group_code": other, "illustrative": True}))
    assert "places are made up" in real.found("made-up-in-production")[0]
    assert real.found("made-up-in-production", DEMO="1") == []
    assert real.found("made-up-beside-real")


def test_a_full_disk_is_found(real, monkeypatch):
    assert real.found("disk-full") == real.found("inodes-full") == []
    monkeypatch.setattr(of_machine, "LEAST_ROOM", 2**60)
    monkeypatch.setattr(of_machine, "LEAST_INODES", 2**60)
    assert "MB are free" in real.found("disk-full")[0]
    assert "LANGSO_FILES_DIR" in real.found("inodes-full")[0]


def test_a_machine_without_time_zones_is_found(real, monkeypatch):
    assert real.found("zones-missing") == []

    def nowhere(key: str) -> None:
        raise zoneinfo.ZoneInfoNotFoundError(key)

    monkeypatch.setattr(of_machine.zoneinfo, "ZoneInfo", nowhere)
    assert real.found("zones-missing")


def test_a_clock_that_is_behind_what_was_written_is_found(real):
    assert real.found("clock-wrong") == []
    tomorrow = (NOW + dt.timedelta(days=1)).timestamp()
    os.utime(real.files, (tomorrow, tomorrow))
    assert str(real.files) in real.found("clock-wrong")[0]


def test_limits_of_the_system_are_found(real, monkeypatch, tmp_path):
    assert real.found("memory-little") == []
    limit = tmp_path / "memory.max"
    limit.write_text(str(200 * 2**20))
    monkeypatch.setattr(of_machine, "CONTROL_GROUP", limit)
    assert "200 MB" in real.found("memory-little")[0]
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(1100, soft), hard))
    assert real.found("files-few") == []
    resource.setrlimit(resource.RLIMIT_NOFILE, (600, hard))
    try:
        assert "600 files" in real.found("files-few")[0]
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_machine_without_nice_is_found(real, monkeypatch, tmp_path):
    assert real.found("nice-missing") == []
    monkeypatch.setenv("PATH", str(tmp_path))
    assert real.found("nice-missing")
    assert real.found("nice-missing", BULK_KEPT="0") == []


def test_a_backup_that_is_old_or_was_never_made_is_found(real):
    assert real.found("backup-old") == []
    folder = upkeep.upkeep_folder(real.site().values)
    upkeep.note_backup(folder, real.folder / "old.zip", NOW - dt.timedelta(days=9))
    assert "old.zip" in real.found("backup-old")[0]
    (folder / upkeep.LAST).unlink()
    assert real.found("backup-old") == ["langso backup was never run here"]


def test_a_folder_that_the_desk_may_not_write_is_found(real):
    assert real.found("folder-not-writable") == []
    if os.geteuid() != 0:
        pytest.skip("only root can take another user's rights")
    site = real.site()
    assert site.stores
    os.seteuid(65534)
    try:
        assert list(of_machine.find_no_folder_rights(real.site(MAIL_DIR="/root/mail")))
    finally:
        os.seteuid(0)


def test_a_certificate_is_looked_at_only_over_the_network(real, monkeypatch, tmp_path):
    """A server of our own whose certificate nobody signed; and the same trusted, but for a few days only."""
    certificate, key = tmp_path / "c.pem", tmp_path / "k.pem"
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "3",
        "-out",
        certificate,
        "-keyout",
        key,
    ]
    subprocess.run([*made, *subject], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with _serving(context) as port:
        named = {"BASE_URL": f"https://localhost:{port}"}
        assert real.found("certificate", **named) == []
        assert "self-signed" in real.found("certificate", network=True, **named)[0]
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert "valid until" in real.found("certificate", network=True, **named)[0]
        monkeypatch.setattr(of_network, "SOON", dt.timedelta(days=1))
        assert real.found("certificate", network=True, **named) == []
    assert "cannot be asked" in real.found("certificate", network=True, **named)[0]


def _serving(context: ssl.SSLContext):
    import socket
    from contextlib import contextmanager, suppress

    @contextmanager
    def serving():
        with socket.create_server(("127.0.0.1", 0)) as server:

            def serve() -> None:
                with suppress(OSError):
                    while True:
                        plain, _address = server.accept()
                        with plain, suppress(OSError), context.wrap_socket(plain, server_side=True):
                            pass

            thread = threading.Thread(target=serve, daemon=True)
            thread.start()
            yield server.getsockname()[1]
            server.shutdown(socket.SHUT_RDWR)
        thread.join(5)

    return serving()


def test_a_mail_server_is_asked_only_over_the_network(real):
    named = {"SMTP_URL": "smtp://127.0.0.1:1"}
    assert real.found("mail-away", **named) == []
    assert "127.0.0.1:1" in real.found("mail-away", network=True, **named)[0]
    assert DESK_SECRET
