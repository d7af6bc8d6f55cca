"""Facets: how many of the datasets found have each value of a field."""

import re
from collections.abc import Sequence
from typing import Any

from api.ckan.arguments import Arguments
from api.ckan.envelope import BadQuery, Invalid
from api.ckan.resources import NOTICE, label_of
from api.ckan.tags import Vocabulary, count_tags
from portal.db import Condition
from portal.domain.catalogue import publisher_of
from portal.domain.catalogue_search import (
    count_by,
    count_file_formats,
    count_found,
    is_withdrawn,
)
from portal.domain.datasets import Dataset
from portal.domain.localities import Locality
from portal.formats.mediatypes import FORMATS
from portal.i18n import gettext as _
from portal.web import session

TITLES = {
    "organization": "Xã, phường",
    "groups": "Nhóm chỉ số",
    "tags": "Từ khóa",
    "license_id": "Giấy phép",
    "res_format": "Định dạng",
}
USUAL = 50

Found = tuple[Condition, ...]


def facets_of(arguments: Arguments, conditions: Found, total: int, words: Vocabulary) -> dict[str, Any]:
    """``facets`` and ``search_facets`` of an answer that found ``total``; empty when none was asked for."""
    fields = arguments.texts("facet.field") if arguments.flag("facet", True) else []
    if unknown := [field for field in fields if field not in TITLES]:
        raise BadQuery(_("facet.field không nhận “%(field)s”.", field=unknown[0]))
    most = _limit(arguments)
    counted = {field: _most_frequent(_count(field, conditions, total, words), most) for field in dict.fromkeys(fields)}
    return {
        "facets": counted,
        "search_facets": {field: _in_words(field, counts, words) for field, counts in counted.items()},
    }


def _limit(arguments: Arguments) -> int | None:
    """A negative number is no limit."""
    text = arguments.text("facet.limit", str(USUAL)).strip()
    if not re.fullmatch("-?[0-9]{1,9}", text):
        raise Invalid("facet.limit", _("phải là số nguyên."))
    return None if text.startswith("-") else int(text)


def _most_frequent(counts: dict[str, int], most: int | None) -> dict[str, int]:
    ordered = sorted(((name, count) for name, count in counts.items() if count), key=lambda pair: (-pair[1], pair[0]))
    return dict(ordered[:most])


def _count(field: str, conditions: Sequence[Condition], total: int, words: Vocabulary) -> dict[str, int]:
    if field == "tags":
        return count_tags(session(), words, conditions, total)
    if field == "res_format":
        return _count_formats(conditions)
    column = {"organization": Locality.slug, "groups": Dataset.group_code, "license_id": Dataset.licence}[field]
    return count_by(session(), column, conditions)


def _count_formats(conditions: Sequence[Condition]) -> dict[str, int]:
    counts = count_file_formats(session(), conditions, {code: label_of(code) for code in FORMATS})
    return counts | {NOTICE: count_found(session(), [*conditions, is_withdrawn()])}


def _in_words(field: str, counts: dict[str, int], words: Vocabulary) -> dict[str, Any]:
    titles = _titles(field, words)
    items = [{"name": n, "display_name": titles.get(n, n), "count": count} for n, count in counts.items()]
    return {"title": TITLES[field], "items": items}


def _titles(field: str, words: Vocabulary) -> dict[str, str]:
    if field == "organization":
        return {commune.slug: publisher_of(commune)[0] for commune in words.communes}
    if field == "groups":
        return {group.code: group.title for group in words.groups}
    return {}
