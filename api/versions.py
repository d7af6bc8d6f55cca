"""The numbered states of the datasets, the newest of each first."""

from functools import partial
from typing import Any

from api.paging import Selected
from api.queries import AsOfQuery, VersionQuery
from api.references import State, find_commune, find_dataset, find_release, find_state
from api.routing import Parameters, v1
from api.schemas import VersionSchema
from portal.addresses import public_url
from portal.domain.datasets import DatasetVersion
from portal.domain.indicators import IndicatorGroup
from portal.domain.localities import Locality
from portal.domain.versions import select_versions
from portal.formats.public_rows import finish_versions

ORDER = (Locality.position, IndicatorGroup.position, DatasetVersion.dataset_slug, -DatasetVersion.release_seq)


@v1.collection("versions", VersionSchema, VersionQuery)
def list_versions(parameters: Parameters) -> Selected:
    return _versions(
        find_state(parameters),
        dataset=find_dataset(parameters),
        commune=find_commune(parameters),
        release=find_release(parameters),
    )


@v1.one("/versions/<dataset>/<number>", AsOfQuery)
def show_version(parameters: Parameters, dataset: str, number: str) -> Selected:
    return _versions(find_state(parameters), dataset=dataset, number=number)


def _versions(seen: State, **which: Any) -> Selected:
    finish = partial(finish_versions, base=public_url("/datasets"))
    return Selected(select_versions(as_of=seen.seq, **which), ORDER, finish, seen.pinned)
