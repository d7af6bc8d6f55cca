"""Whole or not at all: a failure in the middle, a kill, two imports at once."""

import os
import signal
import subprocess
import sys
import time

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import SQLAlchemyError

from portal.db import Store
from portal.domain.localities import Locality
from portal.domain.search_index import EntryKind, list_refs
from portal.publishing.audit import AuditEntry, verify_desk
from portal.settings import ROOT
from tests.builders import COMMUNE
from tests.publishing.places.lists import state, take, village, write_csv

KILLS = 6


def count_villages(store: Store) -> int:
    with store.session() as session:
        return session.scalar(select(func.count()).where(Locality.kind == "village")) or 0


@pytest.mark.parametrize("table", ["localities", "locality_changes", "search_terms", "audit_log", "revision"])
def test_a_failure_at_any_write_leaves_both_stores_as_they_were(register, listed, table):
    before = state(register)
    path = listed(village(None, "Thôn Mới", valid_from="01/01/2026", predecessors=f"{COMMUNE}-01"))

    def fail(_connection, _cursor, statement, *_more):
        if statement.lower().startswith((f"insert into {table}", f"update {table}")):
            raise SQLAlchemyError("the disk is full")

    event.listen(register[0].engine, "before_cursor_execute", fail)
    try:
        with pytest.raises(SQLAlchemyError, match="the disk is full"):
            take(register, path)
    finally:
        event.remove(register[0].engine, "before_cursor_execute", fail)
    if table != "revision":  # the very last statement, when the desk has its entry already
        assert state(register) == before
    assert state(register)[:3] == before[:3]
    assert not take(register, path).is_nothing
    with register[1].session() as audit:
        told = select(func.count()).where(AuditEntry.event == "places-imported")
        assert audit.scalar(told) == 1, "an entry that was kept before the change is not told again with it"


def start(stores, path) -> subprocess.Popen[str]:
    """``langso places import`` in a process of its own."""
    public, desk = stores
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "LANGSO_SECRET_KEY": "x",
        "LANGSO_DATABASE_URL": public.url.render_as_string(hide_password=False),
        "LANGSO_DESK_DATABASE_URL": desk.url.render_as_string(hide_password=False),
        "LANGSO_TODAY": "2026-11-22",
    }
    command = [sys.executable, "-c", "from portal.cli import main; main()", "places", "import", str(path)]
    return subprocess.Popen(
        [*command, "--commune", COMMUNE],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def test_a_kill_at_any_moment_leaves_the_old_list_or_the_new_one_whole(register, tmp_path):
    public, desk = register
    whole = 400
    for turn in range(KILLS):
        before = count_villages(public)
        path = write_csv(tmp_path / f"{turn}.csv", [village(None, f"Khu {turn} {n}") for n in range(whole)])
        child = start(register, path)
        time.sleep(0.9 + 0.35 * turn)
        os.killpg(child.pid, signal.SIGKILL)
        child.communicate()
        after = count_villages(public)
        assert after - before in (0, whole)
        with public.session() as session, desk.session() as audit:
            assert len(list_refs(session, EntryKind.VILLAGE)) == after
            assert verify_desk(audit, session)[1] == []
        again = take(register, path)
        assert again.is_nothing is (after > before)


def test_of_two_imports_at_once_the_second_waits(register, tmp_path):
    public, desk = register
    lists = [
        write_csv(tmp_path / f"{name}.csv", [village(None, f"{unit} {n}") for n in range(1, 201)])
        for name, unit in (("a", "Khu"), ("b", "Xóm"))
    ]
    children = [start(register, path) for path in lists]
    answers = [child.communicate(timeout=120) for child in children]
    assert [child.returncode for child in children] == [0, 0], answers
    assert all("200 villages added" in said for said, _ in answers)
    with public.session() as session, desk.session() as audit:
        codes = list(session.scalars(select(Locality.code).where(Locality.kind == "village")))
        assert (len(codes), len(set(codes))) == (403, 403)
        assert len(list_refs(session, EntryKind.VILLAGE)) == 403
        assert verify_desk(audit, session)[1] == []
