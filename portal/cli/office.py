"""The office that the commands of publishing act in, and in whose name they do."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click
from sqlalchemy.exc import DBAPIError

from portal.cli.failing import fail
from portal.cli.stores import open_stores
from portal.desk.accounts import get_account_named
from portal.desk.roles import roles_in
from portal.publishing import acts
from portal.publishing.acts import Office
from portal.publishing.problems import Refused
from portal.publishing.workflow import Actor

acting_as: Callable[[Any], Any] = click.option(
    "--as", "name", required=True, help="The account in whose name this is done; see `langso account list`."
)


def open_office() -> Office:
    """The office that the settings describe."""
    return acts.open_office(*open_stores())


def actor_named(office: Office, name: str, commune: str) -> Actor:
    """The account of this name with its roles in a commune; the command ends in words when there is none."""
    with office.publisher.desk.reading() as desk:
        account = get_account_named(desk, name)
        if account is None or not account.active:
            fail(f"There is no account {name!r} that may act; see `langso account list`.")
        return Actor(account.name, frozenset(roles_in(account, commune)))


@contextmanager
def told_in_words() -> Iterator[None]:
    """Refusals and full disks end the command with what is wrong and what to do, and exit code 1."""
    try:
        yield
    except Refused as refused:
        fail("\n".join(map(str, refused.problems)))
    except (DBAPIError, OSError) as error:
        fail(f"It could not be written: {error}. Nothing was changed; free the disk and try again.")
