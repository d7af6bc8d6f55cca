"""The files of a dataset version: built when it is released, named forever.

They are written to a folder beside the final one, flushed to disk and renamed into place before the release commits,
so that a version that can be read is a version whose files are whole.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from portal.domain.datasets import Dataset
from portal.domain.indicators import Indicator
from portal.domain.localities import Locality
from portal.domain.observations import Observation, select_observations
from portal.formats import BOM, Table, csv_chunks, json_bytes, rows_json

FIELDS = (
    "indicator,locality,locality_name,period,numerator,denominator,value,status,reported,expected,release,illustrative"
).split(",")

BUILDING = ".building-"


@dataclass(frozen=True)
class BuiltFile:
    name: str
    format: str
    bytes: int
    sha256: str


def observation_rows(session: Session, dataset: Dataset, as_of: int) -> list[tuple[Any, ...]]:
    """The dataset's observations as of a release, by indicator, place and period; the commune before its villages."""
    query = (
        select_observations(as_of=as_of, dataset=dataset.slug)
        .add_columns(Locality.name)
        .join(Indicator, Observation.indicator_code == Indicator.code)
        .order_by(Indicator.position, Locality.kind, Locality.position, Observation.period_end, Observation.period)
    )
    return [(row[0], row[1], row[-1], *row[2:-1]) for row in session.execute(query)]


def build_files(
    folder: Path,
    dataset: Dataset,
    number: str,
    released_at: str,
    fields: Sequence[str],
    rows: list[tuple[Any, ...]],
) -> list[BuiltFile]:
    """Write the files of a version into ``folder`` and put them in place whole.

    :raises OSError: the disk is full or cannot be written; nothing of the version is then in place.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    stem = f"{dataset.slug}-{number}"
    table = Table(stem, tuple(fields), rows)
    chunks = list(csv_chunks(table))
    contents: list[tuple[str, str, Iterable[bytes]]] = [
        (f"{stem}.csv", "csv", chunks),
        (f"{stem}-excel.csv", "csv-excel", [BOM.encode(), *chunks]),
        (f"{stem}.json", "json", [json_bytes(_document(dataset, number, released_at, table))]),
    ]
    building = Path(tempfile.mkdtemp(prefix=BUILDING, dir=folder.parent))
    try:
        built = [_write(building / name, name, format_, chunks) for name, format_, chunks in contents]
        building.chmod(0o755)
        _sync(building)
        shutil.rmtree(folder, ignore_errors=True)  # of an earlier attempt that did not commit
        building.rename(folder)
        _sync(folder.parent)
        _sync(folder.parent.parent)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return built


def _document(dataset: Dataset, number: str, released_at: str, table: Table) -> dict[str, Any]:
    return {
        "dataset": dataset.slug,
        "title": dataset.title,
        "title_en": dataset.title_en,
        "version": number,
        "released_at": released_at,
        "licence": dataset.licence,
        "illustrative": dataset.illustrative,
        "notice": ILLUSTRATIVE[0] if dataset.illustrative else None,
        "notice_en": ILLUSTRATIVE[1] if dataset.illustrative else None,
        "data": rows_json(table),
    }


ILLUSTRATIVE = ("Số liệu minh họa: thôn, tổ dân phố và số liệu là giả định.", "Illustrative data: made-up figures.")


def sweep(files: Path) -> None:
    """Remove what building left behind when it was interrupted: folders that were never renamed into place."""
    for folder in files.glob(f"*/{BUILDING}*"):
        shutil.rmtree(folder, ignore_errors=True)


def _write(path: Path, name: str, format_: str, chunks: Iterable[bytes]) -> BuiltFile:
    digest, size = hashlib.sha256(), 0
    with path.open("wb") as file:
        for chunk in _counted(chunks, digest):
            size += file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return BuiltFile(name, format_, size, digest.hexdigest())


def _counted(chunks: Iterable[bytes], digest: Any) -> Iterator[bytes]:
    for chunk in chunks:
        digest.update(chunk)
        yield chunk


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
