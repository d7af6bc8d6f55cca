"""The datastore: the rows of a dataset's CSV file, to be filtered, sorted and paged.

A figure that is not shown is null, and its row's status says why; zero is a figure.
"""

from typing import Any
from urllib.parse import urlencode

from sqlalchemy import func, select

from api.ckan.actions import action
from api.ckan.arguments import Arguments
from api.ckan.envelope import NotFound
from api.ckan.resources import find_resource
from api.ckan.row_queries import Table, matching, sorting
from api.ckan.times import instant
from portal.domain.catalogue import Entry
from portal.domain.dataset_rows import NUMBER, finish_rows
from portal.i18n import gettext as _
from portal.web import session

USUAL, MOST = 100, 32_000


@action
def datastore_search(arguments: Arguments) -> dict[str, Any]:
    """Rows of a resource whose datastore_active is true. resource_id; filters: an object of columns and values, or
    lists of values; q: words in any column of text, or an object of columns and words; fields; sort: columns, with asc
    or desc; limit: at most 32000; offset; include_total.
    """
    entry, resource = _find(arguments.required("resource_id", "id"))
    table = Table(entry.dataset, entry.version.release_seq)
    wanted = table.chosen(arguments.texts("fields", parted_by=","))
    conditions, order = matching(arguments, table), sorting(arguments, table)
    limit, start = arguments.natural("limit", USUAL, most=MOST), arguments.natural("offset", 0)
    query = select(*table.rows.c).where(*conditions).order_by(*order).limit(limit).offset(start)
    found = finish_rows(session(), entry.dataset, list(session().execute(query)), table.as_of)
    answer: dict[str, Any] = {
        "resource_id": resource["id"],
        "fields": table.described(wanted),
        "records": [{name: row[name] for name in wanted} for row in found],
        "records_format": "objects",
        "limit": limit,
        "offset": start,
        "include_total": (with_total := arguments.flag("include_total", True)),
        "_links": _links(arguments, resource["id"], limit, start),
        **arguments.given(("filters", "q", "sort")),
    }
    if with_total:
        answer |= {"total": _count(table, conditions), "total_was_estimated": False}
    return answer


@action
def datastore_info(arguments: Arguments) -> dict[str, Any]:
    """The columns of a resource, what each means, and how many rows there are. id: of the resource."""
    entry, resource = _find(arguments.required("id", "resource_id"))
    table = Table(entry.dataset, entry.version.release_seq)
    return {
        "meta": {
            "id": resource["id"],
            "count": entry.version.rows,
            "table_type": "VIEW",
            "size": resource["size"],
            "dataset": entry.dataset.slug,
            "version": entry.version.number,
            "last_modified": instant(entry.modified),
        },
        "fields": table.described([name for name in table.names if name != NUMBER]),
    }


def _find(ref: str) -> tuple[Entry, dict[str, Any]]:
    entry, resource = find_resource(ref)
    if not resource["datastore_active"]:
        raise NotFound(_("tệp “%(ref)s” không có trong kho dòng; dùng tệp CSV của bộ dữ liệu.", ref=ref))
    return entry, resource


def _count(table: Table, conditions: list[Any]) -> int:
    return session().scalar(select(func.count()).select_from(table.rows).where(*conditions)) or 0


def _links(arguments: Arguments, ref: str, limit: int, start: int) -> dict[str, str]:
    asked = arguments.given(("filters", "q", "sort", "fields"), as_text=True)
    kept = {"resource_id": ref} | asked | {"limit": limit}
    links = {"start": _link(kept)}
    if start:
        links["prev"] = _link(kept | {"offset": max(0, start - limit)})
    return links | {"next": _link(kept | {"offset": start + limit})}


def _link(arguments: dict[str, Any]) -> str:
    return f"/api/3/action/datastore_search?{urlencode(arguments)}"
