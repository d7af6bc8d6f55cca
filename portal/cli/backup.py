"""``langso backup`` and ``langso restore``: the whole installation in one file, and back."""

import datetime as dt
from pathlib import Path

import click
from sqlalchemy.exc import DBAPIError

from portal import upkeep
from portal.cli.failing import fail
from portal.cli.stores import open_stores
from portal.publishing.backup import Damaged, NotBackedUp, NotEmpty, NotRestored, back_up
from portal.publishing.backup import restore as put_back
from portal.publishing.backup.snapshot import NeverStill


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Write every release, file, account, figure and audit entry into the new archive FILE, while serving goes on.

    The archive holds private data: only its owner can read it, and it is to be kept like the desk's store.
    """
    values, public, desk = open_stores()
    try:
        taken = back_up(public, desk, Path(values["FILES_DIR"]), file)
    except (NotBackedUp, NeverStill) as refusal:
        fail(f"{refusal}; no backup was made.")
    except OSError as error:
        fail(f"{file} could not be written ({error.strerror or error}); nothing of it was left.")
    except DBAPIError as error:
        fail(f"A store cannot be read ({error.orig}); no backup was made.")
    upkeep.note_backup(upkeep.upkeep_folder(values), file, dt.datetime.now(dt.UTC))
    click.echo(
        f"{file}: {taken.rows} rows, {taken.files} files, {taken.bytes} bytes. Audit head: {taken.head or 'none'}"
    )
    click.echo("It holds private figures and accounts; keep it where only you can read it.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def restore(file: Path) -> None:
    """Put the archive FILE into empty stores and an empty folder of files, and verify all of it.

    Into SQLite or PostgreSQL, whichever the settings name, whatever the backup was made from.
    """
    values, public, desk = open_stores()
    try:
        done = put_back(file, public, desk, Path(values["FILES_DIR"]))
    except Damaged as refusal:
        fail(f"{refusal}. Nothing was touched.")
    except NotEmpty as refusal:
        fail(f"{refusal}. Nothing was touched: a backup is restored into an empty place only.")
    except NotRestored as refusal:
        fail(f"{refusal}. What had been restored was taken away again.")
    except (OSError, DBAPIError) as error:
        # Of a database's error only its own words: the statement has the private rows in it.
        told = error.orig if isinstance(error, DBAPIError) else error
        fail(f"It could not be restored: {told}. What had been restored was taken away again.")
    click.echo(f"Restored what was backed up at {done.made_at}: {done.rows} rows, {done.files} files.")
    click.echo(f"Every checksum and the audit log were verified. Audit head: {done.head or 'none'}")
