"""The catalogue: datasets in their newest version, with its files."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from api.paging import Row, Selected
from api.queries import DatasetQuery
from api.references import find_commune, find_group
from api.rendering import names_of
from api.routing import Parameters, v1
from api.schemas import DatasetSchema
from portal.domain.datasets import Dataset, DatasetFile, list_files, select_datasets
from portal.domain.indicators import IndicatorGroup
from portal.domain.localities import Locality
from portal.formats.http import public_url

ORDER = (Locality.position, IndicatorGroup.position, Dataset.slug)


@v1.collection("datasets", DatasetSchema, DatasetQuery)
def list_datasets(parameters: Parameters) -> Selected:
    rows = select_datasets(commune=find_commune(parameters), group=find_group(parameters))
    return Selected(rows, ORDER, _with_files(public_url("/datasets")))


@v1.one("/datasets/<slug>")
def show_dataset(_parameters: Parameters, slug: str) -> Selected:
    return Selected(select_datasets(slug=slug), ORDER, _with_files(public_url("/datasets")))


def _with_files(base: str) -> Callable[[Session, list[Row]], list[Row]]:
    """Put the files in the place of the version's id, which is last in a row; ``base`` is where datasets are."""
    slug, version = (names_of(DatasetSchema).index(name) for name in ("slug", "version"))

    def finish(session: Session, rows: list[Row]) -> list[Row]:
        files = list_files(session, [row[-1] for row in rows if row[-1] is not None])
        return [
            (*row[:-1], [_file(f, f"{base}/{row[slug]}/{row[version]}") for f in files.get(row[-1], [])])
            for row in rows
        ]

    return finish


def _file(file: DatasetFile, folder: str) -> dict[str, object]:
    return {
        "name": file.name,
        "format": file.format,
        "url": f"{folder}/{file.name}",
        "bytes": file.bytes,
        "sha256": file.sha256,
    }
