"""Drafts on the desk: nothing of them is lost, and a reading takes the place of the one before it."""

import datetime as dt

import pytest

from portal.publishing.backup import back_up, restore
from portal.publishing.plan_drafts.handing_over import submit
from portal.publishing.plan_drafts.storing import DraftState, PlanDraft, as_draft, get_draft, get_newest, list_drafts
from portal.publishing.problems import PublishingError
from tests.builders import COMMUNE, make_installation
from tests.desk.drafting import AT, make_draft, make_row, make_target, put, rows_of


def whole():
    target = make_target(doubts=("weak-match", "twice"), part="≥ 70%", line=7)
    target.nearest = ("vneid-level2", "digital-skills")
    draft = make_draft(target, make_row("bodies", "Công an xã", line=8, name="Công an xã"))
    draft.scans = (2,)
    return draft


def test_a_draft_comes_back_as_it_was_put(desk):
    number = put(desk, whole(), commune=COMMUNE)
    with desk.reading() as session:
        found = as_draft(session, session.get_one(PlanDraft, number))
    given = whole()
    assert (found.text, found.scans) == (given.text, (2,))
    for table, rows in given.rows.items():
        for row in rows:
            row.read = row.cells
        assert found.rows[table] == rows


def test_a_draft_is_found_in_its_commune_only(desk):
    number = put(desk, whole(), commune=COMMUNE)
    with desk.reading() as session:
        assert get_draft(session, number, "99002") is None
        assert [each.id for each in list_drafts(session, COMMUNE)] == [number]
        assert get_newest(session, COMMUNE, "noi-khac") is None


def test_a_reading_replaces_the_open_one_and_waits_for_one_that_is_submitted(desk):
    first = put(desk, whole(), commune=COMMUNE)
    second = put(desk, whole(), commune=COMMUNE)
    with desk.begin() as session:
        drafts = {each.id: each for each in list_drafts(session, COMMUNE)}
        assert [drafts[n].state for n in (first, second)] == [DraftState.REPLACED, DraftState.OPEN]
        drafts[second].state = DraftState.SUBMITTED
    with pytest.raises(PublishingError, match="chờ duyệt"):
        put(desk, whole(), commune=COMMUNE)


def test_a_draft_with_an_open_row_is_not_submitted(desk):
    number = put(desk, whole(), commune=COMMUNE)
    with desk.begin() as session, pytest.raises(PublishingError, match="còn 4 dòng chưa quyết định"):
        submit(session, session.get_one(PlanDraft, number), amends=None, by="can.bo", at=AT)


def test_a_vanished_row_comes_back_with_its_decision_when_its_words_do(desk):
    first = put(desk, whole(), commune=COMMUNE)
    with desk.begin() as session:
        row = session.merge(rows_of(desk, first)[0])
        row.decision, row.decided_by, row.decided_at = "dropped", "can.bo", AT + dt.timedelta(hours=1)
    without = put(desk, make_draft(), commune=COMMUNE)
    assert [(row.vanished, row.decision) for row in rows_of(desk, without)] == [(True, "dropped")]
    again = put(desk, whole(), commune=COMMUNE)
    (row,) = rows_of(desk, again)
    assert (row.vanished, row.decision, row.decided_by) == (False, "dropped", "can.bo")


def test_a_backup_holds_drafts_and_documents(public, desk, databases, tmp_path):
    make_installation(public)
    number = put(desk, whole(), commune=COMMUNE)
    (tmp_path / "files").mkdir()
    back_up(public, desk, tmp_path / "files", tmp_path / "kept.zip")
    with databases.pair() as (other, restored):
        restore(tmp_path / "kept.zip", other, restored, tmp_path / "back")
        with restored.reading() as session, desk.reading() as original:
            found = as_draft(session, session.get_one(PlanDraft, number))
            assert found == as_draft(original, original.get_one(PlanDraft, number))
