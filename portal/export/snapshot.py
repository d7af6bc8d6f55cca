"""The public store as it was when a release came out, in a SQLite file of its own.

A copy of the site takes minutes; what is published meanwhile must not show in half of it. So the store is copied
first, in one reading, and everything after the release is taken out of the copy: rows that came later, and the ends
of rows that were superseded later. Places, outlines and plans, which no release changes, stay as they are.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Column, Table, delete, insert, select, text, update
from sqlalchemy.orm import Session

from portal.db import PublicBase, Store, portions
from portal.domain.audit import Head, get_head
from portal.domain.audit.log import LogEntry
from portal.domain.datasets import Dataset, DatasetFile, DatasetVersion
from portal.domain.localities import Locality, LocalityChange
from portal.domain.observation_counts import count_anew
from portal.domain.readiness_cells import keep_cells_anew
from portal.domain.releases import Release
from portal.publishing.slices import copy_slice

LEFT_OUT = frozenset({"search_entries", "search_terms"})  # a copy has no search
PORTION = 2000
PUBLISHED = "release.published"


def take_snapshot(public: Store, path: Path, *, commune: Locality | None, release: Release | None) -> Store:
    """Copy the store, or what concerns a commune, as of a release, into the new file ``path``.

    :param release: None where nothing was ever released.
    :raises OSError: the disk is full or cannot be written.
    """
    if commune is not None:
        copy = _copy_of_commune(public, path, commune)
    else:
        copy = _copy_of_file(public, path) if public.file is not None else _copy_of_server(public, path)
    with copy.begin() as session:
        session.execute(text("pragma defer_foreign_keys = on"))
        _cut(session, release.seq if release else 0)
        _cut_log(session, release)
        if commune is not None:
            _leave_out_others(session, commune.id)
        count_anew(session)
        keep_cells_anew(session)
    return copy


def _copy_of_commune(public: Store, path: Path, commune: Locality) -> Store:
    with public.reading() as session:
        return copy_slice(session, commune, path)


def _copy_of_file(public: Store, path: Path) -> Store:
    """SQLite's own way, which holds up who publishes for as long as reading the file takes."""
    live = public.engine.raw_connection()
    try:
        with closing(sqlite3.connect(path)) as copy:
            live.driver_connection.backup(copy)  # type: ignore[union-attr]
            copy.execute("pragma journal_mode = delete")
    finally:
        live.close()
    return Store(f"sqlite:///{path}")


def _copy_of_server(public: Store, path: Path) -> Store:
    target = Store(f"sqlite:///{path}")
    PublicBase.metadata.create_all(target.engine)
    with public.reading() as source, target.begin() as session:
        session.execute(text("pragma defer_foreign_keys = on"))
        for table in PublicBase.metadata.sorted_tables:
            if table.name not in LEFT_OUT:
                _copy_table(source, session, table)
    return target


def _copy_table(source: Session, target: Session, table: Table) -> None:
    found = source.execute(select(table).execution_options(yield_per=PORTION)).mappings()
    for portion in found.partitions():
        target.execute(insert(table), [dict(row) for row in portion])


def _cut(session: Session, seq: int) -> None:
    """Take out what came after release number ``seq``."""
    for table in reversed(PublicBase.metadata.sorted_tables):
        if table.name == DatasetFile.__tablename__:
            later = select(DatasetVersion.id).where(DatasetVersion.release_seq > seq)
            session.execute(delete(DatasetFile).where(DatasetFile.version_id.in_(later)))
        for column in _numbers_of_releases(table):
            if column.nullable:
                session.execute(update(table).where(column > seq).values({column.name: None}))
            else:
                session.execute(delete(table).where(column > seq))
    session.execute(delete(Release).where(Release.seq > seq))
    versions = select(DatasetVersion.dataset_slug)
    session.execute(delete(Dataset).where(Dataset.slug.not_in(versions)))


def _numbers_of_releases(table: Table) -> list[Column[int]]:
    seq = Release.__table__.c.seq
    return [column for column in table.c if any(key.column is seq for key in column.foreign_keys)]


def _cut_log(session: Session, release: Release | None) -> None:
    """End the log with the entry that tells of the release."""
    for (name,) in session.execute(text("select name from sqlite_master where type = 'trigger'")).all():
        session.execute(text(f'drop trigger "{name}"'))  # which keeps the log from being shortened where it is kept
    last = find_head(session, release)
    if last is not None:
        session.execute(delete(LogEntry).where(LogEntry.seq > last.seq))


def find_head(session: Session, release: Release | None) -> Head | None:
    """The entry of the log that tells of a release; the newest entry while there is none."""
    return (find_entry(session, release.id) if release else None) or get_head(session)


def find_entry(session: Session, release: str) -> Head | None:
    """The entry of the log that tells of a release; None while there is none."""
    query = select(LogEntry.seq, LogEntry.hash, LogEntry.at).order_by(LogEntry.seq).limit(1)
    found = session.execute(query.where(LogEntry.event == PUBLISHED, LogEntry.subject == release)).first()
    return Head(*found) if found else None


def _leave_out_others(session: Session, commune: int) -> None:
    """Keep of the places only the commune, its villages, what they came from and became, and what these lie in.

    Of the others the copy has no plan and no figure; listed, they would look as if they published nothing.
    """
    parents = {row.id: row.parent_id for row in session.execute(select(Locality.id, Locality.parent_id))}
    own = {commune} | {place for place, parent in parents.items() if parent == commune}
    rows = session.execute(select(LocalityChange.predecessor_id, LocalityChange.successor_id))
    changes = [(old, new) for old, new in rows]
    kept = _along(own, changes) | _along(own, [(new, old) for old, new in changes])
    kept |= _along(kept, [(place, parent) for place, parent in parents.items() if parent is not None])
    gone = [place for place in parents if place not in kept]
    for some in portions(gone, PORTION):
        session.execute(delete(LocalityChange).where(LocalityChange.predecessor_id.in_(some)))
        session.execute(delete(LocalityChange).where(LocalityChange.successor_id.in_(some)))
        session.execute(delete(Locality).where(Locality.id.in_(some)))


def _along(places: set[int], steps: list[tuple[int, int]]) -> set[int]:
    """These places, and all that are reached from them by steps in their direction."""
    reached = set(places)
    while more := {end for start, end in steps if start in reached} - reached:
        reached |= more
    return reached
