"""The bulk zip of a release: everything as it was then, in one file for offline reading.

It is made after the release came out, outside its transaction, so a release may be there without it. It lies at
``<FILES_DIR>/bulk/<release>/<release>.zip`` beside a ``SHA256SUMS``; both come into place at once, so the folder itself
says that it is whole, and no table has to.
"""

from dataclasses import dataclass
from pathlib import Path

BULK = "bulk"
SUMS = "SHA256SUMS"


@dataclass(frozen=True)
class Bulk:
    """A bulk zip that is there, with its size in bytes."""

    release: str
    path: Path
    bytes: int
    sha256: str

    @property
    def name(self) -> str:
        return self.path.name


def bulk_folder(files: Path, release: str) -> Path:
    """Where the bulk zip of a release lies, or will."""
    return files / BULK / release


def bulk_name(release: str) -> str:
    return f"{release}.zip"


def get_bulk(files: Path, release: str) -> Bulk | None:
    """The bulk zip of a release that exists; None while it was not made, or once it is no longer kept."""
    folder = bulk_folder(files, release)
    path = folder / bulk_name(release)
    try:
        sha256 = (folder / SUMS).read_text(encoding="ascii").split()[0]
        return Bulk(release, path, path.stat().st_size, sha256)
    except OSError:
        return None


def list_bulks(files: Path) -> set[str]:
    """The ids of the releases whose bulk zip is there."""
    return {folder.parent.name for folder in (files / BULK).glob(f"[!.]*/{SUMS}")}
