"""The folder of a version: filled beside its place, flushed, and renamed into it whole."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from portal.disk import sync_folder
from portal.formats.mediatypes import file_name

BUILDING = ".building-"


@dataclass(frozen=True)
class BuiltFile:
    name: str
    format: str
    bytes: int
    sha256: str


class Folder:
    """As a context: entered empty, in place when it is left without an error, gone when it is left with one."""

    def __init__(self, target: Path, stem: str) -> None:
        self._target, self._stem = target, stem
        self.built: list[BuiltFile] = []

    def __enter__(self) -> "Folder":
        self._target.parent.mkdir(parents=True, exist_ok=True)
        self._building = Path(tempfile.mkdtemp(prefix=BUILDING, dir=self._target.parent))
        return self

    def __exit__(
        self, failed: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if failed is None:
                self._put_in_place()
        finally:
            shutil.rmtree(self._building, ignore_errors=True)

    def path_of(self, format_: str) -> Path:
        return self._building / file_name(format_, self._stem)

    def add(self, format_: str, chunks: Iterable[bytes]) -> None:
        """Write a file of these bytes."""

        def write(path: Path) -> None:
            with path.open("wb") as file:
                file.writelines(chunks)

        self.fill(format_, write)

    def fill(self, format_: str, write: Callable[[Path], None]) -> None:
        """Have a file written at the path it is given, and flush it to disk."""
        path = self.path_of(format_)
        write(path)
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            os.fsync(file.fileno())
            self.built.append(BuiltFile(path.name, format_, path.stat().st_size, sha256))

    def _put_in_place(self) -> None:
        self._building.chmod(0o755)
        sync_folder(self._building)
        shutil.rmtree(self._target, ignore_errors=True)  # of an earlier attempt that did not commit
        self._building.rename(self._target)
        sync_folder(self._target.parent)
        sync_folder(self._target.parent.parent)


def sweep(files: Path) -> None:
    """Remove what building left behind when it was interrupted: folders that were never renamed into place."""
    for folder in files.glob(f"*/{BUILDING}*"):
        shutil.rmtree(folder, ignore_errors=True)
