"""The catalogue: datasets in their newest version, now or as of a release, with its files."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from api.paging import Row, Selected
from api.queries import AsOfQuery, DatasetQuery
from api.references import State, find_commune, find_group, find_state
from api.rendering import names_of
from api.routing import Parameters, v1
from api.schemas import DatasetSchema
from portal.addresses import public_url
from portal.domain.datasets import select_datasets
from portal.domain.listings import ORDER
from portal.formats.public_rows import finish_datasets


@v1.collection("datasets", DatasetSchema, DatasetQuery)
def list_datasets(parameters: Parameters) -> Selected:
    return _datasets(find_state(parameters), commune=find_commune(parameters), group=find_group(parameters))


@v1.one("/datasets/<slug>", AsOfQuery)
def show_dataset(parameters: Parameters, slug: str) -> Selected:
    return _datasets(find_state(parameters), slug=slug)


def _datasets(seen: State, **which: Any) -> Selected:
    return Selected(select_datasets(as_of=seen.seq, **which), ORDER, _with_files(public_url("/datasets")), seen.pinned)


def _with_files(base: str) -> Callable[[Session, list[Row]], list[Row]]:
    return lambda session, rows: finish_datasets(session, names_of(DatasetSchema), rows, base=base)
