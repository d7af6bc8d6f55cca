"""Pieces and documents of invented plans."""

from pathlib import Path

from portal.publishing.documents.document import Document, Line
from portal.publishing.plan_reading.outline import list_pieces
from portal.publishing.plan_reading.paragraphs import join_lines
from portal.publishing.plan_reading.piece import Piece

DATA = Path(__file__).resolve().parents[3] / "data"


def make_lines(*texts, whole=False, page=None):
    """Lines as an editor numbers them; an empty text is an empty line."""
    lines, parted = [], False
    for number, text in enumerate(texts, start=1):
        if text:
            lines.append(Line(text, number, page=page, whole=whole, parted=parted))
        parted = not text
    return lines


def make_pieces(*texts, whole=True) -> list[Piece]:
    return list_pieces(join_lines(make_lines(*texts, whole=whole)))


def make_document(*texts, whole=True, lines=None) -> Document:
    given = make_lines(*texts, whole=whole) if lines is None else lines
    return Document("ke-hoach.txt", "txt", "0" * 64, "utf-8", None, tuple(given))
