"""The released files of dataset versions, put into a copy as they were released."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.datasets import DatasetFile, DatasetVersion

CHUNK = 1 << 18


class NotAsReleased(Exception):
    """A released file is missing or has other bytes."""


@dataclass(frozen=True)
class Released:
    """A file as the store knows it."""

    dataset: str
    number: str
    name: str
    format: str
    sha256: str

    @property
    def place(self) -> str:
        """Under the folder of released files, and under ``data/`` of a copy."""
        return f"{self.dataset}/{self.number}/{self.name}"


def list_released(session: Session, *, every_version: bool) -> Iterator[Released]:
    """The files of every version; or of the newest of each dataset, without the zips, which hold the others again."""
    query = (
        select(DatasetVersion.dataset_slug, DatasetVersion.number, DatasetFile.name, DatasetFile.format)
        .add_columns(DatasetFile.sha256)
        .join(DatasetFile.version)
        .order_by(DatasetVersion.dataset_slug, DatasetVersion.release_seq, DatasetFile.id)
    )
    if not every_version:
        newest = select(func.max(DatasetVersion.release_seq)).group_by(DatasetVersion.dataset_slug)
        newest = newest.add_columns(DatasetVersion.dataset_slug)
        pairs = newest.subquery()
        query = query.join(
            pairs, (pairs.c[0] == DatasetVersion.release_seq) & (pairs.c.dataset_slug == DatasetVersion.dataset_slug)
        ).where(DatasetFile.format != "zip")
    for row in session.execute(query.execution_options(yield_per=1000)):
        yield Released(*row)


def put_released(released: Iterator[Released], files: Path, folder: Path, *, link: bool) -> int:
    """Put the files into ``folder``, each checked against its checksum; answers how many.

    :param link: share the bytes with the portal's own file, for a copy that nobody will write to.
    :raises NotAsReleased: naming the file.
    """
    count = 0
    for file in released:
        target = folder / file.place
        target.parent.mkdir(parents=True, exist_ok=True)
        if _put(files / file.place, target, link=link) != file.sha256:
            raise NotAsReleased(f"{files / file.place} is not the file that was released; put that back first")
        count += 1
    return count


def _put(source: Path, target: Path, *, link: bool) -> str:
    """Answers the SHA-256 of what was put there."""
    try:
        with source.open("rb") as file:
            if not (link and _linked(source, target)):
                with target.open("wb") as copy:
                    shutil.copyfileobj(file, copy, CHUNK)
            file.seek(0)
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        raise NotAsReleased(f"{source} was released and is missing; put it back first") from None


def _linked(source: Path, target: Path) -> bool:
    try:
        os.link(source, target)
    except OSError:  # another file system
        return False
    return True
