"""The actions by name, those that are not offered, and how one is run."""

from collections.abc import Callable
from typing import Any

from api.ckan.arguments import Arguments
from api.ckan.envelope import Denied
from portal.i18n import gettext as _

Action = Callable[[Arguments], Any]

ACTIONS: dict[str, Action] = {}

WRITES = (
    "create",
    "update",
    "patch",
    "delete",
    "purge",
    "upsert",
    "revise",
    "invite",
    "reorder",
    "clear",
    "submit",
    "hook",
    "follow",
)
"""With which words the names of CKAN's actions that change something begin or end."""


def action(view: Action) -> Action:
    """Offer a function as the action of its name; its docstring is the help."""
    ACTIONS[view.__name__] = view
    return view


def refuse(name: str) -> Action | None:
    """The action that explains why CKAN's own of this name is not offered; None of names that CKAN has not either."""
    if name == "datastore_search_sql":
        return _refuse_sql
    words = name.removeprefix("bulk_").split("_")
    return _refuse_writing if {words[0], words[-1]} & set(WRITES) else None


def _refuse_sql(_arguments: Arguments) -> Any:
    raise Denied(
        _("Cổng không nhận câu lệnh SQL. Dùng datastore_search, /api/v1/observations, hoặc tải tệp CSV, Parquet về.")
    )


def _refuse_writing(_arguments: Arguments) -> Any:
    raise Denied(_("API này chỉ để đọc; không ai ghi được gì qua đây."))
