"""The catalogue: everything that is said of a dataset, gathered once.

The pages, CKAN, DCAT, data packages and JSON-LD are all made from these entries; none of them asks the store for more,
so they cannot tell a reader different things.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from portal.clock import VIET_NAM
from portal.domain.datasets import Dataset, DatasetFile, DatasetVersion, list_files
from portal.domain.extents import Extent, list_extents
from portal.domain.frequency import Frequency, judge_frequency
from portal.domain.identifiers import of_format, take_apart
from portal.domain.localities import Locality
from portal.domain.observations import Observation
from portal.domain.periods import Period, parse_period
from portal.domain.releases import Release, ReleaseKind

LICENCE_TITLE = "Creative Commons Attribution 4.0 International"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
RIGHTS = (
    "Dùng lại miễn phí, phải ghi nguồn. Dữ liệu mở của cơ quan nhà nước không được bán nguyên trạng (Nghị định "
    "194/2025/NĐ-CP).",
    "Free to reuse with the source named. Open data of state bodies may not be sold as they are (Decree "
    "194/2025/NĐ-CP).",
)
"""Beside the licence, in Vietnamese and English: ``docs/adr/0013-licence-and-decree.md``."""

KEYWORDS = (
    ("chuyển đổi số", "digital transformation"),
    ("dữ liệu mở", "open data"),
    ("Nghị quyết 57", "Resolution 57"),
)


@dataclass(frozen=True)
class Entry:
    """A dataset with what its catalogue entry says.

    :param versions: the newest first; of what is catalogued there is at least one.
    :param extent: of its newest version; None for records, which are about no period.
    """

    dataset: Dataset
    versions: tuple[DatasetVersion, ...]
    extent: Extent | None
    frequency: Frequency | None

    @property
    def id(self) -> str:
        return self.dataset.uuid

    @property
    def version(self) -> DatasetVersion:
        return self.versions[0]

    @property
    def issued(self) -> dt.datetime:
        return self.versions[-1].released_at

    @property
    def modified(self) -> dt.datetime:
        """When anything of it changed last; what is taken back is a version too."""
        return self.version.released_at

    @property
    def is_withdrawn(self) -> bool:
        """Whether everything in it was taken back: it stays, so that whoever copied it can see that."""
        if self.version.release.kind != ReleaseKind.RETRACTION:
            return False
        return self.version.rows == 0 if self.extent is None else self.extent.shown == 0

    @property
    def publisher(self) -> tuple[str, str]:
        """In Vietnamese and English."""
        return publisher_of(self.dataset.commune)

    @property
    def keywords(self) -> list[tuple[str, str]]:
        """In Vietnamese and English: general ones, the place, the subject and its indicators."""
        commune, group = self.dataset.commune, self.dataset.group
        own = [(commune.name, commune.name_en), (group.title, group.title_en)]
        measured = [(i.short, i.short_en) for i in self.extent.indicators] if self.extent else []
        return list(dict.fromkeys([*KEYWORDS, *own, *measured]))

    def file_id(self, file: DatasetFile) -> str:
        """The same for every version, so that who harvests it knows it again."""
        return of_format(self.id, file.format)


def publisher_of(commune: Locality) -> tuple[str, str]:
    """The People's Committee of a commune, in Vietnamese and English."""
    name = commune.name[:1].lower() + commune.name[1:]
    return f"Ủy ban nhân dân {name}", f"People's Committee of {commune.name_en}"


def get_entry(session: Session, ref: str, *, today: dt.date) -> Entry | None:
    """The entry of a dataset by its slug or its UUID, or by the UUID of a download of it."""
    slug = slug_of(session, ref)
    return next(iter(list_entries(session, [slug], today=today)), None) if slug else None


def list_entries(session: Session, slugs: Sequence[str], *, today: dt.date) -> list[Entry]:
    """The entries of these datasets, in this order; those unknown or without a version lack. Seven queries in all.

    The files of the newest version are read with it, those of an older one when they are asked for: in ten years
    of a hundred datasets there are a hundred thousand.
    """
    query = (
        select(Dataset)
        .where(Dataset.slug.in_(slugs))
        .options(joinedload(Dataset.commune).joinedload(Locality.parent), selectinload(Dataset.versions))
    )
    found = {dataset.slug: dataset for dataset in session.scalars(query) if dataset.versions}
    _load_files(session, [dataset.versions[0] for dataset in found.values()])
    extents = list_extents(session, list(found))
    released = _list_released(session, list(found))
    return [
        Entry(
            found[slug],
            tuple(found[slug].versions),
            extents.get(slug),
            judge_frequency(released.get(slug, {}), today),
        )
        for slug in slugs
        if slug in found
    ]


def _load_files(session: Session, versions: Sequence[DatasetVersion]) -> None:
    files = list_files(session, [version.id for version in versions])
    for version in versions:
        set_committed_value(version, "files", files.get(version.id, []))


def slug_of(session: Session, ref: str) -> str | None:
    """The slug of the dataset that a slug or UUID, also of a download, stands for; None when there is none."""
    if "\0" in ref:  # PostgreSQL knows no such text
        return None
    if session.get(Dataset, ref) is not None:
        return ref
    try:
        identifier, _format = take_apart(ref)
    except ValueError:
        return None
    return session.scalar(select(Dataset.slug).where(Dataset.uuid == identifier))


def _list_released(session: Session, slugs: Sequence[str]) -> Mapping[str, Mapping[Period, dt.date]]:
    """The day on which each period of each dataset was first published."""
    query = (
        select(Observation.dataset_slug, Observation.period, func.min(Release.released_at))
        .join(Release, Observation.released_in == Release.seq)
        .where(Observation.dataset_slug.in_(slugs))
        .group_by(Observation.dataset_slug, Observation.period)
    )
    released: dict[str, dict[Period, dt.date]] = defaultdict(dict)
    for slug, period, at in session.execute(query):
        released[slug][parse_period(period)] = at.astimezone(VIET_NAM).date()
    return released
