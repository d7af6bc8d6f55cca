"""How current what is published is: when each commune last released something, and whether everything can be found.

Of communes that take part; one that never released anything is told too. Counted in days, as seen on a day in Viet Nam.
"""

import datetime as dt
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from portal.clock import VIET_NAM
from portal.db import Rows
from portal.domain.feedback import Answer
from portal.domain.localities import Locality, LocalityKind, valid_on
from portal.domain.participation import takes_part
from portal.domain.releases import Release
from portal.domain.search_index import EntryKind, SearchEntry

AGES = {"month": 31, "quarter": 92, "year": 366}
"""By how many days at most what a commune released last is that old; beyond it is ``older``."""
OLDER, NEVER = "older", "never"


@dataclass(frozen=True)
class Currency:
    """A commune's newest release; ``release``, ``released_at`` and ``days`` are None before its first."""

    code: str
    slug: str
    name: str
    name_en: str
    release: str | None
    released_at: dt.datetime | None
    days: int | None

    @property
    def age(self) -> str:
        return age_of(self.days)


def age_of(days: int | None) -> str:
    """The name of an age: one of ``AGES``, ``older`` or ``never``."""
    if days is None:
        return NEVER
    return next((name for name, most in AGES.items() if days <= most), OLDER)


def count_ages(found: Sequence[Currency]) -> dict[str, int]:
    """How many communes are of each age, the youngest first; also where there is none."""
    counted = Counter(one.age for one in found)
    return {name: counted[name] for name in (*AGES, OLDER, NEVER)}


def list_currency(session: Session, *, today: dt.date) -> list[Currency]:
    """Every commune that takes part: who released last first, who never did last."""
    newest = select(Release.commune_id, func.max(Release.seq).label("seq")).group_by(Release.commune_id).subquery()
    last = aliased(Release)  # "takes part" asks for releases of its own
    query: Rows = (
        select(Locality.code, Locality.slug, Locality.name, Locality.name_en, last.id, last.released_at)
        .outerjoin(newest, newest.c.commune_id == Locality.id)
        .outerjoin(last, last.seq == newest.c.seq)
        .where(Locality.kind == LocalityKind.COMMUNE, *valid_on(today), takes_part())
        .order_by(last.seq.is_(None), last.seq.desc(), Locality.position, Locality.code)
    )
    return [
        Currency(code, slug, name, name_en, release, at, days_since(at, today))
        for code, slug, name, name_en, release, at in session.execute(query)
    ]


def days_since(instant: dt.datetime | None, today: dt.date) -> int | None:
    """Whole days from the day of an instant; 0 on that day and before."""
    return max((today - instant.astimezone(VIET_NAM).date()).days, 0) if instant else None


def get_answering_days(session: Session, *, since: dt.date) -> float | None:
    """The median of the working days that published answers took, of those given since a day; None where there is none.

    Of all communes together, each answer counting once.
    """
    first = dt.datetime.combine(since, dt.time(), VIET_NAM)
    days = select(Answer.days).where(Answer.answered_at >= first, Answer.withdrawn_at.is_(None))
    found = list(session.scalars(days))
    return float(statistics.median(found)) if found else None


@dataclass(frozen=True)
class Findable:
    """Of the villages there are or were, how many the search index holds."""

    villages: int
    found: int

    @property
    def is_whole(self) -> bool:
        return self.found >= self.villages


def count_findable(session: Session) -> Findable:
    villages = select(func.count()).select_from(Locality).where(Locality.kind == LocalityKind.VILLAGE)
    entries = select(func.count()).select_from(SearchEntry).where(SearchEntry.kind == EntryKind.VILLAGE)
    return Findable(session.scalar(villages) or 0, session.scalar(entries) or 0)
