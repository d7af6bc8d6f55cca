"""The stores that the settings name, for commands that write."""

from portal.db import Store
from portal.settings import load


def open_stores() -> tuple[dict[str, str], Store, Store]:
    """Settings, public store, desk's store."""
    values = load(desk=True)
    return values, Store(values["DATABASE_URL"]), Store(values["DESK_DATABASE_URL"])
