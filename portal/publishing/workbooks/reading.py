"""An upload read in a child process with limits: an answer, or a clear refusal, whatever the bytes are."""

import hashlib
import json
import logging
from dataclasses import asdict

from portal.publishing.limited import Died, ask
from portal.publishing.problems import Refused
from portal.publishing.workbooks import transport
from portal.publishing.workbooks.grid import Workbook
from portal.publishing.workbooks.limits import LIMITS, Limits
from portal.publishing.workbooks.words import about_file, file_name

CHILD = "portal.publishing.workbooks.child"

log = logging.getLogger(__name__)


def read_workbook(content: bytes, name: str, limits: Limits = LIMITS) -> Workbook:
    """The sheets of an uploaded CSV or XLSX file; ``name`` is what the uploader called it.

    :raises Refused: with what is wrong and where; nothing of the file was run, stored or kept.
    """
    shown = file_name(name)
    if not content:
        raise Refused([about_file("empty-file", shown)])
    if len(content) > limits.size:
        size, limit = (-(-count // 1_000_000) for count in (len(content), limits.size))
        raise Refused([about_file("too-large", shown, size=size, limit=limit)])
    sha256 = hashlib.sha256(content).hexdigest()
    answer = _ask_child(content, shown, sha256, limits)
    try:
        return transport.decode(answer, shown, sha256)
    except (ValueError, KeyError, TypeError, RecursionError):
        log.exception("the reading process answered what is not a workbook, upload %s", sha256)
        raise Refused([about_file("reader-failed", shown)]) from None


def _ask_child(content: bytes, name: str, sha256: str, limits: Limits) -> bytes:
    try:
        return ask(CHILD, [name, sha256, json.dumps(asdict(limits))], content, limits)
    except Died as died:
        raise Refused([about_file(died.reason, name, seconds=limits.seconds)]) from None
