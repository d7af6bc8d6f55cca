"""The counts that lie under what is published of a commune: what the guard protects and what heads of villages know."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portal.domain.localities import Locality
from portal.domain.releases import Release
from portal.publishing.submissions import Figure, Submission

Cell = tuple[str, str, str]
"""Indicator, village code and period."""
Counts = tuple[int, int]
"""Numerator and denominator."""


class Truth:
    """The counts of a commune's cells, as they were when a release came out."""

    def __init__(
        self,
        public: Session,
        desk: Session,
        commune: Locality,
        indicators: Collection[str],
        *,
        publishing: tuple[int, int] | None = None,
    ) -> None:
        """:param publishing: number of a submission, and of the release it is becoming, to be counted as out."""
        released = select(Release.id, Release.seq).where(Release.commune_id == commune.id)
        seqs = {row[0]: row[1] for row in public.execute(released)}
        query = (
            select(
                Submission.release,
                Submission.id,
                Figure.indicator,
                Figure.locality,
                Figure.period,
                Figure.withdrawn,
                Figure.numerator,
                Figure.denominator,
            )
            .join(Submission, Figure.submission_id == Submission.id)
            .where(
                Submission.commune == commune.code,
                or_(Submission.release.is_not(None), Submission.id == (publishing or (None, None))[0]),
                Figure.indicator.in_(indicators),
            )
        )
        self._versions: dict[Cell, list[tuple[int, int, Counts | None]]] = defaultdict(list)
        for release, number, indicator, locality, period, withdrawn, numerator, denominator in desk.execute(query):
            out = publishing[1] if publishing and number == publishing[0] else seqs.get(release or "")
            if out is not None:
                counts = None if withdrawn else (numerator or 0, denominator or 0)
                self._versions[indicator, locality, period].append((out, number, counts))

    def at(self, seq: int, cell: Cell) -> Counts:
        """The counts in force once release ``seq`` was out: the newest submission's of those released."""
        versions = [(number, counts) for out, number, counts in self._versions[cell] if out <= seq and counts]
        return max(versions)[1]

    def latest(self) -> dict[Cell, Counts]:
        """The counts in force now, without those that were taken back."""
        newest = {cell: max(versions, key=lambda version: version[1])[2] for cell, versions in self._versions.items()}
        return {cell: counts for cell, counts in newest.items() if counts is not None}
