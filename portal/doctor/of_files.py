"""Released files: there, whole, and where they can be put into place."""

import hashlib
import os
import random
from collections.abc import Iterator
from pathlib import Path

from portal.doctor.checks import warning, wrong
from portal.doctor.site import Site
from portal.publishing.backup.taking import list_released_files

SAMPLE = 40  # files whose bytes are read, unless all are
HOUR = 3600.0
UNFINISHED = ("*/.building-*", "*/*/.[0-9]*-*", ".[0-9]*-*", "bulk/.*")


def _released(site: Site) -> list[tuple[str, int, str]]:
    with site.reading("public") as sessions:
        return [file for session in sessions for file in list_released_files(session)]


def find_no_folder(site: Site) -> Iterator[str]:
    if _released(site) and not site.folder("FILES_DIR").is_dir():
        yield f"there is no folder {site.folder('FILES_DIR')}"


def find_lost_files(site: Site) -> Iterator[str]:
    folder = site.folder("FILES_DIR")
    if folder.is_dir():
        lost = [place for place, _size, _sha256 in _released(site) if not (folder / place).is_file()]
        if lost:
            yield f"{folder / lost[0]}" + _and_more(lost)


def find_cut_files(site: Site) -> Iterator[str]:
    folder = site.folder("FILES_DIR")
    files = [(folder / place, size) for place, size, _sha256 in _released(site)]
    cut = [path for path, size in files if path.is_file() and path.stat().st_size != size]
    if cut:
        yield f"{cut[0]} does not have the size it was released with" + _and_more(cut)


def find_changed_files(site: Site) -> Iterator[str]:
    folder = site.folder("FILES_DIR")
    files = [f for f in _released(site) if (folder / f[0]).is_file() and (folder / f[0]).stat().st_size == f[1]]
    if not site.thorough:
        files = random.sample(files, min(SAMPLE, len(files)))
    changed = [folder / place for place, _size, sha256 in files if _sha256_of(folder / place) != sha256]
    if changed:
        yield f"{changed[0]} is not the file that was released" + _and_more(changed)


def _sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def find_unreadable_files(site: Site) -> Iterator[str]:
    folder = site.folder("FILES_DIR")
    for place, _size, _sha256 in _released(site):
        if (folder / place).exists() and not os.access(folder / place, os.R_OK, effective_ids=True):
            yield str(folder / place)
            return


def find_unfinished(site: Site) -> Iterator[str]:
    folder, before = site.folder("FILES_DIR"), site.now.timestamp() - HOUR
    found = [path for pattern in UNFINISHED for path in folder.glob(pattern) if path.lstat().st_mtime < before]
    if found:
        yield f"{found[0]}" + _and_more(found)


def find_parted(site: Site) -> Iterator[str]:
    folder = site.folder("FILES_DIR")
    if not folder.is_dir():
        return
    for inside in folder.glob("*/*/"):
        if inside.stat().st_dev != inside.parent.stat().st_dev:
            yield f"{inside} and {inside.parent} are on two file systems"


def _and_more(found: list[Path] | list[str]) -> str:
    return f", and {len(found) - 1} more" if len(found) > 1 else ""


RESTORE = "Take it from the newest backup: unzip FILE 'files/…' (docs/backup.md); its bytes never change."

CHECKS = (
    wrong(
        "files-missing",
        "The folder of released files is not there.",
        "Correct LANGSO_FILES_DIR, mount the disk, or take the files from the newest backup.",
        find_no_folder,
    ),
    wrong("file-lost", "A released file is gone.", RESTORE, find_lost_files),
    wrong("file-cut", "A released file is shorter or longer than it was.", RESTORE, find_cut_files),
    wrong(
        "file-changed",
        "A released file has other bytes than were released (a sample is read; --thorough reads all).",
        f"{RESTORE} Look at the disk.",
        find_changed_files,
    ),
    wrong(
        "file-unreadable",
        "This user has no right to read a released file.",
        "chmod -R a+rX the folder of files.",
        find_unreadable_files,
    ),
    warning(
        "files-unfinished",
        "Something that was building files was killed and left parts behind; they are never served.",
        "They go when the desk starts; else remove them.",
        find_unfinished,
    ),
    wrong(
        "files-parted",
        "A folder of files is on another file system than the one beside which its parts are built, so nothing can be "
        "put into place there.",
        "Mount the whole of LANGSO_FILES_DIR, not a folder inside it.",
        find_parted,
    ),
)
