"""A commune's People's Committee as CKAN describes who publishes."""

from typing import Any

from api.ckan.times import day
from portal.domain.catalogue import publisher_of
from portal.domain.identifiers import identify
from portal.domain.localities import Locality


def organization_id(slug: str) -> str:
    return identify("commune", slug)


def organization_of(commune: Locality) -> dict[str, Any]:
    title, title_en = publisher_of(commune)
    return {
        "id": organization_id(commune.slug),
        "name": commune.slug,
        "title": title,
        "description": "",
        "image_url": "",
        "created": day(commune.valid_from),
        "is_organization": True,
        "type": "organization",
        "approval_status": "approved",
        "state": "active",
        "title_translated": {"vi": title, "en": title_en},
    }
