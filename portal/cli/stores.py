"""The stores that the settings name, for commands that write."""

import click

from portal.db import PublicStore, Store
from portal.settings import load


def open_stores() -> tuple[dict[str, str], Store, Store]:
    """Settings, public store, desk's store; both are closed when the command ends."""
    values = load(desk=True)
    public, desk = PublicStore(values["DATABASE_URL"]), Store(values["DESK_DATABASE_URL"])
    command = click.get_current_context(silent=True)
    if command is not None:
        command.call_on_close(public.close)
        command.call_on_close(desk.close)
    return values, public, desk
