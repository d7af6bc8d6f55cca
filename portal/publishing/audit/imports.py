"""What an operator's import did, told in the log once."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.audit import get_head
from portal.publishing.audit.entries import AuditEntry, as_stored, record
from portal.publishing.audit.publishing import publish_log

OPERATOR = "operator"


def keep_import(desk: Session, public: Session, event: str, told: Mapping[str, dict[str, Any]]) -> None:
    """Tell of an import in both logs and keep the desk's, before the caller keeps the change itself.

    No change is so ever without an entry. Killed in between, there is an entry of a change that is not there, at first
    in the desk's log alone: the same import done again then makes it true and adds none.

    :param told: the details by the code of the place that they are about.
    """
    shown = get_head(public)
    waiting = select(AuditEntry.subject, AuditEntry.details).where(AuditEntry.event == event)
    known = [tuple(row) for row in desk.execute(waiting.where(AuditEntry.seq > (shown.seq if shown else 0)))]
    for subject, details in sorted(told.items()):
        if (subject, as_stored(details)) not in known:
            record(desk, at=dt.datetime.now(dt.UTC), event=event, subject=subject, role=OPERATOR, details=details)
    publish_log(desk, public)
    desk.commit()
