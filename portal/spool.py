"""What readers send, on its way to the desk: sealed messages in a folder that the public application only writes to.

    <folder>/desk.pub   the desk's public key (X25519, base64); the desk writes it when it starts
    <folder>/in/        one file a message; production gives the public user no right to list or read it

A message is sealed for the desk alone: an X25519 key made for it and the desk's key agree on a secret, HKDF-SHA256
makes a key of it, ChaCha20-Poly1305 encrypts (the construction of HPKE, RFC 9180, in its simplest mode; RFC 7748, 5869,
8439). Whoever reads the folder learns when something was sent and of which thousand bytes it is, not what.
"""

import base64
import datetime as dt
import os
import shutil
import stat
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from portal.disk import drafted

VERSION = b"\x01"
KEY = 32
LARGEST = 16 * 1024  # bytes of a message before it is sealed
STEP = 1024  # messages are padded to a multiple, so that their size tells little
SEALED = LARGEST + STEP + 64  # bytes of a sealed message at most
ROOM = 64 * 2**20  # bytes that stay free on the disk
STALE = dt.timedelta(days=1)
SET_ASIDE = dt.timedelta(days=30)
NONCE = bytes(12)  # a key is used once
YEARS = (2000, 2999)  # in which a message can have been sent


class Unsendable(Exception):
    """A message cannot be taken now; ``reason`` is ``closed``, ``full`` or ``too-long``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Message:
    """What a reader sent.

    :param kind: ``question``, ``signal`` and so on: who takes it.
    """

    name: str
    kind: str
    at: dt.datetime
    content: dict[str, Any]


def open_spool(folder: Path, secret: str) -> X25519PrivateKey:
    """Make the folder ready and say in it whom messages are for; the same secret gives the same key. For the desk."""
    private = private_key(secret)
    (folder / "in").mkdir(parents=True, exist_ok=True)
    text = public_text(private)
    key = folder / "desk.pub"
    if not key.is_file() or key.read_bytes() != text:
        with drafted(key) as draft:
            draft.write_bytes(text)
    return private


def public_text(private: X25519PrivateKey) -> bytes:
    """What stands in ``desk.pub``."""
    return base64.b64encode(_raw(private.public_key())) + b"\n"


def private_key(secret: str) -> X25519PrivateKey:
    """The desk's key to the spool, made from its secret."""
    hkdf = HKDF(SHA256(), KEY, salt=None, info=b"langso desk: spool")
    return X25519PrivateKey.from_private_bytes(hkdf.derive(secret.encode()))


def is_open(folder: Path) -> bool:
    """Whether a desk has said whom to seal messages for."""
    return (folder / "desk.pub").is_file() and (folder / "in").is_dir()


def send(folder: Path, kind: str, content: dict[str, Any], *, at: dt.datetime) -> str:
    """Put a sealed message into the spool, whole or not at all; answers its name.

    :raises Unsendable: no desk takes messages, the disk is full, or the message is too long.
    """
    name = uuid.uuid4().hex
    packed = orjson.dumps({"kind": kind, "at": at.isoformat(), "content": content})
    if len(packed) > LARGEST:
        raise Unsendable("too-long")
    try:
        public = X25519PublicKey.from_public_bytes(base64.b64decode((folder / "desk.pub").read_bytes()))
        if shutil.disk_usage(folder).free < ROOM:
            raise Unsendable("full")
        _write(_path(folder, name), _seal(public, packed))
    except (FileNotFoundError, ValueError):
        raise Unsendable("closed") from None
    except OSError:
        raise Unsendable("full") from None
    return name


def _write(path: Path, content: bytes) -> None:
    part = path.with_suffix(".part")
    try:
        with part.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def waiting(folder: Path) -> list[str]:
    """The names of the messages that lie in the spool, the oldest first. For the desk: the public cannot list them.

    Whoever can write to the folder can put anything there; what is no plain file is never opened.
    """
    found = []
    for path in (folder / "in").glob("*.sealed"):
        with suppress(FileNotFoundError):  # another process has just taken it in
            about = path.lstat()
            if stat.S_ISREG(about.st_mode):
                found.append((about.st_mtime_ns, path.stem))
    return [name for _at, name in sorted(found)]


def sent_at(folder: Path, name: str) -> dt.datetime | None:
    """When a message came; None where it was taken in meanwhile."""
    try:
        return dt.datetime.fromtimestamp(_path(folder, name).lstat().st_mtime, dt.UTC)
    except FileNotFoundError:
        return None


def take(folder: Path, private: X25519PrivateKey) -> Iterator[Message]:
    """Each message that can be opened. It stays in the spool until ``drop``; what cannot be opened is set aside.

    Another process may take messages at the same time: what it has dropped meanwhile is passed over.
    """
    for name in waiting(folder):
        try:
            message = _open(name, private, _read(_path(folder, name)))
        except FileNotFoundError:
            continue
        except (InvalidTag, ValueError, KeyError, TypeError):
            set_aside(folder, name)
            continue
        yield message


def _read(path: Path) -> bytes:
    """:raises ValueError: it is longer than any message."""
    with path.open("rb") as file:
        content = file.read(SEALED + 1)
    if len(content) > SEALED:
        raise ValueError("too long for a message")
    return content


def drop(folder: Path, name: str) -> None:
    """A message was taken in: it leaves the spool."""
    _path(folder, name).unlink(missing_ok=True)


def set_aside(folder: Path, name: str) -> None:
    """A message that says nothing is kept under another ending, for whoever wonders why."""
    path = _path(folder, name)
    with suppress(FileNotFoundError):
        path.rename(path.with_suffix(".unreadable"))


def _path(folder: Path, name: str) -> Path:
    return folder / "in" / f"{name}.sealed"


def sweep(folder: Path, *, now: dt.datetime) -> None:
    """Remove what senders that were killed left half-written, and later what could not be read."""
    for pattern, kept in (("*.part", STALE), ("*.unreadable", SET_ASIDE)):
        for path in (folder / "in").glob(pattern):
            if dt.datetime.fromtimestamp(path.lstat().st_mtime, dt.UTC) < now - kept:
                path.unlink(missing_ok=True)


def _seal(public: X25519PublicKey, content: bytes) -> bytes:
    own = X25519PrivateKey.generate()
    padded = content + b" " * (-len(content) % STEP)
    made = _raw(own.public_key())
    key = _agreed(own.exchange(public), made, _raw(public))
    return VERSION + made + ChaCha20Poly1305(key).encrypt(NONCE, padded, VERSION)


def _open(name: str, private: X25519PrivateKey, sealed: bytes) -> Message:
    if sealed[:1] != VERSION:
        raise ValueError("not a sealed message")
    made = sealed[1 : 1 + KEY]
    secret = private.exchange(X25519PublicKey.from_public_bytes(made))
    key = _agreed(secret, made, _raw(private.public_key()))
    read = orjson.loads(ChaCha20Poly1305(key).decrypt(NONCE, sealed[1 + KEY :], VERSION))
    return Message(name, str(read["kind"]), _instant(read["at"]), dict(read["content"]))


def _instant(text: str) -> dt.datetime:
    """:raises ValueError: no clock could have told it, so that nothing can be reckoned from it."""
    at = dt.datetime.fromisoformat(text)
    if at.tzinfo is None or not YEARS[0] <= at.year <= YEARS[1]:
        raise ValueError("no time of a message")
    return at


def _agreed(secret: bytes, made: bytes, desk: bytes) -> bytes:
    return HKDF(SHA256(), KEY, salt=made + desk, info=b"langso spool 1").derive(secret)


def _raw(public: X25519PublicKey) -> bytes:
    return public.public_bytes(Encoding.Raw, PublicFormat.Raw)
