"""The bulk zip of a release: everything as it was then, in one file for offline reading.

It is made after the release came out, outside its transaction, so a release may be there without it. It lies at
``<FILES_DIR>/bulk/<release>/<release>.zip`` beside a ``SHA256SUMS`` and a ``SIZE``; all come into place at once, so the
folder itself says what it should hold, and no table has to.
"""

from dataclasses import dataclass
from pathlib import Path

BULK = "bulk"
SUMS, SIZE = "SHA256SUMS", "SIZE"


@dataclass(frozen=True)
class Bulk:
    """A bulk zip that was made, with the size in bytes and the checksum that it was made with."""

    release: str
    path: Path
    bytes: int
    sha256: str

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def is_whole(self) -> bool:
        """Whether the disk has as many bytes as were written."""
        return self.path.is_file() and self.path.stat().st_size == self.bytes


def bulk_folder(files: Path, release: str) -> Path:
    """Where the bulk zip of a release lies, or will."""
    return files / BULK / release


def bulk_name(release: str) -> str:
    return f"{release}.zip"


def get_bulk(files: Path, release: str) -> Bulk | None:
    """The bulk zip of a release that was made; None while it was not, or once it is no longer kept."""
    folder = bulk_folder(files, release)
    try:
        sha256, _name = (folder / SUMS).read_text(encoding="ascii").split()
        size = int((folder / SIZE).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
    return Bulk(release, folder / bulk_name(release), size, sha256)


def list_bulks(files: Path) -> set[str]:
    """The ids of the releases that have a folder for their bulk zip."""
    return {folder.name for folder in (files / BULK).glob("[!.]*")}


def has_whole_bulk(files: Path, release: str) -> bool:
    bulk = get_bulk(files, release)
    return bulk is not None and bulk.is_whole
