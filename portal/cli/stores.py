"""The stores that the settings name, for commands that write."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import click
from sqlalchemy.exc import OperationalError, ProgrammingError

from portal.announcements import announce
from portal.cli.failing import fail
from portal.db import PublicStore, Store
from portal.settings import load


def open_stores() -> tuple[dict[str, str], Store, Store]:
    """Settings, public store, desk's store; both are closed when the command ends."""
    values = load(desk=True)
    public = PublicStore(values["DATABASE_URL"], tell=partial(announce, values["REDIS_URL"]))
    desk = Store(values["DESK_DATABASE_URL"])
    command = click.get_current_context(silent=True)
    if command is not None:
        command.call_on_close(public.close)
        command.call_on_close(desk.close)
    return values, public, desk


@contextmanager
def answering() -> Iterator[None]:
    """The command ends in words where a store does not answer."""
    try:
        yield
    except (OperationalError, ProgrammingError) as error:
        fail(f"The stores do not answer, are not prepared (langso init), or another import takes long: {error.orig}")
