"""The outline: which section a paragraph is, or stands under, and as which item."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from portal.domain.folding import fold
from portal.publishing.plan_drafts.draft import Doubt, DraftRow
from portal.publishing.plan_reading.annexes import is_annex, with_titles
from portal.publishing.plan_reading.capital_headings import with_numbers
from portal.publishing.plan_reading.capitals import CAPITALS
from portal.publishing.plan_reading.labels import ANNEX, Label, Level, follows
from portal.publishing.plan_reading.paragraphs import Paragraph
from portal.publishing.plan_reading.parts import named_parts
from portal.publishing.plan_reading.piece import Part, Piece
from portal.publishing.plan_reading.titling import TITLE, title_of

HEADING = 160
"""A heading is at most so many characters; what is longer is a sentence that bears a label."""

_TAIL = re.compile(r"(noi nhan|tren day la|t m |tm |kt |tl |tuq )")
_CLOSED = re.compile(r"\./\.")
_COLON = re.compile(
    rf"(?P<title>[^:;.!?]{{3,140}})(?<!hướng)(?<!như)(?<!gồm)(?<!là)(?<!sau):\s+(?P<text>[{CAPITALS}“].{{20,}})"
)
_ASIDE = re.compile(r"[:.,]?\s*\([^()]*\)\s*[.:]?$")


@dataclass
class _Place:
    """Where the reader is: the labels of the sections above, and how many bullets were under the last."""

    part: Part = Part.HEAD
    parts: tuple[Part, ...] = ()
    annex: str = ""
    roman: str = ""
    number: str = ""
    letter: str = ""
    bullets: int = 0
    sub_bullets: int = 0
    titles: dict[str, str] = field(default_factory=dict)
    bullet: str = ""
    seen: dict[str, int] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return ".".join(filter(None, (self.annex, self.roman, self.number, self.letter)))

    def chain(self) -> tuple[str, ...]:
        labels, found = self.path.split("."), []
        for end in range(1, len(labels) + 1):
            if title := self.titles.get(".".join(labels[:end])):
                found.append(title)
        return (*found, self.bullet) if self.sub_bullets else tuple(found)


def list_pieces(paragraphs: Iterable[Paragraph]) -> list[Piece]:
    """Every paragraph with its place. A heading with its words in the same paragraph (``2. Công an: ...``) becomes two
    pieces, the heading and what it says.
    """
    given = with_numbers(with_titles(list(paragraphs)))
    place = _Place()
    pieces: list[Piece] = []
    first_level = Level.ROMAN if any(p.label and p.label.level is Level.ROMAN for p in given) else Level.NUMBER
    for paragraph in given:
        pieces.extend(_placed(place, paragraph, first_level))
    return pieces


def _placed(place: _Place, paragraph: Paragraph, first_level: Level) -> Iterator[Piece]:
    label = paragraph.label
    if (place.part is Part.TAIL and not is_annex(paragraph)) or _is_tail(place, paragraph):
        place.part = Part.TAIL
        yield _piece(place, paragraph, paragraph.text, item="")
        return
    if label is None or (place.part is Part.HEAD and label.level > first_level):
        yield _piece(place, paragraph, paragraph.text, item="")
    elif label.level is Level.BULLET:
        place.bullets, place.sub_bullets, place.bullet = place.bullets + 1, 0, label.rest
        yield _piece(place, paragraph, paragraph.text, item=str(place.bullets))
    elif label.level is Level.SUB_BULLET:
        place.sub_bullets += 1
        yield _piece(place, paragraph, paragraph.text, item=f"{place.bullets}.{place.sub_bullets}".removeprefix("0."))
    else:
        yield from _section(place, paragraph, label, first_level)
    if _CLOSED.search(paragraph.text):
        place.part = Part.TAIL


def _is_tail(place: _Place, paragraph: Paragraph) -> bool:
    is_text = paragraph.label is None and not paragraph.cells
    return place.part is not Part.HEAD and is_text and bool(_TAIL.match(fold(paragraph.text) + " "))


def _section(place: _Place, paragraph: Paragraph, label: Label, first_level: Level) -> Iterator[Piece]:
    level, name = label.level, label.name
    split = _COLON.fullmatch(paragraph.text)
    title = split["title"] if split else paragraph.text
    _enter(place, level, name)
    place.titles[place.path] = title
    if level in {Level.ANNEX, first_level} or len(place.parts) > 1:
        _set_part(place, title, is_first=level in {Level.ANNEX, first_level})
    yield _piece(place, paragraph, title, item="", is_section=True)
    if split:
        yield _piece(place, paragraph, split["text"], item="", label="")


def _enter(place: _Place, level: Level, name: str) -> None:
    place.bullets, place.sub_bullets, place.bullet = 0, 0, ""
    if level is Level.ANNEX:
        place.annex, place.roman, place.number, place.letter = name, "", "", ""
    elif level is Level.ROMAN:
        place.roman, place.number, place.letter = name, "", ""
    elif level is Level.NUMBER:
        place.number, place.letter = name, ""
    else:
        place.letter = name
    times = place.seen.get(place.path, 0)
    place.seen[place.path] = times + 1
    if times:
        again = name + ("bis", "ter", "quater")[min(times, 3) - 1]
        _rename(place, level, again)


def _rename(place: _Place, level: Level, name: str) -> None:
    which = {Level.ANNEX: "annex", Level.ROMAN: "roman", Level.NUMBER: "number", Level.LETTER: "letter"}
    setattr(place, which[level], name)


def _set_part(place: _Place, title: str, *, is_first: bool) -> None:
    """A first heading that names several subjects (``MỤC ĐÍCH, MỤC TIÊU``) leaves the choice to those below."""
    named = named_parts(title)
    in_annex = place.annex.startswith(ANNEX)
    is_within = place.annex and (not in_annex or place.path != place.annex)
    if is_first and not named and is_within and place.part is not Part.HEAD:
        return  # within a part that said what it is
    if is_first:
        place.parts = named
        place.part = named[0] if named else (Part.ANNEX if in_annex else Part.TASKS)
    elif len(named) == 1 and named[0] in place.parts:
        place.part = named[0]


def _piece(
    place: _Place, paragraph: Paragraph, text: str, *, item: str, is_section: bool = False, label: str | None = None
) -> Piece:
    named = paragraph.label.name if paragraph.label and not paragraph.label.given else ""
    return Piece(
        text=text,
        line=paragraph.line,
        last_line=paragraph.last_line,
        page=paragraph.page,
        label=named if label is None else label,
        path=place.path,
        item=item,
        part=place.part,
        titles=place.chain(),
        is_section=is_section,
        cells=paragraph.cells,
    )


def list_sections(pieces: Sequence[Piece]) -> list[DraftRow]:
    """The rows of the table ``outline``: what carries a label and is a heading, or has something below it."""
    rows: list[DraftRow] = []
    last: dict[str, str] = {}
    for number, piece in enumerate(pieces):
        if not piece.is_section or piece.part in {Part.HEAD, Part.TAIL}:
            continue
        above, _, name = piece.path.rpartition(".")
        doubts = _doubts(last.get(above), name)
        last[above] = name
        if _is_heading(piece, pieces[number + 1 :]):
            if not piece.label:
                doubts = (*doubts, Doubt.LABEL_GIVEN)
            title, cut = short_heading(piece.text)
            doubts += (Doubt.SHORTENED,) if cut else ()
            cells = {"section": piece.path, "title": title, "title_en": ""}
            rows.append(DraftRow("outline", cells, piece.source, part=piece.path, doubts=doubts))
    return rows


def _doubts(before: str | None, name: str) -> tuple[str, ...]:
    if name.endswith(("bis", "ter", "quater")):
        return (Doubt.LABEL_TWICE,)
    if before is None or follows(before, name) or before.endswith(("bis", "ter", "quater")):
        return ()
    return (Doubt.LABEL_MISSING,)


def _is_heading(piece: Piece, after: Sequence[Piece]) -> bool:
    below = next(iter(after), None)
    if below is not None and below.part is not Part.TAIL and f"{below.path}.".startswith(f"{piece.path}."):
        return True
    said = _ASIDE.sub("", piece.text)
    return piece.part in {Part.PURPOSE, Part.GOALS} and len(said) <= HEADING and not said.endswith(".")


def short_heading(text: str) -> tuple[str, bool]:
    """The heading, and whether it had to be cut to fit the store."""
    heading = heading_of(text)
    return title_of(heading) if len(heading) > TITLE else (heading, False)


def heading_of(text: str) -> str:
    """A heading as a title: no closing sign, capitals only where a sentence has them."""
    title = _ASIDE.sub("", text.strip()).rstrip(".:;, ")
    if title.isupper() and len(title) > 4:
        title = title[0] + title[1:].lower()
    return title[0].upper() + title[1:] if title else title
