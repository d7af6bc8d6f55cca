"""The zip of a version: all its files with a README and their checksums.

Written straight to disk; names, order and times follow from the version, so that the same version gives the same bytes.
"""

import datetime as dt
import hashlib
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from shutil import copyfileobj
from typing import IO

from portal.publishing.exports.edition import Edition
from portal.publishing.exports.folder import BuiltFile
from portal.publishing.exports.readme import readme

README, SUMS = "README.md", "SHA256SUMS"
COMPRESSED = frozenset({"xlsx", "parquet"})
"""What is compressed in itself and stored as it is."""
PUBLIC_FILE = 0o100644 << 16


def write_archive(path: Path, edition: Edition, files: Sequence[BuiltFile]) -> None:
    """:param files: what lies beside it and goes in.
    :raises OSError: it cannot be written.
    """
    told = readme(edition, files)
    sums = [f"{hashlib.sha256(told).hexdigest()}  {README}\n", *(f"{file.sha256}  {file.name}\n" for file in files)]
    at = edition.release.released_at.astimezone(dt.UTC)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, README, at, BytesIO(told))
        _add(archive, SUMS, at, BytesIO("".join(sums).encode()))
        for file in files:
            with (path.parent / file.name).open("rb") as source:
                _add(archive, file.name, at, source, stored=file.format in COMPRESSED)


def _add(archive: zipfile.ZipFile, name: str, at: dt.datetime, source: IO[bytes], *, stored: bool = False) -> None:
    entry = zipfile.ZipInfo(name, (at.year, at.month, at.day, at.hour, at.minute, at.second))
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    entry.create_system, entry.external_attr = 3, PUBLIC_FILE
    with archive.open(entry, "w") as target:
        copyfileobj(source, target, 1 << 18)
