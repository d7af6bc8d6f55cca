"""A document, or a refusal, as the JSON one process hands to another; nothing in it is run or trusted."""

import json
from dataclasses import asdict
from typing import Any

from portal.publishing.documents.document import Document, Line
from portal.publishing.problems import Problem, Refused

PARTS = ("code", "where", "message", "message_en", "fix", "fix_en")


def encode_document(document: Document) -> bytes:
    lines = [[line.text, line.number, line.page, line.whole, line.parted, list(line.cells)] for line in document.lines]
    about = {"kind": document.kind, "encoding": document.encoding, "pages": document.pages}
    return _bytes({**about, "scans": document.scans, "lines": lines})


def encode_refusal(refused: Refused) -> bytes:
    return _bytes({"problems": [asdict(problem) for problem in refused.problems]})


def decode(answer: bytes, name: str, sha256: str) -> Document:
    """The document an answer holds.

    :raises Refused: the answer is a refusal.
    :raises ValueError, KeyError, TypeError: it is neither.
    """
    told = json.loads(answer)
    if "problems" in told:
        raise Refused(Problem(*(str(problem[part]) for part in PARTS)) for problem in told["problems"])
    lines = tuple(_line(line) for line in told["lines"])
    scans = tuple(int(page) for page in told["scans"])
    return Document(name, str(told["kind"]), sha256, str(told["encoding"]), _count(told["pages"]), lines, scans)


def _bytes(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _line(told: list[Any]) -> Line:
    text, number, page, whole, parted, cells = told
    return Line(str(text), int(number), _count(page), bool(whole), bool(parted), tuple(map(str, cells)))


def _count(told: Any) -> int | None:
    return None if told is None else int(told)
