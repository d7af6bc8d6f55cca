"""What came last: the newest versions of datasets, and the releases that wrote an indicator."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from portal.domain.datasets import Dataset, DatasetVersion
from portal.domain.indicators import Indicator
from portal.domain.observations import Observation
from portal.domain.releases import Release


def list_newest_versions(session: Session, *, dataset: str | None = None, limit: int) -> list[DatasetVersion]:
    """The versions that came last, of one dataset or of all, the newest first."""
    query = select(DatasetVersion).options(joinedload(DatasetVersion.dataset))
    if dataset is not None:
        query = query.where(DatasetVersion.dataset_slug == dataset)
    newest_first = (DatasetVersion.release_seq.desc(), DatasetVersion.id.desc())
    return list(session.scalars(query.order_by(*newest_first).limit(limit)))


def list_releases_of_indicator(session: Session, indicator: Indicator, *, limit: int) -> list[Release]:
    """The releases that wrote an observation of an indicator, the newest first.

    Sought among the releases of its subject's datasets, from the newest on: never all its observations.
    """
    of_subject = (
        select(DatasetVersion.release_seq)
        .join(Dataset, DatasetVersion.dataset_slug == Dataset.slug)
        .where(Dataset.group_code == indicator.group_code)
    )
    wrote = (
        select(Observation.id)
        .where(Observation.released_in == Release.seq, Observation.indicator_code == indicator.code)
        .exists()
    )
    query = select(Release).where(Release.seq.in_(of_subject), wrote)
    return list(session.scalars(query.order_by(Release.seq.desc()).limit(limit)))
