"""What lists of organizations and of groups share."""

from collections.abc import Sequence
from typing import Any

from api.ckan.arguments import Arguments
from api.ckan.envelope import Invalid
from api.ckan.packages import packages_of
from portal.db import Condition
from portal.domain.catalogue_search import list_found
from portal.domain.datasets import Dataset
from portal.i18n import gettext as _
from portal.web import session

MOST = 1000
SORTED_BY = ("name", "title", "package_count", "packages")


def list_of(arguments: Arguments, names: str, things: list[dict[str, Any]]) -> list[Any]:
    """What ``group_list`` and ``organization_list`` answer of all things.

    :param names: the argument that names those wanted.
    """
    wanted = arguments.texts(names, parted_by=",")
    kept = [thing for thing in things if not wanted or thing["name"] in wanted or thing["id"] in wanted]
    ordered = _ordered(arguments, kept)
    in_full = arguments.flag("all_fields", False)
    start = arguments.natural("offset", 0)
    most = min(len(ordered), MOST) if in_full else len(ordered)
    chosen = ordered[start : start + arguments.natural("limit", most, most=most)]
    return chosen if in_full else [thing["name"] for thing in chosen]


def members(conditions: Sequence[Condition]) -> list[dict[str, Any]]:
    """The datasets for which the conditions hold, by name."""
    return packages_of(list_found(session(), conditions, by=[Dataset.slug], limit=MOST))


def _ordered(arguments: Arguments, things: list[dict[str, Any]]) -> list[dict[str, Any]]:
    by, _space, direction = (arguments.text("sort") or arguments.text("order_by") or "name asc").strip().partition(" ")
    direction = direction.strip().lower()
    if by not in SORTED_BY or direction not in {"", "asc", "desc"}:
        raise Invalid("sort", _("chỉ nhận %(allowed)s.", allowed=", ".join(SORTED_BY)))
    key = {"packages": "package_count"}.get(by, by)
    return sorted(things, key=lambda thing: (thing[key], thing["name"]), reverse=direction == "desc")
