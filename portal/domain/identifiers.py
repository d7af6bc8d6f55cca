"""Identifiers for what programs harvest: UUIDs that follow from our own names, the same on every installation.

Version 8 of RFC 9562 (bytes of our own choosing): the first fifteen bytes are SHA-256 of the name; the last is 0 for
the thing itself and the number of a format for a download of it, so that the thing is found from its download.
"""

import hashlib
import uuid

FORMAT_NUMBERS = {
    "csv": 1,
    "csv-excel": 2,
    "json": 3,
    "xlsx": 4,
    "geojson": 5,
    "parquet": 6,
    "datapackage": 7,
    "zip": 8,
    "notice": 9,  # of what was taken back
}
"""Never renumbered: harvesters know downloads by them."""

OWN_BYTES = 8  # the version of a UUID whose bytes are of one's own choosing


def identify(kind: str, name: str) -> str:
    """The UUID of a thing of a kind (``dataset``, ``commune``, ``group``, ``keyword``) by its name there."""
    content = bytearray(hashlib.sha256(f"lang-so/{kind}/{name}".encode()).digest()[:15])
    return str(_uuid(content, 0))


def of_format(identifier: str, format_: str) -> str:
    """The UUID of a thing's download in a format; whichever version is the newest.

    :raises KeyError: a format without a number.
    """
    return str(_uuid(bytearray(uuid.UUID(identifier).bytes[:15]), FORMAT_NUMBERS[format_]))


def take_apart(identifier: str) -> tuple[str, str | None]:
    """The UUID of the thing, and the format where the UUID is of a download.

    :raises ValueError: it is no UUID, or not one that this module made.
    """
    given = uuid.UUID(identifier)
    content, formats = given.bytes, {number: name for name, number in FORMAT_NUMBERS.items()}
    if given.version != OWN_BYTES or content[15] not in {0, *formats}:
        raise ValueError(f"{identifier!r} is not an identifier of this portal")
    return str(_uuid(bytearray(content[:15]), 0)), formats.get(content[15])


def _uuid(start: bytearray, last: int) -> uuid.UUID:
    start[6] = start[6] & 0x0F | 0x80  # version 8
    start[8] = start[8] & 0x3F | 0x80  # variant of RFC 9562
    return uuid.UUID(bytes=bytes([*start, last]))
