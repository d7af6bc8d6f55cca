"""The licence of everything here."""

from typing import Any

from api.ckan.actions import action
from api.ckan.arguments import Arguments
from portal.domain.catalogue import LICENCE_TITLE, LICENCE_URL
from portal.domain.datasets import LICENCE


def licence_of(code: str) -> dict[str, Any]:
    """What a package says of its licence."""
    if code != LICENCE:
        return {"license_id": code, "license_title": code, "license_url": "", "isopen": False}
    return {"license_id": code, "license_title": LICENCE_TITLE, "license_url": LICENCE_URL, "isopen": True}


@action
def license_list(_arguments: Arguments) -> list[dict[str, Any]]:
    """The licences that datasets are under."""
    return [
        {
            "id": LICENCE,
            "title": LICENCE_TITLE,
            "url": LICENCE_URL,
            "status": "active",
            "family": "",
            "maintainer": "Creative Commons",
            "domain_content": True,
            "domain_data": True,
            "domain_software": False,
            "is_generic": False,
            "is_okd_compliant": True,
            "is_osi_compliant": False,
            "od_conformance": "approved",
            "osd_conformance": "not reviewed",
        }
    ]
