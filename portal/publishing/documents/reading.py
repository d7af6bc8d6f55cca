"""A document read in a child process with limits: its lines, or a clear refusal, whatever the bytes are."""

import hashlib
import json
import logging
from dataclasses import asdict
from pathlib import Path

from portal.publishing.documents import transport
from portal.publishing.documents.document import Document
from portal.publishing.documents.limits import LIMITS, Limits
from portal.publishing.documents.words import refuse_document, refuse_size
from portal.publishing.limited import Died, ask
from portal.publishing.workbooks.words import file_name

CHILD = "portal.publishing.documents.child"

log = logging.getLogger(__name__)


def open_document(path: Path, limits: Limits = LIMITS) -> Document:
    """``read_document`` of a file on this machine.

    :raises OSError: it cannot be opened.
    :raises Refused: as ``read_document``.
    """
    with path.open("rb") as file:
        return read_document(file.read(limits.size + 1), path.name, limits)


def read_document(content: bytes, name: str, limits: Limits = LIMITS) -> Document:
    """The lines of a Word, PDF, text or Markdown file; ``name`` is what its owner called it.

    :raises Refused: with what is wrong and what to do; nothing of the file was run, stored or kept.
    """
    shown = file_name(name)
    if not content:
        raise refuse_document("empty-document", shown)
    if len(content) > limits.size:
        raise refuse_size("bytes", shown, len(content), limits.size)
    sha256 = hashlib.sha256(content).hexdigest()
    answer = _ask_child(content, shown, sha256, limits)
    try:
        return transport.decode(answer, shown, sha256)
    except (ValueError, KeyError, TypeError, RecursionError):
        log.exception("the reading process answered what is not a document, upload %s", sha256)
        raise refuse_document("damaged-document", shown, reason="?") from None


def _ask_child(content: bytes, name: str, sha256: str, limits: Limits) -> bytes:
    try:
        return ask(CHILD, [name, sha256, json.dumps(asdict(limits))], content, limits)
    except Died as died:
        if died.reason == "reader-failed":
            raise refuse_document("damaged-document", name, reason="?") from None
        raise refuse_document(died.reason, name, seconds=limits.seconds) from None
