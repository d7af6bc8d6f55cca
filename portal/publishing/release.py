"""Publishing: from an approved submission on the desk to a release in the public store.

The release is named at the desk first, written to the public store in one transaction under that name, then marked
published at the desk. Each step can be repeated: after a crash ``publish`` finishes what it finds half-way.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from portal.clock import VIET_NAM
from portal.db import Store, lock_writers
from portal.domain import disclosure
from portal.domain.datasets import (
    Change,
    Dataset,
    DatasetFile,
    DatasetVersion,
    dataset_slug,
    next_number,
)
from portal.domain.indicators import Indicator
from portal.domain.localities import Locality, get_commune, list_villages
from portal.domain.observations import Observation, Status
from portal.domain.periods import parse_period
from portal.domain.releases import Release, get_latest_seq, get_release, list_release_ids
from portal.publishing.audit import record
from portal.publishing.cells import Cells, PublishingError, Value, cells_to_publish, refuse_impossible
from portal.publishing.exports import build_files, dataset_rows
from portal.publishing.indexing import index_datasets
from portal.publishing.submissions import Figure, Submission, SubmissionState, list_figures_in_force


@dataclass(frozen=True)
class Publisher:
    """Where releases go and under which rule.

    :param threshold: the k of ``domain.disclosure``.
    """

    desk: Store
    public: Store
    files: Path
    threshold: int = disclosure.THRESHOLD
    illustrative: bool = False

    def publish(self, submission_id: int, *, at: dt.datetime | None = None) -> str:
        """Release a submission; answers the release's id. Done twice, the second finds it done.

        :param at: when it counts as released; None for the instant at which its turn comes.
        :raises PublishingError: no such submission, an unknown place, a figure that cannot be, or an instant before
            the newest release.
        """
        release_id = self._name_release(submission_id)
        with self.desk.session() as desk, self.public.begin() as public:
            submission = desk.get_one(Submission, submission_id)
            lock_writers(public, Release)
            at = at or dt.datetime.now(dt.UTC)
            if get_release(public, release_id) is None:
                self._write_release(desk, public, submission, release_id, at)
        self._mark_published(submission_id, release_id, at)
        return release_id

    def _name_release(self, submission_id: int) -> str:
        with self.desk.begin() as desk:
            lock_writers(desk, Submission)
            submission = desk.get(Submission, submission_id)
            if submission is None:
                raise PublishingError(f"there is no submission {submission_id}")
            if submission.release is None:
                query = select(func.count()).where(
                    Submission.commune == submission.commune, Submission.release.is_not(None)
                )
                submission.release = f"{self._commune_slug(submission)}-r{(desk.scalar(query) or 0) + 1}"
            return submission.release

    def _commune_slug(self, submission: Submission) -> str:
        with self.public.session() as public:
            return _commune_of(public, submission.commune, dt.datetime.now(dt.UTC)).slug

    def _mark_published(self, submission_id: int, release_id: str, at: dt.datetime) -> None:
        with self.desk.begin() as desk:
            lock_writers(desk, Submission)
            submission = desk.get_one(Submission, submission_id)
            if submission.state == SubmissionState.PUBLISHED:
                return
            submission.state = SubmissionState.PUBLISHED
            record(
                desk,
                at=at,
                event="release.published",
                subject=release_id,
                role=submission.approved_by_role,
                details={"kind": submission.kind, "submission": submission_id},
            )

    def _write_release(
        self, desk: Session, public: Session, submission: Submission, release_id: str, at: dt.datetime
    ) -> None:
        commune = _commune_of(public, submission.commune, at)
        release = _release(public, submission, release_id, commune, at)
        villages = list_villages(public, commune)
        figures = _figures(desk, submission, [commune, *villages], list_release_ids(public, commune))
        indicators = _indicators(public, figures)
        refuse_impossible(figures, indicators, commune)
        cells = cells_to_publish(commune, villages, indicators, figures, self.threshold)
        datasets = _Datasets(public, commune, self.illustrative)
        changes = _write_cells(public, cells, indicators, commune, release.seq, datasets)
        for slug, change in changes.items():
            self._write_version(public, public.get_one(Dataset, slug), release, change)
        index_datasets(public)

    def _write_version(self, public: Session, dataset: Dataset, release: Release, change: Change) -> None:
        query = (
            select(DatasetVersion.number)
            .where(DatasetVersion.dataset_slug == dataset.slug)
            .order_by(DatasetVersion.release_seq.desc())
            .limit(1)
        )
        number = next_number(public.scalar(query), change)
        rows = dataset_rows(public, dataset, release.seq)
        version = DatasetVersion(dataset_slug=dataset.slug, number=number, release_seq=release.seq, rows=len(rows))
        instant = release.released_at.astimezone(dt.UTC).isoformat()
        built = build_files(self.files / dataset.slug / number, dataset, number, instant, rows)
        version.files = [DatasetFile(**vars(file)) for file in built]
        public.add(version)
        public.flush()


def _commune_of(public: Session, code: str, at: dt.datetime) -> Locality:
    day = at.astimezone(VIET_NAM).date()
    commune = get_commune(public, code, on=day)
    if commune is None:
        raise PublishingError(f"there is no commune {code} on {day}")
    return commune


def _release(public: Session, submission: Submission, release_id: str, commune: Locality, at: dt.datetime) -> Release:
    last = public.scalar(select(func.max(Release.released_at)))
    if last is not None and at < last:
        raise PublishingError(f"{release_id} would be released at {at}, before the newest release ({last})")
    release = Release(
        seq=get_latest_seq(public) + 1,
        id=release_id,
        commune_id=commune.id,
        kind=submission.kind,
        released_at=at,
        title=submission.title,
        title_en=submission.title_en,
        reason=submission.reason,
        reason_en=submission.reason_en,
        source=submission.source,
        source_en=submission.source_en,
        submitted_by_role=submission.submitted_by_role,
        approved_by_role=submission.approved_by_role,
    )
    public.add(release)
    public.flush()
    return release


def _figures(desk: Session, submission: Submission, places: list[Locality], released: list[str]) -> list[Figure]:
    """The figures in force of every (indicator, period) that the submission touches."""
    query = select(Figure.indicator, Figure.period, Figure.locality).where(Figure.submission_id == submission.id)
    touched = list(desk.execute(query))
    codes = {place.code for place in places}
    strangers = sorted({locality for _, _, locality in touched} - codes)
    if strangers:
        raise PublishingError(f"{', '.join(strangers)}: not places of commune {submission.commune}")
    keys = {(indicator, period) for indicator, period, _ in touched}
    return list_figures_in_force(desk, codes, keys, released=released, publishing=submission.id)


def _indicators(public: Session, figures: list[Figure]) -> dict[str, Indicator]:
    codes = {figure.indicator for figure in figures}
    found = {i.code: i for i in public.scalars(select(Indicator).where(Indicator.code.in_(codes)))}
    if unknown := sorted(codes - found.keys()):
        raise PublishingError(f"{', '.join(unknown)}: not indicators of this portal")
    return found


class _Datasets:
    """The datasets of a commune, made when first needed."""

    def __init__(self, public: Session, commune: Locality, illustrative: bool) -> None:
        self._public, self._commune, self._illustrative = public, commune, illustrative
        self._slugs: dict[str, str] = {}

    def slug_of(self, indicator: Indicator) -> str:
        if indicator.group_code not in self._slugs:
            self._slugs[indicator.group_code] = self._ensure(indicator)
        return self._slugs[indicator.group_code]

    def _ensure(self, indicator: Indicator) -> str:
        slug = dataset_slug(self._commune, indicator.group_code)
        if self._public.get(Dataset, slug) is None:
            group = indicator.group
            dataset = Dataset(
                slug=slug,
                commune_id=self._commune.id,
                group_code=group.code,
                title=f"{group.title} - {self._commune.name}",
                title_en=f"{group.title_en} - {self._commune.name_en}",
                description=group.description,
                description_en=group.description_en,
                illustrative=self._illustrative,
            )
            self._public.add(dataset)
            self._public.flush()
        return slug


def _write_cells(
    public: Session,
    cells: Cells,
    indicators: dict[str, Indicator],
    commune: Locality,
    seq: int,
    datasets: _Datasets,
) -> dict[str, Change]:
    """Insert what is new or different, supersede what it takes the place of; answers the change of each dataset."""
    live = _live(public, cells, commune)
    superseded: list[int] = []
    rows: list[dict[str, Any]] = []
    changes: dict[str, Change] = {}
    for (code, locality_id, period), value in cells.items():
        old = live.get((code, locality_id, period))
        if old is not None and _value_of(old) == value:
            continue
        slug = datasets.slug_of(indicators[code])
        if old is not None:
            superseded.append(old.id)
        gone = old is not None and old.value is not None and value.value is None
        changes[slug] = Change.MAJOR if gone or changes.get(slug) is Change.MAJOR else Change.MINOR
        rows.append(
            vars(value)
            | {
                "indicator_code": code,
                "locality_id": locality_id,
                "period": period,
                "period_end": parse_period(period).end,
                "dataset_slug": slug,
                "released_in": seq,
            }
        )
    _supersede(public, superseded, seq)
    if rows:
        public.execute(insert(Observation), rows)
    return changes


def _live(public: Session, cells: Cells, commune: Locality) -> dict[tuple[str, int, str], Observation]:
    query = (
        select(Observation)
        .join(Observation.locality)
        .where(
            (Locality.id == commune.id) | (Locality.parent_id == commune.id),
            Observation.indicator_code.in_({code for code, _, _ in cells}),
            Observation.period.in_({period for _, _, period in cells}),
            Observation.superseded_in.is_(None),
        )
    )
    return {(o.indicator_code, o.locality_id, o.period): o for o in public.scalars(query)}


def _value_of(observation: Observation) -> Value:
    return Value(
        observation.numerator,
        observation.denominator,
        observation.value,
        Status(observation.status),
        observation.reported,
        observation.expected,
    )


def _supersede(public: Session, ids: list[int], seq: int) -> None:
    for start in range(0, len(ids), 500):
        query = update(Observation).where(Observation.id.in_(ids[start : start + 500]))
        public.execute(query.values(superseded_in=seq), execution_options={"synchronize_session": False})
