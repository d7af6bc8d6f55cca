"""Tasks and responsibilities of a plan: one row for each place, with who leads, who takes part, and by when."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from portal.publishing.plan_drafts.draft import Doubt, DraftRow, Source
from portal.publishing.plan_reading.bodies import leading_names
from portal.publishing.plan_reading.dates import read_due
from portal.publishing.plan_reading.directory import Directory
from portal.publishing.plan_reading.outline import HEADING
from portal.publishing.plan_reading.piece import Part, Piece
from portal.publishing.plan_reading.roles import read_roles
from portal.publishing.plan_reading.task_tables import read_task_tables
from portal.publishing.plan_reading.titling import list_sentences, title_of

_REQUEST = re.compile(r"\b(?:[Yy]êu cầu|[Đđ]ề nghị|[Gg]iao)\s+(?=\S)")
_MORE_THAN_FORMULA = re.compile(r"báo cáo|phản ánh|vướng mắc|kiến nghị", re.IGNORECASE)
_RECIPIENTS = re.compile(r"Nơi nhận", re.IGNORECASE)


@dataclass
class Place:
    """What stands at one place of a part: the pieces of one section or bullet.

    :param intro: the words that introduce the list it is in.
    """

    section: str
    item: str
    pieces: list[Piece] = field(default_factory=list)
    intro: str = ""

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces)

    @property
    def source(self) -> Source:
        first, last = self.pieces[0].source, self.pieces[-1].source
        return replace(first, last_line=last.last_line, text=self.text)

    @property
    def titles(self) -> Sequence[str]:
        """The headings above; not the sentence that itself stands here."""
        first = self.pieces[0]
        return first.titles[:-1] if first.is_section else first.titles


def read_tasks(pieces: Sequence[Piece], directory: Directory | None = None) -> tuple[list[DraftRow], list[DraftRow]]:
    """The rows of the tables ``tasks`` and ``responsibilities``, in the document's order."""
    directory = directory or Directory.of(pieces)
    tasks = [_row("tasks", place, directory) for place in list_places(pieces, Part.TASKS)]
    tasks += read_task_tables(pieces, directory, [(row.cells["section"], row.cells["item"]) for row in tasks])
    duties = [_row("responsibilities", place, directory) for place in list_places(pieces, Part.DUTIES)]
    duties += [_row("responsibilities", place, directory) for place in closing_requests(pieces)]
    return tasks, duties


def list_places(pieces: Sequence[Piece], part: Part) -> list[Place]:
    """The places of a part where something is said; headings, introductions and tables are left out."""
    places: list[Place] = []
    intro, intro_path = "", ""
    inside = [piece for piece in pieces if piece.part is part]
    for number, piece in enumerate(inside):
        if piece.cells:
            continue
        after = inside[number + 1] if number + 1 < len(inside) else None
        if piece.is_section and not _is_sentence(piece, after):
            intro, intro_path = (piece.text, piece.path) if piece.text.rstrip().endswith(":") else ("", "")
        elif _introduces(piece, after):
            intro, intro_path = piece.text, piece.path
        else:
            told = intro if _is_within(piece.path, intro_path) else ""
            _add(places, piece, told)
    return places


def _is_within(path: str, above: str) -> bool:
    return bool(above) and f"{path}.".startswith(f"{above}.")


def _add(places: list[Place], piece: Piece, intro: str) -> None:
    if not places or (places[-1].section, places[-1].item) != (piece.path, piece.item):
        places.append(Place(piece.path, piece.item, intro=intro))
    places[-1].pieces.append(piece)


def _is_sentence(piece: Piece, after: Piece | None) -> bool:
    """Whether what bears a section's label says what to do, rather than heads what stands below it."""
    if after is None or not _is_within(after.path, piece.path):
        return True
    said = piece.text.strip()
    return said.endswith((".", ";")) and (len(said) > HEADING or len(list_sentences(said)) > 1)


def _introduces(piece: Piece, after: Piece | None) -> bool:
    """Whether a piece only leads to the list that follows it."""
    if after is None or not piece.text.rstrip().endswith(":"):
        return False
    return _is_within(after.path, piece.path) and (after.item != piece.item or after.path != piece.path)


def closing_requests(pieces: Sequence[Piece]) -> list[Place]:
    """What the closing words ask of bodies beyond carrying the plan out, as a place of the part above."""
    found: list[Place] = []
    for piece in pieces:
        if piece.part is not Part.TAIL:
            continue
        if _RECIPIENTS.match(piece.text):
            break
        requests = _REQUEST.finditer(piece.text)
        request = next((each for each in requests if leading_names(piece.text[each.start() :])), None)
        if request and _MORE_THAN_FORMULA.search(piece.text, request.end()):
            asked = replace(piece, text=piece.text[request.start() :].rstrip("./ "), titles=piece.titles[:1])
            found.append(Place(piece.path.split(".")[0], "", [asked]))
    return found


def _row(table: str, place: Place, directory: Directory) -> DraftRow:
    text = place.text
    title, shortened = title_of(text)
    due = read_due(text)
    roles = read_roles(text, place.titles, directory, place.intro)
    cells = {
        "section": place.section,
        "item": place.item,
        "title": title,
        "title_en": "",
        "lead": "; ".join(roles.lead),
        "partners": "; ".join(roles.partners),
        "due": due.day,
        "due_note": due.note,
        "due_note_en": due.note_en,
    }
    return DraftRow(table, cells, place.source, doubts=(Doubt.SHORTENED,) if shortened else ())
