"""Stores as an older program left them, with everything in them."""

from pathlib import Path

from alembic import command
from sqlalchemy import Connection, text

from portal.db import Store
from portal.domain.search_index import words_of
from portal.migrations import config_for
from portal.publishing.backup import back_up, restore
from tests.conftest import Installation

PUBLIC, DESK = "0009", "0006"
OF_A_KIND = 100_000_000
OLD = ("id", "kind", "ref", "title", "title_en", "context", "context_en", "rank")


def make_older(public: Store, desk: Store, *, public_at: str = PUBLIC, desk_at: str = DESK) -> None:
    """Take both stores back to older schemas; the search index is written as it was then."""
    entries = _entries(public)
    command.downgrade(config_for("public", public), public_at)
    command.downgrade(config_for("desk", desk), desk_at)
    with public.engine.begin() as connection:
        _write_entries(connection, entries)
    for store in (public, desk):
        store.close()


def copy_installation(source: Installation, public: Store, desk: Store, folder: Path) -> Installation:
    """The same installation once more, in empty stores."""
    archive = folder / "copied.zip"
    back_up(source.public, source.desk, source.files, archive)
    restore(archive, public, desk, folder / "files")
    archive.unlink()
    return Installation(public, desk, folder / "files")


def _entries(public: Store) -> list[dict[str, object]]:
    with public.engine.connect() as connection:
        rows = connection.execute(text("select * from search_entries order by id")).mappings().all()
    return [{**row, "rank": row["id"] // OF_A_KIND, "id": number} for number, row in enumerate(rows, start=1)]


def _write_entries(connection: Connection, entries: list[dict[str, object]]) -> None:
    if not entries:
        return
    places = ", ".join(f":{name}" for name in OLD)
    query = f"insert into search_entries ({', '.join(OLD)}) values ({places})"  # noqa: S608 - names of ours
    connection.execute(text(query), [{name: entry[name] for name in OLD} for entry in entries])
    words = [{"id": entry["id"], "word": word} for entry in entries for word in set().union(*words_of(entry)) if word]
    connection.execute(text("insert into search_words (entry_id, word) values (:id, :word)"), words)
