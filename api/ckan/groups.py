"""Groups: the subjects that datasets are about."""

from typing import Any

from api.ckan.actions import action
from api.ckan.arguments import Arguments
from api.ckan.envelope import NotFound
from api.ckan.listing import list_of, members
from api.ckan.subjects import group_id, group_of
from api.ckan.times import day
from portal.domain.catalogue_search import list_subjects
from portal.domain.datasets import Dataset
from portal.domain.indicators import IndicatorGroup
from portal.i18n import gettext as _
from portal.web import session


@action
def group_list(arguments: Arguments) -> list[Any]:
    """The names of the groups, sorted. sort: name, title or package_count, with asc or desc; all_fields: as objects;
    groups: only these; limit, offset.
    """
    return list_of(arguments, "groups", [_whole(group, count) for group, count in list_subjects(session())])


@action
def group_show(arguments: Arguments) -> dict[str, Any]:
    """One group by its id or name. include_datasets: with its datasets, at most 1000."""
    group, count = _find(arguments.required("id"))
    found = _whole(group, count)
    if arguments.flag("include_datasets", False):
        found["packages"] = members([Dataset.group_code == group.code])
    return found | {"users": [], "groups": [], "tags": [], "extras": []}


def _find(ref: str) -> tuple[IndicatorGroup, int]:
    for group, count in list_subjects(session()):
        if ref in {group.code, group_id(group.code)}:
            return group, count
    raise NotFound(_("không có nhóm “%(ref)s”.", ref=ref))


def _whole(group: IndicatorGroup, count: int) -> dict[str, Any]:
    return group_of(group) | {
        "image_url": "",
        "created": day(None),
        "is_organization": False,
        "type": "group",
        "approval_status": "approved",
        "state": "active",
        "package_count": count,
        "num_followers": 0,
    }
