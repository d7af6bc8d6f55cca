"""The two stores: there, whole, as this program knows them, and out of reach of whom they are not for."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import func, select, text

from portal import upkeep
from portal.db import Store, journal_mode
from portal.doctor.checks import warning, wrong
from portal.doctor.site import ADDRESSES, Site
from portal.domain.observations import Observation
from portal.publishing.stores import is_empty
from portal.publishing.upgrading import read_note
from portal.standing import Stand

MANY = 200_000  # observations from which on a database that knows nothing of them asks in the wrong order
WAL = b"\x02\x02"  # bytes 18 and 19 of the file: read and written with a write-ahead log


def find_same(site: Site) -> Iterator[str]:
    if len({store.place for store in site.stores.values()}) < len(site.stores):
        yield "LANGSO_DATABASE_URL and LANGSO_DESK_DATABASE_URL name the same database"


def find_missing(site: Site) -> Iterator[str]:
    for name in site.standings:
        store = site.stores[name]
        if store.is_missing:
            yield f"the {name} store: there is no file {store.file}"


def find_silent(site: Site) -> Iterator[str]:
    for name, why in site.silence.items():
        yield f"the {name} store {site.stores[name].url.render_as_string()}: {why}"


def find_empty(site: Site) -> Iterator[str]:
    for name, standing in site.standings.items():
        if standing.stand == Stand.NONE and not site.stores[name].is_missing:
            yield f"the {name} store has no tables"
    with site.reading("public") as sessions:
        for session in sessions:
            if is_empty(session):
                yield "the public store has no place"


def find_older(site: Site) -> Iterator[str]:
    yield from _standing(site, Stand.OLDER)


def find_newer(site: Site) -> Iterator[str]:
    yield from _standing(site, Stand.UNKNOWN)


def _standing(site: Site, stand: Stand) -> Iterator[str]:
    for name, _store in site.answering():
        found = site.standings[name]
        if found.stand == stand:
            yield f"the {name} store has schema {found.revision}, this program {found.known[-1]}"


def find_begun(site: Site) -> Iterator[str]:
    note = read_note(upkeep.upkeep_folder(site.values))
    if note is not None:
        yield f"what was begun at {note.at} ({note.act}); its backup is in {note.folder}"


def find_not_writable(site: Site) -> Iterator[str]:
    for name, store in site.stores.items():
        for path in _parts(store):
            if not os.access(path, os.R_OK | os.W_OK, effective_ids=True):
                yield f"the {name} store: {path}"


def _parts(store: Store) -> list[Path]:
    """The file and the folder, where the journal is made."""
    return [store.file, store.file.parent] if store.file is not None and store.file.exists() else []


def find_written_by_public(site: Site) -> Iterator[str]:
    store = site.stores.get("public")
    if site.only != "public" or store is None or os.geteuid() == 0:
        return
    if any(os.access(path, os.W_OK, effective_ids=True) for path in _parts(store)):
        yield f"this user, who runs the public application, may write {store.file}"


def find_desk_told(site: Site) -> Iterator[str]:
    if site.only == "public":
        for name in (f"LANGSO_{ADDRESSES['desk']}", "LANGSO_DESK_SECRET_KEY"):
            if {name, f"{name}_FILE"} & site.environ.keys():
                yield f"{name} is set for the public application"


def find_desk_open(site: Site) -> Iterator[str]:
    store = site.stores.get("desk")
    if site.is_demonstration or store is None or store.file is None or not store.file.exists():
        return
    if _others_reach(store.file, stat.S_IROTH):
        yield f"every user of this machine may read {store.file}"


def find_public_open(site: Site) -> Iterator[str]:
    store = site.stores.get("public")
    if store is not None and store.file is not None and store.file.exists() and _others_reach(store.file, stat.S_IWOTH):
        yield f"every user of this machine may write {store.file}"


def _others_reach(path: Path, right: int) -> bool:
    """Whether the rights of a file and of every folder above it let others have it."""
    path = path.resolve()
    passable = all(folder.stat().st_mode & stat.S_IXOTH for folder in path.parents)
    return passable and bool(path.stat().st_mode & right)


def find_wal(site: Site) -> Iterator[str]:
    if journal_mode(sqlite3.sqlite_version_info) == "WAL":
        return
    for name, store in _sqlite_files(site):
        with store.open("rb") as file:
            file.seek(18)
            if file.read(2) == WAL:
                yield f"the {name} store is in WAL mode, and this SQLite is {sqlite3.sqlite_version}"


def _sqlite_files(site: Site) -> Iterator[tuple[str, Path]]:
    for name, store in site.stores.items():
        if store.file is not None and store.file.is_file():
            yield name, store.file


def find_damaged(site: Site) -> Iterator[str]:
    asked = "integrity_check" if site.thorough else "quick_check"
    for name, store in site.answering():
        if store.file is not None:
            with store.engine.connect() as connection:
                told = connection.exec_driver_sql(f"PRAGMA {asked}(1)").scalar()
            if told != "ok":
                yield f"the {name} store: {told}"


def find_broken_references(site: Site) -> Iterator[str]:
    for name, store in site.answering():
        if store.file is not None:
            with store.engine.connect() as connection:
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if broken:
                yield f"the {name} store: a row of {broken[0]} refers to one of {broken[2]} that is not there"


def find_never_analysed(site: Site) -> Iterator[str]:
    with site.reading("public") as sessions:
        for session in sessions:
            count = session.scalar(select(func.max(Observation.id))) or 0
            if count > MANY and not session.scalar(text(_KNOWN[session.get_bind().dialect.name])):
                yield f"the public store has about {count:,} observations, and its database never counted them"


_KNOWN = {
    "sqlite": "select exists (select 1 from sqlite_master where name = 'sqlite_stat1')",
    "postgresql": "select exists (select from pg_stats where schemaname = current_schema() "
    "and tablename like 'observations%')",
}

CHECKS = (
    wrong(
        "stores-same",
        "Both stores are one database: the public application could read what is private.",
        "Name two databases, and put each store where it belongs: langso backup, then langso restore.",
        find_same,
    ),
    wrong(
        "store-missing",
        "A store is not there.",
        "Run langso init for a new installation, langso restore FILE for one that was kept; or correct the address.",
        find_missing,
    ),
    wrong(
        "store-silent",
        "A store cannot be read.",
        "Start the database server, correct the address, or give this user the right to read; of a damaged file "
        "restore the newest backup (docs/backup.md).",
        find_silent,
    ),
    wrong("store-empty", "A store holds nothing to serve.", "Run langso init, or langso restore FILE.", find_empty),
    wrong(
        "store-older",
        "A store is from an older program, or an upgrade came only half-way; nothing serves it.",
        "Stop the portal and run langso upgrade (docs/upgrading.md).",
        find_older,
    ),
    wrong(
        "store-newer",
        "A store was upgraded by a newer program; this one cannot read it.",
        "Install the newer program, or let it go back: langso upgrade --back FOLDER.",
        find_newer,
    ),
    wrong(
        "upgrade-begun",
        "An upgrade was begun and has not come to its end.",
        "Run langso upgrade: it finishes or undoes it.",
        find_begun,
        of_desk=True,
    ),
    wrong(
        "store-not-writable",
        "The desk's user has no right to write a store, or the folder in which its journal is made.",
        "chown the file and its folder to the desk's user.",
        find_not_writable,
        of_desk=True,
    ),
    warning(
        "public-writes",
        "The public application could write what it only has to read.",
        "Run it as a user of its own, who may only read the store (docs/deploying.md).",
        find_written_by_public,
    ),
    wrong(
        "public-knows-desk",
        "The public application is told of the desk.",
        "Take the variable away from the public application's settings.",
        find_desk_told,
    ),
    wrong(
        "desk-open",
        "The desk's store, with figures and accounts, can be read by every user of the machine.",
        "chmod 0600 the file, and 0700 its folder.",
        find_desk_open,
        of_desk=True,
    ),
    wrong(
        "public-open",
        "The public store can be changed by every user of the machine.",
        "chmod 0644 the file.",
        find_public_open,
    ),
    wrong(
        "sqlite-wal",
        "SQLite 3.7.0 to 3.51.2 can lose committed writes in WAL mode.",
        "Stop the portal and run: sqlite3 FILE 'pragma journal_mode=delete'. The portal never sets WAL with such a "
        "version.",
        find_wal,
    ),
    wrong(
        "store-damaged",
        "SQLite finds a store damaged.",
        "Stop the portal, keep the file, look at the disk, and restore the newest backup (docs/backup.md).",
        find_damaged,
    ),
    wrong(
        "references-broken",
        "A row refers to one that is not there: something else than the portal has written.",
        "Restore the newest backup without it (docs/backup.md), and find out who wrote.",
        find_broken_references,
    ),
    warning(
        "never-analysed",
        "The database does not know how many rows its tables have, and may read them in the wrong order.",
        "Run ANALYZE as the desk's user: sqlite3 FILE analyze, or psql -c analyze. On PostgreSQL let autovacuum run.",
        find_never_analysed,
    ),
)
