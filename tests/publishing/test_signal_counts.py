"""Reports of missing signal: counted, repeats told, published by village and month without a small number."""

import datetime as dt
import itertools
from collections import Counter

import pytest
from sqlalchemy import func, select

from portal.domain.signal import ALL, SignalReport, tell
from portal.publishing.incoming import take_in
from portal.publishing.signal_counts import SignalSender, forget_senders, keep_signal, publish_signal
from portal.spool import open_spool, send, waiting
from tests.builders import COMMUNE, make_installation

AT = dt.datetime(2026, 11, 20, 3, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 22)


@pytest.fixture
def report(desk, tmp_path):
    """Sends reports of one village, each from an address of its own unless told, and takes them in."""
    private, numbers = open_spool(tmp_path, "a secret"), itertools.count()

    def report(count=1, *, mark=None, at=AT, village=1, **said):
        for _ in range(count):
            content = {
                "locality": f"{COMMUNE}-{village:02}",
                "network": "viettel",
                "technology": "none",
                "inside": "both",
            }
            send(tmp_path, "signal", content | {"mark": mark or f"{next(numbers):064x}"} | said, at=at)
        taken = take_in(desk, tmp_path, private, {"signal": keep_signal}, now=at)
        assert waiting(tmp_path) == []
        return taken

    return report


def published(public):
    with public.reading() as session:
        rows = session.scalars(select(SignalReport).order_by(SignalReport.id))
        return {(row.month, row.network, row.technology): row.count for row in rows}


def test_counts_of_a_village_and_month_come_out(public, desk, report):
    make_installation(public)
    report(6, network="viettel", technology="none")
    report(5, network="mobifone", technology="4g")
    assert publish_signal(desk, public, today=TODAY, k=5, illustrative=False) == 1
    assert published(public) == {
        ("2026-11", ALL, ALL): 11,
        ("2026-11", "viettel", ALL): 6,
        ("2026-11", "mobifone", ALL): 5,
        ("2026-11", ALL, "none"): 6,
        ("2026-11", ALL, "4g"): 5,
    }
    assert publish_signal(desk, public, today=TODAY, k=5, illustrative=False) == 0


def test_fewer_than_the_threshold_is_said_without_the_number(public, desk, report):
    make_installation(public)
    report(4)
    publish_signal(desk, public, today=TODAY, k=5, illustrative=False)
    assert published(public) == {("2026-11", ALL, ALL): None}


def test_the_running_day_waits(public, desk, report):
    make_installation(public)
    report(9)
    publish_signal(desk, public, today=dt.date(2026, 11, 20), k=5, illustrative=False)
    assert published(public) == {}


def test_one_sender_counts_once_a_day_and_the_marks_are_thrown_away(public, desk, report):
    make_installation(public)
    report(3, mark="a" * 64)
    report(3, mark="b" * 64)
    report(1, mark="a" * 64, at=AT + dt.timedelta(days=1))
    publish_signal(desk, public, today=TODAY, k=3, illustrative=False)
    assert published(public)["2026-11", ALL, ALL] == 3
    with desk.begin() as session:
        forget_senders(session, TODAY)
    with desk.reading() as session:
        assert session.scalar(select(func.count()).select_from(SignalSender)) == 0


@pytest.mark.parametrize("wrong", [{"locality": "'; drop"}, {"technology": "6g"}, {"mark": "x"}, {"network": ""}])
def test_a_report_that_the_portal_would_not_write_counts_nothing(public, desk, report, wrong):
    make_installation(public)
    report(6, **wrong)
    assert publish_signal(desk, public, today=TODAY, k=5, illustrative=False) == 0


def test_no_small_number_follows_from_what_is_told():
    """Every way to spread up to nine reports over four kinds: each part told is at least k, and they are the whole."""
    k, kinds = 3, [("viettel", "none"), ("viettel", "4g"), ("mobifone", "none"), ("mobifone", "4g")]
    for counts in itertools.product(range(7), repeat=4):
        told = tell(dict(zip(kinds, counts, strict=True)), k)
        whole = [cell.count for cell in told if cell.network == cell.technology == ALL]
        parts = Counter()
        for cell in told:
            assert cell.count is None or cell.count >= k
            parts["network" if cell.network else "technology" if cell.technology else ""] += cell.count or 0
        assert len(whole) == (1 if sum(counts) else 0)
        assert all(parts[side] in {0, sum(counts)} for side in ("network", "technology"))
