"""The desk's log: what it keeps, what everyone is told of it, and what is found when either is tampered with."""

import datetime as dt
import hashlib
import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from portal.db import Store
from portal.domain.audit import FIRST, Head, Kind, LogEntry, canonical, check_log, get_head, stream_lines
from portal.domain.releases import Release
from portal.publishing.audit import (
    PUBLIC_EVENTS,
    AuditEntry,
    AuditKey,
    LogDiverged,
    count_unpublished,
    find_break,
    get_desk_head,
    publish_log,
    record,
    set_salt_key,
    verify_desk,
)
from portal.publishing.audit.entries import salt_of
from portal.settings import ROOT
from tests.builders import make_commune

AT = dt.datetime(2026, 10, 15, 2, 0, tzinfo=dt.UTC)
SECRET = {"commune": "99001", "figures": 12, "by": "nguyen.van.an"}


def act(desk: Store, event: str = "submission.submitted", subject: str = "submission 1", **more: object) -> None:
    with desk.begin() as session:
        record(session, **({"at": AT, "event": event, "subject": subject, "role": "officer", "details": SECRET} | more))


def copy(desk: Store, public: Store) -> int:
    with desk.begin() as officers, public.begin() as readers:
        return publish_log(officers, readers)


def log_of(public: Store) -> list[bytes]:
    with public.session() as session:
        head = get_head(session)
    return b"".join(stream_lines(public.session, upto=head.seq)).splitlines() if head else []


def findings_of(desk: Store, public: Store, **heads: object) -> list[tuple[int | None, Kind]]:
    with desk.session() as officers, public.session() as readers:
        return [(f.seq, f.kind) for f in verify_desk(officers, readers, **heads)[1]]


def tamper(store: Store, *statements: str, table: str = "audit_entries") -> None:
    """As somebody who owns the database can: the triggers taken away first."""
    with store.begin() as session:
        if store.url.get_backend_name() == "sqlite":
            for name in ("no_update", "no_delete", "no_replace"):
                session.execute(text(f"drop trigger if exists {table}_{name}"))
        else:
            session.execute(text(f"drop trigger if exists {table}_append_only on {table}"))
        for statement in statements:
            session.execute(text(statement))


def test_entries_are_chained_and_numbered_without_gaps(desk):
    for _ in range(3):
        act(desk)
    with desk.session() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.seq)).all()
        assert [e.seq for e in entries] == [1, 2, 3]
        assert [e.previous for e in entries] == [FIRST, entries[0].hash, entries[1].hash]
        assert find_break(session) is None
        assert get_desk_head(session).hash == entries[2].hash


def test_an_act_that_is_not_kept_leaves_no_entry(desk):
    act(desk)
    with desk.session() as session:
        record(session, at=AT, event="x", subject="x", role="x", details={})
        session.rollback()
    act(desk)
    with desk.session() as session:
        assert find_break(session) is None
        assert get_desk_head(session).seq == 2


def test_many_who_act_at_once_make_one_chain(desk):
    with ThreadPoolExecutor(4) as officers:
        list(officers.map(lambda n: act(desk, subject=f"submission {n}"), range(40)))
    with desk.session() as session:
        assert find_break(session) is None
        assert get_desk_head(session).seq == 40


def test_of_an_event_that_is_not_public_the_log_tells_only_when(desk, public):
    act(desk)
    copy(desk, public)
    (line,) = log_of(public)
    told = json.loads(line)
    assert told.keys() == {"seq", "at", "event", "subject", "role", "details", "commitment", "previous", "hash"}
    assert [told[name] for name in ("event", "subject", "role", "details")] == [None] * 4
    for word in ("submission", "99001", "officer", "nguyen"):
        assert word not in line.decode()


def test_of_a_public_event_the_log_tells_only_the_details_named_public(desk, public):
    details = SECRET | {"kind": "update", "files": {"a-1.0.0.csv": "0" * 64}}
    act(desk, "release.published", "thu-nghiem-r1", details=details, private={"note": "between us"})
    copy(desk, public)
    (line,) = log_of(public)
    told = json.loads(line)
    assert told["details"] == {"kind": "update", "files": {"a-1.0.0.csv": "0" * 64}}
    assert (told["event"], told["subject"], told["role"]) == ("release.published", "thu-nghiem-r1", "officer")
    for word in ("nguyen", "figures", "between us"):
        assert word not in line.decode()
    with desk.session() as session:
        assert session.get_one(AuditEntry, 1).private == SECRET | {"note": "between us"}


def test_a_public_event_without_private_parts_commits_to_nothing(desk):
    act(desk, "release.withdrawn", "thu-nghiem-r1", details={"kind": "update"})
    with desk.session() as session:
        assert session.get_one(AuditEntry, 1).commitment is None


def test_equal_acts_have_different_commitments_and_no_plain_hash_of_them_is_told(desk, public):
    act(desk)
    act(desk)
    copy(desk, public)
    first, second = (json.loads(line) for line in log_of(public))
    assert first["commitment"] != second["commitment"]
    parts = {"details": SECRET, "event": "submission.submitted", "role": "officer", "subject": "submission 1"}
    with desk.session() as session:
        key = bytes.fromhex(session.get_one(AuditKey, 1).key)
        salt = salt_of(session.get_one(AuditEntry, 1), key)
    assert hashlib.sha256(salt + canonical(parts)).hexdigest() == first["commitment"]
    assert hashlib.sha256(canonical(parts)).hexdigest() not in json.dumps([first, second])
    assert len(salt) == 32


def test_two_desks_have_different_keys_and_a_given_key_makes_the_same_log_again(databases):
    logs = []
    for key in (None, None, b"k" * 32, b"k" * 32):
        with databases.pair() as (public, desk):
            if key:
                with desk.begin() as session:
                    set_salt_key(session, key)
            act(desk)
            copy(desk, public)
            logs.append(log_of(public))
    assert logs[0] != logs[1]
    assert logs[2] == logs[3]


def test_a_key_on_which_entries_rest_is_never_replaced(desk):
    act(desk)
    with desk.begin() as session, pytest.raises(ValueError, match="has a key already"):
        set_salt_key(session, b"k" * 32)


@pytest.mark.parametrize(
    "details", [{2: "a", 10: "b"}, {"list": (1, 2)}, {"text": "“Đúng” \x00 \u2028 🙂"}, {"n": 1.5}]
)
def test_details_of_any_shape_hash_the_same_when_they_come_back(desk, public, details):
    act(desk, details=details)
    act(desk, "release.published", "r", details={"kind": list(details.items())})
    copy(desk, public)
    assert findings_of(desk, public)[:1] == [(2, Kind.UNFOUNDED)]  # the chain holds; there is no release r


@pytest.mark.parametrize(
    "statement",
    [
        "update audit_entries set role = 'nobody' where seq = 1",
        "delete from audit_entries where seq = 2",
        "update audit_log set event = 'nothing' where seq = 1",
        "delete from audit_log",
    ],
)
def test_the_database_refuses_to_change_or_delete_an_entry(desk, public, statement):
    act(desk)
    act(desk)
    copy(desk, public)
    store = public if "audit_log" in statement else desk
    with pytest.raises(DBAPIError, match="append-only"), store.begin() as session:
        session.execute(text(statement))
    assert findings_of(desk, public) == []


def test_the_database_refuses_to_put_an_entry_in_the_place_of_another(desk):
    act(desk)
    columns = "seq, at, event, subject, role, details, private, public, commitment, previous, hash"
    same = f"select {columns} from audit_entries where true"  # noqa: S608
    replace = {
        "sqlite": f"insert or replace into audit_entries ({columns}) {same}",
        "postgresql": f"insert into audit_entries ({columns}) {same} on conflict (seq) do update set role = 'x'",
    }
    with pytest.raises(DBAPIError, match="append-only"), desk.begin() as session:
        session.execute(text(replace[desk.url.get_backend_name()]))


def test_the_copy_takes_what_is_new_and_nothing_twice(desk, public):
    act(desk)
    assert (copy(desk, public), copy(desk, public)) == (1, 0)
    with desk.begin() as session:
        for _ in range(1001):  # more than two pages
            record(session, at=AT, event="x", subject="x", role="x", details={})
    with desk.session() as officers, public.session() as readers:
        assert count_unpublished(officers, readers) == 1001
    assert copy(desk, public) == 1001
    assert check_log(lambda: log_of(public)).finding is None
    assert findings_of(desk, public) == []


def test_those_who_copy_at_once_copy_each_entry_once(desk, public):
    for _ in range(5):
        act(desk)
    with ThreadPoolExecutor(4) as watchers:
        assert sum(watchers.map(lambda _: copy(desk, public), range(8))) == 5
    assert findings_of(desk, public) == []


def test_a_desk_that_was_rewritten_is_not_copied_over_the_public_log(databases, public, desk):
    act(desk)
    copy(desk, public)
    with databases.pair() as (_, other):
        act(other)
        act(other)
        with pytest.raises(LogDiverged, match="entry 1 of the public log"):
            copy(other, public)
    assert len(log_of(public)) == 1


def filled(desk: Store, public: Store) -> Head:
    """Ten entries, three of them about releases, and their public copy."""
    with public.begin() as session:
        commune = make_commune(session)
        texts = dict.fromkeys(("title", "title_en", "source", "source_en"), "x")
        roles = {"submitted_by_role": "officer", "approved_by_role": "approver"}
        for seq in (1, 2):
            names = {"seq": seq, "id": f"thu-nghiem-r{seq}", "commune_id": commune.id, "kind": "update"}
            session.add(Release(**names, **texts, **roles, released_at=AT, explanations=[]))
    for number in range(1, 8):
        act(desk, subject=f"submission {number}")
    for event, release in (("published", 1), ("published", 2), ("superseded", 1)):
        act(desk, f"release.{event}", f"thu-nghiem-r{release}", details={"kind": "update"} | SECRET)
    copy(desk, public)
    with desk.session() as session:
        return get_desk_head(session)


def test_a_desk_and_its_public_copy_that_nobody_touched_verify(desk, public):
    head = filled(desk, public)
    assert findings_of(desk, public, known=[head], ends_at=head) == []


OTHER = {
    "at": dt.datetime(2026, 10, 15, 2, 0, 1, tzinfo=dt.UTC),
    "event": "release.other",
    "subject": "another",
    "role": "another",
    "details": {"kind": "another"},
    "private": {"by": "another"},
    "commitment": "f" * 64,
    "previous": "e" * 64,
    "hash": "d" * 64,
}


@pytest.mark.parametrize("column", [*OTHER, "public"])
def test_every_tampering_with_the_desks_own_entries_is_found_and_the_entry_named(desk, public, column):
    """A column of every entry, one after the other, each undone again."""
    filled(desk, public)
    tamper(desk)
    for seq in range(1, 11):
        with desk.begin() as session:
            entry = session.get_one(AuditEntry, seq)
            before = getattr(entry, column)
            setattr(entry, column, OTHER.get(column, not before))
        found = findings_of(desk, public)
        assert (seq, Kind.ALTERED) in found
        assert {named for named, _ in found if named} == {seq}
        with desk.begin() as session:
            setattr(session.get_one(AuditEntry, seq), column, before)
    assert findings_of(desk, public) == []


def test_an_entry_taken_from_the_desk_is_named(desk, public):
    filled(desk, public)
    tamper(desk, "delete from audit_entries where seq = 4")
    assert findings_of(desk, public)[0] == (4, Kind.MISSING)


def test_an_end_cut_off_the_desks_log_shows_against_the_public_copy(desk, public):
    filled(desk, public)
    tamper(desk, "delete from audit_entries where seq > 7")
    found = findings_of(desk, public)
    assert (8, Kind.UNKNOWN) in found


def test_an_end_cut_off_both_shows_against_a_kept_head(desk, public):
    head = filled(desk, public)
    tamper(desk, "delete from audit_entries where seq = 10")
    tamper(public, "delete from audit_log where seq = 10", table="audit_log")
    assert findings_of(desk, public) == []  # entry 10 told of no release of its own
    assert findings_of(desk, public, known=[head]) == [(10, Kind.MISSING)]


@pytest.mark.parametrize("column", ["event", "commitment", "hash", "at"])
def test_a_public_copy_that_was_changed_is_named(desk, public, column):
    filled(desk, public)
    tamper(public, table="audit_log")
    with public.begin() as session:
        setattr(session.get_one(LogEntry, 5), column, OTHER[column])
    assert findings_of(desk, public) == [(5, Kind.ALTERED)]


def test_another_key_opens_no_commitment(desk, public):
    filled(desk, public)
    with desk.begin() as session:
        session.get_one(AuditKey, 1).key = "00" * 32
    assert findings_of(desk, public) == [(1, Kind.ALTERED)]
    with desk.begin() as session:
        session.delete(session.get_one(AuditKey, 1))
    assert findings_of(desk, public) == [(1, Kind.MISSING)]


def test_a_release_without_its_event_and_an_event_without_its_release_are_named(desk, public):
    filled(desk, public)
    tamper(public, "update releases set id = 'thu-nghiem-r9' where id = 'thu-nghiem-r2'", table="audit_log")
    assert findings_of(desk, public) == [(9, Kind.UNFOUNDED), (None, Kind.UNFOUNDED)]


def test_files_other_than_those_the_event_told_of_are_named(desk, public):
    filled(desk, public)
    act(desk, "release.published", "thu-nghiem-r2", details={"files": {"a-1.0.0.csv": "0" * 64}})
    copy(desk, public)
    assert findings_of(desk, public) == [(11, Kind.UNFOUNDED)]


def test_every_public_event_names_what_it_tells():
    assert PUBLIC_EVENTS["release.published"] == {"kind", "files"}
    told = set().union(*PUBLIC_EVENTS.values())
    assert not told & {"by", "submission", "name", "account", "figures", "commune"}


def langso(*arguments: str, cwd: object = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from portal.cli import main; main()", *arguments]
    return subprocess.run(
        command,
        cwd=cwd,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_verify_of_a_file_needs_no_store_and_no_setting(desk, public, tmp_path):
    head = filled(desk, public)
    file = tmp_path / "audit.jsonl"
    lines = log_of(public)
    file.write_bytes(b"\n".join(lines) + b"\n")
    done = langso("audit", "verify", str(file), cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"10 entries fit, each on the one before. Head: {head.seq}:{head.hash}" in done.stdout
    assert "an end that was cut off cannot be seen" in done.stdout
    assert langso("audit", "verify", str(file), "--since", f"{head.seq}:{head.hash}").returncode == 0
    file.write_bytes(b"\n".join(lines[:-1]) + b"\n")
    done = langso("audit", "verify", str(file), "--head", f"{head.seq}:{head.hash}")
    assert (done.returncode, "entry 10 is missing" in done.stderr) == (1, True)
    file.write_bytes(b"\n".join([*lines[:3], *lines[4:]]) + b"\n")
    done = langso("audit", "verify", str(file))
    assert (done.returncode, "entry 4 is missing" in done.stderr) == (1, True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["audit.jsonl"]


def test_verify_without_a_file_checks_this_installation(desk, public, tmp_path):
    filled(desk, public)
    act(desk)
    settings = {
        "LANGSO_SECRET_KEY": "x",
        "LANGSO_DATABASE_URL": public.url.render_as_string(hide_password=False),
        "LANGSO_DESK_DATABASE_URL": desk.url.render_as_string(hide_password=False),
    }
    done = langso("audit", "verify", **settings)
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 entries are not in the public log yet" in done.stdout
    tamper(desk, "update audit_entries set role = 'approver' where seq = 3")
    done = langso("audit", "verify", **settings)
    assert (done.returncode, "entry 3 is altered" in done.stderr) == (1, True)
    done = langso("audit", "verify", **(settings | {"LANGSO_DESK_DATABASE_URL": f"sqlite:///{tmp_path}/none.sqlite"}))
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)


def test_the_program_in_the_documentation_checks_a_log_without_our_code(desk, public, tmp_path):
    head = filled(desk, public)
    program = re.search(r"```python\n(.*?)```", (ROOT / "docs" / "audit.md").read_text(encoding="utf-8"), re.DOTALL)[1]
    file = tmp_path / "audit.jsonl"
    lines = log_of(public)
    for content, code in ((lines, 0), ([*lines[:2], *lines[3:]], 1), ([lines[1], lines[0], *lines[2:]], 1)):
        file.write_bytes(b"\n".join(content) + b"\n")
        done = subprocess.run(
            [sys.executable, "-I", "-c", program, str(file)], capture_output=True, text=True, check=False
        )
        assert done.returncode == code, done.stderr
    file.write_bytes(b"\n".join(lines))
    done = subprocess.run([sys.executable, "-I", "-c", program, str(file)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"{head.seq}:{head.hash}"


def test_the_public_application_knows_no_way_to_write_the_log(public, desk):
    act(desk)
    copy(desk, public)
    reader = Store(public.url.render_as_string(hide_password=False), read_only=True)
    with pytest.raises(SQLAlchemyError), reader.begin() as session:
        session.add(LogEntry(seq=2, at=AT, previous="0" * 64, hash="1" * 64))
    reader.close()
