"""The spool: whole or not there, for the desk alone, in words when it cannot be."""

import datetime as dt
import os
import shutil
from pathlib import Path

import orjson
import pytest

from portal import spool

AT = dt.datetime(2026, 11, 22, 3, 0, tzinfo=dt.UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    spool.open_spool(tmp_path, "a secret")
    return tmp_path


def test_the_desk_reads_what_was_sent(folder: Path) -> None:
    name = spool.send(folder, "question", {"text": "Vì sao số của thôn giảm?"}, at=AT)
    (message,) = spool.take(folder, spool.private_key("a secret"))
    assert message == spool.Message(name, "question", AT, {"text": "Vì sao số của thôn giảm?"})


def test_a_message_stays_until_it_is_dropped(folder: Path) -> None:
    name = spool.send(folder, "question", {}, at=AT)
    assert len(list(spool.take(folder, spool.private_key("a secret")))) == 1
    spool.drop(folder, name)
    assert spool.waiting(folder) == []


def test_what_another_process_has_just_taken_in_is_passed_over(folder: Path) -> None:
    for number in range(3):
        spool.send(folder, "question", {"text": str(number)}, at=AT)
    taking = spool.take(folder, spool.private_key("a secret"))
    first = next(taking)
    for name in spool.waiting(folder):
        spool.drop(folder, name)
    assert first.content == {"text": "0"}
    assert list(taking) == []


def test_nothing_of_it_can_be_read_in_the_folder(folder: Path) -> None:
    name = spool.send(folder, "question", {"address": "nguoi.doc@example.vn"}, at=AT)
    content = (folder / "in" / f"{name}.sealed").read_bytes()
    assert b"example" not in content
    assert b"question" not in content


def test_short_messages_are_of_one_size(folder: Path) -> None:
    names = [spool.send(folder, "question", {"text": "a" * length}, at=AT) for length in (1, 300, 900)]
    assert len({(folder / "in" / f"{name}.sealed").stat().st_size for name in names}) == 1


def test_another_desk_cannot_open_it_and_it_is_set_aside(folder: Path) -> None:
    name = spool.send(folder, "question", {}, at=AT)
    assert list(spool.take(folder, spool.private_key("another"))) == []
    assert (folder / "in" / f"{name}.unreadable").is_file()


@pytest.mark.parametrize("at", [0, 1, 20, 40, -1])
def test_a_changed_byte_is_noticed(folder: Path, at: int) -> None:
    name = spool.send(folder, "question", {"text": "x"}, at=AT)
    path = folder / "in" / f"{name}.sealed"
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)
    assert list(spool.take(folder, spool.private_key("a secret"))) == []


def test_without_a_desk_nothing_is_taken(tmp_path: Path) -> None:
    with pytest.raises(spool.Unsendable, match="closed"):
        spool.send(tmp_path, "question", {}, at=AT)
    assert not spool.is_open(tmp_path)


@pytest.mark.parametrize("at", ["2026-11-22T10:00:00", "9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+00:00", "", 7])
def test_a_forged_message_of_no_possible_time_is_set_aside(folder: Path, at: object) -> None:
    good = spool.send(folder, "question", {"text": "còn đây"}, at=AT)
    sealed = spool._seal(
        spool.private_key("a secret").public_key(), orjson.dumps({"kind": "question", "at": at, "content": {}})
    )
    (folder / "in" / "forged.sealed").write_bytes(sealed)
    assert [message.name for message in spool.take(folder, spool.private_key("a secret"))] == [good]
    assert (folder / "in" / "forged.unreadable").is_file()


def test_what_is_no_plain_file_or_too_long_does_not_hold_up_the_others(folder: Path, tmp_path: Path) -> None:
    good = spool.send(folder, "question", {}, at=AT)
    (folder / "in" / "folder.sealed").mkdir()
    os.mkfifo(folder / "in" / "pipe.sealed")
    (folder / "in" / "link.sealed").symlink_to("/dev/zero")
    (folder / "in" / "long.sealed").write_bytes(b"\x01" * (spool.SEALED + 1))
    assert [message.name for message in spool.take(folder, spool.private_key("a secret"))] == [good]
    assert (folder / "in" / "long.unreadable").is_file()


def test_the_longest_message_can_be_read(folder: Path) -> None:
    envelope = len(orjson.dumps({"kind": "question", "at": AT.isoformat(), "content": {"text": ""}}))
    spool.send(folder, "question", {"text": "a" * (spool.LARGEST - envelope)}, at=AT)
    assert len(list(spool.take(folder, spool.private_key("a secret")))) == 1


def test_a_long_message_is_refused(folder: Path) -> None:
    with pytest.raises(spool.Unsendable, match="too-long"):
        spool.send(folder, "question", {"text": "a" * spool.LARGEST}, at=AT)


def test_a_full_disk_is_told_and_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=1000))
    with pytest.raises(spool.Unsendable, match="full"):
        spool.send(folder, "question", {}, at=AT)
    assert list((folder / "in").iterdir()) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_the_public_user_can_write_where_it_cannot_read(folder: Path) -> None:
    os.chown(folder / "in", 0, 65534)
    (folder / "in").chmod(0o730)
    folder.chmod(0o755)
    for parent in list(folder.parents)[:3]:
        parent.chmod(0o755)
    child = os.fork()
    if child == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
        try:
            list((folder / "in").iterdir())
        except PermissionError:
            spool.send(folder, "question", {}, at=AT)
            os._exit(0)
        os._exit(1)
    assert os.waitpid(child, 0)[1] == 0
    assert len(list(spool.take(folder, spool.private_key("a secret")))) == 1


def test_a_message_half_written_is_not_read_and_swept_after_a_day(folder: Path) -> None:
    part = folder / "in" / "x.part"
    part.write_bytes(b"half")
    assert spool.waiting(folder) == []
    spool.sweep(folder, now=dt.datetime.now(dt.UTC))
    assert part.exists()
    spool.sweep(folder, now=dt.datetime.now(dt.UTC) + dt.timedelta(days=2))
    assert not part.exists()


def test_what_cannot_be_read_is_set_aside_for_a_month(folder: Path) -> None:
    name = spool.send(folder, "question", {}, at=AT)
    list(spool.take(folder, spool.private_key("another")))
    aside = folder / "in" / f"{name}.unreadable"
    spool.sweep(folder, now=dt.datetime.now(dt.UTC) + dt.timedelta(days=29))
    assert aside.exists()
    spool.sweep(folder, now=dt.datetime.now(dt.UTC) + dt.timedelta(days=31))
    assert not aside.exists()


def test_the_key_is_the_same_when_the_desk_starts_again(folder: Path) -> None:
    before = (folder / "desk.pub").read_bytes()
    spool.open_spool(folder, "a secret")
    assert (folder / "desk.pub").read_bytes() == before
    spool.open_spool(folder, "a new secret")
    assert (folder / "desk.pub").read_bytes() != before
