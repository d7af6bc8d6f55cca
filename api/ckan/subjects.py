"""A subject as CKAN describes a group."""

from typing import Any

from portal.domain.identifiers import identify
from portal.domain.indicators import IndicatorGroup


def group_id(code: str) -> str:
    return identify("group", code)


def group_of(group: IndicatorGroup) -> dict[str, Any]:
    return {
        "id": group_id(group.code),
        "name": group.code,
        "title": group.title,
        "display_name": group.title,
        "description": group.description,
        "image_display_url": "",
        "title_translated": {"vi": group.title, "en": group.title_en},
    }
