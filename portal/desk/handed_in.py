"""A file that came with a form: its bytes and its name."""

from pathlib import PurePath

from flask import request

LONGEST_NAME = 100  # characters


def handed_in(field: str) -> tuple[bytes, str]:
    """The bytes of a file and its name; no name where none was chosen. A long name keeps its ending."""
    file = request.files.get(field)
    if file is None:
        return b"", ""
    with file.stream as stream:
        return stream.read(), _shortened((file.filename or "").replace("\x00", ""))


def _shortened(name: str) -> str:
    path = PurePath(name)
    return name if len(name) <= LONGEST_NAME else path.stem[: LONGEST_NAME - 10] + path.suffix[:10]
