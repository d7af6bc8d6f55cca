"""The downloads of every version of every dataset, the newest of each dataset first."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from api.paging import Row, Selected
from api.queries import AsOfQuery, FileQuery
from api.references import State, find_commune, find_dataset, find_release, find_state
from api.routing import Parameters, v1
from api.schemas import DownloadSchema
from portal.addresses import public_url
from portal.domain.datasets import DatasetFile, DatasetVersion
from portal.domain.indicators import IndicatorGroup
from portal.domain.localities import Locality
from portal.domain.versions import select_files
from portal.formats.public_rows import finish_files

ORDER = (
    Locality.position,
    IndicatorGroup.position,
    DatasetVersion.dataset_slug,
    -DatasetVersion.release_seq,
    DatasetFile.id,
)


@v1.collection("files", DownloadSchema, FileQuery)
def list_files(parameters: Parameters) -> Selected:
    return _files(
        find_state(parameters),
        dataset=find_dataset(parameters),
        number=parameters["version"],
        format_=parameters["format"],
        commune=find_commune(parameters),
        release=find_release(parameters),
        newest=parameters["newest"] is not None,
    )


@v1.one("/files/<dataset>/<version>/<name>", AsOfQuery, suffixes=False)
def show_file(parameters: Parameters, dataset: str, version: str, name: str) -> Selected:
    return _files(find_state(parameters), dataset=dataset, number=version, name=name)


def _files(seen: State, **which: Any) -> Selected:
    return Selected(select_files(as_of=seen.seq, **which), ORDER, _with_address(public_url("/datasets")), seen.pinned)


def _with_address(base: str) -> Callable[[Session, list[Row]], list[Row]]:
    return lambda _session, rows: finish_files(rows, base=base)
