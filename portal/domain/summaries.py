"""A commune in one glance: how many villages it has, how its targets stand, when it last published."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.domain.localities import Locality, count_villages_of
from portal.domain.progress import ProgressStatus
from portal.domain.releases import Release, list_newest
from portal.domain.rollups import Rollup, total

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


def list_summaries(
    session: Session, communes: list[Locality], rollups: Mapping[int, Rollup], *, today: dt.date
) -> list[Summary]:
    """The summaries of communes, in the order given.

    :param rollups: of ``list_rollups``, by the commune's id.
    """
    villages, newest = count_villages_of(session, communes, on=today), list_newest(session, communes)
    return [
        Summary(place, villages.get(place.id, 0), total(rollups.get(place.id, {})), newest.get(place.id))
        for place in communes
    ]
