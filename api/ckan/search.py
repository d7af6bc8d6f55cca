"""``package_search``: finding datasets, page by page, with exact counts."""

from typing import Any

from sqlalchemy import and_, case, true

from api.ckan.actions import action
from api.ckan.arguments import Arguments
from api.ckan.conditions import Conditions, words_of
from api.ckan.envelope import BadQuery
from api.ckan.facets import facets_of
from api.ckan.packages import packages_of
from portal.domain.catalogue_search import ISSUED, MODIFIED, count_found, in_title, list_found
from portal.domain.datasets import Dataset
from portal.i18n import gettext as _
from portal.web import session

USUAL, MOST = 10, 1000
USUAL_ORDER = "score desc, metadata_modified desc"
COLUMNS: dict[str, Any] = {
    "id": Dataset.uuid,
    "name": Dataset.slug,
    "title": Dataset.title,
    "title_string": Dataset.title,
    "metadata_modified": MODIFIED,
    "metadata_created": ISSUED,
}


@action
def package_search(arguments: Arguments) -> dict[str, Any]:
    """The datasets found, those wanted of them. q: words, with or without Vietnamese marks. fq, fq_list:
    organization:, groups:, tags:, res_format:, license_id:, name:, id:, and metadata_modified:[a TO b], joined by
    spaces (and), OR, - (not). sort: score, name, title, id, metadata_modified or metadata_created, with asc or desc.
    rows: at most 1000; start. facet.field: organization, groups, tags, license_id, res_format; facet.limit.
    """
    make, q = Conditions(session()), arguments.text("q")
    filters = [*arguments.texts("fq"), *arguments.texts("fq_list")]
    found = (make.of_text(q), *[make.of_filter(text) for text in filters])
    sort = arguments.text("sort").strip() or USUAL_ORDER
    by = [*_order(sort, q), Dataset.uuid]
    rows, start = arguments.natural("rows", USUAL, most=MOST), arguments.natural("start", 0)
    total = count_found(session(), found)
    return {
        "count": total,
        "sort": sort,
        "results": packages_of(list_found(session(), found, by=by, limit=rows, offset=start)) if rows else [],
        **facets_of(arguments, found, total, make.vocabulary),
    }


def _order(sort: str, q: str) -> list[Any]:
    return [_column(part.split(), q) for part in sort.split(",")]


def _column(words: list[str], q: str) -> Any:
    name, direction = (words[0], words[-1].lower() if len(words) > 1 else "asc") if words else ("", "")
    if len(words) > 2 or direction not in {"asc", "desc"} or name not in {"score", *COLUMNS}:
        known = ", ".join(["score", *COLUMNS])
        raise BadQuery(_("không xếp được theo “%(sort)s”; nhận %(known)s.", sort=" ".join(words), known=known))
    column = COLUMNS[name] if name in COLUMNS else _score(q)
    return column.desc() if direction == "desc" else column.asc()


def _score(q: str) -> Any:
    """1 where every word is in the title or the name of the place, else 0."""
    return case((and_(true(), *[in_title(session(), word) for word in words_of(q)]), 1), else_=0)
