"""The reader as the bench calls it: in this process, since hundreds of copies are read."""

import hashlib
from functools import cache

from portal.publishing.documents import LIMITS, Document
from portal.publishing.documents.kinds import read_kind
from portal.publishing.plan_drafts.draft import Draft
from portal.publishing.plan_reading.reading import read_plan, read_wordings
from portal.publishing.plan_reading.wording import Wordings
from portal.settings import DATA


@cache
def known_wordings() -> Wordings:
    """The wordings of ``data``, made ready once."""
    return read_wordings(DATA)


def open_here(content: bytes, name: str) -> Document:
    """The lines of a file that we made ourselves, without a process of their own for reading it."""
    return read_kind(content, name, hashlib.sha256(content).hexdigest(), LIMITS)


def read(content: bytes, name: str) -> Draft:
    """The draft of a file's bytes."""
    return read_plan(open_here(content, name), known_wordings())
