"""The way of a submission: only the moves that are written down, by who may, with their audit event."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from portal.publishing.audit import AuditEntry
from portal.publishing.problems import PublishingError
from portal.publishing.submissions import Submission
from portal.publishing.submissions import SubmissionState as State
from portal.publishing.workflow import (
    MOVES,
    PORTAL,
    RULES,
    STATE_WORDS,
    Actor,
    Role,
    diagram,
    list_hindrances,
    list_moves,
    move,
)
from portal.settings import ROOT
from tests.builders import AT, COMMUNE

OFFICER = Actor("officer@example.vn", frozenset({Role.OFFICER}))
APPROVER = Actor("approver@example.vn", frozenset({Role.APPROVER}))
BOTH = Actor("officer@example.vn", frozenset(Role))


def a_submission(state: State = State.DRAFT, **more: object) -> Submission:
    texts = {name: name for name in ("title", "title_en", "source", "source_en")}
    defaults = {"commune": COMMUNE, "kind": "update", "state": state, "digest": "0" * 64, "submitted_by": OFFICER.name}
    return Submission(**(texts | defaults | {"findings": [], "explanations": []} | more))


def codes(submission: Submission, name: str, actor: Actor) -> list[str]:
    return [problem.code for problem in list_hindrances(submission, name, actor)]


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("name", MOVES)
def test_a_move_leads_only_from_its_own_states(state, name):
    everyone = Actor("someone.else", frozenset(Role))
    submission = a_submission(state, returned_because="lý do")
    actor = everyone if MOVES[name].role else PORTAL
    assert (codes(submission, name, actor) == []) == (state in MOVES[name].before)


def test_every_rule_of_a_move_is_written_down_and_every_state_has_words():
    assert {rule for wanted in MOVES.values() for rule in wanted.rules} == set(RULES)
    assert set(STATE_WORDS) == set(State)


def test_an_officer_cannot_approve_and_an_approver_cannot_submit():
    assert codes(a_submission(State.SUBMITTED), "approve", OFFICER) == ["not-your-role"]
    assert codes(a_submission(), "submit", APPROVER) == ["not-your-role"]


def test_no_person_may_make_the_portals_own_moves():
    assert codes(a_submission(State.PUBLISHED), "withdraw", BOTH) == ["not-your-role"]
    assert "withdraw" not in {m.name for m in list_moves(a_submission(State.PUBLISHED), BOTH)}


def test_whoever_submitted_cannot_approve_even_with_both_roles():
    assert codes(a_submission(State.SUBMITTED), "approve", BOTH) == ["another-person"]
    assert codes(a_submission(State.SUBMITTED), "approve", APPROVER) == []


def test_what_was_not_previewed_or_failed_the_audit_goes_no_further():
    assert codes(a_submission(digest=None), "submit", OFFICER) == ["previewed"]
    exposed = a_submission(State.SUBMITTED, disclosure={"exposures": [{"village": "x"}]})
    assert codes(exposed, "approve", APPROVER) == ["protected"]


def test_every_warning_wants_its_own_word_and_a_correction_its_reason():
    findings = [{"key": "a"}, {"key": "b"}]
    half = a_submission(findings=findings, explanations=[{"key": "a", "text": "vì"}, {"key": "b", "text": " "}])
    assert codes(half, "submit", OFFICER) == ["explained"]
    assert codes(a_submission(kind="correction", reason=" "), "submit", OFFICER) == ["reasoned"]


def test_returning_says_why_and_never_recalls_what_is_on_its_way_out():
    assert codes(a_submission(State.SUBMITTED), "return", APPROVER) == ["told-why"]
    leaving = a_submission(State.APPROVED, returned_because="x", release="thu-nghiem-r1")
    assert codes(leaving, "return", APPROVER) == ["not-out"]


def test_a_move_and_its_audit_event_are_one_transaction(desk):
    with desk.begin() as session:
        session.add(a_submission())
    with desk.begin() as session:
        move(session, session.get_one(Submission, 1), "submit", OFFICER, at=AT)
    with desk.session() as session:
        assert session.get_one(Submission, 1).state == "submitted"
        assert [entry.event for entry in session.scalars(select(AuditEntry))] == ["submission.submitted"]
    with desk.session() as session:
        move(session, session.get_one(Submission, 1), "approve", APPROVER, at=AT)  # and never commits
    with desk.session() as session:
        assert session.get_one(Submission, 1).state == "submitted"
        assert len(list(session.scalars(select(AuditEntry)))) == 1


def test_of_two_who_approve_at_once_the_second_is_told(desk):
    with desk.begin() as session:
        session.add(a_submission(State.SUBMITTED))

    def approve(_: int) -> list[str]:
        try:
            with desk.begin() as session:
                move(session, session.get_one(Submission, 1), "approve", APPROVER, at=AT)
        except PublishingError as refused:
            return [problem.code for problem in refused.problems]
        return []

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(approve, range(4)))
    assert outcomes == [[], ["wrong-state"], ["wrong-state"], ["wrong-state"]]


def test_the_diagram_has_every_move(desk):
    for wanted in MOVES.values():
        for before in wanted.before:
            assert f"{before} --> {wanted.after}" in diagram()


def test_the_documentation_has_the_states_and_moves_as_they_are():
    """Renew it with ``python -m portal.publishing.workflow``."""
    text = (ROOT / "docs" / "publishing.md").read_text(encoding="utf-8")
    printed = text.partition("<!-- moves -->")[2].partition("<!-- end of moves -->")[0]
    assert printed.strip() == diagram()
