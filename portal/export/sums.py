"""``SHA256SUMS`` over a folder, and the folder as one zip: both in the order of names, both without holding a file."""

import datetime as dt
import hashlib
import os
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

SUMS = "SHA256SUMS"
CHUNK = 1 << 18
PACKED = frozenset({".zip", ".xlsx", ".parquet", ".png"})
"""What is compressed in itself and stored as it is."""
PUBLIC_FILE = 0o100644 << 16


def list_files(folder: Path) -> Iterator[str]:
    """The files below a folder by their paths in it, one folder after the other; few in memory at a time."""
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            yield (Path(place) / name).relative_to(folder).as_posix()


def write_sums(folder: Path) -> int:
    """Write the checksums of everything else in the folder, as ``sha256sum`` does; answers how many."""
    count = 0
    with (folder / SUMS).open("w", encoding="utf-8") as sums:
        for name in list_files(folder):
            if name != SUMS:
                sums.write(f"{sha256_of(folder / name)}  {name}\n")
                count += 1
    return count


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_zip(path: Path, folder: Path, top: str, at: dt.datetime) -> None:
    """Pack a folder, under the name ``top``; equal folders and instants give equal bytes.

    :raises OSError: the disk is full or cannot be written.
    """
    with path.open("wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in list_files(folder):
                _add(archive, folder / name, f"{top}/{name}", at.astimezone(dt.UTC))
        file.flush()
        os.fsync(file.fileno())


def _add(archive: zipfile.ZipFile, path: Path, name: str, at: dt.datetime) -> None:
    entry = zipfile.ZipInfo(name, (at.year, at.month, at.day, at.hour, at.minute, at.second))
    entry.compress_type = zipfile.ZIP_STORED if path.suffix in PACKED else zipfile.ZIP_DEFLATED
    entry.create_system, entry.external_attr = 3, PUBLIC_FILE
    entry.file_size = path.stat().st_size  # so that what needs 64 bits gets them
    with path.open("rb") as source, archive.open(entry, "w") as target:
        shutil.copyfileobj(source, target, CHUNK)
