"""What the server is, and what its actions do."""

import inspect
from typing import Any

from api.ckan.actions import ACTIONS, action
from api.ckan.arguments import Arguments
from api.ckan.envelope import NotFound
from portal.addresses import public_url
from portal.i18n import gettext as _

VERSION = "2.11.0"
"""The version of CKAN whose dialect is spoken; clients read it as digits.digits.digits."""


@action
def status_show(_arguments: Arguments) -> dict[str, Any]:
    """What this server is: its title, its address and the version of CKAN whose dialect it speaks."""
    return {
        "ckan_version": VERSION,
        "site_title": "Làng Số",
        "site_description": _("Dữ liệu chuyển đổi số của xã, phường; API đọc theo cách của CKAN."),
        "site_url": public_url(""),
        "error_emails_to": None,
        "locale_default": "vi",
        "extensions": ["datastore"],
    }


@action
def site_read(_arguments: Arguments) -> bool:
    """Whether the site can be read: always."""
    return True


@action
def help_show(arguments: Arguments) -> str:
    """What an action does and takes. name: of the action."""
    name = arguments.required("name")
    if name not in ACTIONS:
        raise NotFound(_("không có thao tác “%(name)s”.", name=name))
    return inspect.cleandoc(ACTIONS[name].__doc__ or "")
