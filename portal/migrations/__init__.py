"""Schema migrations of the two stores: ``public`` and ``desk``, each a row of numbered files."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from portal.db import Store

STORES = ("public", "desk")


def config_for(name: str, store: Store) -> Config:
    """Alembic's configuration for one of the two stores."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / name))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["store"] = store
    return config


def migrate(name: str, store: Store) -> None:
    """Bring a store's schema to the newest version."""
    command.upgrade(config_for(name, store), "head")
