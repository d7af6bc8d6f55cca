"""What a submission's page shows of its preview: changes, statuses, the audit of disclosure, its history."""

import datetime as dt
from typing import Any

from sqlalchemy import select

from portal.desk.stores import desk_session, public_session
from portal.domain.changes import count_changes, list_changes
from portal.domain.localities import Locality
from portal.domain.plans import list_targets
from portal.publishing.acts import Office
from portal.publishing.audit import AuditEntry
from portal.publishing.preview import get_previewed, list_status_changes, open_preview
from portal.publishing.submissions import OUT, Submission, SubmissionState
from portal.publishing.workflow import MOVES, STATE_WORDS, list_unexplained

MOST = 300  # changes shown on the page; the download has them all


def describe(office: Office, commune: Locality, submission: Submission, *, today: dt.date) -> dict[str, Any]:
    """What the template says of a submission."""
    findings = submission.findings
    return {
        "state": STATE_WORDS[SubmissionState(submission.state)],
        "errors": [f for f in findings if f["severity"] == "error"],
        "warnings": [f for f in findings if f["severity"] == "warning"],
        "unexplained": {f["key"] for f in list_unexplained(submission)},
        "explained": {entry["key"]: entry["text"] for entry in submission.explanations},
        "history": _history(submission),
        "moves": MOVES,
        "most": MOST,
    } | _previewed(office, commune, submission, today)


def _previewed(office: Office, commune: Locality, submission: Submission, today: dt.date) -> dict[str, Any]:
    if submission.state in OUT or submission.digest is None:
        return {"changes": None}
    try:
        store = open_preview(office.folder(submission.id))
    except FileNotFoundError:
        return {"changes": None, "lost": True}
    try:
        with store.session() as session:
            release = get_previewed(session, submission)
            targets = {target.id: target for target in list_targets(session, commune=commune)}
            return {
                "changes": list_changes(session, release, limit=MOST),
                "counts": count_changes(session, release),
                "statuses": list_status_changes(public_session(), session, commune, today),
                "targets": targets,
            }
    finally:
        store.close()


def _history(submission: Submission) -> list[AuditEntry]:
    """The audit entries about a submission, oldest first."""
    subjects = {f"submission {submission.id}", submission.release or ""}
    query = select(AuditEntry).where(AuditEntry.subject.in_(subjects)).order_by(AuditEntry.seq)
    return list(desk_session().scalars(query))
