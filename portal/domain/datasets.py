"""Datasets: a commune's observations of one indicator group, in immutable numbered versions with their files.

Versions are numbered major.minor.patch: major when cells disappear (a value is withdrawn or withheld), minor when
values are added or updated, patch for text.
"""

import datetime as dt
import enum
from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, and_, bindparam, exists, func, not_, or_, select
from sqlalchemy.orm import Mapped, Session, aliased, joinedload, mapped_column, relationship, selectinload

from portal.db import PublicBase, Rows, narrow
from portal.domain.identifiers import identify
from portal.domain.indicators import IndicatorGroup
from portal.domain.localities import Locality, is_commune
from portal.domain.releases import Release
from portal.statements import Statement

LICENCE = "CC-BY-4.0"


class Change(enum.StrEnum):
    MAJOR = "major"
    MINOR = "minor"
    PATCH = "patch"


class Dataset(PublicBase):
    __tablename__ = "datasets"
    __table_args__ = (
        Index("uq_datasets_commune_id_group_code", "commune_id", "group_code", unique=True),
        Index("uq_datasets_uuid", "uuid", unique=True),
    )

    slug: Mapped[str] = mapped_column(String(100), primary_key=True)
    uuid: Mapped[str] = mapped_column(
        String(36), server_default="", default=lambda context: dataset_id(context.get_current_parameters()["slug"])
    )
    commune_id: Mapped[int] = mapped_column(ForeignKey("localities.id"))
    group_code: Mapped[str] = mapped_column(ForeignKey("indicator_groups.code"))
    title: Mapped[str] = mapped_column(String(300))
    title_en: Mapped[str] = mapped_column(String(300))
    description: Mapped[str] = mapped_column(Text)
    description_en: Mapped[str] = mapped_column(Text)
    licence: Mapped[str] = mapped_column(String(40), default=LICENCE)
    illustrative: Mapped[bool] = mapped_column(default=False)

    commune: Mapped[Locality] = relationship(lazy="joined")
    group: Mapped[IndicatorGroup] = relationship(lazy="joined")
    versions: Mapped[list["DatasetVersion"]] = relationship(
        back_populates="dataset", order_by="DatasetVersion.release_seq.desc()"
    )

    @property
    def latest(self) -> "DatasetVersion | None":
        return self.versions[0] if self.versions else None


class DatasetVersion(PublicBase):
    __tablename__ = "dataset_versions"
    __table_args__ = (
        Index("uq_dataset_versions_dataset_slug_number", "dataset_slug", "number", unique=True),
        Index("uq_dataset_versions_dataset_slug_release_seq", "dataset_slug", "release_seq", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dataset_slug: Mapped[str] = mapped_column(ForeignKey("datasets.slug"))
    number: Mapped[str] = mapped_column(String(20))
    release_seq: Mapped[int] = mapped_column(ForeignKey("releases.seq"), index=True)
    rows: Mapped[int]

    dataset: Mapped[Dataset] = relationship(back_populates="versions")
    release: Mapped[Release] = relationship(lazy="joined")
    files: Mapped[list["DatasetFile"]] = relationship(back_populates="version", order_by="DatasetFile.id")

    @property
    def released_at(self) -> dt.datetime:
        return self.release.released_at


class DatasetFile(PublicBase):
    """A download; its bytes lie at ``<FILES_DIR>/<dataset>/<version>/<name>`` and never change."""

    __tablename__ = "dataset_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("dataset_versions.id"), index=True)
    name: Mapped[str] = mapped_column(String(150))
    format: Mapped[str] = mapped_column(String(20))
    bytes: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))

    version: Mapped[DatasetVersion] = relationship(back_populates="files")


def dataset_id(slug: str) -> str:
    """The UUID by which programs that harvest know a dataset."""
    return identify("dataset", slug)


def dataset_slug(commune: Locality, group: str) -> str:
    return f"{commune.slug}-{group}"


def get_dataset(session: Session, slug: str) -> Dataset | None:
    return session.scalars(select(Dataset).where(Dataset.slug == slug)).first()


def list_datasets(session: Session, *, commune: Locality | None = None) -> list[Dataset]:
    query = (
        select(Dataset)
        .join(Dataset.commune)
        .join(Dataset.group)
        .options(selectinload(Dataset.versions))
        .order_by(Locality.position, IndicatorGroup.position)
    )
    if commune is not None:
        query = query.where(Dataset.commune_id == commune.id)
    return list(session.scalars(query))


def has_illustrative(session: Session, *, commune: Locality | None = None, province: Locality | None = None) -> bool:
    """Whether any dataset, or any of a commune's or of a province's communes, is illustrative."""
    query = select(Dataset.slug).where(Dataset.illustrative)
    if commune is not None:
        return _ILLUSTRATIVE.value(session, commune=commune.id) is not None
    if province is not None:
        query = query.where(Dataset.commune_id.in_(select(Locality.id).where(Locality.parent_id == province.id)))
    return session.scalars(query.limit(1)).first() is not None


_ILLUSTRATIVE = Statement(
    select(Dataset.slug).where(Dataset.illustrative, Dataset.commune_id == bindparam("commune")).limit(1)
)


def list_release_versions(session: Session, releases: Sequence[Release]) -> dict[int, list[DatasetVersion]]:
    """The dataset versions that each release made, by the release's number."""
    query = select(DatasetVersion).where(DatasetVersion.release_seq.in_([r.seq for r in releases]))
    made: dict[int, list[DatasetVersion]] = defaultdict(list)
    for version in session.scalars(query.options(joinedload(DatasetVersion.dataset)).order_by(DatasetVersion.id)):
        made[version.release_seq].append(version)
    return dict(made)


def select_datasets(
    *, slug: str | None = None, commune: Locality | None = None, group: str | None = None, as_of: int | None = None
) -> Rows:
    """Rows under the public field names, each with its newest version, in no order; the id of that version is last.

    :param as_of: without those whose first version came later, each with the newest by then.
    """
    newest = select(func.max(DatasetVersion.release_seq)).where(DatasetVersion.dataset_slug == Dataset.slug)
    if as_of is not None:
        newest = newest.where(DatasetVersion.release_seq <= as_of)
    only_newest = newest.correlate(Dataset).scalar_subquery()
    of_newest = and_(DatasetVersion.dataset_slug == Dataset.slug, DatasetVersion.release_seq == only_newest)
    query: Rows = (
        select(
            Dataset.slug,
            Dataset.title,
            Dataset.title_en,
            Dataset.description,
            Dataset.description_en,
            Locality.code.label("commune"),
            Dataset.group_code.label("group"),
            DatasetVersion.number.label("version"),
            Release.released_at,
            Release.id.label("release"),
            DatasetVersion.rows,
            Dataset.licence,
            Dataset.illustrative,
            DatasetVersion.id.label("version_id"),
        )
        .join(Locality, Dataset.commune_id == Locality.id)
        .join(IndicatorGroup, Dataset.group_code == IndicatorGroup.code)
        .outerjoin(DatasetVersion, of_newest)
        .outerjoin(Release, DatasetVersion.release_seq == Release.seq)
        .where(is_commune())  # true of all; an index has these in the order of the catalogue
    )
    if as_of is not None:
        later = aliased(DatasetVersion)
        out_later = exists().where(later.dataset_slug == Dataset.slug, later.release_seq > as_of)
        query = query.where(or_(DatasetVersion.id.is_not(None), not_(out_later)))
    of_commune = (Dataset.commune_id, commune and commune.id)
    return narrow(query, (Dataset.slug, slug), of_commune, (Dataset.group_code, group))


def list_files(session: Session, versions: Sequence[int]) -> dict[int, list[DatasetFile]]:
    """The files of dataset versions, by the version's id."""
    query = select(DatasetFile).where(DatasetFile.version_id.in_(versions)).order_by(DatasetFile.id)
    files: dict[int, list[DatasetFile]] = defaultdict(list)
    for file in session.scalars(query):
        files[file.version_id].append(file)
    return dict(files)


def checksums_of_release(session: Session, release: str) -> dict[str, str]:
    """SHA-256 of each file of the dataset versions that a release made, by its name.

    A file that has the same name in every folder (``datapackage.json``) is named with its dataset and version before.
    """
    query = (
        select(DatasetFile.name, DatasetFile.sha256, DatasetVersion.dataset_slug, DatasetVersion.number)
        .join(DatasetFile.version)
        .join(Release, DatasetVersion.release_seq == Release.seq)
        .where(Release.id == release)
        .order_by(DatasetFile.id)
    )
    return {_name_in_release(row.name, row.dataset_slug, row.number): row.sha256 for row in session.execute(query)}


def _name_in_release(name: str, slug: str, number: str) -> str:
    return name if name.startswith(f"{slug}-{number}") else f"{slug}-{number}/{name}"


def list_illustrative_releases(session: Session, releases: Sequence[str]) -> set[str]:
    """Which of the releases, by id, carry illustrative figures."""
    query = (
        select(Release.id)
        .join(DatasetVersion, DatasetVersion.release_seq == Release.seq)
        .join(Dataset, DatasetVersion.dataset_slug == Dataset.slug)
        .where(Release.id.in_(releases), Dataset.illustrative)
    )
    return set(session.scalars(query))


def get_version(session: Session, slug: str, number: str) -> DatasetVersion | None:
    query = select(DatasetVersion).where(DatasetVersion.dataset_slug == slug, DatasetVersion.number == number)
    return session.scalars(query.options(selectinload(DatasetVersion.files))).first()


def next_number(number: str | None, change: Change) -> str:
    """The version number after ``number``; the first is 1.0.0."""
    if number is None:
        return "1.0.0"
    major, minor, patch = map(int, number.split("."))
    if change is Change.MAJOR:
        return f"{major + 1}.0.0"
    if change is Change.MINOR:
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}"
