"""The archive: a zip whose manifest has every member's checksum, and whose comment has the checksum of all before it.

So a bit that changed is found wherever it is, and named by the member it is in.
"""

import hashlib
import io
import json
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from portal.domain.audit import canonical

FORMAT = "langso-backup 1"
MANIFEST = "manifest.json"
MARK = b"langso-backup sha256:"
CHUNK = 1 << 18
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,  # an offset before the beginning; a method that says bzip2
    RuntimeError,  # a flag that says encrypted
    TypeError,
    ValueError,
)
"""What reading an archive raises that is not whole: every bit of it may say something else."""
EPOCH = (1980, 1, 1, 0, 0, 0)

_NAME = re.compile(r"(?:public|desk)/\w+\.jsonl|files/(?:[\w-][\w.-]*/){2}[\w-][\w.-]*")


class Damaged(Exception):
    """The archive is not what a backup wrote; the message names the member."""


class Writer:
    """Writes members one after the other, then ``finish``."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        self._members: list[dict[str, Any]] = []

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.fp = None  # one that was not finished never writes again

    def add(self, name: str, chunks: Iterable[bytes]) -> str:
        """Write a member; answers its SHA-256."""
        digest, size = hashlib.sha256(), 0
        with self._zip.open(_info(name), "w", force_zip64=True) as member:
            for chunk in chunks:
                member.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        self._members.append({"name": name, "bytes": size, "sha256": digest.hexdigest()})
        return digest.hexdigest()

    def finish(self, facts: dict[str, Any]) -> None:
        """Write the manifest and the checksum of everything before it."""
        manifest = {"format": FORMAT, **facts, "members": self._members}
        with self._zip.open(_info(MANIFEST), "w") as member:
            member.write(canonical(manifest))
        self._zip.comment = MARK + b"0" * 64
        self._zip.close()
        self._file.seek(-64, io.SEEK_END)
        end = self._file.tell()
        self._file.seek(0)
        digest = _digest(self._file, end)
        self._file.seek(end)
        self._file.write(digest.encode())


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


def _digest(file: IO[bytes], size: int) -> str:
    """SHA-256 of the next ``size`` bytes."""
    digest = hashlib.sha256()
    while size and (chunk := file.read(min(CHUNK, size))):
        digest.update(chunk)
        size -= len(chunk)
    return digest.hexdigest()


class Reader:
    """A backup that was checked whole when this is made.

    :raises Damaged: naming the member that is missing, unknown or has other bytes.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._zip = zipfile.ZipFile(path)
            self.manifest = json.loads(self._zip.read(MANIFEST))
            members = {m["name"]: (m["bytes"], m["sha256"]) for m in self.manifest["members"]}
            known = self.manifest["format"]
        except BROKEN as error:
            raise Damaged(f"{path} is not a whole backup: {MANIFEST} cannot be read ({error})") from None
        if known != FORMAT:
            raise Damaged(f"{path} is of the format {known!r}; this program reads {FORMAT!r}")
        self._check_names(members)
        for name, wanted in members.items():
            self._check_member(name, *wanted)
        self._check_whole()

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def names(self, folder: str) -> list[str]:
        """The members under a folder, without it."""
        prefix = f"{folder}/"
        return [m["name"].removeprefix(prefix) for m in self.manifest["members"] if m["name"].startswith(prefix)]

    def lines(self, name: str) -> Iterator[bytes]:
        with self._zip.open(name) as member:
            yield from member

    def chunks(self, name: str) -> Iterator[bytes]:
        with self._zip.open(name) as member:
            while chunk := member.read(CHUNK):
                yield chunk

    def _check_names(self, members: dict[str, Any]) -> None:
        there = [name for name in self._zip.namelist() if name != MANIFEST]
        if missing := sorted(members.keys() - set(there)):
            raise Damaged(f"{self.path}: {missing[0]} is missing" + _and_more(missing))
        if unknown := sorted(set(there) - members.keys()):
            raise Damaged(f"{self.path}: {unknown[0]} is not in the manifest" + _and_more(unknown))
        for name in there:
            if not _NAME.fullmatch(name) or there.count(name) > 1:
                raise Damaged(f"{self.path}: {name} is no name of a backup's member")

    def _check_member(self, name: str, size: int, sha256: str) -> None:
        digest, left = hashlib.sha256(), size
        try:
            for chunk in self.chunks(name):
                digest.update(chunk)
                left -= len(chunk)
                if left < 0:
                    break
        except BROKEN as error:
            raise Damaged(f"{self.path}: {name} is damaged ({error})") from None
        if left or digest.hexdigest() != sha256:
            raise Damaged(f"{self.path}: {name} is damaged: its bytes are not those that were backed up")

    def _check_whole(self) -> None:
        size = self.path.stat().st_size - 64
        with self.path.open("rb") as file:
            found = _digest(file, size)
            said = file.read(64)
        if not self._zip.comment.startswith(MARK) or said != found.encode():
            raise Damaged(f"{self.path} is damaged outside its members, or was packed again by another program")


def _and_more(names: list[str]) -> str:
    return f", and {len(names) - 1} more" if len(names) > 1 else ""
