"""The versions of the datasets and their files, as rows for programs."""

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from portal.db import Condition, Rows, narrow
from portal.domain.datasets import Dataset, DatasetFile, DatasetVersion
from portal.domain.indicators import IndicatorGroup
from portal.domain.localities import Locality, is_commune
from portal.domain.releases import Release


def select_versions(
    *,
    as_of: int,
    dataset: str | None = None,
    number: str | None = None,
    commune: Locality | None = None,
    release: str | None = None,
) -> Rows:
    """Rows under the public field names of what was out by a release, in no order; the id of the version is last."""
    query = _out_by(
        select(
            DatasetVersion.dataset_slug.label("dataset"),
            DatasetVersion.number,
            Locality.code.label("commune"),
            Dataset.group_code.label("group"),
            Release.id.label("release"),
            Release.released_at,
            Release.kind,
            DatasetVersion.rows,
            _is_newest(as_of).label("newest"),
            Dataset.illustrative,
            DatasetVersion.id.label("version_id"),
        ),
        as_of,
        of_all=dataset is None and number is None and release is None,
    )
    return narrow(
        query,
        (DatasetVersion.dataset_slug, dataset),
        (DatasetVersion.number, number),
        (Dataset.commune_id, commune and commune.id),
        (Release.id, release),
    )


def _out_by(query: Rows, as_of: int, *, of_all: bool = False) -> Rows:
    """The query of versions that were out by a release, with what they are versions of.

    :param of_all: nothing narrows them: to go from the communes in their order to the versions, and no other way.
    """
    slug = Dataset.slug.concat("") if of_all else Dataset.slug
    return (
        query.join(Dataset, DatasetVersion.dataset_slug == slug)
        .join(Locality, Dataset.commune_id == Locality.id)
        .join(IndicatorGroup, Dataset.group_code == IndicatorGroup.code)
        .join(Release, DatasetVersion.release_seq == Release.seq)
        .where(DatasetVersion.release_seq <= as_of)
        .where(is_commune())  # true of all; an index has these in the order of the catalogue
    )


def _is_newest(as_of: int) -> Condition:
    other = aliased(DatasetVersion)
    newest = select(func.max(other.release_seq)).where(
        other.dataset_slug == DatasetVersion.dataset_slug, other.release_seq <= as_of
    )
    return DatasetVersion.release_seq == newest.correlate(DatasetVersion).scalar_subquery()


def select_files(
    *,
    as_of: int,
    dataset: str | None = None,
    number: str | None = None,
    name: str | None = None,
    format_: str | None = None,
    commune: Locality | None = None,
    release: str | None = None,
    newest: bool = False,
) -> Rows:
    """The files of what was out by a release, under their public field names, in no order."""
    query = _out_by(
        select(
            DatasetVersion.dataset_slug.label("dataset"),
            DatasetVersion.number.label("version"),
            DatasetFile.name,
            DatasetFile.format,
            DatasetFile.bytes,
            DatasetFile.sha256,
            Release.id.label("release"),
            Release.released_at,
            Dataset.illustrative,
        ).join(DatasetVersion, DatasetFile.version_id == DatasetVersion.id),
        as_of,
    )
    if newest:
        query = query.where(_is_newest(as_of))
    return narrow(
        query,
        (DatasetVersion.dataset_slug, dataset),
        (DatasetVersion.number, number),
        (DatasetFile.name, name),
        (DatasetFile.format, format_),
        (Dataset.commune_id, commune and commune.id),
        (Release.id, release),
    )
