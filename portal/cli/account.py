"""``langso account``: accounts of the desk, from the machine that it runs on."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from portal import clock
from portal.cli.failing import fail
from portal.db import Store
from portal.desk import make_desk_app
from portal.desk.accounts import Account, get_account_named, is_name, list_accounts
from portal.desk.administering import (
    COMMAND_LINE,
    INVITED,
    NameTakenError,
    create_account,
    disable,
    enable,
    grant,
    reset,
    revoke,
)
from portal.desk.roles import EVERYWHERE, Role
from portal.desk.stores import close_stores, writing
from portal.domain.localities import get_commune
from portal.settings import load

ALL = "all"
role_option = click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
commune_option = click.option("--commune", required=True, help="Its slug or code, or `all`.")


@click.group()
def account() -> None:
    """Accounts of the officers' desk. Nothing is sent: links are printed here, to be handed on."""


@account.command("create")
@click.argument("name")
@click.option("--full-name", default="", help="What colleagues read.")
@role_option
@commune_option
def create_command(name: str, full_name: str, role: str, commune: str) -> None:
    """Make an account and print the link with which its holder sets it up."""
    if not is_name(name.lower()):
        fail("A name has 3 to 80 characters: letters without marks, digits, and . - _ @ +")
    with _desk() as (values, session):
        grants = [(Role(role), _code_of(values, commune))]
        try:
            made, token = create_account(
                session, name=name, full_name=full_name, grants=grants, by=COMMAND_LINE, at=_now()
            )
        except NameTakenError:
            fail(f"There is an account named {name} already.")
        link = _link(values, token)
    click.echo(f"Account {made.name} is made. Its holder sets it up within {_hours()} hours at\n{link}")


@account.command("list")
def list_command() -> None:
    """Print every account with its roles and state."""
    with _desk() as (_values, session):
        for holder in list_accounts(session):
            roles = ", ".join(f"{held.role} {held.commune or ALL}" for held in holder.grants) or "no role"
            click.echo(f"{holder.name}\t{_state(holder)}\t{roles}")


@account.command("reset")
@click.argument("name")
def reset_command(name: str) -> None:
    """Void password, authenticator, recovery codes and sessions, and print a new link."""
    with _desk() as (values, session):
        link = _link(values, reset(session, _get(session, name), by=COMMAND_LINE, at=_now()))
    click.echo(f"Account {name} is set up anew within {_hours()} hours at\n{link}")


@account.command("disable")
@click.argument("name")
def disable_command(name: str) -> None:
    """Let an account in no longer, and end its sessions at once."""
    with _desk() as (_values, session):
        disable(session, _get(session, name), by=COMMAND_LINE, at=_now())
    click.echo(f"Account {name} is disabled.")


@account.command("enable")
@click.argument("name")
def enable_command(name: str) -> None:
    """Let a disabled account in again."""
    with _desk() as (_values, session):
        enable(session, _get(session, name), by=COMMAND_LINE, at=_now())
    click.echo(f"Account {name} is enabled.")


@account.command("grant")
@click.argument("name")
@role_option
@commune_option
def grant_command(name: str, role: str, commune: str) -> None:
    """Give a role in a commune."""
    with _desk() as (values, session):
        holder, code = _get(session, name), _code_of(values, commune)
        given = grant(session, holder, Role(role), code, by=COMMAND_LINE, at=_now())
    click.echo(f"{name} is {role} of {commune}." if given else f"{name} was {role} of {commune} already.")


@account.command("revoke")
@click.argument("name")
@role_option
@commune_option
def revoke_command(name: str, role: str, commune: str) -> None:
    """Take a role in a commune away."""
    with _desk() as (values, session):
        holder, code = _get(session, name), _code_of(values, commune)
        taken = revoke(session, holder, Role(role), code, by=COMMAND_LINE, at=_now())
    click.echo(f"{name} is no longer {role} of {commune}." if taken else f"{name} was not {role} of {commune}.")


@contextmanager
def _desk() -> Iterator[tuple[dict[str, str], Session]]:
    """The settings, and a transaction on the desk's store."""
    values = load(desk=True)
    app = make_desk_app(values)
    try:
        with app.app_context(), writing() as session:
            yield values, session
    except DBAPIError as error:
        fail(f"The desk's store cannot be used: {error.orig}. Run `langso init` first, or `langso demo`.")
    finally:
        close_stores(app)


def _get(session: Session, name: str) -> Account:
    found = get_account_named(session, name)
    if found is None:
        fail(f"There is no account named {name}.")
    return found


def _code_of(values: dict[str, str], ref: str) -> str:
    """The code of a commune; empty for all."""
    if ref == ALL:
        return EVERYWHERE
    public = Store(values["DATABASE_URL"], read_only=True)
    with public.session() as session:
        commune = get_commune(session, ref, on=clock.today(values["TODAY"]))
    public.close()
    if commune is None:
        fail(f"There is no commune {ref}.")
    return commune.code


def _state(holder: Account) -> str:
    if not holder.active:
        return "disabled"
    return "in use" if holder.is_set_up else "to be set up"


def _link(values: dict[str, str], token: str) -> str:
    base = values["BASE_URL"].rstrip("/") or "http://127.0.0.1:8000"
    return f"{base}/desk/start/{token}"


def _hours() -> int:
    return int(INVITED.total_seconds() // 3600)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
