"""What an entry of the public log is, byte for byte, and how its hash comes about.

An entry's *form* is the canonical JSON of ``FORM``: sorted keys, no spaces, UTF-8. Its hash is SHA-256 over the leaf
prefix of RFC 6962, the 32 bytes of the hash before it and the form. A line of the log is the canonical JSON of the
form with both hashes. ``docs/audit.md`` has a program of ten lines that checks this without any of our code.
"""

import datetime as dt
import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any, NamedTuple

LEAF = b"\x00"  # RFC 6962 section 2.1: leaves are hashed under a prefix of their own
FIRST = "0" * 64
FORM = ("at", "commitment", "details", "event", "role", "seq", "subject")

_HEX = re.compile(r"[0-9a-f]{64}")


class Head(NamedTuple):
    """The newest entry of a log: who kept it can later prove that nothing up to it was rewritten."""

    seq: int
    hash: str
    at: dt.datetime | None = None

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"


def parse_head(text: str) -> Head:
    """The head that ``SEQ:HASH`` names.

    :raises ValueError: it names none.
    """
    seq, _, digest = text.partition(":")
    if not re.fullmatch(r"[0-9]{1,15}", seq) or not _HEX.fullmatch(digest):
        raise ValueError(f"{text!r} is not a head; write SEQ:HASH, such as 12:{'ab' * 32}")
    return Head(int(seq), digest)


@dataclass(frozen=True)
class LogLine:
    """An entry as everyone may read it. The parts of an act that is not public are None, and committed to."""

    seq: int
    at: str
    event: str | None
    subject: str | None
    role: str | None
    details: Any
    commitment: str | None
    previous: str
    hash: str

    def rehash(self) -> str:
        """The hash that this content has after ``previous``."""
        form = {name: getattr(self, name) for name in FORM}
        return hashlib.sha256(LEAF + bytes.fromhex(self.previous) + canonical(form)).hexdigest()

    def to_bytes(self) -> bytes:
        """The line of the log, without its end."""
        return canonical(vars(self))


def canonical(value: Any) -> bytes:
    """The one way to write a value as JSON."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def instant_text(at: dt.datetime) -> str:
    """An instant in the log: UTC to the microsecond."""
    return at.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def parse_line(content: bytes) -> LogLine:
    """The entry on a line of the log.

    :raises ValueError: the line is not one that this portal writes, to the byte.
    """
    try:
        parts = json.loads(content)
        canonical_already = canonical(parts) == content
    except (ValueError, RecursionError):
        raise ValueError("is not whole JSON") from None
    if not canonical_already:
        raise ValueError("is not written in the canonical way")
    if not isinstance(parts, dict) or parts.keys() != LogLine.__dataclass_fields__.keys():
        raise ValueError("does not have the parts of an entry")
    _check_parts(parts)
    return LogLine(**parts)


def _check_parts(parts: dict[str, Any]) -> None:
    if type(parts["seq"]) is not int or not isinstance(parts["at"], str):
        raise ValueError("has no number or no instant")
    for name in ("previous", "hash", "commitment"):
        given = parts[name]
        if not (isinstance(given, str) and _HEX.fullmatch(given)) and not (name == "commitment" and given is None):
            raise ValueError(f"has no SHA-256 as its {name}")
    for name in ("event", "subject", "role"):
        if not isinstance(parts[name], str | None):
            raise ValueError(f"has no text as its {name}")
