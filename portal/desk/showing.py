"""What a submission's page shows: where it stands, what was found, what its preview would change, its history."""

import datetime as dt
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from sqlalchemy import select

from portal.desk.office import preview_folder
from portal.desk.previewed import Previewed, describe_preview
from portal.desk.stores import desk_session, public_session
from portal.domain.changes import NOTHING
from portal.domain.localities import Locality, list_villages
from portal.publishing.acts import seal_of
from portal.publishing.audit import AuditEntry
from portal.publishing.preview import reading_preview
from portal.publishing.submissions import OUT, Submission, SubmissionState, Upload
from portal.publishing.workflow import Actor, list_hindrances, list_moves

Finding = dict[str, Any]


def describe(commune: Locality, submission: Submission, acting: Actor, *, today: dt.date) -> dict[str, Any]:
    """What the template says of a submission."""
    upload = desk_session().get(Upload, submission.upload_sha256) if submission.upload_sha256 else None
    return {
        "seal": seal_of(submission),
        "commune": commune,
        "submission": submission,
        "upload": upload,
        "hindrances": {
            m.name: list(list_hindrances(submission, m.name, acting)) for m in list_moves(submission, acting)
        },
        "errors": list_findings(submission, "error"),
        "warnings": list_findings(submission, "warning"),
        "explained": {entry["key"]: entry["text"] for entry in submission.explanations},
        "exposures": _exposures(commune, submission),
        "history": list_history(submission),
        "nothing": submission.digest == NOTHING,
        "is_out": submission.state in OUT,
        "now": dt.datetime.now(dt.UTC),
    } | _previewed(commune, submission, today)


def list_findings(submission: Submission, severity: str) -> list[Finding]:
    return [found for found in submission.findings if found["severity"] == severity]


def by_sheet(findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    """In the order of the sheets; what concerns the whole file under an empty name."""
    return [(sheet, list(of)) for sheet, of in groupby(findings, key=lambda found: found["sheet"] or "")]


def _previewed(commune: Locality, submission: Submission, today: dt.date) -> dict[str, Any]:
    if submission.state in OUT or submission.state == SubmissionState.DISCARDED or submission.digest is None:
        return {"preview": None, "lost": False}
    preview = _read_preview(commune, submission, today)
    return {"preview": preview, "lost": preview is None}


def _read_preview(commune: Locality, submission: Submission, today: dt.date) -> Previewed | None:
    """None where it does not lie on this machine any more."""
    try:
        with reading_preview(preview_folder(submission.id)) as session:
            return describe_preview(session, public_session(), commune, submission, today)
    except FileNotFoundError:
        return None


def _exposures(commune: Locality, submission: Submission) -> list[dict[str, Any]]:
    """The withheld cells that could be reckoned too closely, with the village's own name."""
    found = (submission.disclosure or {}).get("exposures") or []
    places = {village.code: village for village in list_villages(public_session(), commune)} if found else {}
    return [exposure | {"place": places.get(exposure["village"])} for exposure in found]


def list_history(submission: Submission) -> list[AuditEntry]:
    """The audit entries about a submission, oldest first."""
    subjects = {f"submission {submission.id}", submission.release or ""}
    query = select(AuditEntry).where(AuditEntry.subject.in_(subjects)).order_by(AuditEntry.seq)
    return list(desk_session().scalars(query))
