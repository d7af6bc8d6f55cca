"""Writing a release: from a submission's figures to rows, versions and files of a public store.

``write_release`` works inside its caller's transaction on any public store: the one that is served, or the copy that
a preview is made in. Nothing else decides what a release looks like.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from portal.clock import VIET_NAM
from portal.db import portions
from portal.domain.dataset_rows import select_rows
from portal.domain.datasets import (
    Change,
    Dataset,
    DatasetFile,
    DatasetVersion,
    dataset_slug,
    next_number,
)
from portal.domain.indicators import Indicator, IndicatorGroup
from portal.domain.localities import Locality, get_commune, list_villages
from portal.domain.observation_counts import count_release
from portal.domain.observations import Observation, Status
from portal.domain.periods import parse_period
from portal.domain.readiness_cells import keep_cells
from portal.domain.records import SUBJECTS
from portal.domain.releases import Release, get_latest_seq, list_release_ids
from portal.publishing.cells import Cells, Value, cells_to_publish, refuse_impossible
from portal.publishing.exports import build_files, prepare_edition
from portal.publishing.indexing import index_datasets
from portal.publishing.problems import refuse
from portal.publishing.protection import Rule, protect_release
from portal.publishing.records import list_records_in_force, write_records
from portal.publishing.submissions import Figure, Submission, list_figures_in_force


@dataclass(frozen=True)
class Terms:
    """Where the files of a release go and under which rules it is made.

    :param base_url: the public address that its files name; empty for paths alone.
    """

    files: Path
    rule: Rule
    illustrative: bool = False
    base_url: str = ""


@dataclass(frozen=True)
class Written:
    """What a release turned out to be."""

    release: Release
    submission_id: int
    commune: Locality
    tables: frozenset[tuple[str, str]]  # the (indicator, period) pairs it wrote

    @property
    def numbers(self) -> tuple[int, int]:
        """Of the submission and of the release that it became."""
        return self.submission_id, self.release.seq


def write_release(
    desk: Session, public: Session, submission: Submission, release_id: str, at: dt.datetime, terms: Terms
) -> Written:
    """Write a submission into the public store as a release; the caller commits, or does not.

    :raises PublishingError: an unknown place or indicator, a figure that cannot be or cannot be protected, or an
        instant before the newest release. The session is left for the caller to roll back.
    """
    commune = commune_of(public, submission.commune, at)
    release = _release(public, submission, release_id, commune, at)
    villages = list_villages(public, commune)
    released = list_release_ids(public, commune)
    figures = _figures(desk, submission, [commune, *villages], released)
    indicators = _indicators(public, figures)
    refuse_impossible(figures, indicators, commune, villages)
    protection = protect_release(public, desk, commune, villages, figures, terms.rule)
    cells = cells_to_publish(commune, villages, indicators, figures, protection)
    datasets = _Datasets(public, commune, terms.illustrative)
    changes = _write_cells(public, cells, indicators, commune, release.seq, datasets)
    records = list_records_in_force(desk, submission, released=released)
    changes |= write_records(public, commune, release.seq, records, datasets.slug_of)
    for slug, change in changes.items():
        _write_version(public, public.get_one(Dataset, slug), release, change, terms)
    index_datasets(public)
    return Written(release, submission.id, commune, frozenset((code, period) for code, _, period in cells))


def _write_version(public: Session, dataset: Dataset, release: Release, change: Change, terms: Terms) -> None:
    query = (
        select(DatasetVersion.number)
        .where(DatasetVersion.dataset_slug == dataset.slug)
        .order_by(DatasetVersion.release_seq.desc())
        .limit(1)
    )
    number = next_number(public.scalar(query), change)
    fields, rows = dataset_rows(public, dataset, release.seq)
    version = DatasetVersion(dataset_slug=dataset.slug, number=number, release=release, rows=len(rows))
    edition = prepare_edition(public, dataset, version, fields, rows, terms.base_url)
    built = build_files(terms.files / dataset.slug / number, edition)
    version.files = [DatasetFile(**vars(file)) for file in built]
    public.add(version)
    public.flush()


def dataset_rows(public: Session, dataset: Dataset, as_of: int) -> tuple[Sequence[str], list[tuple[Any, ...]]]:
    """The field names and rows of a dataset's files as of a release."""
    query, order = select_rows(dataset, as_of)
    fields = list(query.selected_columns.keys())
    rows = [tuple(row) for row in public.execute(query.order_by(*order))]
    subject = SUBJECTS.get(dataset.group_code)
    if subject is None or subject.finish is None:
        return fields, rows
    return [*fields, *subject.finished], [tuple(row) for row in subject.finish(public, rows, as_of=as_of)]


def commune_of(public: Session, code: str, at: dt.datetime) -> Locality:
    day = at.astimezone(VIET_NAM).date()
    commune = get_commune(public, code, on=day)
    if commune is None:
        raise refuse(
            "no-commune",
            code,
            f"không có xã, phường nào mang mã này ngày {day:%d/%m/%Y}.",
            f"there is no commune {code} on {day}.",
            "Kiểm tra mã xã, phường của hồ sơ.",
            "Check the commune of the submission.",
        )
    return commune


def _release(public: Session, submission: Submission, release_id: str, commune: Locality, at: dt.datetime) -> Release:
    last = public.scalar(select(func.max(Release.released_at)))
    if last is not None and at < last:
        raise refuse(
            "before-newest",
            release_id,
            f"thời điểm công bố {at} sớm hơn đợt công bố mới nhất ({last}).",
            f"{release_id} would be released at {at}, before the newest release ({last}).",
            "Kiểm tra đồng hồ của máy chủ, rồi công bố lại.",
            "Check the server's clock and publish again.",
        )
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
        takes_back=submission.takes_back,
        restores=submission.restores,
        explanations=[{n: text for n, text in said.items() if n != "key"} for said in submission.explanations],
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
        raise refuse(
            "not-of-commune",
            ", ".join(strangers),
            f"không phải thôn, tổ dân phố của {submission.commune}.",
            f"not places of commune {submission.commune}.",
            "Bỏ các dòng này khỏi tệp.",
            "Leave these rows out.",
        )
    keys = {(indicator, period) for indicator, period, _ in touched}
    return list_figures_in_force(desk, codes, keys, released=released, publishing=submission.id)


def _indicators(public: Session, figures: list[Figure]) -> dict[str, Indicator]:
    codes = {figure.indicator for figure in figures}
    found = {i.code: i for i in public.scalars(select(Indicator).where(Indicator.code.in_(codes)))}
    if unknown := sorted(codes - found.keys()):
        raise refuse(
            "unknown-indicator",
            ", ".join(unknown),
            "cổng này không có chỉ số đó.",
            "not indicators of this portal.",
            "Dùng mã chỉ số trong tệp mẫu.",
            "Use the codes of the template.",
        )
    return found


class _Datasets:
    """The datasets of a commune, made when first needed."""

    def __init__(self, public: Session, commune: Locality, illustrative: bool) -> None:
        self._public, self._commune, self._illustrative = public, commune, illustrative
        self._slugs: dict[str, str] = {}

    def slug_of(self, group: str) -> str:
        if group not in self._slugs:
            self._slugs[group] = self._ensure(group)
        return self._slugs[group]

    def _ensure(self, code: str) -> str:
        slug = dataset_slug(self._commune, code)
        if self._public.get(Dataset, slug) is None:
            group = self._public.get_one(IndicatorGroup, code)
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
    superseded: list[Observation] = []
    rows: list[dict[str, Any]] = []
    changes: dict[str, Change] = {}
    for (code, locality_id, period), value in cells.items():
        old = live.get((code, locality_id, period))
        if old is not None and _value_of(old) == value:
            continue
        slug = datasets.slug_of(indicators[code].group_code)
        if old is not None:
            superseded.append(old)
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
        count_release(public, seq)
        keep_cells(public, seq)
    return changes


def _live(public: Session, cells: Cells, commune: Locality) -> dict[tuple[str, int, str], Observation]:
    query = (
        select(Observation)
        .join(Observation.locality)
        .where(
            (Locality.id == commune.id) | (Locality.parent_id == commune.id),
            Observation.indicator_code.in_({code for code, _, _ in cells}),
            Observation.period.in_({period for _, _, period in cells}),
            Observation.period_end.in_({parse_period(period).end for _, _, period in cells}),
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


def _supersede(public: Session, rows: list[Observation], seq: int) -> None:
    for some in portions(rows):
        ends = {row.period_end for row in some}  # PostgreSQL looks for the rows in these years alone
        query = update(Observation).where(
            Observation.id.in_([row.id for row in some]), Observation.period_end.in_(ends)
        )
        public.execute(query.values(superseded_in=seq), execution_options={"synchronize_session": False})
