"""Schema migrations of the two stores: ``public`` and ``desk``, each a row of numbered files.

A migration that takes tables away says so in ``GONE``; whoever upgrades an installation expects all the others to have
the rows they had.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from portal.db import Store

STORES = ("public", "desk")


def config_for(name: str, store: Store | None = None) -> Config:
    """Alembic's configuration for one of the two stores."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / name))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["store"] = store
    return config


def migrate(name: str, store: Store) -> None:
    """Bring a store's schema to the newest version."""
    command.upgrade(config_for(name, store), "head")


def migrate_on(name: str, connection: Connection, revision: str = "head") -> None:
    """Bring a schema to a newer version inside the transaction of a connection, which the caller commits.

    :raises alembic.util.CommandError: there is no such version.
    """
    config = config_for(name)
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def list_gone(name: str, since: str) -> set[str]:
    """The tables that migrations after a version take away."""
    scripts = ScriptDirectory.from_config(config_for(name))
    newer = scripts.iterate_revisions("head", since)
    return {table for script in newer for table in getattr(script.module, "GONE", ())}
