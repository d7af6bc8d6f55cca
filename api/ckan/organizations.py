"""Organizations: the People's Committees of the communes that have datasets."""

from typing import Any

from api.ckan.actions import action
from api.ckan.arguments import Arguments
from api.ckan.envelope import NotFound
from api.ckan.listing import list_of, members
from api.ckan.publishers import organization_id, organization_of
from portal.domain.catalogue_search import list_publishing
from portal.domain.datasets import Dataset
from portal.domain.localities import Locality
from portal.i18n import gettext as _
from portal.web import session


@action
def organization_list(arguments: Arguments) -> list[Any]:
    """The names of the organizations, sorted. sort: name, title or package_count, with asc or desc; all_fields: as
    objects, at most 1000; organizations: only these; limit, offset.
    """
    found = [_whole(commune, count) for commune, count in list_publishing(session())]
    return list_of(arguments, "organizations", found)


@action
def organization_show(arguments: Arguments) -> dict[str, Any]:
    """One organization by its id or name. include_datasets: with its datasets, at most 1000."""
    commune, count = _find(arguments.required("id"))
    found = _whole(commune, count)
    if arguments.flag("include_datasets", False):
        found["packages"] = members([Dataset.commune_id == commune.id])
    return found | {"users": [], "groups": [], "tags": [], "extras": [{"key": "commune_code", "value": commune.code}]}


def _find(ref: str) -> tuple[Locality, int]:
    found = list_publishing(session(), refs=[ref])
    if not found:
        found = [pair for pair in list_publishing(session()) if organization_id(pair[0].slug) == ref]
    if not found:
        raise NotFound(_("không có tổ chức “%(ref)s”.", ref=ref))
    return found[0]


def _whole(commune: Locality, count: int) -> dict[str, Any]:
    found = organization_of(commune)
    more = {"display_name": found["title"], "package_count": count, "num_followers": 0, "image_display_url": ""}
    return found | more
