"""A Word file: its archive checked, the parts that hold text found, and read as lines."""

import posixpath

from portal.publishing.documents.broken import mark_broken
from portal.publishing.documents.document import Document
from portal.publishing.documents.encodings import convert_text
from portal.publishing.documents.limits import Limits
from portal.publishing.documents.tidying import Raw, tidy_lines
from portal.publishing.documents.word_body import Body
from portal.publishing.documents.word_numbering import Numbering
from portal.publishing.documents.word_styles import Styles
from portal.publishing.documents.word_tree import Element, Tree
from portal.publishing.documents.words import refuse_document, refuse_kind, refuse_size
from portal.publishing.problems import Refused
from portal.publishing.workbooks.archive import Archive, open_archive
from portal.publishing.workbooks.limits import Limits as ArchiveLimits
from portal.publishing.workbooks.markup import scan_part

RELATIONS = "_rels/.rels"
MAIN = "word/document.xml"
OTHERS = {"xl/": "xlsx", "ppt/": "pptx"}
OPEN_DOCUMENT = {"application/vnd.oasis.opendocument.text": "odt", "application/vnd.oasis.opendocument": "ods"}
PICTURES = ("word/media/",)
REFUSED = {"encrypted": "protected-document", "zip-bomb": "zip-bomb"}


def read_word(content: bytes, name: str, sha256: str, limits: Limits) -> Document:
    """The paragraphs and table rows of a Word file; nothing of it is loaded but the text, its styles and numbering.

    :raises Refused: it is damaged, protected, too large, another kind of archive, or without text.
    """
    try:
        return _read(content, name, sha256, limits)
    except Refused as refused:
        raise _own_words(refused, name, limits) from None


def _read(content: bytes, name: str, sha256: str, limits: Limits) -> Document:
    archive = open_archive(content, name, _archive_limits(limits))
    main = _find_main(archive)
    if archive.parts[main].size > limits.part:
        raise refuse_size("bytes", name, archive.parts[main].size, limits.part)
    folder, _, own = main.rpartition("/")
    relations = _relations(archive, f"{folder}/_rels/{own}.rels")
    styles = Styles(_children(archive, relations.get("styles", "")))
    numbering = Numbering(_children(archive, relations.get("numbering", "")), styles)
    body = Body(styles, numbering)
    scan_part(archive, main, Tree(body.take, depth=2))
    raw, encoding = _convert(body.finish(), body.encoding)
    lines = tidy_lines(raw, name, limits)
    if not lines:
        raise _no_text(archive, name)
    return Document(name, "docx", sha256, encoding, None, mark_broken(lines, encoding))


def _archive_limits(limits: Limits) -> ArchiveLimits:
    return ArchiveLimits(size=limits.size, entries=limits.entries, inflated=limits.inflated, ratio=limits.ratio)


def _find_main(archive: Archive) -> str:
    """The part that holds the text.

    :raises Refused: this is no Word file.
    """
    if "mimetype" in archive.parts:
        kind = b"".join(archive.inflate("mimetype"))[:100].decode("ascii", "replace")
        found = next((told for sign, told in OPEN_DOCUMENT.items() if kind.startswith(sign)), "zip")
        raise refuse_kind(found, archive.file)
    main = _relations(archive, RELATIONS).get("officeDocument", MAIN)
    if main in archive.parts and not main.startswith(tuple(OTHERS)):
        return main
    other = next((kind for start, kind in OTHERS.items() if any(part.startswith(start) for part in archive.parts)), "")
    if not other and any(part.startswith("word/") for part in archive.parts):
        raise refuse_document("damaged-document", archive.file, reason=MAIN)
    raise refuse_kind(other or "zip", archive.file)


def _relations(archive: Archive, part: str) -> dict[str, str]:
    """The parts a part refers to by kind, the first of each; what lies outside the file is left out."""
    folder = posixpath.dirname(posixpath.dirname(part))
    found: dict[str, str] = {}
    for relation in _children(archive, part if part in archive.parts else ""):
        kind, target = relation.get("Type", "").rpartition("/")[2], relation.get("Target", "")
        if relation.get("TargetMode") != "External":
            path = target if target.startswith("/") else f"/{folder}/{target}"
            found.setdefault(kind, posixpath.normpath(path).lstrip("/"))
    return found


def _children(archive: Archive, part: str) -> list[Element]:
    """The elements right under the root of a part; none where the part is not there."""
    found: list[Element] = []
    if part in archive.parts:
        scan_part(archive, part, Tree(found.append, depth=1))
    return found


def _convert(lines: list[Raw], encoding: str) -> tuple[list[Raw], str]:
    """Text whose font was changed but not its encoding is converted as in a text file."""
    if encoding != "utf-8":
        return lines, encoding
    joined = "\n".join("\t".join((raw.text, *raw.cells)).replace("\n", " ") for raw in lines)
    text, encoding = convert_text(joined)
    if encoding == "utf-8":
        return lines, encoding
    parts = (line.split("\t") for line in text.split("\n"))
    return [
        Raw(told[0], raw.number, raw.page, raw.whole, raw.parted, tuple(told[1:]))
        for raw, told in zip(lines, parts, strict=True)
    ], encoding


def _no_text(archive: Archive, name: str) -> Refused:
    pictures = sum(part.startswith(PICTURES) for part in archive.parts)
    return refuse_document("no-text", name, pages=pictures) if pictures else refuse_document("empty-document", name)


def _own_words(refused: Refused, name: str, limits: Limits) -> Refused:
    """The words of workbooks about an archive said anew for documents; our own stay."""
    problem = refused.problems[0]
    if problem.code in REFUSED:
        return refuse_document(REFUSED[problem.code], name)
    if problem.code == "too-many-entries":
        return refuse_size("entries", name, limits.entries + 1, limits.entries)
    own = ("empty-document", "no-text", "damaged-document", "other-kind", "too-large-document")
    if problem.code in own:
        return refused
    return refuse_document("damaged-document", name, reason="ZIP" if problem.code == "damaged" else problem.code)
