"""What came last: the newest versions of datasets."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from portal.domain.datasets import DatasetVersion


def list_newest_versions(
    session: Session, *, dataset: str | None = None, limit: int, offset: int = 0
) -> list[DatasetVersion]:
    """The versions that came last, of one dataset or of all, the newest first."""
    query = select(DatasetVersion).options(joinedload(DatasetVersion.dataset))
    if dataset is not None:
        query = query.where(DatasetVersion.dataset_slug == dataset)
    newest_first = (DatasetVersion.release_seq.desc(), DatasetVersion.id.desc())
    return list(session.scalars(query.order_by(*newest_first).limit(limit).offset(offset or None)))
