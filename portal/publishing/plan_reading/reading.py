"""A document becomes the draft of a plan's data."""

from collections.abc import Sequence
from pathlib import Path

from portal.publishing.documents.document import Document
from portal.publishing.plan_drafts.draft import Draft, field_of
from portal.publishing.plan_reading.bodies import list_bodies
from portal.publishing.plan_reading.directory import Directory
from portal.publishing.plan_reading.goals import read_goals
from portal.publishing.plan_reading.obligations import read_obligations
from portal.publishing.plan_reading.outline import list_pieces, list_sections
from portal.publishing.plan_reading.paragraphs import join_lines
from portal.publishing.plan_reading.particulars import read_particulars
from portal.publishing.plan_reading.piece import Part, Piece
from portal.publishing.plan_reading.targets import mark_outside, read_targets
from portal.publishing.plan_reading.tasks import read_tasks
from portal.publishing.plan_reading.wording import Wordings, read_measures, read_synonyms
from portal.publishing.problems import Problem, Refused

FEWEST_SECTIONS = 2
BEGINNING = 12
"""So many characters of a piece are looked for in its line; a label with its sign is no longer either."""


def read_wordings(data: Path) -> Wordings:
    """What is needed to tell which indicator a sentence speaks of, from the folder ``data``.

    :raises Refused: one of its files is not as it must be.
    """
    return Wordings(read_measures(data), read_synonyms(data))


def read_plan(document: Document, wordings: Wordings) -> Draft:
    """The draft of a plan's data, every row with the place it is from and nothing decided.

    :raises Refused: the document is no plan: it has no headings, or none of goals, tasks or duties.
    """
    pieces = list_pieces(join_lines(document.lines, capitals=document.encoding != "tcvn3"))
    outline = list_sections(pieces)
    if len(outline) < FEWEST_SECTIONS or not _promises(pieces):
        raise Refused([_no_plan(document.name, len(outline))])
    particulars = read_particulars(pieces, name=document.name)
    targets = read_targets(pieces, wordings)
    mark_outside(targets, field_of(particulars, "period_from"), field_of(particulars, "period_to"))
    directory = Directory.of(pieces)
    lines = {line.number: line.text for line in document.lines}
    tasks, responsibilities = read_tasks(pieces, directory)
    obligations = read_obligations(pieces, directory)
    return Draft(
        name=document.name,
        sha256=document.sha256,
        kind=document.kind,
        encoding=document.encoding,
        pages=document.pages,
        text=[(piece.line, piece.page, _shown(piece, lines.get(piece.line, ""))) for piece in pieces],
        rows={
            "plan": particulars,
            "outline": outline,
            "targets": targets,
            "goals": read_goals(pieces, {(row.cells["section"], row.cells["item"]) for row in targets}),
            "tasks": tasks,
            "responsibilities": responsibilities,
            "obligations": obligations,
            "bodies": list_bodies([*tasks, *responsibilities, *obligations]),
        },
        scans=document.scans,
    )


def _promises(pieces: Sequence[Piece]) -> bool:
    return any(piece.part in {Part.GOALS, Part.TASKS, Part.DUTIES} and not piece.is_section for piece in pieces)


def _shown(piece: Piece, line: str) -> str:
    """The words of a piece after its label as the document sets it: ``a)``, ``II.``.

    :param line: the document's line with which the piece begins.
    """
    before, found, _after = line.partition(piece.text[:BEGINNING])
    label = before.strip() if found and piece.label and len(before) <= BEGINNING else ""
    return f"{label if piece.label in label else piece.label} {piece.text}".strip()


def _no_plan(name: str, sections: int) -> Problem:
    return Problem(
        "not-a-plan",
        name,
        f"không thấy bố cục của kế hoạch: {sections} đề mục, không có phần mục tiêu, nhiệm vụ, tổ chức thực hiện.",
        f"this does not look like a plan: {sections} headings, and no part with goals, tasks or implementation.",
        "Chọn đúng tệp kế hoạch; mỗi phần cần có đề mục đánh số (I., 1., a) …).",
        "Choose the plan itself; its parts need numbered headings (I., 1., a) …).",
    )
