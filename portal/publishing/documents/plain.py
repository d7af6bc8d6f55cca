"""A text file, Markdown or not, as lines with the numbers an editor shows."""

import re
from collections.abc import Iterator

from portal.publishing.documents.document import Document
from portal.publishing.documents.encodings import decode_text
from portal.publishing.documents.limits import Limits
from portal.publishing.documents.markdown import drop_leftovers, is_markdown, strip_blocks, strip_line
from portal.publishing.documents.tidying import Raw, tidy_lines
from portal.publishing.documents.words import refuse_document, refuse_size

_END = re.compile(r"\r\n|\r|\n")


def read_plain(content: bytes, name: str, sha256: str, limits: Limits, *, kind: str) -> Document:
    """:param kind: ``md`` where the name says so; the marks of Markdown are taken off a ``txt`` that has them as well.

    :raises Refused: it holds no text, too much of it, or in an encoding nobody knows.
    """
    text, encoding = decode_text(content, name)
    if len(text) > 2 * limits.characters:
        raise refuse_size("characters", name, len(text), limits.characters)
    text = drop_leftovers(_END.sub("\n", text))
    lines = tidy_lines(_read_lines(text, marked=kind == "md" or is_markdown(text)), name, limits)
    if not lines:
        raise refuse_document("empty-document", name)
    return Document(name, kind, sha256, encoding, None, lines)


def _read_lines(text: str, *, marked: bool) -> Iterator[Raw]:
    if marked:
        text = strip_blocks(text)
    for number, line in enumerate(text.split("\n"), start=1):
        told, cells = strip_line(line) if marked else (line, ())
        yield Raw(told, number, cells=cells)
