"""A commune's submissions as an officer finds them: those that wait for this very person before the rest."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from portal.desk.roles import Role
from portal.publishing.submissions import Submission, SubmissionState
from portal.publishing.workflow import Actor, list_hindrances

SHOWN = 8  # of the rest, until all are asked for


@dataclass(frozen=True)
class Worklist:
    """:param more: how many of the rest are not shown."""

    waiting: list[Submission]
    rest: list[Submission]
    more: int


def make_worklist(submissions: list[Submission], acting: Actor, now: dt.datetime, *, whole: bool) -> Worklist:
    """:param submissions: of one commune, the newest first."""
    waiting = [s for s in submissions if waits_for(s, acting, now)]
    kept = [s for s in submissions if s not in waiting and (whole or s.state != SubmissionState.DISCARDED)]
    shown = kept if whole else kept[:SHOWN]
    return Worklist(waiting, shown, len(submissions) - len(waiting) - len(shown))


def waits_for(submission: Submission, acting: Actor, now: dt.datetime) -> bool:
    """Whether the next step is this person's."""
    holds = WAITS.get(SubmissionState(submission.state))
    return holds is not None and holds(submission, acting, now)


def _may_mend(_submission: Submission, acting: Actor, _now: dt.datetime) -> bool:
    return Role.OFFICER in acting.roles


def _may_approve(submission: Submission, acting: Actor, _now: dt.datetime) -> bool:
    """Everybody but who made it; what only the disclosure audit hinders still wants an approver to return it."""
    return all(problem.code == "protected" for problem in list_hindrances(submission, "approve", acting))


def _is_stuck(submission: Submission, acting: Actor, now: dt.datetime) -> bool:
    """Approved, and not out although nothing has to be waited for."""
    return Role.APPROVER in acting.roles and (submission.publish_at is None or submission.publish_at <= now)


WAITS: dict[SubmissionState, Callable[[Submission, Actor, dt.datetime], bool]] = {
    SubmissionState.DRAFT: _may_mend,
    SubmissionState.RETURNED: _may_mend,
    SubmissionState.SUBMITTED: _may_approve,
    SubmissionState.APPROVED: _is_stuck,
}
