"""Who else has a store open: an upgrade under a portal that serves would give it tables it does not know."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sqlalchemy import text

from portal.db import Store

SESSIONS = """
    select pid, coalesce(nullif(application_name, ''), usename::text) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
"""


def list_others(store: Store) -> list[str]:
    """The other processes that have it open, as far as this user may see them."""
    if store.file is not None:
        return [f"process {pid}" for pid in sorted(_with_open(store.file.resolve()))]
    store.close()  # this process's own connections are no others
    with store.engine.connect() as connection:
        return [f"session {pid} of {name}" for pid, name in connection.execute(text(SESSIONS))]


def _with_open(path: Path) -> Iterator[int]:
    """The processes that hold a file open. Linux tells; elsewhere nothing is found."""
    for process in Path("/proc").glob("[0-9]*"):
        if int(process.name) == os.getpid():
            continue
        with suppress(OSError):
            if any(_leads_to(link, path) for link in (process / "fd").iterdir()):
                yield int(process.name)


def _leads_to(link: Path, path: Path) -> bool:
    with suppress(OSError):
        return str(link.readlink()) == str(path)
    return False
