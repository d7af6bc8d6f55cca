"""Datasets made row by row, at any instant."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.dcat.addresses import PAGE_SIZE
from portal.db import Store
from portal.domain.datasets import Dataset, DatasetFile, DatasetVersion
from portal.domain.localities import Locality
from portal.domain.releases import Release
from tests.builders import make_commune
from tests.conftest import Installation
from tests.records import make_dataset, make_release

GROUPS = ("task-progress", "reports", "budget", "support-programmes", "community-teams")


def make_place(session: Session, slug: str) -> Locality:
    """The commune of this slug, made where it is not there."""
    found = session.scalars(select(Locality).where(Locality.slug == slug)).first()
    code = str(90000 + len(list(session.scalars(select(Locality.id)))))
    return found or make_commune(session, code=code, slug=slug, villages=0)


def make_version(
    session: Session,
    commune: str = "thu-nghiem",
    group: str = "reports",
    *,
    at: dt.datetime | None = None,
    illustrative: bool = False,
    **of_release: object,
) -> DatasetVersion:
    """The next version of a commune's dataset, in a release of its own."""
    place = make_place(session, commune)
    slug = make_dataset(session, place, group, illustrative)
    release = session.get_one(Release, make_release(session, place))
    for name, value in ({"released_at": at or release.released_at} | of_release).items():
        setattr(release, name, value)
    count = len(session.get_one(Dataset, slug).versions)
    version = DatasetVersion(dataset_slug=slug, number=f"1.{count}.0", release_seq=release.seq, rows=0)
    session.add(version)
    session.flush()
    name = f"{slug}-{version.number}.csv"
    session.add(DatasetFile(version_id=version.id, name=name, format="csv", bytes=3, sha256="ab" * 32))
    session.flush()
    session.expire_all()
    return version


def make_datasets(public: Store, count: int, commune: str = "thu-nghiem") -> None:
    """So many datasets of a commune, one release each."""
    for group in GROUPS[:count]:
        with public.begin() as session:
            make_version(session, commune, group)


@contextmanager
def portal(public: Store, desk: Store, files: Path, *, size: int = 100) -> Iterator[Flask]:
    """The public application over these stores, with pages of so many datasets."""
    app = Installation(public, desk, files).make_app()
    app.config[PAGE_SIZE] = size
    yield app
    app.extensions["store"].close()
