"""A commune in one glance: how many villages it has, how its targets stand, when it last published."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.domain.localities import Locality, count_all_villages
from portal.domain.plans import list_targets
from portal.domain.progress import Progress, ProgressStatus, count_statuses, list_progress
from portal.domain.releases import Release, list_newest

TOLD = (ProgressStatus.ACHIEVED, ProgressStatus.MISSED, ProgressStatus.BEHIND)


@dataclass(frozen=True)
class Summary:
    """``counts`` is the roll-up of the targets in force; ``release`` the newest, None before the first."""

    commune: Locality
    villages: int
    counts: dict[ProgressStatus, int]
    release: Release | None

    @property
    def told(self) -> dict[ProgressStatus, int]:
        """Of the counts those that say most in one line: what was reached, what was not, what is behind."""
        return {status: self.counts[status] for status in TOLD if self.counts.get(status)}


def list_summaries(session: Session, communes: list[Locality], *, today: dt.date) -> list[Summary]:
    """The summaries of communes, in the order given."""
    villages, newest = count_all_villages(session, on=today), list_newest(session)
    progress: dict[int, list[Progress]] = defaultdict(list)
    for item in list_progress(session, list_targets(session, communes=communes), today=today):
        progress[item.target.plan.commune_id].append(item)
    return [Summary(c, villages.get(c.id, 0), count_statuses(progress[c.id]), newest.get(c.id)) for c in communes]
