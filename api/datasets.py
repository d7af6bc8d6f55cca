"""The catalogue: datasets in their newest version, with its files."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from api.paging import Row, Selected
from api.queries import DatasetQuery
from api.references import find_commune, find_group
from api.rendering import names_of
from api.routing import Parameters, v1
from api.schemas import DatasetSchema
from portal.domain.datasets import Dataset, select_datasets
from portal.domain.indicators import IndicatorGroup
from portal.domain.localities import Locality
from portal.formats.http import public_url
from portal.formats.public_rows import finish_datasets

ORDER = (Locality.position, IndicatorGroup.position, Dataset.slug)


@v1.collection("datasets", DatasetSchema, DatasetQuery)
def list_datasets(parameters: Parameters) -> Selected:
    rows = select_datasets(commune=find_commune(parameters), group=find_group(parameters))
    return Selected(rows, ORDER, _with_files(public_url("/datasets")))


@v1.one("/datasets/<slug>")
def show_dataset(_parameters: Parameters, slug: str) -> Selected:
    return Selected(select_datasets(slug=slug), ORDER, _with_files(public_url("/datasets")))


def _with_files(base: str) -> Callable[[Session, list[Row]], list[Row]]:
    return lambda session, rows: finish_datasets(session, names_of(DatasetSchema), rows, base=base)
