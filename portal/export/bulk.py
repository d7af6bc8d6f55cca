"""The bulk zip of each release: which are wanted, and making what is missing.

Nothing waits for it: it is made from the public store alone, after the release is out, by a process of its own. What a
kill leaves is swept by the next; what is missing is made by the next.
"""

import os
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.disk import sync_folder
from portal.domain.audit import get_head
from portal.domain.bulk import BULK, SIZE, SUMS, bulk_folder, bulk_name, has_whole_bulk, list_bulks
from portal.domain.localities import Locality
from portal.domain.releases import Release
from portal.export.copying import Source, Wanted, copy_to_archive
from portal.export.placing import put_in_place, sweep, working_beside
from portal.export.snapshot import find_entry
from portal.export.sums import sha256_of

MOST_WHOLE = 10
"""Up to so many communes that have published, a zip holds the whole portal; beyond, the commune of its release."""


@dataclass(frozen=True)
class Mark:
    """A release: its number in the order of all, its id, its commune's code."""

    seq: int
    id: str
    commune: str


def list_marks(session: Session) -> list[Mark]:
    """Every release, the newest first."""
    query = select(Release.seq, Release.id, Locality.code).join(Locality, Release.commune_id == Locality.id)
    return [Mark(*row) for row in session.execute(query.order_by(Release.seq.desc()))]


def is_whole(marks: Sequence[Mark]) -> bool:
    """Whether the bulk zips of this portal hold all of it."""
    return len({mark.commune for mark in marks}) <= MOST_WHOLE


def list_wanted(marks: Sequence[Mark], made: set[str], *, kept: int | None) -> list[Mark]:
    """The releases whose bulk zip should be there, the newest first.

    The newest of the portal (or, where a zip is of a commune, of each commune), and everything released since the first
    that was made; so a portal that begins to make them does not make those of its whole past.

    :param marks: of all releases, the newest first.
    :param kept: how many of the newest to keep, of the portal or of each commune; None for all.
    """
    first = min((mark.seq for mark in marks if mark.id in made), default=None)
    whole, before = is_whole(marks), Counter[str]()
    wanted = []
    for mark in marks:
        group = "" if whole else mark.commune
        newest = before[group] == 0 or (first is not None and mark.seq >= first)
        if newest and (kept is None or before[group] < kept):
            wanted.append(mark)
        before[group] += 1
    return wanted


def make_missing(source: Source, *, kept: int | None) -> int:
    """Make the bulk zips that are wanted and missing or harmed, the newest first, and remove those no longer kept.

    One that the audit log does not tell of yet is left for the next time, so that its log ends with it.

    :raises Exception: as ``copy_to`` raises; what was made before stays.
    """
    sweep(source.files / BULK)
    made = list_bulks(source.files)
    with source.public.reading() as session:
        marks = list_marks(session)
        wanted = list_wanted(marks, made, kept=kept)
        lacking = [mark for mark in wanted if not has_whole_bulk(source.files, mark.id)]
        missing = [mark for mark in lacking if is_told(session, mark.id)]
    for mark in missing:
        make_bulk(source, mark.id, commune=None if is_whole(marks) else mark.commune)
    for gone in made - {mark.id for mark in wanted}:
        shutil.rmtree(bulk_folder(source.files, gone), ignore_errors=True)
    return len(missing)


def is_told(session: Session, release: str) -> bool:
    """Whether the audit log has the release, where there is a log at all."""
    return get_head(session) is None or find_entry(session, release) is not None


def make_bulk(source: Source, release: str, *, commune: str | None) -> None:
    """Make the bulk zip of a release and put it in place with its checksum and size, all at once, in place of any."""
    folder, name = bulk_folder(source.files, release), bulk_name(release)
    wanted = Wanted(commune, release, every_version=False)
    with working_beside(folder) as work:
        path = copy_to_archive(source, wanted, work, name)
        ready = work / "ready"
        ready.mkdir()
        path.rename(ready / name)
        _write(ready / SUMS, f"{sha256_of(ready / name)}  {name}\n")
        _write(ready / SIZE, f"{(ready / name).stat().st_size}\n")
        sync_folder(ready)
        shutil.rmtree(folder, ignore_errors=True)  # a harmed one
        put_in_place(ready, folder)


def _write(path: Path, text: str) -> None:
    """Write a small file that is on disk when this returns."""
    with path.open("w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
