"""The ledger of deadlines: reports, dated tasks and milestones in one list, and what a day changes of it."""

import datetime as dt

import pytest

from portal.domain.ledger import (
    EntryKind,
    LedgerEntry,
    Standing,
    changed_at,
    in_order,
    list_ledger,
    of_milestone,
    of_task,
)
from portal.domain.localities import Locality, get_commune
from portal.domain.obligations import Obligation, Receipt, Report, ReportState, days_late, list_reports, report_state
from portal.domain.plans import Plan
from portal.domain.tasks import Task
from portal.publishing.stores import initialise
from portal.settings import DATA
from tests.records import TODAY, receipt, release_records

DUE = dt.date(2028, 2, 29)
MIDNIGHT_AFTER = dt.datetime(2028, 2, 29, 17, tzinfo=dt.UTC)  # the first of March begins in Viet Nam


def make_plan(slug: str = "thu") -> Plan:
    commune = Locality(slug="thu-nghiem", code="99001", valid_from=dt.date(2025, 7, 1))
    return Plan(slug=slug, commune=commune, year=2025)


def make_duty(cadence: str = "monthly", day: int | None = 1, month: int | None = None) -> Obligation:
    return Obligation(plan_slug="thu", section="IV.1", cadence=cadence, due_day=day, due_month=month)


def make_report(received: dt.date | None, today: dt.date, state: ReportState | None = None) -> Report:
    given = Receipt(received_on=received) if received else None
    state = state or report_state(DUE, received, today)
    return Report("thu", "monthly", "2028-02", DUE, state, make_duty(), given)


def test_the_day_before_the_first_of_march_is_the_29th_of_february_in_a_leap_year_only():
    duty = make_duty("yearly", 1, 3)
    for year, last in ((2026, "02-28"), (2028, "02-29"), (2032, "02-29")):
        (report,) = list_reports(duty, start=dt.date(year, 1, 1), today=dt.date(year, 1, 2))
        assert str(report.due) == f"{year}-{last}"


@pytest.mark.parametrize(
    ("received", "state", "late"),
    [
        (DUE - dt.timedelta(days=3), "received", None),
        (DUE, "received", None),
        (DUE + dt.timedelta(days=1), "late", 1),
        (dt.date(2028, 3, 31), "late", 31),
    ],
)
def test_a_report_is_late_by_the_days_between_its_last_day_and_the_one_it_came_on(received, state, late):
    report = make_report(received, dt.date(2028, 5, 1))
    assert (report.state, days_late(report, dt.date(2028, 5, 1))) == (state, late)


def test_a_missing_report_is_later_every_day_and_missing_since_the_day_after():
    report = make_report(None, dt.date(2028, 3, 2), ReportState.MISSING)
    assert [days_late(report, dt.date(2028, 3, day)) for day in (1, 2, 31)] == [1, 2, 31]
    entry = LedgerEntry("x", EntryKind.REPORT, make_plan(), DUE, "missing", 1, False, report)
    assert entry.missing_since == dt.date(2028, 3, 1)


@pytest.mark.parametrize("state", [ReportState.UNKNOWN, ReportState.UPCOMING])
def test_of_a_report_nobody_speaks_of_no_lateness_is_said(state):
    assert days_late(make_report(None, DUE, state), dt.date(2030, 1, 1)) is None


def test_a_milestone_passes_when_its_year_is_over():
    states = {
        day: of_milestone(make_plan(), 2027, 4, day).state for day in (dt.date(2027, 12, 31), dt.date(2028, 1, 1))
    }
    assert list(states.values()) == ["upcoming", "passed"]


def test_a_task_without_a_word_of_its_commune_is_never_late():
    task = Task(id="t", due=dt.date(2026, 1, 1), plan_slug="thu")
    entry = of_task(make_plan(), task, None, TODAY)
    assert (entry.state, entry.days_late, entry.standing(TODAY)) == ("unknown", None, Standing.PAST)


def entry_of(ref: str, due: str | None, state: str) -> LedgerEntry:
    day = dt.date.fromisoformat(due) if due else None
    return LedgerEntry(ref, EntryKind.TASK, make_plan(), day, state, None, False)


def test_what_is_late_comes_longest_late_first_what_is_ahead_soonest_what_is_past_newest():
    entries = [
        entry_of("done-early", "2027-01-01", "done"),
        entry_of("past", "2026-01-01", "unknown"),
        entry_of("late-1", "2026-11-01", "missing"),
        entry_of("late-9", "2025-11-01", "overdue"),
        entry_of("far", "2030-01-01", "upcoming"),
        entry_of("today", "2026-11-22", "upcoming"),
        entry_of("none", None, "no-date"),
    ]
    found = {s: [e.id for e in group] for s, group in in_order(entries, list(Standing), TODAY)}
    assert found == {
        "late": ["late-9", "late-1"],
        "ahead": ["today", "far"],
        "past": ["done-early", "past"],
        "undated": ["none"],
    }


def test_a_passing_day_changes_an_entry_and_the_clock_does_not():
    entry = of_milestone(make_plan(), 2027, 4, dt.date(2026, 1, 1))
    began = dt.datetime(2025, 6, 30, 17, tzinfo=dt.UTC)  # the first of July begins in Viet Nam
    assert changed_at(entry, dt.date(2026, 1, 1)) == changed_at(entry, dt.date(2027, 12, 31)) == began
    report = LedgerEntry("x", EntryKind.REPORT, make_plan(), DUE, "unknown", None, False, make_report(None, DUE))
    assert changed_at(report, dt.date(2028, 3, 1)) == changed_at(report, dt.date(2030, 3, 1)) == MIDNIGHT_AFTER


@pytest.fixture
def stores(public, desk):
    initialise(public, desk, DATA, today=TODAY)
    return public


def test_before_receipts_are_kept_nothing_is_missing_and_after_that_only_what_was_due_since(stores):
    with stores.session() as session:
        commune = get_commune(session, "dak-cam", on=TODAY)
        before = list_ledger(session, today=TODAY, commune=commune)
        assert {e.state for e in before if e.report} == {"unknown", "upcoming"}
        release_records(session, commune, receipt("dak-cam-iv-1-3-monthly-2026-09", "2026-09-21"))
        after = {e.id: e for e in list_ledger(session, today=TODAY, commune=commune)}
    assert after["dak-cam-iv-1-3-monthly-2026-09"].days_late == 2
    assert after["dak-cam-iv-1-3-monthly-2026-10"].days_late == 34
    assert after["dak-cam-iv-1-3-monthly-2026-08"].state == "unknown"
    assert after["dak-cam-iv-1-3-monthly-2026-12"].state == "upcoming"


def test_two_plans_of_one_commune_stand_side_by_side_each_with_its_own(stores):
    with stores.session() as session:
        first = session.get(Plan, "tan-lap")
        words = {c.name: getattr(first, c.name) for c in Plan.__table__.columns if c.name != "slug"}
        session.add(Plan(slug="tan-lap-2026", **words | {"year": 2026}))
        session.flush()
        duty = {"section": "V", "citation": "Mục V", "citation_en": "Section V", "position": 0}
        session.add(Obligation(plan_slug="tan-lap-2026", cadence="yearly", due_day=1, due_month=3, **duty))
        session.flush()
        of_commune = list_ledger(session, today=TODAY, commune=first.commune)
        of_second = list_ledger(session, today=TODAY, plan="tan-lap-2026")
    assert [str(e.due) for e in of_second] == ["2026-02-28", "2027-02-28"]
    assert {e.plan.slug for e in of_commune} == {"tan-lap", "tan-lap-2026"}
    assert len({e.id for e in of_commune}) == len(of_commune)
